// SPDX-License-Identifier: MIT
// JSON: what is inside it, and that the type `json`, which keeps the text, is never compared.
#include <algorithm>
#include <string>

#include <azoth/sql/element.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/types/types.hpp>

#include "compiler.hpp"

namespace azoth::postgresql {

namespace {

/// `json`, or an array of those.
bool is_json_text(const SqlType& type) noexcept {
    if (type.kind() == TypeKind::array) return is_json_text(type.item());
    return type.kind() == TypeKind::json && !type.is_binary_json();
}

/// The server takes a scalar in binary JSON for an array of one element ('5'::jsonb -> 0 is 5); in
/// JSON as text it does not.
bool is_searched_as_text(const sql::JsonAccess& access) {
    return access.document->type().is_binary_json() &&
           std::any_of(access.path.begin(), access.path.end(),
                       [](const sql::NodePtr& step) { return step->type().is_integer(); });
}

}  // namespace

// ── comparing ───────────────────────────────────────────────────────────────────────────────────

/// The type `json` has no operator that compares, and so neither order nor groups.
void PostgresqlCompiler::refuse_json_as_text(const sql::Node& node, std::string_view doing) const {
    if (const auto* row = sql::as<sql::Tuple>(node)) {
        for (const sql::NodePtr& item : row->items) refuse_json_as_text(*item, doing);
    }
    if (!is_json_text(node.type())) return;
    ledger().refuse(std::string(doing) + " a Json, which the server keeps as text,",
                    "a Jsonb can be compared, and so can cast(column, Text{})");
}

void PostgresqlCompiler::refuse_json_as_text(const sql::Binary& binary) const {
    if (!sql::is_predicate(binary.op)) return;
    refuse_json_as_text(*binary.left, "comparing");
    refuse_json_as_text(*binary.right, "comparing");
}

void PostgresqlCompiler::visit_in_query(const sql::InQuery& test) {
    refuse_json_as_text(*test.operand, "comparing");
    if (const auto* subquery = sql::as<sql::Subquery>(*test.query)) {
        for (const sql::NodePtr& column : sql::query_columns(*subquery->select)) {
            refuse_json_as_text(*column, "comparing");
        }
    }
    SqlCompiler::visit_in_query(test);
}

/// Arguments that a function compares with one another.
void PostgresqlCompiler::refuse_json_as_text(const sql::Function& function) const {
    const std::string_view name = function.name.view();
    const bool compares = function.known && (name == "greatest" || name == "least" ||
                                             name == "nullif" || name == "max" || name == "min");
    if (!compares && !function.distinct) return;
    for (const sql::NodePtr& argument : function.arguments) {
        refuse_json_as_text(*argument, function.distinct ? "DISTINCT of" : "comparing");
    }
}

void PostgresqlCompiler::group_by_item(const sql::Node& item) {
    refuse_json_as_text(item, "grouping by");
    SqlCompiler::group_by_item(item);
}

void PostgresqlCompiler::distinct_item(const sql::Node& item) {
    refuse_json_as_text(item, "SELECT DISTINCT of");
    SqlCompiler::distinct_item(item);
}

void PostgresqlCompiler::distinct_on_clause(const sql::NodeList& expressions) {
    for (const sql::NodePtr& item : expressions) refuse_json_as_text(*item, "DISTINCT ON");
    SqlCompiler::distinct_on_clause(expressions);
}

void PostgresqlCompiler::visit_ordering(const sql::Ordering& ordering) {
    refuse_json_as_text(ordered_node(*ordering.operand), "ordering by");
    SqlCompiler::visit_ordering(ordering);
}

/// Nor does it become one with `jsonb` by itself.
void PostgresqlCompiler::refuse_json_as_text(const sql::SetOperation& operation) const {
    const bool compares = !operation.all || operation.op != sql::SetOperator::union_;
    for (const sql::NodePtr& part : operation.parts) {
        const sql::NodeList& first = sql::query_columns(*operation.parts.front());
        const sql::NodeList& columns = sql::query_columns(*part);
        for (std::size_t i = 0; i < std::min(first.size(), columns.size()); ++i) {
            const SqlType& one = first[i]->type();
            const SqlType& other = columns[i]->type();
            if (compares && is_json_text(other)) {
                ledger().refuse("a set operation that compares a Json",
                                "cast() it to Jsonb{} or Text{}");
            }
            if (one.kind() != TypeKind::json || other.kind() != TypeKind::json) continue;
            if (is_json_text(one) == is_json_text(other)) continue;
            ledger().refuse("a set operation of Json and Jsonb", "cast() one of them");
        }
    }
}

// ── inside ──────────────────────────────────────────────────────────────────────────────────────

void PostgresqlCompiler::json_place(const sql::JsonAccess& access, bool as_text) {
    write("(");
    const sql::NodeKind kind = access.document->kind();
    if (is_searched_as_text(access)) {
        cast_to(*access.document, Json{});
    } else if (kind == sql::NodeKind::bind) {
        cast_to(*access.document, access.document->type());
    } else {
        if (kind != sql::NodeKind::column) write("(");
        emit(*access.document);
        if (kind != sql::NodeKind::column) write(")");
    }
    for (std::size_t i = 0; i < access.path.size(); ++i) {
        write(as_text && i + 1 == access.path.size() ? " ->> " : " -> ");
        // A number asks for an element, a text for a member: the placeholder must say which.
        cast_to(*access.path[i], access.path[i]->type());
    }
    if (access.path.empty() && as_text) write(" #>> '{}'");
    write(")");
}

/// The content of a string may be what CAST takes and what no JSON number is: NaN, Infinity, 0x1F,
/// 1_000, of which integers have the latter two since 16. Their letters become one that none has.
void PostgresqlCompiler::json_number(const sql::JsonAccess& access) {
    const bool is_checked =
        access.read != sql::JsonRead::integer || ledger().version() >= Version{16, 0, 0};
    write(is_checked ? "CAST(translate(" : "CAST(");
    json_place(access, true);
    if (is_checked) write(", 'BbIiNnOoXx_', 'zzzzzzzzzzz')");
    write(" AS ").write(context().spell(access.type())).write(")");
}

/// CAST takes `yes`, `t` and 1, too.
void PostgresqlCompiler::json_truth(const sql::JsonAccess& access) {
    require_stable(*access.document, "a boolean inside JSON");
    write("CASE ");
    json_place(access, true);
    write(" WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE ELSE CAST('not a boolean: ' || ");
    json_place(access, true);
    write(" AS BOOLEAN) END");
}

void PostgresqlCompiler::visit_json_access(const sql::JsonAccess& access) {
    ledger().require(compile::Capability::json_access, "looking inside JSON");
    const bool is_binary = access.document->type().is_binary_json();
    const bool as_text = is_searched_as_text(access);
    const char* family = is_binary && !as_text ? "jsonb" : "json";
    switch (access.read) {
        case sql::JsonRead::json:
            if (as_text) write("CAST(");
            json_place(access, false);
            if (as_text) write(" AS JSONB)");
            return;
        case sql::JsonRead::text: return json_place(access, true);
        case sql::JsonRead::kind: write(family).write("_typeof("); break;
        case sql::JsonRead::length: write(family).write("_array_length("); break;
        case sql::JsonRead::integer:
        case sql::JsonRead::real:
        case sql::JsonRead::numeric: return json_number(access);
        case sql::JsonRead::boolean: return json_truth(access);
    }
    json_place(access, false);
    write(")");
}

void PostgresqlCompiler::as_binary_json(const sql::Node& node) {
    if (node.kind() == sql::NodeKind::column && node.type().is_binary_json()) return emit(node);
    cast_to(node, Jsonb{});
}

void PostgresqlCompiler::visit_containment(const sql::Containment& containment) {
    const bool is_json = containment.left->type().kind() == TypeKind::json;
    if (is_json) ledger().require(compile::Capability::json_contains, "whether JSON contains JSON");
    write("(");
    is_json ? as_binary_json(*containment.left) : emit(*containment.left);
    switch (containment.op) {
        case sql::ContainmentOperator::contains: write(" @> "); break;
        case sql::ContainmentOperator::contained_by: write(" <@ "); break;
        case sql::ContainmentOperator::overlaps: write(" && "); break;
    }
    is_json ? as_binary_json(*containment.right) : emit(*containment.right);
    write(")");
}

}  // namespace azoth::postgresql
