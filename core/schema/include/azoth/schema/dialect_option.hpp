// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/value/value.hpp>

namespace azoth {

/// Something that one dialect understands, by its name: `DialectOption{"sqlite_strict", true}`,
/// `DialectOption{"mariadb_engine", "Aria"}`. It begins with the name of dialect or server. Other
/// dialects pass it over, so that one description serves many databases; the dialect itself refuses
/// an option it does not know (`CompileError` `unknown_dialect_option`). A flag is a bool.
struct DialectOption {
    DialectOption(ParamName name, Value value) : name(name.text()), value(std::move(value)) {}

    std::string name;
    Value value;

    friend bool operator==(const DialectOption&, const DialectOption&) = default;
};
using DialectOptions = std::vector<DialectOption>;

/// The value of that name; null pointer if there is none.
[[nodiscard]] AZOTH_EXPORT const Value* find_option(const DialectOptions& options,
                                                    std::string_view name) noexcept;

}  // namespace azoth
