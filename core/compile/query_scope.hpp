// SPDX-License-Identifier: MIT
// Queries and changes that are being written, one inside the other, each with the clause that it
// has come to: so the compiler knows where an aggregate stands when it meets it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>

namespace azoth::compile {

/// A clause, in the order of what may stand in it.
enum class Clause : std::uint8_t {
    select,     ///< aggregates and window functions
    order_by,   ///< both
    having,     ///< aggregates only
    window,     ///< the same, inside of a window function
    aggregate,  ///< neither, inside of an aggregate; and so in all that follow
    from,
    on,
    where,
    group_by,
    limit,
    values,
    set,
    returning,
};

/// One query or change, while it lives. Its sources are those that were added to the compiler's
/// since it began, up to where the next one inside it begins.
class SqlCompiler::QueryScope {
public:
    QueryScope(SqlCompiler& compiler, Clause clause, const sql::Select* select = nullptr) noexcept
        : select(select),
          around(compiler.scope_),
          first_source(compiler.enclosing_sources_.size()),
          clause(clause),
          compiler_(compiler) {
        compiler.scope_ = this;
    }
    ~QueryScope() { compiler_.scope_ = around; }
    QueryScope(const QueryScope&) = delete;
    QueryScope& operator=(const QueryScope&) = delete;

    /// Whether it writes an aggregate or a window function.
    [[nodiscard]] bool is_in_call() const noexcept {
        return clause == Clause::window || clause == Clause::aggregate;
    }

    const sql::Select* const select;       ///< null for a change
    const sql::NodeList* hints = nullptr;  ///< phrases; some stand behind tables in FROM
    QueryScope* const around;
    const std::size_t first_source;
    Clause clause;

private:
    SqlCompiler& compiler_;
};

/// While it lives, a query is at this clause.
class SqlCompiler::InClause {
public:
    InClause(QueryScope* scope, Clause clause) noexcept : scope_(scope) {
        if (scope_ != nullptr) before_ = std::exchange(scope_->clause, clause);
    }
    ~InClause() {
        if (scope_ != nullptr) scope_->clause = before_;
    }
    InClause(const InClause&) = delete;
    InClause& operator=(const InClause&) = delete;

private:
    QueryScope* scope_;
    Clause before_ = Clause::select;
};

}  // namespace azoth::compile
