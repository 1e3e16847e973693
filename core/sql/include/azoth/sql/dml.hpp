// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <initializer_list>
#include <span>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/from_item.hpp>
#include <azoth/sql/operators.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/statement.hpp>

namespace azoth {

/// INSERT INTO a table. Without values() the columns are those of the parameters it is executed
/// with.
class AZOTH_EXPORT Insert : public Statement {
public:
    /// Throws `ArgumentError` (`not_a_table`) for an alias or subquery.
    explicit Insert(const FromItem& table);

    /// One row, or several with the same columns; unknown columns are an `ArgumentError`
    /// (`no_such_column`), different ones `ArgumentError` (`mixed_parameter_names`).
    [[nodiscard]] Insert values(const Params& row) const;
    [[nodiscard]] Insert values(std::initializer_list<Params> rows) const;
    [[nodiscard]] Insert values(std::span<const Params> rows) const;
    [[nodiscard]] Insert returning(std::initializer_list<Expr> expressions) const;
};

/// UPDATE of a table's rows.
class AZOTH_EXPORT Update : public Statement {
public:
    /// Throws `ArgumentError` (`not_a_table`) for an alias or subquery.
    explicit Update(const FromItem& table);

    [[nodiscard]] Update values(const Params& assignments) const;
    /// `column = expression`: `set("total", order["total"] + 1)`.
    [[nodiscard]] Update set(ParamName column, detail::Operand value) const;
    [[nodiscard]] Update where(const Condition& condition) const;
    [[nodiscard]] Update returning(std::initializer_list<Expr> expressions) const;
};

/// DELETE FROM a table.
class AZOTH_EXPORT Delete : public Statement {
public:
    /// Throws `ArgumentError` (`not_a_table`) for an alias or subquery.
    explicit Delete(const FromItem& table);

    [[nodiscard]] Delete where(const Condition& condition) const;
    [[nodiscard]] Delete returning(std::initializer_list<Expr> expressions) const;
};

[[nodiscard]] inline Insert insert(const FromItem& table) { return Insert(table); }
[[nodiscard]] inline Update update(const FromItem& table) { return Update(table); }
[[nodiscard]] inline Delete delete_from(const FromItem& table) { return Delete(table); }

}  // namespace azoth
