// SPDX-License-Identifier: MIT
#include <azoth/sql/json.hpp>

#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/element.hpp>
#include <azoth/sql/operators.hpp>
#include <azoth/types/types.hpp>

namespace azoth {

namespace {

/// The document and the path so far, whether or not `node` is a place inside one already.
struct Place {
    explicit Place(const sql::NodePtr& node) : document(node) {
        const auto* access = sql::as<sql::JsonAccess>(*node);
        if (access == nullptr || access->read != sql::JsonRead::json) return;
        document = access->document;
        path = access->path;
    }
    sql::NodePtr document;
    sql::NodeList path;
};

/// JSON of the same form as the document, and nothing else of its type.
SqlType json_type_of(const SqlType& document) {
    return document.is_binary_json() ? SqlType(Jsonb{}) : SqlType(Json{});
}

sql::NodePtr step(const sql::NodePtr& node, Value&& element, const SqlType& type) {
    Place place(node);
    place.path.push_back(sql::make<sql::Bind>(std::move(element), type));
    const SqlType json = json_type_of(node->type());
    return sql::make<sql::JsonAccess>(std::move(place.document), std::move(place.path),
                                      sql::JsonRead::json, json);
}

sql::NodePtr read(const sql::NodePtr& node, sql::JsonRead as, const SqlType& type) {
    Place place(node);
    return sql::make<sql::JsonAccess>(std::move(place.document), std::move(place.path), as, type);
}

}  // namespace

JsonExpr JsonExpr::operator[](std::string_view member) const {
    return JsonExpr(step(node(), Value(member), Text{}));
}

JsonExpr JsonExpr::operator[](std::int64_t position) const {
    return JsonExpr(step(node(), Value(position), Integer{}));
}

TypedExpr<std::optional<std::string>> JsonExpr::as_string() const {
    return TypedExpr<std::optional<std::string>>(read(node(), sql::JsonRead::text, Text{}));
}

TypedExpr<std::optional<std::int64_t>> JsonExpr::as_integer() const {
    return TypedExpr<std::optional<std::int64_t>>(
        read(node(), sql::JsonRead::integer, BigInteger{}));
}

TypedExpr<std::optional<double>> JsonExpr::as_double() const {
    return TypedExpr<std::optional<double>>(read(node(), sql::JsonRead::real, Double{}));
}

TypedExpr<std::optional<Decimal>> JsonExpr::as_numeric() const {
    return TypedExpr<std::optional<Decimal>>(read(node(), sql::JsonRead::numeric, Numeric{}));
}

TypedExpr<std::optional<bool>> JsonExpr::as_boolean() const {
    return TypedExpr<std::optional<bool>>(read(node(), sql::JsonRead::boolean, Boolean{}));
}

TypedExpr<std::optional<std::string>> JsonExpr::json_type() const {
    return TypedExpr<std::optional<std::string>>(read(node(), sql::JsonRead::kind, Text{}));
}

TypedExpr<std::optional<std::int64_t>> JsonExpr::length() const {
    return TypedExpr<std::optional<std::int64_t>>(
        read(node(), sql::JsonRead::length, BigInteger{}));
}

Predicate JsonExpr::is_json_null() const {
    return json_type() == "null";
}

Predicate JsonExpr::has(std::string_view member) const {
    return (*this)[member].is_not_null();
}

Predicate JsonExpr::contains(const JsonText& part) const {
    sql::NodePtr bound = sql::make<sql::Bind>(Value(part), Jsonb{});
    return Predicate(sql::make<sql::Containment>(sql::ContainmentOperator::contains, node(),
                                                 std::move(bound), Boolean{}));
}

Predicate JsonExpr::contains(const Expr& part) const {
    return Predicate(sql::make<sql::Containment>(sql::ContainmentOperator::contains, node(),
                                                 part.node(), Boolean{}));
}

JsonExpr as_json(const Expr& document) {
    const SqlType& type = document.type();
    if (type.is_known() && type.kind() != TypeKind::json && type.kind() != TypeKind::custom) {
        throw ArgumentError("not_json",
                            "only JSON has members and elements, and this is " + type.describe());
    }
    return JsonExpr(document.node());
}

}  // namespace azoth
