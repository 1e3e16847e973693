// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/node.hpp>
#include <azoth/sql/quoting.hpp>

namespace azoth {

class Cte;
class Expr;
class ParamName;
class Predicate;
class Subquery;
class TextColumn;

namespace detail {
class SelectBuilder;
class QueryBuilder;
class Rehandling;
}  // namespace detail

/// What can be executed: the base of select(), insert(), update(), delete_from() and text(). A
/// cheap handle of a node; a query is a value. Thread-compatible; const use from many threads is
/// fine.
class AZOTH_EXPORT Statement {
public:
    /// The statement's node with its key folded.
    [[nodiscard]] const sql::NodePtr& node() const noexcept {
        if (node_->key_hash() == 0) node_->seal();
        return node_;
    }

protected:
    explicit Statement(sql::NodePtr node) noexcept : node_(std::move(node)) {}

    /// The node to change: this statement's own if nobody else holds it, else a copy. Its key is
    /// forgotten. Builders are the only callers.
    template <class T>
    [[nodiscard, gnu::hot]] T& writable() {
        if (!node_->unique()) {
            node_ = sql::NodePtr::adopt(new T(static_cast<const T&>(*node_)));
        }
        T& node = const_cast<T&>(static_cast<const T&>(*node_));
        node.unseal();
        return node;
    }
    template <class T>
    [[nodiscard]] const T& read() const noexcept {
        return static_cast<const T&>(*node_);
    }

private:
    friend class detail::SelectBuilder;
    friend class detail::QueryBuilder;
    friend class detail::Rehandling;

    sql::NodePtr node_;
};

/// How a CTE is computed: `query.cte("top", {.materialized = true})`.
struct CteOptions {
    /// MATERIALIZED or NOT MATERIALIZED; empty: as the database likes.
    std::optional<bool> materialized{};
    Quoting quoting = Quoting::by_rule;
    /// It stands in the WITH of the query that names it, each time one does, and hides a CTE of its
    /// name further out; otherwise in that of the whole statement.
    bool nesting = false;
};

/// A statement that returns rows and can stand inside others: select(), set operations, values(),
/// text with columns.
class AZOTH_EXPORT Query : public Statement {
public:
    /// This query as a source of rows with a name: `FROM (SELECT …) AS name`. An empty name is
    /// numbered within the statement.
    [[nodiscard]] Subquery subquery(ParamName name, Quoting quoting = Quoting::by_rule) const;
    [[nodiscard]] Subquery subquery() const;
    /// This query as a common table expression: `WITH name AS (SELECT …)`. See <azoth/sql/cte.hpp>.
    [[nodiscard]] Cte cte(ParamName name, const CteOptions& options = {}) const;
    /// This one-column query as a value; NULL without rows. Throws `ArgumentError`
    /// (`scalar_subquery_columns`).
    [[nodiscard]] Expr scalar_subquery() const;
    [[nodiscard]] Predicate exists() const;
    /// What it selects, in order: the columns a query around it can name.
    [[nodiscard]] std::vector<Expr> columns() const;

protected:
    explicit Query(sql::NodePtr node) noexcept : Statement(std::move(node)) {}
};

/// A query whose rows are `std::tuple<Ts...>`.
template <class... Ts>
class TypedQuery;

/// Raw SQL as a whole statement, with `:name` for values: `text("SELECT * FROM t WHERE a = :a")`.
/// The text itself is trusted; `::` and colons in strings, comments and quoted names are left
/// alone. One statement only; see Connection::execute_script for more.
class AZOTH_EXPORT TextQuery : public Statement {
public:
    explicit TextQuery(std::string_view sql);
    /// The same as a query that other queries can select from, once its columns are known:
    /// `text("SELECT …").columns({{"id", Integer{}}, {"name", Text{}}})`. Typed:
    /// `text("SELECT …").columns<std::int64_t, std::string>({"id", "name"})`; see
    /// <azoth/sql/text_columns.hpp>.
    [[nodiscard]] class TextColumns columns(std::initializer_list<TextColumn> columns) const;
    [[nodiscard]] class TextColumns columns(std::span<const TextColumn> columns) const;
    template <class... Ts>
    [[nodiscard]] auto columns(const std::string_view (&names)[sizeof...(Ts)]) const;
};
[[nodiscard]] inline TextQuery text(std::string_view sql) {
    return TextQuery(sql);
}

}  // namespace azoth
