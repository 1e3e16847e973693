// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/error/handler.hpp>

namespace azoth {

class TableData;

/// What a name is made for: a constraint or index of a table. Borrowed for the call.
struct NamingSubject {
    std::string_view table;
    const std::vector<std::string>& columns;
    std::string_view referred_table;  ///< of a foreign key
    const std::vector<std::string>& referred_columns;
    std::string_view given;  ///< the name that was given
};

/// A token of the program's own: `{.name = "short", .make = [](const NamingSubject& subject) { …
/// }}` for `{short}`.
struct NamingToken {
    std::string name{};
    Handler<const NamingSubject&, std::string> make{};
};

/// How constraints and indexes without a name are called. Each template is text with tokens in
/// braces:
///
///     {table_name}                    {referred_table_name}
///     {column_0_name}, {column_1_name} …    {referred_column_0_name} …
///     {column_0_N_name}               all columns, joined by _     {referred_column_0_N_name}
///     {column_0N_name}                all columns, joined by nothing
///     {column_0_label} {column_0_N_label}    <table>_<column> instead of the column's name
///     {constraint_name}               the name that was given
///
/// An empty template leaves the name to the database. A template with {constraint_name} is applied
/// to given names too. What is longer than the database lets a name be is cut, and ends in a hash
/// of the whole, so that names stay apart and the same for ever.
struct NamingConvention {
    std::string index = "ix_{table_name}_{column_0_name}";
    std::string unique{};       ///< "uq_{table_name}_{column_0_name}"
    std::string check{};        ///< "ck_{table_name}_{constraint_name}"
    std::string foreign_key{};  ///< "fk_{table_name}_{column_0_name}_{referred_table_name}"
    std::string primary_key{};  ///< "pk_{table_name}"
    std::vector<NamingToken> tokens{};
};

/// Names what has no name yet. Throws `ArgumentError` (`bad_naming_convention`) for an unknown
/// token or one that has no meaning there.
AZOTH_EXPORT void apply_naming(const NamingConvention& naming, TableData& table);

/// The name within `max_bytes` (0: no limit): cut between characters, with eight digits of a hash
/// of the whole.
[[nodiscard]] AZOTH_EXPORT std::string cut_name(const std::string& name, std::size_t max_bytes);

}  // namespace azoth
