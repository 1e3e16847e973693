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

bool is_view(const sql::NodePtr& join) {
    return view_of(*sql::cast<sql::Join>(*join).target) != nullptr;
}

/// ON TRUE, or nothing at all: a lateral view has no condition.
bool is_unconditional(const sql::Join& join) {
    if (!join.condition) return true;
    const auto* literal = sql::as<sql::Literal>(*join.condition);
    return literal != nullptr && literal->keyword == sql::Keyword::true_;
}

}  // namespace

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

void HiveCompiler::join_chain(const sql::Select& select, const sql::Node& base) {
    source_definition(base);
    // The grammar has lateral views behind the first source, and joins behind those.
    for (const sql::NodePtr& join : select.joins) {
        if (is_view(join)) joined_view(select, sql::cast<sql::Join>(*join));
    }
    for (const sql::NodePtr& join : select.joins) {
        if (!is_view(join)) join_clause(sql::cast<sql::Join>(*join));
    }
}

void HiveCompiler::further_source(const sql::Select& select, const sql::Node& source) {
    if (view_of(source) == nullptr) return SqlCompiler::further_source(select, source);
    const bool follows_join = !std::all_of(select.joins.begin(), select.joins.end(), is_view);
    if (follows_join) ledger().lacks("LATERAL VIEW behind a join", "cross_join() it");
    lateral_view(sql::cast<sql::AliasSource>(source), false);
}

void HiveCompiler::joined_view(const sql::Select& select, const sql::Join& join) {
    if (!is_unconditional(join)) {
        ledger().lacks("LATERAL VIEW with a condition", "say it in where()");
    }
    if (join.join_kind == sql::JoinKind::full) ledger().lacks("a full join of a LATERAL VIEW");
    const auto& alias = sql::cast<sql::AliasSource>(*join.target);
    traverse(alias.inner, [&](const sql::Node& node) {
        const auto* column = sql::as<sql::ColumnRef>(node);
        if (column == nullptr) return true;
        for (const sql::NodePtr& other : select.joins) {
            if (is_view(other) || sql::cast<sql::Join>(*other).target != column->source) continue;
            ledger().lacks("LATERAL VIEW of a joined table", "join to a subquery that holds it");
        }
        return false;
    });
    lateral_view(alias, join.join_kind == sql::JoinKind::left);
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
