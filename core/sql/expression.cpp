// SPDX-License-Identifier: MIT
#include <azoth/sql/expression.hpp>

#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/comparison.hpp>
#include <azoth/sql/operators.hpp>
#include <azoth/sql/predicate.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/statement.hpp>
#include <azoth/types/type_decorator.hpp>
#include <azoth/types/type_of.hpp>

#include "array_value.hpp"
#include "checked_bind.hpp"
#include "list_type.hpp"
#include "number_range.hpp"

namespace azoth {

namespace {

constexpr TypeKind boolean_type = TypeKind::boolean;

[[gnu::always_inline]] inline Predicate predicate(sql::NodePtr node) {
    return Predicate(std::move(node));
}

Predicate unary(sql::Operator op, const sql::NodePtr& operand) {
    return predicate(sql::make<sql::Unary>(op, operand, SqlType(boolean_type)));
}

// These two are small and called from everywhere here: inlined, the counts of the references that
// pass through them vanish.
[[gnu::always_inline]] inline Predicate binary(sql::Operator op, sql::NodePtr left,
                                               sql::NodePtr right) {
    return predicate(
        sql::make<sql::Binary>(op, std::move(left), std::move(right), SqlType(boolean_type)));
}

inline ValueView view_of(const Value& value) noexcept {
    return value.view();
}
inline const ValueView& view_of(const ValueView& value) noexcept {
    return value;
}

/// A value whose type is not simply that of what it is compared with.
template <class AnyValue>
[[gnu::noinline]] sql::NodePtr bind_otherwise(AnyValue&& value, const SqlType& peer) {
    const bool is_decorated = peer.is_known() && peer.decorator() != nullptr;
    const SqlType type = is_decorated ? peer.decorator()->compared_type(peer, value.kind())
                                      : default_type(value.kind());
    return sql::make<sql::Bind>(std::forward<AnyValue>(value), type);
}

/// A value takes the type of what it is compared with, so that it is sent as the column wants it.
template <class AnyValue>
[[gnu::always_inline]] inline sql::NodePtr bind_like(AnyValue&& value, const SqlType& peer) {
    const bool is_decorated = peer.detail() != nullptr && peer.decorator() != nullptr;
    if (!peer.is_known() || is_decorated || keeps_own_type(value.kind(), peer) ||
        exceeds(peer, view_of(value))) [[unlikely]] {
        return bind_otherwise(std::forward<AnyValue>(value), peer);
    }
    return sql::make<sql::Bind>(std::forward<AnyValue>(value), peer);
}

/// A bind that has no type yet takes that of what it stands beside, as a plain value does.
sql::NodePtr adopted(const sql::NodePtr& node, const SqlType& peer) {
    if (const auto* literal = sql::as<sql::LiteralBind>(*node)) {
        const auto& bind = sql::cast<sql::Bind>(*literal->bind);
        if (bind.name.empty()) {
            return sql::make<sql::LiteralBind>(bind_like(bind.value.view(), peer));
        }
        return sql::make<sql::LiteralBind>(adopted(literal->bind, peer));
    }
    const auto& bind = sql::cast<sql::Bind>(*node);
    if (bind.type().is_known()) return node;
    return sql::make<sql::Bind>(Value(), named_type(peer), bind.name);
}

[[gnu::always_inline]] inline bool is_open(const sql::Node& node) noexcept {
    if (node.kind() > sql::NodeKind::literal_bind) return false;
    return node.kind() == sql::NodeKind::literal_bind ||
           (node.kind() == sql::NodeKind::bind && !node.type().is_known());
}

Predicate compare_operand(sql::Operator op, const Expr& left, const detail::Operand& right) {
    if (right.expression()) return detail::compare(op, left, Expr(right.expression()));
    return detail::compare(op, left, right.value());
}

bool tests_equality(sql::Operator op) {
    return op == sql::Operator::eq || op == sql::Operator::ne;
}

/// An empty std::optional means IS NULL; decided here, so it is part of the structure.
[[gnu::noinline]] Predicate null_test(sql::Operator op, const Expr& operand) {
    return unary(op == sql::Operator::eq ? sql::Operator::is_null : sql::Operator::is_not_null,
                 operand.node());
}

sql::NodePtr ordering(sql::NodePtr operand, sql::Direction direction) {
    return sql::make<sql::Ordering>(std::move(operand), direction);
}

}  // namespace

namespace detail {

sql::NodePtr Operand::node() && {
    if (expression_) return std::move(expression_);
    const ValueKind kind = value_.kind();
    const SqlType type =
        kind == ValueKind::array ? type_of_array(value_.view().array()) : default_type(kind);
    return sql::make<sql::Bind>(std::move(value_), type);
}

sql::NodePtr Operand::node(const SqlType& type) && {
    if (expression_) {
        if (is_open(*expression_)) [[unlikely]]
            return adopted(expression_, type);
        return std::move(expression_);
    }
    return bind_like(std::move(value_), type);
}

sql::NodePtr Operand::stored_node(const SqlType& type) && {
    if (!expression_) return sql::make<sql::Bind>(std::move(value_), type);
    if (!is_open(*expression_)) return std::move(expression_);
    const auto typed = [&](const sql::Bind& bind) -> sql::NodePtr {
        if (bind.name.empty()) return sql::make<sql::Bind>(Value(bind.value), type);
        return bind.type().is_known() ? sql::NodePtr::share(&bind)
                                      : sql::make<sql::Bind>(Value(), type, bind.name);
    };
    if (const auto* literal = sql::as<sql::LiteralBind>(*expression_)) {
        return sql::make<sql::LiteralBind>(typed(sql::cast<sql::Bind>(*literal->bind)));
    }
    return typed(sql::cast<sql::Bind>(*expression_));
}

sql::NodePtr Operand::node_beside(const SqlType& peer) && {
    // A named number holds what the other side does: what it holds not is told when it is bound.
    if (expression_ && peer.is_number() && is_open(*expression_)) return adopted(expression_, peer);
    if (!expression_ && value_.is_null() && peer.is_number()) {
        return sql::make<sql::Bind>(Value(), peer);  // no type of its own would tell one of it
    }
    if (expression_ || !peer.is_integer()) return std::move(*this).node();
    const bool is_whole = value_.kind() == ValueKind::int64 || value_.kind() == ValueKind::uint64;
    if (!is_whole || exceeds(peer, value_.view())) return std::move(*this).node();
    return sql::make<sql::Bind>(std::move(value_), SqlType(peer.kind()));
}

[[gnu::hot]] Predicate compare(sql::Operator op, const Expr& left, const Expr& right) {
    const auto side = [](const Expr& own, const Expr& other) {
        return is_open(*own.node()) ? adopted(own.node(), other.type()) : own.node();
    };
    if (is_open(*left.node()) || is_open(*right.node())) [[unlikely]] {
        return binary(op, side(left, right), side(right, left));
    }
    return binary(op, left.node(), right.node());
}

[[gnu::hot]] Predicate compare(sql::Operator op, const Expr& left, const ValueView& right) {
    if (right.is_null() && tests_equality(op)) return null_test(op, left);
    return binary(op, left.node(), bind_like(right, left.type()));
}

Predicate compare(sql::Operator op, const ValueView& left, const Expr& right) {
    if (left.is_null() && tests_equality(op)) return null_test(op, right);
    return binary(op, bind_like(left, right.type()), right.node());
}

[[gnu::hot]] Predicate conjoin(sql::Operator op, sql::NodePtr left, sql::NodePtr right) {
    return binary(op, std::move(left), std::move(right));
}

namespace {

/// Further than an integer is wide each database shifts in its own way.
void require_distance(const Operand& right) {
    const auto* bind = right.expression() ? sql::as<sql::Bind>(*right.expression()) : nullptr;
    const ValueView value = bind != nullptr ? bind->value.view() : right.value();
    const bool is_far =
        value.kind() == ValueKind::int64 && (value.int64() < 0 || value.int64() > 63);
    if (is_far) throw ArgumentError("bad_shift", "bits are shifted by 0 to 63 places");
}

}  // namespace

Expr arithmetic(sql::Operator op, Operand&& left, Operand&& right) {
    if (sql::is_shift(op)) [[unlikely]]
        require_distance(right);
    const bool left_is_value = !left.expression();
    const SqlType peer = left_is_value && right.expression() ? right.expression()->type()
                         : left.expression()                 ? left.expression()->type()
                                                             : SqlType{};
    // An integer beside a real or an exact number stays what it is; only the unknown takes over.
    sql::NodePtr first = std::move(left).node_beside(peer);
    sql::NodePtr second = std::move(right).node_beside(peer);
    SqlType type = peer;
    if (first->type().kind() != second->type().kind()) {
        const auto rank = [](const SqlType& t) {
            switch (t.kind()) {
                case TypeKind::double_: return 7;
                case TypeKind::float_: return 6;
                case TypeKind::numeric: return 5;
                case TypeKind::unsigned_big_integer: return 4;
                case TypeKind::big_integer: return 3;
                case TypeKind::integer: return 2;
                default: return t.is_known() ? 1 : 0;
            }
        };
        type = rank(first->type()) >= rank(second->type()) ? first->type() : second->type();
    }
    if (type.kind() == TypeKind::numeric) type = SqlType(TypeKind::numeric);
    if (type.kind() == TypeKind::boolean) type = SqlType(TypeKind::integer);
    if (first->type().is_temporal() || second->type().is_temporal()) [[unlikely]]
        type = temporal_type(op, first->type(), second->type());
    return Expr(sql::make<sql::Binary>(op, std::move(first), std::move(second), std::move(type)));
}

namespace {

Expr number_of(sql::Operator op, const Expr& operand) {
    const SqlType& type = operand.type();
    return Expr(sql::make<sql::Unary>(
        op, operand.node(), type.kind() == TypeKind::boolean ? SqlType(TypeKind::integer) : type));
}

}  // namespace

Expr bit_not(const Expr& operand) {
    return number_of(sql::Operator::bit_not, operand);
}

Expr negate(const Expr& operand) {
    return number_of(sql::Operator::negate, operand);
}

Predicate in_values(const Expr& operand, std::vector<Value> values, bool negated) {
    ListType type(operand.type());
    for (const Value& value : values) {
        if (value.is_null()) {
            throw ArgumentError("null_in_list",
                                "a list for in() must not contain NULL: it equals nothing");
        }
        type.add(value.view());
    }
    sql::NodePtr list = sql::make<sql::Bind>(Value::array_of(std::move(values)), type.type());
    return predicate(sql::make<sql::InList>(operand.node(), std::move(list), negated));
}

namespace {
sql::Name checked_bind_name(std::string_view name) {
    if (name.empty()) throw ArgumentError("bad_parameter_name", "a bind's name is empty");
    return sql::Name(name);
}
}  // namespace

sql::NodePtr make_named_bind(std::string_view name, const SqlType& type) {
    return sql::make<sql::Bind>(Value(), type, checked_bind_name(name));
}

sql::NodePtr make_named_bind(std::string_view name, const SqlType& type, Value otherwise) {
    return sql::make<sql::SuppliedBind>(checked_bind_name(name), type, std::move(otherwise));
}

sql::NodePtr make_named_bind(std::string_view name, const SqlType& type,
                             std::shared_ptr<const sql::BindSource> otherwise) {
    return sql::make<sql::SuppliedBind>(checked_bind_name(name), type, std::move(otherwise));
}

sql::NodePtr make_literal_bind(const sql::NodePtr& bind) {
    if (bind->kind() != sql::NodeKind::bind) {
        throw ArgumentError("not_a_bind",
                            "literal_execute() takes a value, or what bind() returns");
    }
    return sql::make<sql::LiteralBind>(bind);
}

}  // namespace detail

// ── Expr ────────────────────────────────────────────────────────────────────────────────────────

Expr Expr::label(ParamName name, Quoting quoting) const& {
    return Expr(sql::make<sql::Label>(node_, sql::Name(name.view()), quoting));
}

Expr Expr::label(ParamName name, Quoting quoting) && {
    return Expr(sql::make<sql::Label>(std::move(node_), sql::Name(name.view()), quoting));
}

Predicate Expr::is_null() const {
    return unary(sql::Operator::is_null, node_);
}
Predicate Expr::is_not_null() const {
    return unary(sql::Operator::is_not_null, node_);
}
Predicate Expr::is_distinct_from(detail::Operand other) const {
    return compare_operand(sql::Operator::is_distinct_from, *this, other);
}
Predicate Expr::is_not_distinct_from(detail::Operand other) const {
    return compare_operand(sql::Operator::is_not_distinct_from, *this, other);
}
Predicate Expr::between(detail::Operand low, detail::Operand high) const {
    return predicate(sql::make<sql::Between>(node_, std::move(low).node(type()),
                                             std::move(high).node(type()), false, false));
}

Predicate Expr::between_symmetric(detail::Operand low, detail::Operand high) const {
    return predicate(sql::make<sql::Between>(node_, std::move(low).node(type()),
                                             std::move(high).node(type()), true, false));
}
Predicate Expr::is_true() const {
    return unary(sql::Operator::is_true, node_);
}
Predicate Expr::is_not_true() const {
    return unary(sql::Operator::is_not_true, node_);
}
Predicate Expr::is_false() const {
    return unary(sql::Operator::is_false, node_);
}
Predicate Expr::is_not_false() const {
    return unary(sql::Operator::is_not_false, node_);
}

// ── sets ────────────────────────────────────────────────────────────────────────────────────────

namespace {

Predicate in_query(const sql::NodePtr& operand, const Query& query, bool negated) {
    const sql::NodeList& columns = sql::query_columns(*query.node());
    if (columns.size() != 1) {
        throw ArgumentError("in_query_columns", "a query for in() selects exactly one column",
                            {.hint = "several are compared by tuple_(a, b).in(query)"});
    }
    return predicate(sql::make<sql::InQuery>(
        operand, sql::make<sql::Subquery>(query.node(), columns.front()->type()), negated));
}

Predicate in_named_list(const sql::NodePtr& operand, const ListBind& list, bool negated) {
    const SqlType type = operand->type().is_known() ? named_type(operand->type()) : list.type();
    return predicate(
        sql::make<sql::InList>(operand, detail::make_named_bind(list.name(), type), negated));
}

}  // namespace

Predicate Expr::in(const Query& query) const {
    return in_query(node_, query, false);
}
Predicate Expr::not_in(const Query& query) const {
    return in_query(node_, query, true);
}
Predicate Expr::in(const ListBind& list) const {
    return in_named_list(node_, list, false);
}
Predicate Expr::not_in(const ListBind& list) const {
    return in_named_list(node_, list, true);
}

// ── text, operators of a database ───────────────────────────────────────────────────────────────

namespace {

/// The letters in a fixed order, each once, so that "im" and "mi" are one statement.
std::string checked_flags(std::string_view flags) {
    constexpr std::string_view known = "imsx";
    std::string sorted;
    for (const char flag : known) {
        if (flags.find(flag) != std::string_view::npos) sorted += flag;
    }
    if (flags.find_first_not_of(known) != std::string_view::npos) {
        throw ArgumentError("bad_regexp_flags",
                            "flags of a regular expression are some of \"imsx\"");
    }
    return sorted;
}

/// A token stands in the SQL as it is, so nothing but an operator may be one.
std::string checked_operator(std::string_view token) {
    constexpr std::string_view symbols = "+-*/<>=~!@#%^&|?:";
    const bool is_symbolic = !token.empty() && token.find_first_not_of(symbols) == token.npos;
    const bool is_word = !token.empty() &&
                         token.find_first_not_of(
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
                             "uvwxyz_ ") == token.npos &&
                         token.front() != ' ' && token.back() != ' ';
    const bool hides = token.find("--") != token.npos || token.find("/*") != token.npos ||
                       token.find("*/") != token.npos || token == "#" || token == ":";
    if ((!is_symbolic && !is_word) || hides || token.size() > 32) {
        throw ArgumentError("bad_operator",
                            "\"" + std::string(token.substr(0, 32)) + "\" is not an operator");
    }
    return std::string(token);
}

}  // namespace

Predicate Expr::regexp_match(detail::Operand pattern, std::string_view flags) const {
    return predicate(sql::make<sql::Regexp>(node_, std::move(pattern).node(SqlType(TypeKind::text)),
                                            checked_flags(flags), false));
}

Expr Expr::regexp_replace(detail::Operand pattern, detail::Operand replacement,
                          std::string_view flags) const {
    const SqlType text(TypeKind::text);
    return Expr(sql::make<sql::RegexpReplace>(node_, std::move(pattern).node(text),
                                              std::move(replacement).node(text),
                                              checked_flags(flags)));
}

Expr Expr::collate(ParamName name, ParamName schema) const {
    return Expr(sql::make<sql::Collate>(node_, schema.text(), name.text()));
}

Expr Expr::op(std::string_view token, detail::Operand right, SqlType type) const {
    sql::NodePtr operand = std::move(right).node(this->type());
    return Expr(sql::make<sql::CustomOperator>(checked_operator(token), node_, std::move(operand),
                                               type.is_known() ? type : this->type()));
}

Predicate Expr::bool_op(std::string_view token, detail::Operand right) const {
    return predicate(op(token, std::move(right), SqlType(boolean_type)).node());
}

Ordering Expr::asc() const {
    return azoth::asc(*this);
}
Ordering Expr::desc() const {
    return azoth::desc(*this);
}

// ── negation ────────────────────────────────────────────────────────────────────────────────────

Predicate not_(const Condition& condition) {
    const sql::NodePtr& node = condition.node();
    if (const auto* binary = sql::as<sql::Binary>(*node)) {
        const sql::Operator opposite = sql::negation(binary->op);
        if (opposite != sql::Operator::not_) {
            sql::NodePtr right = binary->right;
            if (const auto* quantified = sql::as<sql::Quantified>(*right)) {
                // Not equal to any is unequal to all.
                right = sql::make<sql::Quantified>(quantified->operand, !quantified->all,
                                                   quantified->type());
            }
            auto* copy =
                new sql::Binary(opposite, binary->left, std::move(right), SqlType(boolean_type));
            copy->escape = binary->escape;
            copy->seal();
            return predicate(sql::Ref<const sql::Binary>::adopt(copy));
        }
    } else if (const auto* test = sql::as<sql::Unary>(*node)) {
        const sql::Operator opposite = sql::negation(test->op);
        if (opposite != sql::Operator::not_) return unary(opposite, test->operand);
    } else if (const auto* list = sql::as<sql::InList>(*node)) {
        return predicate(sql::make<sql::InList>(list->operand, list->values, !list->negated));
    } else if (const auto* set = sql::as<sql::InQuery>(*node)) {
        return predicate(sql::make<sql::InQuery>(set->operand, set->query, !set->negated));
    } else if (const auto* between = sql::as<sql::Between>(*node)) {
        return predicate(sql::make<sql::Between>(between->operand, between->low, between->high,
                                                 between->symmetric, !between->negated));
    } else if (const auto* regexp = sql::as<sql::Regexp>(*node)) {
        return predicate(sql::make<sql::Regexp>(regexp->operand, regexp->pattern, regexp->flags,
                                                !regexp->negated));
    }
    return unary(sql::Operator::not_, node);
}

// ── ordering, text, cast ────────────────────────────────────────────────────────────────────────

Ordering::Ordering(const Expr& expression)
    : node_(ordering(expression.node(), sql::Direction::by_default)) {}

namespace {
Ordering with_nulls(const sql::NodePtr& node, sql::Nulls nulls) {
    const auto& item = sql::cast<sql::Ordering>(*node);
    return Ordering(sql::make<sql::Ordering>(item.operand, item.direction, nulls));
}
}  // namespace

Ordering Ordering::by_label(ParamName label) {
    return Ordering(
        ordering(sql::make<sql::LabelRef>(sql::Name(label.view())), sql::Direction::by_default));
}

Ordering Ordering::nulls_first() const {
    return with_nulls(node_, sql::Nulls::first);
}
Ordering Ordering::nulls_last() const {
    return with_nulls(node_, sql::Nulls::last);
}

Ordering desc(const Expr& expression) {
    return Ordering(ordering(expression.node(), sql::Direction::descending));
}
Ordering desc(ParamName label) {
    return Ordering(
        ordering(sql::make<sql::LabelRef>(sql::Name(label.view())), sql::Direction::descending));
}
Ordering asc(const Expr& expression) {
    return Ordering(ordering(expression.node(), sql::Direction::ascending));
}
Ordering asc(ParamName label) {
    return Ordering(
        ordering(sql::make<sql::LabelRef>(sql::Name(label.view())), sql::Direction::ascending));
}

Expr sql_text(std::string_view sql, SqlType type) {
    return Expr(sql::make<sql::TextFragment>(std::string(sql), std::move(type)));
}

Expr cast(const Expr& expression, SqlType type) {
    return Expr(sql::make<sql::Cast>(expression.node(), std::move(type)));
}

Expr try_cast(const Expr& expression, SqlType type) {
    return Expr(sql::make<sql::Cast>(expression.node(), std::move(type), true));
}

Expr type_coerce(const Expr& expression, SqlType type) {
    return Expr(sql::make<sql::TypeCoerce>(expression.node(), std::move(type)));
}

Expr null() {
    return Expr(sql::make<sql::Literal>(sql::Keyword::null, SqlType{}));
}
Predicate true_() {
    return predicate(sql::make<sql::Literal>(sql::Keyword::true_, SqlType(boolean_type)));
}
Predicate false_() {
    return predicate(sql::make<sql::Literal>(sql::Keyword::false_, SqlType(boolean_type)));
}

}  // namespace azoth
