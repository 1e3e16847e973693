// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/statement.hpp>
#include <azoth/sql/subquery.hpp>

namespace azoth {

/// The name of a column of rows that the program gives, with a type where the first row's value
/// does not tell: `"id"`, `{"price", Numeric{10, 2}}`.
class ValuesColumn {
public:
    template <class T>
    requires std::convertible_to<const T&, std::string_view> ValuesColumn(const T& name)
        : name_(name) {}
    ValuesColumn(ParamName name, SqlType type) : name_(name.view()), type_(std::move(type)) {}

    [[nodiscard]] std::string_view name() const noexcept { return name_; }
    [[nodiscard]] const SqlType& type() const noexcept { return type_; }

private:
    std::string_view name_;
    SqlType type_;
};

/// Rows that the program gives, as a query: `values({"id", "name"}, {{1, "a"}, {2, "b"}})`, used
/// through `.subquery("v")` or `.cte("v")`. The values are binds.
class AZOTH_EXPORT Values : public Query {
public:
    explicit Values(sql::NodePtr node) noexcept : Query(std::move(node)) {}
};

/// Throws `ArgumentError` (`bad_values`) without columns, without rows, or for a row of another
/// width, and `ConversionError` for a value that is none of the type its column was given.
[[nodiscard]] AZOTH_EXPORT Values
values(std::initializer_list<ValuesColumn> columns,
       std::initializer_list<std::initializer_list<detail::Operand>> rows);
/// The same for rows made at run time.
[[nodiscard]] AZOTH_EXPORT Values values(std::initializer_list<ValuesColumn> columns,
                                         std::span<const std::vector<Value>> rows);

}  // namespace azoth
