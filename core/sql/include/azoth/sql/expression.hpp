// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/node.hpp>
#include <azoth/sql/operator.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/quoting.hpp>
#include <azoth/types/sql_type.hpp>
#include <azoth/value/value.hpp>

namespace azoth {

namespace sql {
class BindSource;
}

namespace expression_operators {
/// Puts the operators of operators.hpp within reach of argument-dependent lookup, and of nothing
/// else.
struct reachable {};
}  // namespace expression_operators

class Predicate;
class Ordering;
class Expr;
class Query;
class Statement;

namespace detail {

/// A range of values, and not a query.
template <class Range>
concept value_range = !std::is_base_of_v<Statement, Range>;

/// One side of an operator, erased: an expression, or a value that becomes a bind.
class Operand {
public:
    Operand(const Expr& expression) noexcept;
    /// NULL.
    Operand(std::nullopt_t) noexcept {}
    template <bindable T>
    Operand(const T& value) : value_(value) {}
    /// The node; a value becomes a bind of its own type.
    [[nodiscard]] AZOTH_EXPORT sql::NodePtr node() &&;
    /// The same; a value becomes a bind of `type`, if that is known.
    [[nodiscard]] AZOTH_EXPORT sql::NodePtr node(const SqlType& type) &&;
    /// The same; a whole number that `peer`, an integer, holds becomes a bind of its type, every
    /// other value one of its own.
    [[nodiscard]] AZOTH_EXPORT sql::NodePtr node_beside(const SqlType& peer) &&;
    /// What a column of `type` is given: any value becomes a bind of just that type.
    [[nodiscard]] AZOTH_EXPORT sql::NodePtr stored_node(const SqlType& type) &&;
    [[nodiscard]] const sql::NodePtr& expression() const noexcept { return expression_; }
    /// The value, if it is no expression.
    [[nodiscard]] ValueView value() const noexcept { return value_.view(); }

private:
    sql::NodePtr expression_;
    Value value_;
};

// A comparison has an expression on one side at least. A value becomes a bind of the other side's
// type.
[[nodiscard]] AZOTH_EXPORT Predicate compare(sql::Operator op, const Expr& left, const Expr& right);
[[nodiscard]] AZOTH_EXPORT Predicate compare(sql::Operator op, const Expr& left,
                                             const ValueView& right);
[[nodiscard]] AZOTH_EXPORT Predicate compare(sql::Operator op, const ValueView& left,
                                             const Expr& right);
[[nodiscard]] AZOTH_EXPORT Expr arithmetic(sql::Operator op, Operand&& left, Operand&& right);
[[nodiscard]] AZOTH_EXPORT Expr negate(const Expr& operand);
[[nodiscard]] AZOTH_EXPORT Expr bit_not(const Expr& operand);
[[nodiscard]] AZOTH_EXPORT Predicate conjoin(sql::Operator op, sql::NodePtr left,
                                             sql::NodePtr right);
[[nodiscard]] AZOTH_EXPORT Predicate in_values(const Expr& operand, std::vector<Value> values,
                                               bool negated);

}  // namespace detail

/// A list by name, see `bind_list`.
class ListBind {
public:
    ListBind(ParamName name, SqlType type) : name_(name.text()), type_(std::move(type)) {}
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const SqlType& type() const noexcept { return type_; }

private:
    std::string name_;
    SqlType type_;
};

/// An SQL expression whose type is known at run time only: `table["x"]`, `text("…")`. A cheap
/// handle of an immutable node; copies share it. Thread-compatible.
class AZOTH_EXPORT Expr : public expression_operators::reachable {
public:
    explicit Expr(sql::NodePtr node) noexcept : node_(std::move(node)) {}

    [[nodiscard]] const sql::NodePtr& node() const& noexcept { return node_; }
    [[nodiscard]] sql::NodePtr node() && noexcept { return std::move(node_); }
    [[nodiscard]] const SqlType& type() const noexcept { return node_->type(); }

    /// `expression AS name`. The quoting is that of every place that names the label again.
    [[nodiscard]] Expr label(ParamName name, Quoting quoting = Quoting::by_rule) const&;
    [[nodiscard]] Expr label(ParamName name, Quoting quoting = Quoting::by_rule) &&;

    /// LIKE with the database's own rules for case; `escape` is the character before a literal
    /// % or _. Without one nothing but % and _ is special, a backslash neither.
    [[nodiscard]] Predicate like(detail::Operand pattern, char escape = '\0') const;
    [[nodiscard]] Predicate not_like(detail::Operand pattern, char escape = '\0') const;
    /// Case-insensitive LIKE on every database.
    [[nodiscard]] Predicate ilike(detail::Operand pattern, char escape = '\0') const;
    [[nodiscard]] Predicate not_ilike(detail::Operand pattern, char escape = '\0') const;
    /// Literal text search: % and _ in `part` mean themselves, and also in what the database
    /// computes or an execution gives (`bind<std::string>("part")`).
    [[nodiscard]] Predicate contains(std::string_view part) const;
    [[nodiscard]] Predicate contains(const Expr& part) const;
    [[nodiscard]] Predicate starts_with(std::string_view part) const;
    [[nodiscard]] Predicate starts_with(const Expr& part) const;
    [[nodiscard]] Predicate ends_with(std::string_view part) const;
    [[nodiscard]] Predicate ends_with(const Expr& part) const;
    /// The same whatever the case of the letters.
    [[nodiscard]] Predicate icontains(std::string_view part) const;
    [[nodiscard]] Predicate icontains(const Expr& part) const;
    [[nodiscard]] Predicate istarts_with(std::string_view part) const;
    [[nodiscard]] Predicate istarts_with(const Expr& part) const;
    [[nodiscard]] Predicate iends_with(std::string_view part) const;
    [[nodiscard]] Predicate iends_with(const Expr& part) const;

    /// Whether a regular expression, in the database's own dialect of them, matches somewhere.
    /// `flags`: `i` ignores case, `m` lets ^ and $ match at lines, `s` lets a dot match a newline,
    /// `x` ignores blanks in the pattern; others are an `ArgumentError` (`bad_regexp_flags`).
    [[nodiscard]] Predicate regexp_match(detail::Operand pattern,
                                         std::string_view flags = {}) const;
    /// The text with every match replaced.
    [[nodiscard]] Expr regexp_replace(detail::Operand pattern, detail::Operand replacement,
                                      std::string_view flags = {}) const;
    /// `expression COLLATE name`; the name is an identifier of the database, in a schema where it
    /// has such: `name.collate("de_phone", "i18n")`.
    [[nodiscard]] Expr collate(ParamName name, ParamName schema = "") const;

    /// An operator of the database's own: `tags.op("@>", other)`; bool_op() where it is a
    /// condition. The token is made of operator characters or of letters; what could begin a
    /// comment or end the expression is an `ArgumentError` (`bad_operator`).
    [[nodiscard]] Expr op(std::string_view token, detail::Operand right, SqlType type = {}) const;
    [[nodiscard]] Predicate bool_op(std::string_view token, detail::Operand right) const;

    /// Tests of a truth value that are never NULL themselves.
    [[nodiscard]] Predicate is_true() const;
    [[nodiscard]] Predicate is_not_true() const;
    [[nodiscard]] Predicate is_false() const;
    [[nodiscard]] Predicate is_not_false() const;

    [[nodiscard]] Predicate is_null() const;
    [[nodiscard]] Predicate is_not_null() const;
    /// Equality that takes two NULLs for equal.
    [[nodiscard]] Predicate is_distinct_from(detail::Operand other) const;
    [[nodiscard]] Predicate is_not_distinct_from(detail::Operand other) const;
    [[nodiscard]] Predicate between(detail::Operand low, detail::Operand high) const;
    /// The same with the bounds in either order.
    [[nodiscard]] Predicate between_symmetric(detail::Operand low, detail::Operand high) const;

    /// `IN (…)`; an empty range is a condition that is never true, and for not_in always true.
    template <detail::value_range Range>
    [[nodiscard]] Predicate in(const Range& values) const;
    template <class T>
    [[nodiscard]] Predicate in(std::initializer_list<T> values) const;
    template <detail::value_range Range>
    [[nodiscard]] Predicate not_in(const Range& values) const;
    template <class T>
    [[nodiscard]] Predicate not_in(std::initializer_list<T> values) const;
    /// `IN (SELECT …)`: a query of one column, else `ArgumentError` (`in_query_columns`).
    [[nodiscard]] Predicate in(const Query& query) const;
    [[nodiscard]] Predicate not_in(const Query& query) const;
    /// A list that each execution supplies: `id.in(bind_list<int>("ids"))`, executed with
    /// `{{"ids", std::vector{1, 2}}}`.
    [[nodiscard]] Predicate in(const ListBind& list) const;
    [[nodiscard]] Predicate not_in(const ListBind& list) const;

    [[nodiscard]] Ordering asc() const;
    [[nodiscard]] Ordering desc() const;

protected:
    [[nodiscard]] Predicate match(sql::Operator op, detail::Operand pattern, char escape) const;

    sql::NodePtr node_;
};

/// A truth value in SQL: true, false or unknown. Has no conversion to bool.
class AZOTH_EXPORT Predicate : public Expr {
public:
    using value_type = bool;
    using Expr::Expr;

    [[nodiscard]] Predicate label(ParamName name, Quoting quoting = Quoting::by_rule) const& {
        return Predicate(Expr::label(name, quoting).node());
    }
    [[nodiscard]] Predicate label(ParamName name, Quoting quoting = Quoting::by_rule) && {
        return Predicate(static_cast<Expr&&>(*this).label(name, quoting).node());
    }
};

/// One item of ORDER BY: an expression, or a label of the same select, with a direction.
class AZOTH_EXPORT Ordering {
public:
    Ordering(const Expr& expression);
    /// What is selected under that name: `order_by("albums")`.
    template <class T>
    requires std::convertible_to<const T&, std::string_view> Ordering(const T& label)
        : Ordering(by_label(label)) {}
    explicit Ordering(sql::NodePtr node) noexcept : node_(std::move(node)) {}

    [[nodiscard]] Ordering nulls_first() const;
    [[nodiscard]] Ordering nulls_last() const;
    [[nodiscard]] const sql::NodePtr& node() const& noexcept { return node_; }
    [[nodiscard]] sql::NodePtr node() && noexcept { return std::move(node_); }

private:
    [[nodiscard]] static Ordering by_label(ParamName label);

    sql::NodePtr node_;
};

/// `desc(artist["name"])`, or `desc("albums")` for a label of the select.
[[nodiscard]] AZOTH_EXPORT Ordering desc(const Expr& expression);
[[nodiscard]] AZOTH_EXPORT Ordering desc(ParamName label);
[[nodiscard]] AZOTH_EXPORT Ordering asc(const Expr& expression);
[[nodiscard]] AZOTH_EXPORT Ordering asc(ParamName label);

/// What where(), having() and ON accept: a predicate, a boolean column or an untyped expression,
/// never a C++ value.
class Condition {
public:
    template <class E>
    requires std::is_base_of_v<Expr, std::remove_cvref_t<E>> Condition(E&& expression)
    noexcept : node_(std::forward<E>(expression).node()) {
        using Bare = std::remove_cvref_t<E>;
        constexpr bool is_condition = [] {
            if constexpr (requires { typename Bare::value_type; }) {
                return std::is_same_v<without_optional<typename Bare::value_type>, bool>;
            } else {
                return true;
            }
        }();
        static_assert(is_condition, "azoth: a condition must be a comparison or a boolean column");
    }
    /// Catches everything else, to say so.
    template <class E>
    requires(!std::is_base_of_v<Expr, E> && !std::is_same_v<E, Condition>) Condition(const E&) {
        constexpr bool is_expression = !std::is_same_v<E, E>;
        static_assert(is_expression, "azoth: a condition is an SQL expression, not a C++ value");
    }

    [[nodiscard]] const sql::NodePtr& node() const& noexcept { return node_; }
    [[nodiscard]] sql::NodePtr node() && noexcept { return std::move(node_); }

private:
    sql::NodePtr node_;
};

/// Conjunction and disjunction of any number of conditions, and negation: the same as && || !.
[[nodiscard]] AZOTH_EXPORT Predicate and_(std::initializer_list<Condition> conditions);
[[nodiscard]] AZOTH_EXPORT Predicate or_(std::initializer_list<Condition> conditions);
[[nodiscard]] AZOTH_EXPORT Predicate not_(const Condition& condition);
/// Of conditions that were collected while running; of none AND is true and OR is false.
[[nodiscard]] AZOTH_EXPORT Predicate and_(std::span<const Condition> conditions);
[[nodiscard]] AZOTH_EXPORT Predicate and_(std::span<const Predicate> conditions);
[[nodiscard]] AZOTH_EXPORT Predicate or_(std::span<const Condition> conditions);
[[nodiscard]] AZOTH_EXPORT Predicate or_(std::span<const Predicate> conditions);

/// SQL as it stands inside an expression. The only way from text to SQL: never pass input here.
[[nodiscard]] AZOTH_EXPORT Expr sql_text(std::string_view sql, SqlType type = {});

/// `CAST(expression AS type)`.
[[nodiscard]] AZOTH_EXPORT Expr cast(const Expr& expression, SqlType type);
/// The same, but NULL for what cannot be converted, where the database has such a thing.
[[nodiscard]] AZOTH_EXPORT Expr try_cast(const Expr& expression, SqlType type);
/// The expression read, and compared with values, as another type; its SQL stays.
[[nodiscard]] AZOTH_EXPORT Expr type_coerce(const Expr& expression, SqlType type);

/// NULL, TRUE and FALSE as the database writes them.
[[nodiscard]] AZOTH_EXPORT Expr null();
[[nodiscard]] AZOTH_EXPORT Predicate true_();
[[nodiscard]] AZOTH_EXPORT Predicate false_();

/// The quotient with its fraction, also of two integers, as a Double; NULL for a zero divisor.
[[nodiscard]] AZOTH_EXPORT Expr true_divide(detail::Operand left, detail::Operand right);
/// The greatest whole number that is not above the quotient: -7 by 2 is -4, where `/` of integers
/// gives -3. NULL for a zero divisor. Both operands are written several times, so they must not be
/// random().
[[nodiscard]] AZOTH_EXPORT Expr floor_divide(detail::Operand left, detail::Operand right);

inline detail::Operand::Operand(const Expr& expression) noexcept : expression_(expression.node()) {}

namespace detail {
[[nodiscard]] AZOTH_EXPORT sql::NodePtr make_named_bind(std::string_view name, const SqlType& type);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr make_named_bind(std::string_view name, const SqlType& type,
                                                        Value otherwise);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr make_named_bind(
    std::string_view name, const SqlType& type, std::shared_ptr<const sql::BindSource> otherwise);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr make_literal_bind(const sql::NodePtr& bind);
}  // namespace detail

namespace detail {
template <class Range>
[[nodiscard]] std::vector<Value> value_list(const Range& values) {
    std::vector<Value> list;
    if constexpr (requires { list.reserve(values.size()); }) list.reserve(values.size());
    for (const auto& value : values) list.emplace_back(value);
    return list;
}
}  // namespace detail

template <detail::value_range Range>
Predicate Expr::in(const Range& values) const {
    return detail::in_values(*this, detail::value_list(values), false);
}

template <class T>
Predicate Expr::in(std::initializer_list<T> values) const {
    return detail::in_values(*this, detail::value_list(values), false);
}

template <detail::value_range Range>
Predicate Expr::not_in(const Range& values) const {
    return detail::in_values(*this, detail::value_list(values), true);
}

template <class T>
Predicate Expr::not_in(std::initializer_list<T> values) const {
    return detail::in_values(*this, detail::value_list(values), true);
}

}  // namespace azoth
