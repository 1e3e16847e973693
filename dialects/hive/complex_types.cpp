// SPDX-License-Identifier: MIT
// What is inside arrays, maps and structs, and their elements as rows
// (https://hive.apache.org/docs/latest/language/languagemanual-types and …-lateralview).
#include <algorithm>

#include <azoth/sql/tree.hpp>

#include "compiler.hpp"

namespace azoth::hive {

namespace {

const sql::TableFunction* view_of(const sql::Node& source) {
    const auto* alias = sql::as<sql::AliasSource>(source);
    return alias == nullptr ? nullptr : sql::as<sql::TableFunction>(*alias->inner);
}

/// ON TRUE, or nothing at all: a lateral view has no condition.
bool is_unconditional(const sql::Join& join) {
    if (!join.condition) return true;
    const auto* literal = sql::as<sql::Literal>(*join.condition);
    return literal != nullptr && literal->keyword == sql::Keyword::true_;
}

}  // namespace

void HiveCompiler::visit_bind(const sql::Bind& bind) {
    if (ledger().variant_of(bind.type()).kind() == TypeKind::array) {
        ledger().lacks("an array as a value", "call(\"array\", …) makes one of its elements");
    }
    SqlCompiler::visit_bind(bind);
}

void HiveCompiler::visit_array_access(const sql::ArrayAccess& access) {
    if (access.is_slice) ledger().refuse("a slice of an array");
    if (!access.first) {
        // size() of NULL is -1.
        write("IF(");
        emit_operand(*access.array, sql::Operator::is_null, false);
        write(" IS NULL, NULL, size(");
        emit(*access.array);
        write("))");
        return;
    }
    emit_grouped(*access.array);
    write("[CAST(");  // positions count from 0 here
    emit(*access.first);
    write(" AS INT) - 1]");
}

void HiveCompiler::visit_map_access(const sql::MapAccess& access) {
    emit_grouped(*access.map);
    write("[");
    emit(*access.key);
    write("]");
}

void HiveCompiler::visit_field_access(const sql::FieldAccess& access) {
    emit_grouped(*access.record);
    write(".");
    identifier(access.name);
}

// ── LATERAL VIEW ────────────────────────────────────────────────────────────────────────────────

/// The server takes either joins or lateral views of one source.
void HiveCompiler::require_views_alone() const {
    const Frame& own = frames_.back();
    const auto views = std::count_if(own.begin(), own.end(), [](const sql::Node* source) {
        return view_of(*source) != nullptr;
    });
    if (views == 0 || own.size() - static_cast<std::size_t>(views) < 2) return;
    ledger().lacks("LATERAL VIEW beside another source",
                   "join to a subquery that holds it and its source");
}

void HiveCompiler::join_chain(const sql::Select& select, const sql::Node& base) {
    source_definition(base);
    for (const sql::NodePtr& node : select.joins) {
        const auto& join = sql::cast<sql::Join>(*node);
        view_of(*join.target) != nullptr ? joined_view(join) : join_clause(join);
    }
}

void HiveCompiler::further_source(const sql::Select& select, const sql::Node& source) {
    if (view_of(source) == nullptr) return SqlCompiler::further_source(select, source);
    lateral_view(sql::cast<sql::AliasSource>(source), false);
}

void HiveCompiler::joined_view(const sql::Join& join) {
    if (!is_unconditional(join)) {
        ledger().lacks("LATERAL VIEW with a condition", "say it in where()");
    }
    if (join.join_kind == sql::JoinKind::full) ledger().lacks("a full join of a LATERAL VIEW");
    lateral_view(sql::cast<sql::AliasSource>(*join.target), join.join_kind == sql::JoinKind::left);
}

void HiveCompiler::lateral_view(const sql::AliasSource& alias, bool is_outer) {
    const auto& function = sql::cast<sql::TableFunction>(*alias.inner);
    if (function.with_ordinality) {
        ledger().lacks("WITH ORDINALITY", "posexplode() counts, from 0");
    }
    write(is_outer ? " LATERAL VIEW OUTER " : " LATERAL VIEW ");
    emit(*function.call);
    write(" ");
    source_name(alias);
    for (std::size_t i = 0; i < function.columns.size(); ++i) {
        write(i == 0 ? " AS " : ", ");
        label_name(sql::cast<sql::ColumnRef>(*function.columns[i]).name);
    }
}

}  // namespace azoth::hive
