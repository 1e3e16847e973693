// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <utility>

#include <azoth/sql/dml.hpp>
#include <azoth/sql/typed_expr.hpp>

namespace azoth {

/// `column = value` of an upsert's update.
struct Assignment {
    Assignment(const ParamName& column, detail::Operand value)
        : column(column.text()), value(std::move(value)) {}
    std::string column;
    detail::Operand value;
};

/// INSERT that updates, or leaves alone, the row that has the same key already:
///
///     upsert(stock).values({{"item", "nut"}, {"count", 5}})
///         .on_conflict({"item"})
///         .do_update({{"count", stock["count"] + excluded(stock["count"])}});
///
/// It becomes what the database has for it (ON CONFLICT, ON DUPLICATE KEY, MERGE) where that means
/// exactly the same, and is refused elsewhere: a database that cannot name the key is asked only
/// when the table's description has no other unique key. Like insert() it runs with parameters,
/// too. Its rowcount is the number of rows inserted or updated; MySQL and MariaDB count an updated
/// row twice. One that names no conflict is refused when it is compiled
/// (`upsert_without_conflict`).
class AZOTH_EXPORT Upsert : public InsertMethods<Upsert> {
public:
    /// Throws `ArgumentError` (`not_a_table`) for an alias or subquery.
    explicit Upsert(const FromItem& table);

    /// Which key: the columns of the primary key, of a unique constraint or index, described or
    /// not; where the database has none, that is its `DatabaseError`. Without columns: any key, for
    /// do_nothing() only. What follows speaks of this conflict; a further call treats another key.
    [[nodiscard]] Upsert on_conflict(std::initializer_list<ParamName> key) const;
    /// The key of a partial unique index, whose condition is repeated here.
    [[nodiscard]] Upsert on_conflict(std::initializer_list<ParamName> key,
                                     const Condition& index_where) const;
    /// Both of columns known at run time.
    [[nodiscard]] Upsert on_conflict(std::span<const std::string> key) const;
    [[nodiscard]] Upsert on_conflict(std::span<const std::string> key,
                                     const Condition& index_where) const;
    /// The key by its constraint's name (PostgreSQL).
    [[nodiscard]] Upsert on_conflict_constraint(ParamName constraint) const;

    /// The row that is there stays as it is. Throws `InvalidRequestError` (`no_conflict_named`)
    /// before on_conflict(), as the others.
    [[nodiscard]] Upsert do_nothing() const;
    /// All inserted columns outside the key take the new values.
    [[nodiscard]] Upsert do_update() const;
    /// These columns take the new values.
    [[nodiscard]] Upsert do_update(std::initializer_list<ParamName> columns) const;
    [[nodiscard]] Upsert do_update(std::span<const std::string> columns) const;
    /// These assignments are made; excluded() is the new value of a column.
    [[nodiscard]] Upsert do_update(std::initializer_list<Assignment> assignments) const;
    [[nodiscard]] Upsert do_update(std::span<const Assignment> assignments) const;
    /// Rows that do not fulfil the condition stay as they are, and do not count.
    [[nodiscard]] Upsert where(const Condition& condition) const;
};

[[nodiscard]] inline Upsert upsert(const FromItem& table) {
    return Upsert(table);
}

namespace detail {
[[nodiscard]] AZOTH_EXPORT sql::NodePtr excluded_node(const Expr& column);
}

/// Inside an upsert's do_update() and where(): the value that could not be inserted. Throws
/// `ArgumentError` (`not_a_column`) for anything but a column.
[[nodiscard]] inline Expr excluded(const Expr& column) {
    return Expr(detail::excluded_node(column));
}
template <class T>
[[nodiscard]] TypedExpr<T> excluded(const TypedExpr<T>& column) {
    return TypedExpr<T>(detail::excluded_node(column));
}

}  // namespace azoth
