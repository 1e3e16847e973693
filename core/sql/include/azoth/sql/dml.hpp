// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <initializer_list>
#include <span>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/operators.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/statement.hpp>

namespace azoth {

class Table;

/// INSERT INTO a table. Without values() the columns are those of the parameters it is executed
/// with.
class AZOTH_EXPORT Insert : public Statement {
public:
    explicit Insert(const Table& table);

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
    explicit Update(const Table& table);

    [[nodiscard]] Update values(const Params& assignments) const;
    /// `column = expression`: `set("total", order["total"] + 1)`.
    [[nodiscard]] Update set(ParamName column, detail::Operand value) const;
    [[nodiscard]] Update where(const Condition& condition) const;
    [[nodiscard]] Update returning(std::initializer_list<Expr> expressions) const;
};

/// DELETE FROM a table.
class AZOTH_EXPORT Delete : public Statement {
public:
    explicit Delete(const Table& table);

    [[nodiscard]] Delete where(const Condition& condition) const;
    [[nodiscard]] Delete returning(std::initializer_list<Expr> expressions) const;
};

[[nodiscard]] inline Insert insert(const Table& table) { return Insert(table); }
[[nodiscard]] inline Update update(const Table& table) { return Update(table); }
[[nodiscard]] inline Delete delete_from(const Table& table) { return Delete(table); }

}  // namespace azoth
