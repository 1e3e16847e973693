// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <azoth/azoth.hpp>

#include "builder.hpp"
#include "generator.hpp"

namespace differential::exact {

/// A column of a result.
struct OutputColumn {
    ColumnInfo info;
    bool is_approximate = false;  ///< a quotient, whose last digits are each database's own
};

/// A query and what is known of its rows.
struct Statement {
    azoth::Query query;
    std::vector<OutputColumn> columns;
    bool is_ordered = false;  ///< rows that are equal in the order are equal in all
};

/// Makes random whole queries over one table; the same seed makes the same ones on every machine.
class Statements {
public:
    Statements(const azoth::Table& table, std::uint64_t seed) : table_(table), random_(seed) {}

    [[nodiscard]] Statement statement();

private:
    /// Where rows come from: steps that give a SELECT its FROM, and what expressions may name.
    struct Source {
        std::vector<std::function<azoth::Select(const azoth::Select&)>> steps;
        Scope scope;
        Columns columns;
        std::vector<azoth::Expr> keys;  ///< unequal in any two rows, all together; empty: unknown

        void add(const azoth::Expr& column, const ColumnInfo& info) {
            columns.push_back(column);
            scope.push_back(info);
        }
    };
    struct Item {
        azoth::Expr expression;
        OutputColumn output;
        std::string label;  ///< where it has one
    };
    using Kinds = std::vector<Kind>;

    [[nodiscard]] std::size_t below(std::size_t limit) { return random_.below(limit); }
    [[nodiscard]] bool once_in(std::size_t times) { return random_.once_in(times); }
    [[nodiscard]] std::string name(char letter) { return letter + std::to_string(++names_); }
    [[nodiscard]] Kinds kinds();

    // source.cpp
    [[nodiscard]] Source source(int depth);
    [[nodiscard]] Source table_source();
    [[nodiscard]] Source joined_source();
    [[nodiscard]] Source derived_source(int depth);
    /// Adds what a subquery says of a row: EXISTS, IN, a value.
    void add_subqueries(Source& source);
    [[nodiscard]] azoth::Expr subquery_value(const Source& source, ColumnInfo& info);

    // calls.cpp
    [[nodiscard]] Item aggregate(const Source& source);
    void add_windows(Source& source);
    void add_distance(Source& source, const Source& plain);
    [[nodiscard]] azoth::Window window(const Source& source, bool with_frame);

    // statements.cpp
    [[nodiscard]] Item item(const Source& source, Kind kind, int depth);
    [[nodiscard]] azoth::Predicate condition(const Source& source, int depth);
    [[nodiscard]] azoth::Select from(const Source& source, const std::vector<Item>& items);
    [[nodiscard]] Statement select(const Kinds& kinds, int depth, bool with_keys);
    [[nodiscard]] std::vector<Item> items(const Source& source, const Kinds& kinds);
    void add_keys(std::vector<Item>& items, const std::vector<azoth::Expr>& keys);
    [[nodiscard]] Statement plain(const Source& source, const Kinds& kinds, bool with_keys);
    [[nodiscard]] Statement grouped(const Source& source, const Kinds& kinds, bool with_keys);
    [[nodiscard]] Statement combined(const Kinds& kinds, int depth);
    template <class Query>
    [[nodiscard]] Query ordered(Query query, const std::vector<Item>& items, bool by_name);

    const azoth::Table& table_;
    Generator random_;
    int names_ = 0;
    std::size_t keys_ = 0;  ///< how many the query that was made last selects: k0, k1, …
};

}  // namespace differential::exact
