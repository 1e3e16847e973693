// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/params.hpp>

namespace azoth {

/// Which schema stands for which, so that one description of tables serves many tenants:
/// `{{"tenant", "tenant_7"}}`. The empty name is that of tables without a schema, and as the second
/// name it leaves the schema out. Immutable; copies share it.
class AZOTH_EXPORT SchemaMap {
public:
    struct Entry {
        Entry(ParamName from, ParamName to) : from(from.text()), to(to.text()) {}
        std::string from;
        std::string to;
        friend bool operator==(const Entry&, const Entry&) = default;
    };

    /// No map, and nothing said against one that is given further away.
    SchemaMap() noexcept = default;
    /// Throws `ArgumentError` (`duplicate_schema`) for a schema that is mapped twice.
    SchemaMap(std::initializer_list<Entry> entries);
    explicit SchemaMap(std::vector<Entry> entries);
    /// Each schema as it is called, whatever the engine or the connection says.
    [[nodiscard]] static SchemaMap none() noexcept;

    [[nodiscard]] bool empty() const noexcept { return data_ == nullptr; }
    /// As an option: a map, or none().
    [[nodiscard]] bool is_set() const noexcept { return is_none_ || !empty(); }
    /// The schema that stands for this one: itself unless the map says otherwise.
    [[nodiscard]] std::string_view translated(std::string_view schema) const noexcept;
    /// The schema for which this one stands; itself unless the map says otherwise.
    [[nodiscard]] std::string_view original(std::string_view schema) const noexcept;

    [[nodiscard]] std::uint64_t hash() const noexcept;
    friend AZOTH_EXPORT bool operator==(const SchemaMap& a, const SchemaMap& b) noexcept;

private:
    struct Data;
    std::shared_ptr<const Data> data_;
    bool is_none_ = false;
};

}  // namespace azoth
