// SPDX-License-Identifier: MIT
// LIKE and the searches for a text that are made of it.
#include <string>
#include <string_view>
#include <utility>

#include <azoth/sql/bind.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/scalar.hpp>

#include "checked_bind.hpp"

namespace azoth {

namespace {

/// A pattern that matches the text itself, with / before what means more.
std::string escaped_pattern(std::string_view part, bool open_start, bool open_end) {
    std::string pattern;
    pattern.reserve(part.size() + 2);
    if (open_start) pattern += '%';
    for (const char c : part) {
        if (c == '%' || c == '_' || c == '/') pattern += '/';
        pattern += c;
    }
    if (open_end) pattern += '%';
    return pattern;
}

sql::NodePtr joined(sql::NodePtr left, sql::NodePtr right) {
    return sql::make<sql::Binary>(sql::Operator::concat, std::move(left), std::move(right),
                                  SqlType(TypeKind::text));
}

/// The same of a text that the database has, and escapes.
Expr escaped_pattern(const Expr& part, bool open_start, bool open_end) {
    const SqlType text(TypeKind::text);
    const auto constant = [](const char* characters) {
        return sql::make<sql::TextConstant>(characters);
    };
    sql::NodePtr pattern = part.node();
    if (part.type().is_known() && !part.type().is_text()) {
        pattern = sql::make<sql::Cast>(std::move(pattern), text);
    }
    for (const auto& [plain, escaped] : {std::pair("/", "//"), {"%", "/%"}, {"_", "/_"}}) {
        sql::NodeList arguments;
        arguments.push_back(std::move(pattern));
        arguments.push_back(constant(plain));
        arguments.push_back(constant(escaped));
        pattern = sql::make<sql::Function>(sql::Name("replace"), std::move(arguments), text);
    }
    if (open_start) pattern = joined(constant("%"), std::move(pattern));
    if (open_end) pattern = joined(std::move(pattern), constant("%"));
    return Expr(std::move(pattern));
}

}  // namespace

Predicate Expr::match(sql::Operator op, detail::Operand pattern, char escape) const {
    sql::NodePtr right = std::move(pattern).node(SqlType(TypeKind::text));
    if (const auto* bind = sql::as<sql::Bind>(*right)) detail::require_pattern(bind->value.view());
    if (detail::may_come_later(*right)) right = detail::matching(right);
    auto* node = new sql::Binary(op, node_, std::move(right), SqlType(TypeKind::boolean));
    node->escape = escape;
    node->seal();
    return Predicate(sql::Ref<const sql::Binary>::adopt(node));
}

Predicate Expr::like(detail::Operand pattern, char escape) const {
    return match(sql::Operator::like, std::move(pattern), escape);
}
Predicate Expr::not_like(detail::Operand pattern, char escape) const {
    return match(sql::Operator::not_like, std::move(pattern), escape);
}
Predicate Expr::ilike(detail::Operand pattern, char escape) const {
    return match(sql::Operator::ilike, std::move(pattern), escape);
}
Predicate Expr::not_ilike(detail::Operand pattern, char escape) const {
    return match(sql::Operator::not_ilike, std::move(pattern), escape);
}
Predicate Expr::contains(std::string_view part) const {
    return match(sql::Operator::like, escaped_pattern(part, true, true), '/');
}
Predicate Expr::contains(const Expr& part) const {
    return match(sql::Operator::like, escaped_pattern(part, true, true), '/');
}
Predicate Expr::starts_with(std::string_view part) const {
    return match(sql::Operator::like, escaped_pattern(part, false, true), '/');
}
Predicate Expr::starts_with(const Expr& part) const {
    return match(sql::Operator::like, escaped_pattern(part, false, true), '/');
}
Predicate Expr::ends_with(std::string_view part) const {
    return match(sql::Operator::like, escaped_pattern(part, true, false), '/');
}
Predicate Expr::ends_with(const Expr& part) const {
    return match(sql::Operator::like, escaped_pattern(part, true, false), '/');
}

Predicate Expr::icontains(std::string_view part) const {
    return match(sql::Operator::ilike, escaped_pattern(part, true, true), '/');
}
Predicate Expr::icontains(const Expr& part) const {
    return match(sql::Operator::ilike, escaped_pattern(part, true, true), '/');
}
Predicate Expr::istarts_with(std::string_view part) const {
    return match(sql::Operator::ilike, escaped_pattern(part, false, true), '/');
}
Predicate Expr::istarts_with(const Expr& part) const {
    return match(sql::Operator::ilike, escaped_pattern(part, false, true), '/');
}
Predicate Expr::iends_with(std::string_view part) const {
    return match(sql::Operator::ilike, escaped_pattern(part, true, false), '/');
}
Predicate Expr::iends_with(const Expr& part) const {
    return match(sql::Operator::ilike, escaped_pattern(part, true, false), '/');
}

}  // namespace azoth
