// SPDX-License-Identifier: MIT
#include <azoth/schema/naming_convention.hpp>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/schema/table.hpp>

namespace azoth {

namespace {

using Names = std::vector<std::string>;

[[noreturn]] void refuse(std::string_view pattern, std::string_view token,
                         std::string_view reason) {
    throw ArgumentError("bad_naming_convention", "the naming convention \"" + std::string(pattern) +
                                                     "\": {" + std::string(token) + "} " +
                                                     std::string(reason));
}

std::string join(const Names& names, std::string_view separator) {
    std::string joined;
    for (const std::string& name : names) {
        if (!joined.empty()) joined += separator;
        joined += name;
    }
    return joined;
}

/// What the tokens of one name stand for.
struct Subject {
    const std::string& table;
    Names columns;
    const std::string* referred_table = nullptr;
    Names referred_columns{};
    const std::string& given;
};

/// "column_2_name" and its kin, after "column_" or "referred_column_"; nothing for another token.
std::optional<std::string> column_token(std::string_view rest, Names columns,
                                        const std::string* table) {
    if (rest.ends_with("label") && table != nullptr) {
        for (std::string& column : columns) column.insert(0, *table + '_');
    } else if (!rest.ends_with("name")) {
        return std::nullopt;
    }
    const std::string_view which = rest.substr(0, rest.rfind('_'));
    if (which == "0_N") return join(columns, "_");
    if (which == "0N") return join(columns, "");
    std::size_t index = 0;
    const char* const last = which.data() + which.size();
    const auto [end, error] = std::from_chars(which.data(), last, index);
    if (error != std::errc{} || end != last) return std::nullopt;
    // Nothing to say is an empty text, which the caller refuses.
    return index < columns.size() ? columns[index] : std::string();
}

std::optional<std::string> own_token(const std::vector<NamingToken>& tokens, std::string_view token,
                                     const Subject& subject) {
    for (const NamingToken& own : tokens) {
        if (own.name != token || !own.make) continue;
        return own.make(
            {subject.table, subject.columns,
             subject.referred_table != nullptr ? *subject.referred_table : std::string_view(),
             subject.referred_columns, subject.given});
    }
    return std::nullopt;
}

std::string value_of(const std::vector<NamingToken>& tokens, std::string_view pattern,
                     std::string_view token, const Subject& subject) {
    std::optional<std::string> value = own_token(tokens, token, subject);
    constexpr std::string_view referred = "referred_column_";
    constexpr std::string_view own = "column_";
    if (value) {
        // The program's own come first.
    } else if (token == "table_name") {
        value = subject.table;
    } else if (token == "constraint_name") {
        value = subject.given;
    } else if (token == "referred_table_name") {
        if (subject.referred_table != nullptr) value = *subject.referred_table;
    } else if (token.starts_with(referred)) {
        value = column_token(token.substr(referred.size()), subject.referred_columns,
                             subject.referred_table);
    } else if (token.starts_with(own)) {
        value = column_token(token.substr(own.size()), subject.columns, &subject.table);
    }
    if (!value) refuse(pattern, token, "is not known here");
    if (value->empty()) {
        refuse(pattern, token, "has no value here; give the constraint a name of its own");
    }
    return *std::move(value);
}

std::string expand(const std::vector<NamingToken>& tokens, std::string_view pattern,
                   const Subject& subject) {
    std::string name;
    for (std::string_view rest = pattern; !rest.empty();) {
        const std::size_t open = rest.find('{');
        name += rest.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = rest.find('}', open);
        if (close == std::string_view::npos) refuse(pattern, rest.substr(open + 1), "has no end");
        name += value_of(tokens, pattern, rest.substr(open + 1, close - open - 1), subject);
        rest.remove_prefix(close + 1);
    }
    return name;
}

bool is_applied(std::string_view pattern, std::string_view given) {
    if (pattern.empty()) return false;
    const bool wants_given = pattern.find("{constraint_name}") != std::string_view::npos;
    // A check without a name stays without: columns alone would not tell it from the next one.
    return given.empty() != wants_given;
}

void name(const NamingConvention& naming, const std::string& pattern, std::string& given,
          bool& generated, const Subject& subject) {
    if (generated || !is_applied(pattern, given)) return;
    given = expand(naming.tokens, pattern, subject);
    generated = true;
}

}  // namespace

void apply_naming(const NamingConvention& naming, TableData& table) {
    PrimaryKeyData& primary = table.primary_key;
    if (!primary.columns.empty()) {
        name(naming, naming.primary_key, primary.name, primary.generated_name,
             {table.name, primary.columns, nullptr, {}, primary.name});
    }
    for (UniqueData& unique : table.uniques) {
        name(naming, naming.unique, unique.name, unique.generated_name,
             {table.name, unique.columns, nullptr, {}, unique.name});
    }
    for (CheckData& check : table.checks) {
        name(naming, naming.check, check.name, check.generated_name,
             {table.name, {}, nullptr, {}, check.name});
    }
    for (ForeignKeyData& key : table.foreign_keys) {
        name(naming, naming.foreign_key, key.name, key.generated_name,
             {table.name, key.columns, &key.referred_table, key.referred_columns, key.name});
    }
    for (IndexData& index : table.indexes) {
        name(naming, naming.index, index.name, index.generated_name,
             {table.name, index.columns(), nullptr, {}, index.name});
    }
}

std::string cut_name(const std::string& name, std::size_t max_bytes) {
    constexpr std::size_t tail = 9;  // _ and eight digits
    if (max_bytes == 0 || name.size() <= max_bytes || max_bytes <= tail) return name;
    std::uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a: the same on every machine, for ever
    for (const char c : name) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    std::size_t end = max_bytes - tail;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
    constexpr char digits[] = "0123456789abcdef";
    std::string cut = name.substr(0, end) + '_';
    for (int shift = 28; shift >= 0; shift -= 4) {
        cut += digits[((hash ^ (hash >> 32)) >> shift) & 15];
    }
    return cut;
}

}  // namespace azoth
