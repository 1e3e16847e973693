// SPDX-License-Identifier: MIT
#include <azoth/sql/schema_map.hpp>

#include <algorithm>
#include <functional>

#include <azoth/error/error.hpp>
#include <azoth/sql/fields.hpp>

namespace azoth {

struct SchemaMap::Data {
    std::vector<Entry> entries;  ///< by their first names
    std::uint64_t hash = 0;
};

SchemaMap::SchemaMap(std::initializer_list<Entry> entries)
    : SchemaMap(std::vector<Entry>(entries)) {}

SchemaMap::SchemaMap(std::vector<Entry> entries) {
    if (entries.empty()) return;
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.from < b.from; });
    const auto twice =
        std::adjacent_find(entries.begin(), entries.end(),
                           [](const Entry& a, const Entry& b) { return a.from == b.from; });
    if (twice != entries.end()) {
        throw ArgumentError("duplicate_schema",
                            "the schema \"" + twice->from + "\" is translated twice");
    }
    auto data = std::make_shared<Data>();
    data->entries = std::move(entries);
    for (const Entry& entry : data->entries) {
        data->hash = sql::detail::mix(data->hash, std::hash<std::string>{}(entry.from));
        data->hash = sql::detail::mix(data->hash, std::hash<std::string>{}(entry.to));
    }
    data_ = std::move(data);
}

SchemaMap SchemaMap::none() noexcept {
    SchemaMap map;
    map.is_none_ = true;
    return map;
}

std::string_view SchemaMap::translated(std::string_view schema) const noexcept {
    if (data_ == nullptr) return schema;
    for (const Entry& entry : data_->entries) {
        if (entry.from == schema) return entry.to;
    }
    return schema;
}

std::string_view SchemaMap::original(std::string_view schema) const noexcept {
    if (data_ == nullptr) return schema;
    for (const Entry& entry : data_->entries) {
        if (entry.to == schema) return entry.from;
    }
    return schema;
}

std::uint64_t SchemaMap::hash() const noexcept {
    return data_ == nullptr ? 0 : data_->hash;
}

bool operator==(const SchemaMap& a, const SchemaMap& b) noexcept {
    if (a.data_ == b.data_) return true;
    return a.data_ != nullptr && b.data_ != nullptr && a.data_->hash == b.data_->hash &&
           a.data_->entries == b.data_->entries;
}

}  // namespace azoth
