// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <azoth/sql/case.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/typed_expr.hpp>
#include <azoth/sql/window.hpp>

namespace azoth {

namespace detail {
/// Functions whose names are made once and shared by all queries.
enum class KnownFunction : std::uint8_t {
    abs,
    array_agg,
    avg,
    ceil,
    char_length,
    count,
    cume_dist,
    current_date,
    current_time,
    current_timestamp,
    dense_rank,
    first_value,
    floor,
    grouping,
    last_value,
    lower,
    max,
    min,
    mode,
    percent_rank,
    percentile_cont,
    percentile_disc,
    random,
    rank,
    row_number,
    sum,
    trim,
    upper,
};

[[nodiscard]] AZOTH_EXPORT sql::NodePtr call_on(KnownFunction function, const Expr& argument,
                                                const SqlType& type, bool distinct = false);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr call_plain(KnownFunction function, const SqlType& type);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr call_of(std::string_view name,
                                                std::initializer_list<Operand> arguments,
                                                const SqlType& type);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr count_rows();
/// A whole number that is part of the SQL, since the grammar wants a constant.
[[nodiscard]] AZOTH_EXPORT sql::NodePtr constant(std::int64_t number);
/// Type of sum(): wide enough for the sum of the argument's type.
[[nodiscard]] AZOTH_EXPORT SqlType sum_type(const SqlType& argument);
/// Type of avg().
[[nodiscard]] AZOTH_EXPORT SqlType average_type(const SqlType& argument);

template <class T>
using nullable_type = std::optional<without_optional<T>>;
}  // namespace detail

/// An aggregate's call, and the same with a type.
using Aggregate = AggregateOf<Expr>;
template <class T>
using TypedAggregate = AggregateOf<TypedExpr<T>>;
/// A window function's call, and the same with a type.
using WindowFunction = WindowFunctionOf<Expr>;
template <class T>
using TypedWindowFunction = WindowFunctionOf<TypedExpr<T>>;

/// SQL functions. Those with a name here know their type and mean the same on every database, or
/// are refused, but for what is said at one; `func::call("name", …)` reaches every other function
/// of every database. Aggregates over no rows are NULL, so their type is optional; count never is.
namespace func {

// ── aggregates ──────────────────────────────────────────────────────────────────────────────────

/// count(*)
[[nodiscard]] inline TypedAggregate<std::int64_t> count() {
    return TypedAggregate<std::int64_t>(detail::count_rows());
}
[[nodiscard]] inline TypedAggregate<std::int64_t> count(const Expr& expression) {
    return TypedAggregate<std::int64_t>(
        detail::call_on(detail::KnownFunction::count, expression, SqlType(TypeKind::big_integer)));
}
[[nodiscard]] inline TypedAggregate<std::int64_t> count_distinct(const Expr& expression) {
    return TypedAggregate<std::int64_t>(detail::call_on(detail::KnownFunction::count, expression,
                                                        SqlType(TypeKind::big_integer), true));
}

[[nodiscard]] inline Aggregate max(const Expr& expression) {
    return Aggregate(detail::call_on(detail::KnownFunction::max, expression, expression.type()));
}
template <class T>
[[nodiscard]] TypedAggregate<detail::nullable_type<T>> max(const TypedExpr<T>& expression) {
    return TypedAggregate<detail::nullable_type<T>>(
        detail::call_on(detail::KnownFunction::max, expression, expression.type()));
}
[[nodiscard]] inline Aggregate min(const Expr& expression) {
    return Aggregate(detail::call_on(detail::KnownFunction::min, expression, expression.type()));
}
template <class T>
[[nodiscard]] TypedAggregate<detail::nullable_type<T>> min(const TypedExpr<T>& expression) {
    return TypedAggregate<detail::nullable_type<T>>(
        detail::call_on(detail::KnownFunction::min, expression, expression.type()));
}

[[nodiscard]] inline Aggregate sum(const Expr& expression) {
    return Aggregate(detail::call_on(detail::KnownFunction::sum, expression,
                                     detail::sum_type(expression.type())));
}
[[nodiscard]] inline Aggregate avg(const Expr& expression) {
    return Aggregate(detail::call_on(detail::KnownFunction::avg, expression,
                                     detail::average_type(expression.type())));
}

/// In a query grouped by rollup(), cube() or grouping_sets(): 1 in rows that stand for all values
/// of the expression, else 0. Tells a total from a group whose value is NULL.
[[nodiscard]] inline TypedExpr<std::int64_t> grouping(const Expr& expression) {
    return TypedExpr<std::int64_t>(detail::call_on(detail::KnownFunction::grouping, expression,
                                                   SqlType(TypeKind::big_integer)));
}

/// The texts of a group with `separator` between them; NULLs are left out. Which order they have
/// is said by order_by(). The separator is part of the SQL.
[[nodiscard]] AZOTH_EXPORT TypedAggregate<std::optional<std::string>> string_agg(
    const Expr& expression, std::string_view separator);
/// The values of a group as an array, NULLs included.
[[nodiscard]] AZOTH_EXPORT Aggregate array_agg(const Expr& expression);

/// The most frequent value: `func::mode().within_group(x)`.
[[nodiscard]] AZOTH_EXPORT OrderedSetFunctionOf<Expr> mode();
/// The value at a fraction of the order, between two values if need be:
/// `func::percentile_cont(0.5).within_group(x)`.
[[nodiscard]] AZOTH_EXPORT OrderedSetFunctionOf<TypedExpr<std::optional<double>>> percentile_cont(
    double fraction);
/// The same, but always one of the values.
[[nodiscard]] AZOTH_EXPORT OrderedSetFunctionOf<Expr> percentile_disc(double fraction);
/// Any other aggregate over an ordered set: `func::ordered_set("rank", {5}).within_group(x)`. The
/// name is one as of call().
[[nodiscard]] AZOTH_EXPORT OrderedSetFunctionOf<Expr> ordered_set(
    ParamName name, std::initializer_list<detail::Operand> arguments, SqlType type = {});

// ── window functions ────────────────────────────────────────────────────────────────────────────

[[nodiscard]] inline TypedWindowFunction<std::int64_t> row_number() {
    return TypedWindowFunction<std::int64_t>(
        detail::call_plain(detail::KnownFunction::row_number, SqlType(TypeKind::big_integer)));
}
[[nodiscard]] inline TypedWindowFunction<std::int64_t> rank() {
    return TypedWindowFunction<std::int64_t>(
        detail::call_plain(detail::KnownFunction::rank, SqlType(TypeKind::big_integer)));
}
[[nodiscard]] inline TypedWindowFunction<std::int64_t> dense_rank() {
    return TypedWindowFunction<std::int64_t>(
        detail::call_plain(detail::KnownFunction::dense_rank, SqlType(TypeKind::big_integer)));
}
[[nodiscard]] inline TypedWindowFunction<double> percent_rank() {
    return TypedWindowFunction<double>(
        detail::call_plain(detail::KnownFunction::percent_rank, SqlType(TypeKind::double_)));
}
[[nodiscard]] inline TypedWindowFunction<double> cume_dist() {
    return TypedWindowFunction<double>(
        detail::call_plain(detail::KnownFunction::cume_dist, SqlType(TypeKind::double_)));
}
/// The number, from 1, of the row's part if the window is cut into `parts` of nearly one size.
[[nodiscard]] AZOTH_EXPORT TypedWindowFunction<std::int64_t> ntile(std::int64_t parts);
/// The value `distance` rows before, or after, the current one; NULL where there is none.
[[nodiscard]] AZOTH_EXPORT WindowFunction lag(const Expr& expression, std::int64_t distance = 1);
[[nodiscard]] AZOTH_EXPORT WindowFunction lead(const Expr& expression, std::int64_t distance = 1);
/// The same with a value for where there is none.
[[nodiscard]] AZOTH_EXPORT WindowFunction lag(const Expr& expression, std::int64_t distance,
                                              detail::Operand otherwise);
[[nodiscard]] AZOTH_EXPORT WindowFunction lead(const Expr& expression, std::int64_t distance,
                                               detail::Operand otherwise);
/// The value of the frame's first, last or n-th row. Mind the frame: by default it ends with the
/// current row.
[[nodiscard]] AZOTH_EXPORT WindowFunction first_value(const Expr& expression);
[[nodiscard]] AZOTH_EXPORT WindowFunction last_value(const Expr& expression);
[[nodiscard]] AZOTH_EXPORT WindowFunction nth_value(const Expr& expression, std::int64_t n);

// ── text ────────────────────────────────────────────────────────────────────────────────────────

/// Which letters have a case is the database's word: SQLite changes those of ASCII only. So it is
/// with upper(), and with ilike() where a database has no such operator.
[[nodiscard]] inline Expr lower(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::lower, expression, expression.type()));
}
[[nodiscard]] inline Expr upper(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::upper, expression, expression.type()));
}
template <class T>
[[nodiscard]] TypedExpr<T> lower(const TypedExpr<T>& expression) {
    return TypedExpr<T>(lower(static_cast<const Expr&>(expression)).node());
}
template <class T>
[[nodiscard]] TypedExpr<T> upper(const TypedExpr<T>& expression) {
    return TypedExpr<T>(upper(static_cast<const Expr&>(expression)).node());
}
/// Without blanks at both ends.
[[nodiscard]] inline Expr trim(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::trim, expression, expression.type()));
}
/// Characters, not bytes.
[[nodiscard]] inline TypedExpr<std::int64_t> char_length(const Expr& expression) {
    return TypedExpr<std::int64_t>(detail::call_on(detail::KnownFunction::char_length, expression,
                                                   SqlType(TypeKind::big_integer)));
}
/// The texts one after another; NULL if any is.
[[nodiscard]] AZOTH_EXPORT Expr concat(std::initializer_list<detail::Operand> arguments);

// ── numbers ─────────────────────────────────────────────────────────────────────────────────────

[[nodiscard]] inline Expr abs(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::abs, expression, expression.type()));
}
/// To so many digits behind the point; halves go away from zero.
[[nodiscard]] AZOTH_EXPORT Expr round(const Expr& expression, std::int64_t digits = 0);
[[nodiscard]] inline Expr floor(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::floor, expression, expression.type()));
}
[[nodiscard]] inline Expr ceil(const Expr& expression) {
    return Expr(detail::call_on(detail::KnownFunction::ceil, expression, expression.type()));
}
/// At least 0 and less than 1, another one for each row.
[[nodiscard]] inline TypedExpr<double> random() {
    return TypedExpr<double>(
        detail::call_plain(detail::KnownFunction::random, SqlType(TypeKind::double_)));
}

// ── choices ─────────────────────────────────────────────────────────────────────────────────────

/// The first argument that is not NULL; its type is the first one's, and of numbers the widest.
[[nodiscard]] AZOTH_EXPORT Expr coalesce(std::initializer_list<detail::Operand> arguments);
/// NULL where both are equal, else the first.
[[nodiscard]] AZOTH_EXPORT Expr nullif(const Expr& expression, detail::Operand other);
/// The largest or smallest argument; NULL if any is NULL.
[[nodiscard]] AZOTH_EXPORT Expr greatest(std::initializer_list<detail::Operand> arguments);
[[nodiscard]] AZOTH_EXPORT Expr least(std::initializer_list<detail::Operand> arguments);

/// Whether the words of `query` are in a text, by the database's index of words and in its own
/// language of queries: MATCH of an FTS table on SQLite, plainto_tsquery() on PostgreSQL, MATCH …
/// AGAINST in boolean mode of a FULLTEXT index on MySQL. For text that people search; contains()
/// and regexp_match() mean the same everywhere.
[[nodiscard]] AZOTH_EXPORT Predicate full_text_match(const Expr& text, detail::Operand query);

// ── moments ─────────────────────────────────────────────────────────────────────────────────────

/// The transaction's instant on the database's clock.
[[nodiscard]] inline TypedExpr<Instant> now() {
    return TypedExpr<Instant>(detail::call_plain(detail::KnownFunction::current_timestamp,
                                                 SqlType(TypeKind::timestamp_tz)));
}
/// The date in the session's time zone (UTC on SQLite).
[[nodiscard]] inline TypedExpr<Date> current_date() {
    return TypedExpr<Date>(
        detail::call_plain(detail::KnownFunction::current_date, SqlType(TypeKind::date)));
}
/// The time of day in the session's time zone (UTC on SQLite).
[[nodiscard]] inline TypedExpr<TimeOfDay> current_time() {
    return TypedExpr<TimeOfDay>(
        detail::call_plain(detail::KnownFunction::current_time, SqlType(TypeKind::time)));
}

// ── any other ───────────────────────────────────────────────────────────────────────────────────

/// Any function: `func::call("soundex", {artist["name"]})`. The name must be an identifier, or
/// several joined by dots, otherwise `ArgumentError` (`bad_function_name`).
[[nodiscard]] AZOTH_EXPORT Expr call(ParamName name,
                                     std::initializer_list<detail::Operand> arguments,
                                     SqlType type = {});
/// Any aggregate, so that it can be filtered, ordered and used in a window.
[[nodiscard]] AZOTH_EXPORT Aggregate aggregate(ParamName name,
                                               std::initializer_list<detail::Operand> arguments,
                                               SqlType type = {});
/// The same of arguments in a container, as coalesce(), concat(), greatest() and least() below.
[[nodiscard]] AZOTH_EXPORT Expr call(ParamName name, std::span<const Expr> arguments,
                                     SqlType type = {});
[[nodiscard]] AZOTH_EXPORT Aggregate aggregate(ParamName name, std::span<const Expr> arguments,
                                               SqlType type = {});
[[nodiscard]] AZOTH_EXPORT Expr coalesce(std::span<const Expr> arguments);
[[nodiscard]] AZOTH_EXPORT Expr concat(std::span<const Expr> arguments);
[[nodiscard]] AZOTH_EXPORT Expr greatest(std::span<const Expr> arguments);
[[nodiscard]] AZOTH_EXPORT Expr least(std::span<const Expr> arguments);
/// A call that reads as T: `func::call<std::string>("soundex", {name})`.
template <class T>
[[nodiscard]] TypedExpr<T> call(ParamName name, std::initializer_list<detail::Operand> arguments) {
    return TypedExpr<T>(call(name, arguments, sql_type_of<without_optional<T>>()).node());
}

}  // namespace func

}  // namespace azoth
