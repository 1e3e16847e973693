// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <azoth/sql/typed_expr.hpp>
#include <azoth/value/decimal.hpp>
#include <azoth/value/json_text.hpp>

namespace azoth {

/// A place inside a JSON document, as an expression:
///
///     const JsonExpr order = as_json(orders["data"]);
///     select(order["customer"]["name"].as_string())
///         .where(order["lines"][0]["price"].as_numeric() > Decimal("9.99"));
///
/// A place that does not exist is NULL; so is everything inside it. The JSON value `null` is not
/// NULL as JSON (`JsonText{"null"}`), and NULL once it is read as anything else. Names and
/// positions travel as bound values, so they may come from outside. What a database cannot tell it
/// refuses (`CompileError`), see `compile::Capability::json_access`, `json_values` and
/// `json_numerics`.
class AZOTH_EXPORT JsonExpr : public TypedExpr<std::optional<JsonText>> {
public:
    using TypedExpr::TypedExpr;

    /// A member of an object. Of several with the same name the last one counts.
    [[nodiscard]] JsonExpr operator[](std::string_view member) const;
    /// An element of an array, counted from 0, and from the end with negative numbers: -1 is last.
    [[nodiscard]] JsonExpr operator[](std::int64_t position) const;

    /// The content of a string; any other value as its JSON text, which databases word in their own
    /// ways: 1.5 may stand for 1.50, and objects have blanks or none.
    [[nodiscard]] TypedExpr<std::optional<std::string>> as_string() const;
    // What reads as_string() as something that it is not (`as_integer()` of "x" or of true) is the
    // database's typed error, never a made-up value. The text of a number is one, blanks around it
    // are ignored; what is no integer is none, also 5.0; of truths there are true and false only.
    // as_numeric() keeps every digit.
    [[nodiscard]] TypedExpr<std::optional<std::int64_t>> as_integer() const;
    [[nodiscard]] TypedExpr<std::optional<double>> as_double() const;
    [[nodiscard]] TypedExpr<std::optional<Decimal>> as_numeric() const;
    [[nodiscard]] TypedExpr<std::optional<bool>> as_boolean() const;

    /// "object", "array", "string", "number", "boolean" or "null"; NULL where there is nothing.
    [[nodiscard]] TypedExpr<std::optional<std::string>> json_type() const;
    /// Elements of an array; of anything else it is the database's error.
    [[nodiscard]] TypedExpr<std::optional<std::int64_t>> length() const;
    /// Whether the JSON value null stands here; `is_null()` asks whether there is nothing.
    [[nodiscard]] Predicate is_json_null() const;
    /// Whether there is such a member, whatever its value.
    [[nodiscard]] Predicate has(std::string_view member) const;
    /// Whether all of `part` is found here: PostgreSQL's `@>`. Needs
    /// `compile::Capability::json_contains`.
    [[nodiscard]] Predicate contains(const JsonText& part) const;
    [[nodiscard]] Predicate contains(const Expr& part) const;
};

/// The document in a column, to look inside. Text is no document: `cast(column, Json{})` makes one.
[[nodiscard]] AZOTH_EXPORT JsonExpr as_json(const Expr& document);
template <class T>
[[nodiscard]] JsonExpr as_json(const TypedExpr<T>& document) {
    constexpr bool is_json = detail::family_of_value<T>() == SqlFamily::json;
    static_assert(is_json, "azoth: only JSON has members and elements");
    return as_json(static_cast<const Expr&>(document));
}

}  // namespace azoth
