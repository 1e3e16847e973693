// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/compile/ddl_compiler.hpp>
#include <azoth/compile/ledger.hpp>
#include <azoth/compile/sql_compiler.hpp>
#include <azoth/dialect/dialect.hpp>
#include <azoth/dialect/to_sql.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/dml.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/sql/upsert.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/decimal.hpp>

namespace golden {

using namespace azoth;

/// A dialect at a version: `sqlite`, `sqlite@3.22.0`.
struct Target {
    std::string name;
    const Dialect* dialect;
    compile::Ledger ledger;
};

/// Renders a statement with its values in the order of the placeholders.
[[nodiscard]] std::string render(const Statement& statement, const Target& target);
/// The same with each placeholder replaced by its value, for a database's own tool.
[[nodiscard]] std::string render_with_values(const Statement& statement, const Target& target);
/// Renders CREATE TABLE and what follows it.
[[nodiscard]] std::string render(const Table& table, const Target& target);
/// Renders what a function makes of the DDL compiler.
[[nodiscard]] std::string join_statements(const std::vector<std::string>& statements);
[[nodiscard]] inline std::string render(const std::vector<std::string>& statements, const Target&) {
    return join_statements(statements);
}

struct Case {
    std::string name;
    std::function<std::string(const Target&)> render;
    std::vector<std::string> more_targets;  ///< beside standard, sqlite and postgresql
};

/// The cases of one topic, in order.
class Cases {
public:
    /// `make` returns a statement or a table.
    template <std::invocable Make>
    void add(std::string name, Make make, std::vector<std::string> more_targets = {}) {
        cases_.push_back({std::move(name),
                          [make](const Target& target) { return golden::render(make(), target); },
                          std::move(more_targets)});
    }
    /// The same with its values as literals.
    template <std::invocable Make>
    void inlined(std::string name, Make make, std::vector<std::string> more_targets = {}) {
        cases_.push_back({std::move(name),
                          [make](const Target& target) {
                              return target.dialect
                                  ->make_sql_compiler(target.dialect->context(target.ledger))
                                  ->render_inline(make().node(), true);
                          },
                          std::move(more_targets)});
    }
    /// A condition, in the WHERE of a select.
    template <class MakeCondition>
    void where(std::string name, MakeCondition make, std::vector<std::string> more_targets = {});
    /// A value, as the one column of a select.
    template <class MakeValue>
    void value(std::string name, MakeValue make, std::vector<std::string> more_targets = {});
    /// `make` returns statements, given the DDL compiler.
    template <std::invocable<const compile::DdlCompiler&> Make>
    void ddl(std::string name, Make make, std::vector<std::string> more_targets = {}) {
        cases_.push_back({std::move(name),
                          [make](const Target& target) {
                              const auto compiler = target.dialect->make_ddl_compiler(
                                  target.dialect->context(target.ledger));
                              return golden::render(make(*compiler), target);
                          },
                          std::move(more_targets)});
    }

    [[nodiscard]] const std::vector<Case>& all() const noexcept { return cases_; }

private:
    std::vector<Case> cases_;
};

/// The tables that the cases speak of.
struct Schema {
    MetaData metadata;
    Table artist, album, track, employee, message, purchase, line, odd, audit, archived, n;
    Table document, draft;
    Schema();
};
[[nodiscard]] const Schema& schema();

template <class MakeCondition>
void Cases::where(std::string name, MakeCondition make, std::vector<std::string> more_targets) {
    add(
        std::move(name), [make] { return select(schema().n["id"]).where(make()); },
        std::move(more_targets));
}

template <class MakeValue>
void Cases::value(std::string name, MakeValue make, std::vector<std::string> more_targets) {
    add(
        std::move(name), [make] { return select(make()).select_from(schema().n); },
        std::move(more_targets));
}

struct Topic {
    std::string_view name;
    void (*describe)(Cases&);
    bool runnable = true;  ///< what it renders is SQL that SQLite must take
};
[[nodiscard]] const std::vector<Topic>& topics();

// One per file.
void arithmetic(Cases& cases);
void clauses(Cases& cases);
void arrays(Cases& cases);
void conditions(Cases& cases);
void ddl(Cases& cases);
void ddl_objects(Cases& cases);
void decimals(Cases& cases);
void defaults(Cases& cases);
void dml(Cases& cases);
void functions(Cases& cases);
void identifiers(Cases& cases);
void joins(Cases& cases);
void natives(Cases& cases);
void exact(Cases& cases);
void json(Cases& cases);
void operators(Cases& cases);
void ordering(Cases& cases);
void partitions(Cases& cases);
void refusals(Cases& cases);
void scalars(Cases& cases);
void sets(Cases& cases);
void sources(Cases& cases);
void subqueries(Cases& cases);
void texts(Cases& cases);
void tuples(Cases& cases);
void upserts(Cases& cases);
void windows(Cases& cases);
void with(Cases& cases);
void value_types(Cases& cases);

}  // namespace golden
