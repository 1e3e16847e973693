// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/generated_value.hpp>
#include <azoth/sql/node.hpp>
#include <azoth/types/sql_type.hpp>
#include <azoth/value/kind.hpp>

namespace azoth::compile {

/// One placeholder of a compiled statement, in the order of the text. Its value is that of a bind,
/// or comes from a column's default: `constant` or `generator`.
struct Parameter {
    Parameter() noexcept {}  // not defaulted: that would fill it all with zeros before

    std::size_t bind = 0;  ///< index among the statement's binds in canonical order
    std::string name;      ///< of a bind the execution supplies, else empty
    SqlType type;
    bool expands = false;     ///< stands for a list: rendered again for each length
    bool is_literal = false;  ///< written into the text at each execution, never sent beside it
    /// Of a list of tuples the types inside one; empty for a list of plain values.
    std::vector<SqlType> tuple_types;
    std::string column;     ///< whose value it is in an INSERT or UPDATE; empty within expressions
    std::uint32_t row = 0;  ///< of an INSERT's rows
    sql::NodePtr constant;  ///< a Bind
    std::shared_ptr<const sql::ValueGenerator> generator;

    [[nodiscard]] bool is_default() const noexcept { return constant || generator; }
};

/// One column of the result, as far as the statement tells. Empty for raw text.
struct ResultColumn {
    std::string name;
    SqlType type;
    const sql::Node* source =
        nullptr;  ///< the ColumnRef it comes from; kept alive by the statement
};

/// A gap in the text that each execution fills, for a list or a literal: the executed SQL is text
/// up to `offset`, as many placeholders as the list is long or the literal, and the rest. Numbered
/// placeholders ($1) of lists continue after those of all other parameters, so the numbers in the
/// text stay right for every length.
struct Expansion {
    std::size_t parameter = 0;
    std::size_t offset = 0;  ///< into sql
    /// Its own index, or that of a gap before it whose placeholders it repeats.
    std::size_t list = 0;
    /// A list of tuples: each value is `width()` placeholders in parentheses.
    bool has_tuples = false;
    /// What stands around the placeholders, from the bind expressions of their types: of a list of
    /// plain values one, of a list of tuples one per item.
    struct Around {
        std::string before{};
        std::string after{};
    };
    std::vector<Around> placeholders{};
    std::string opening{};  ///< before the first value: a word that makes rows a query
    /// What stands for a list without values: a query of no rows, typed where the server minds.
    std::string empty{};

    [[nodiscard]] std::size_t width() const noexcept { return placeholders.size(); }
};

/// A statement rendered for one dialect and version: text, parameter plan, result plan. Immutable;
/// shared by caches and connections through std::shared_ptr. `id` is unique in the process, so a
/// connection maps it to its prepared statement directly.
struct Compiled {
    std::uint64_t id = 0;
    std::string sql;
    std::vector<Parameter> parameters;
    std::vector<Expansion> expansions;
    std::vector<ResultColumn> columns;
    sql::NodePtr statement;      ///< what was compiled, for structural comparison
    std::size_t bind_count = 0;  ///< binds of the statement in canonical order
    /// Pairs of binds that are one and the same node in `statement`, or stand at one place of
    /// expressions that must be the same: equal values are required of a hit.
    std::vector<std::pair<std::size_t, std::size_t>> shared_binds;
    /// Pairs of binds by whose values two expressions differ that would be the same otherwise: what
    /// a server is told depends on that, so different values are required.
    std::vector<std::pair<std::size_t, std::size_t>> parted_binds;
    bool returns_rows = false;
    /// Of the overrides it was rendered with (render_override.hpp): in another state it is stale.
    std::uint64_t render_state = 0;
    /// The statement returns one row more than it says: the key that the database generates for
    /// the row of an INSERT, these columns of it.
    std::vector<std::string> returned_key;
    /// Columns of the key that get an SQL default which the database would not tell: who wants to
    /// know the key asks for its value before.
    std::vector<std::string> untold_key;
};

}  // namespace azoth::compile
