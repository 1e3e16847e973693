// SPDX-License-Identifier: MIT
// What stands in FROM and WITH: tables, aliases, derived tables, joins, functions, values, CTEs.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/recursive_columns.hpp>
#include <azoth/sql/select_columns.hpp>

#include "compared_types.hpp"
#include "query_scope.hpp"
#include "recursion.hpp"
#include "truths.hpp"

namespace azoth::compile {

namespace {

/// FNV-1a: the same name becomes the same label in every process.
std::uint32_t hash_of(std::string_view name) noexcept {
    std::uint32_t hash = 2166136261U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

/// The first bytes of a name, not ending inside a character.
std::string_view cut(std::string_view name, std::size_t bytes) noexcept {
    while (bytes > 0 && (static_cast<unsigned char>(name[bytes]) & 0xC0) == 0x80) --bytes;
    return name.substr(0, bytes);
}

}  // namespace

void SqlCompiler::label_name(std::string_view name, Quoting quoting) {
    constexpr std::size_t digits = 8;
    const std::size_t limit = context_.identifiers.rules().max_bytes;
    if (limit == 0 || name.size() <= limit || limit <= digits + 1) return identifier(name, quoting);
    std::string shortened(cut(name, limit - digits - 1));
    shortened += '_';
    for (std::uint32_t hash = hash_of(name), i = 0; i < digits; ++i, hash <<= 4) {
        shortened += "0123456789abcdef"[hash >> 28];
    }
    identifier(shortened, quoting);
}

void SqlCompiler::source_definition(const sql::Node& source) {
    const auto* alias = sql::as<sql::AliasSource>(source);
    if (alias == nullptr) {
        aliased_name(source);
        if (is_renamed(source)) {
            write(" AS ");
            source_name(source);
        }
    } else {
        const sql::Node& inner = *alias->inner;
        switch (inner.kind()) {
            case sql::NodeKind::table:
            case sql::NodeKind::cte:
            case sql::NodeKind::cte_reference:
                aliased_name(inner);
                write(" AS ");
                source_name(source);
                break;
            case sql::NodeKind::alias:
                aliased_name(*sql::cast<sql::AliasSource>(inner).inner);
                write(" AS ");
                source_name(source);
                break;
            case sql::NodeKind::values: {
                const auto& values = sql::cast<sql::Values>(inner);
                if (context_.placeholders != PlaceholderStyle::named) {
                    require_sense(values, ledger());
                }
                sql::NodePtr counted;
                if (counts_truths_) counted = with_counted_truths(values, ledger());
                values_source(counted ? sql::cast<sql::Values>(*counted) : values, *alias);
                break;
            }
            case sql::NodeKind::table_function:
                table_function_source(sql::cast<sql::TableFunction>(inner), *alias);
                break;
            case sql::NodeKind::sample:
                sample_source(sql::cast<sql::TableSample>(inner), *alias);
                break;
            default: derived_source(*alias);
        }
    }
    if (scope_ != nullptr && scope_->select != nullptr) {
        phrases(*scope_->select, sql::PhrasePlace::table_hint, &source);
    }
}

void SqlCompiler::derived_source(const sql::AliasSource& alias) {
    // A derived table sees nothing of the query around it, unless it is lateral.
    std::vector<sql::NodePtr> outside;
    QueryScope* const scope = scope_;
    if (alias.lateral) {
        ledger().require(Capability::lateral, "LATERAL");
        write("LATERAL ");
        outside = enclosing_sources_;
    } else {
        std::swap(outside, enclosing_sources_);
        scope_ = nullptr;
    }
    write("(");
    is_derived_ = true;
    ++depth_;
    emit(*alias.inner);
    --depth_;
    is_derived_ = false;
    write(") AS ");
    scope_ = scope;
    std::swap(outside, enclosing_sources_);
    source_name(alias);
}

void SqlCompiler::explode_source(const sql::TableFunction& function,
                                 const sql::AliasSource& alias) {
    const auto& call = sql::cast<sql::Function>(*function.call);
    const std::string construct = std::string(call.name.view()) + "() of an array";
    ledger().require(Capability::arrays, construct);
    ledger().require(Capability::table_functions, construct);
    const auto name = [&](std::size_t column) {
        label_name(sql::cast<sql::ColumnRef>(*function.columns[column]).name);
    };
    if (call.name == "explode") {
        write("UNNEST(");
        emit(*call.arguments.front());
        write(") AS ");
        source_name(alias);
        write(" (");
        name(0);
        write(")");
        return;
    }
    // Ordinals count from 1.
    ledger().require(Capability::lateral, construct);
    ledger().require(Capability::with_ordinality, construct);
    write("LATERAL (SELECT e.ordinal - 1 AS ");
    name(0);
    write(", e.element AS ");
    name(1);
    write(" FROM UNNEST(");
    emit(*call.arguments.front());
    write(") WITH ORDINALITY AS e (element, ordinal)) AS ");
    source_name(alias);
}

void SqlCompiler::table_function_source(const sql::TableFunction& function,
                                        const sql::AliasSource& alias) {
    const auto* call = sql::as<sql::Function>(*function.call);
    if (call != nullptr && call->known) return explode_source(function, alias);
    ledger().require(Capability::table_functions, "a function in FROM");
    emit(*function.call);
    if (function.with_ordinality) {
        ledger().require(Capability::with_ordinality, "WITH ORDINALITY");
        write(" WITH ORDINALITY");
    }
    write(" AS ");
    source_name(alias);
    if (!ledger().supports(Capability::table_function_columns)) return;
    bool first = true;
    for (const sql::NodePtr& column : function.columns) {
        write(first ? " (" : ", ");
        first = false;
        label_name(sql::cast<sql::ColumnRef>(*column).name);
    }
    if (!first) write(")");
}

void SqlCompiler::sample_source(const sql::TableSample& sample, const sql::AliasSource& alias) {
    ledger().require(Capability::tablesample, "TABLESAMPLE");
    aliased_name(*sample.table);
    write(" AS ");
    source_name(alias);
    write(sample.method == sql::SampleMethod::bernoulli ? " TABLESAMPLE BERNOULLI ("
                                                        : " TABLESAMPLE SYSTEM (");
    emit(*sample.percent);
    write(")");
    if (!sample.seed) return;
    write(" REPEATABLE (");
    emit(*sample.seed);
    write(")");
}

// ── VALUES ──────────────────────────────────────────────────────────────────────────────────────

void SqlCompiler::visit_values(const sql::Values& values) {
    if (++depth_ == 1) describe_result(values.columns);
    is_derived_ = false;
    if (ledger().supports(Capability::values_table)) {
        values_rows(values);
    } else {
        union_of_rows(values);
    }
    --depth_;
}

void SqlCompiler::values_rows(const sql::Values& values) {
    write("VALUES ");
    const std::size_t rows = values.rows.size() / values.columns.size();
    for (std::size_t row = 0; row < rows; ++row) {
        if (row != 0) write(", ");
        values_row(values, row);
    }
}

void SqlCompiler::values_row(const sql::Values& values, std::size_t row) {
    const std::size_t width = values.columns.size();
    write("(");
    for (std::size_t i = 0; i < width; ++i) {
        if (i != 0) write(", ");
        values_cell(*values.rows[row * width + i], row == 0);
    }
    write(")");
}

void SqlCompiler::values_cell(const sql::Node& value, bool) {
    emit(value);
}

void SqlCompiler::union_of_rows(const sql::Values& values) {
    const std::size_t width = values.columns.size();
    for (std::size_t i = 0; i < values.rows.size(); ++i) {
        const std::size_t column = i % width;
        write(column != 0 ? ", " : i == 0 ? "SELECT " : " UNION ALL SELECT ");
        values_cell(*values.rows[i], i < width);
        if (i >= width) continue;
        write(" AS ");
        label_name(sql::cast<sql::ColumnRef>(*values.columns[column]).name);
    }
}

void SqlCompiler::values_source(const sql::Values& values, const sql::AliasSource& alias) {
    write("(");
    const bool native = ledger().supports(Capability::values_table);
    if (native) {
        values_rows(values);
    } else {
        union_of_rows(values);
    }
    write(") AS ");
    source_name(alias);
    if (!native) return;
    for (std::size_t i = 0; i < values.columns.size(); ++i) {
        write(i == 0 ? " (" : ", ");
        label_name(sql::cast<sql::ColumnRef>(*values.columns[i]).name);
    }
    write(")");
}

// ── joins ───────────────────────────────────────────────────────────────────────────────────────

void SqlCompiler::join_words(sql::JoinKind kind) {
    switch (kind) {
        case sql::JoinKind::inner: write(" JOIN "); return;
        case sql::JoinKind::left: write(" LEFT OUTER JOIN "); return;
        case sql::JoinKind::full:
            ledger().require(Capability::full_join, "FULL OUTER JOIN");
            write(" FULL OUTER JOIN ");
            return;
        case sql::JoinKind::cross: write(" CROSS JOIN "); return;
    }
}

void SqlCompiler::join_chain(const sql::Select& select, const sql::Node& base) {
    source_definition(base);
    for (const sql::NodePtr& node : select.joins) {
        join_clause(sql::cast<sql::Join>(*node));
    }
}

void SqlCompiler::join_clause(const sql::Join& join) {
    join_words(join.join_kind);
    source_definition(*join.target);
    if (!join.condition) return;
    write(" ON ");
    const InClause on(scope_, Clause::on);
    emit_condition(join.condition);
}

void SqlCompiler::further_source(const sql::Select&, const sql::Node& source) {
    write(", ");
    source_definition(source);
}

// ── WITH ────────────────────────────────────────────────────────────────────────────────────────

void SqlCompiler::leading_with_clause(const sql::Node& statement) {
    const sql::NodeKind kind = statement.kind();
    if (kind == sql::NodeKind::update || kind == sql::NodeKind::delete_from) {
        ledger().require(Capability::cte_before_changes, kind == sql::NodeKind::update
                                                             ? "WITH before UPDATE"
                                                             : "WITH before DELETE");
    }
    with_clause();
}

void SqlCompiler::with_clause() {
    ledger().require(Capability::cte, "WITH");
    ++depth_;
    const bool is_recursive = std::any_of(
        ctes_.begin(), ctes_.end(), [](const auto* cte) { return cte->reference != nullptr; });
    if (is_recursive) ledger().require(Capability::recursive_cte, "WITH RECURSIVE");
    write(is_recursive ? "WITH RECURSIVE " : "WITH ");
    for (std::size_t i = 0; i < ctes_.size(); ++i) {
        for (std::size_t before = 0; before < i; ++before) {
            if (ctes_[before]->name != ctes_[i]->name) continue;
            ledger().reject(
                CompileError("cte_name_conflict",
                             "two CTEs of the statement are called \"" + ctes_[i]->name + "\"",
                             {.hint = "keep one Cte and use it in both places"}));
        }
        if (i != 0) write(", ");
        // A recursive WITH knows all of its names everywhere.
        if (!is_recursive) defined_ctes_ = i;
        cte_definition(*ctes_[i]);
    }
    defined_ctes_ = std::string::npos;
    write(" ");
    --depth_;
}

void SqlCompiler::cte_definition(const sql::CteSource& cte) {
    source_name(cte);
    const auto* values = sql::as<sql::Values>(*cte.inner);
    if (values != nullptr && ledger().supports(Capability::values_table)) {
        for (std::size_t i = 0; i < values->columns.size(); ++i) {
            write(i == 0 ? " (" : ", ");
            label_name(sql::cast<sql::ColumnRef>(*values->columns[i]).name);
        }
        write(")");
    }
    write(" AS ");
    if (cte.materialize != sql::Materialize::by_default) {
        ledger().require(Capability::cte_materialized, "MATERIALIZED");
        write(cte.materialize == sql::Materialize::yes ? "MATERIALIZED " : "NOT MATERIALIZED ");
    }
    switch (cte.inner->kind()) {
        case sql::NodeKind::insert:
        case sql::NodeKind::update:
        case sql::NodeKind::delete_from:
            ledger().require(Capability::cte_changes, "a changing statement inside WITH");
            break;
        default: break;
    }
    if (cte.reference) require_recursion(cte, ledger());
    write("(");
    is_derived_ = true;
    emit(cte.reference ? *with_wide_texts(cte.inner) : *cte.inner);
    is_derived_ = false;
    write(")");
}

SqlType SqlCompiler::recursive_text_type() const {
    return {};
}

namespace {

/// Whether later parts of a recursion put texts of another kind into the column.
bool changes_text(const sql::SetOperation& recursion, std::size_t column, const SqlType& type) {
    return std::any_of(
        recursion.parts.begin() + 1, recursion.parts.end(), [&](const sql::NodePtr& part) {
            const sql::NodeList& items = sql::query_columns(*part);
            return column < items.size() && (items[column]->kind() != sql::NodeKind::column ||
                                             !(items[column]->type() == type));
        });
}

}  // namespace

sql::NodePtr SqlCompiler::with_wide_texts(const sql::NodePtr& recursion) const {
    const SqlType wide = recursive_text_type();
    const auto& operation = sql::cast<sql::SetOperation>(*recursion);
    if (!wide.is_known()) return recursion;
    std::vector<SqlType> types;
    for (const sql::NodePtr& column : sql::query_columns(*operation.parts.front())) {
        const SqlType& type = column->type();
        const bool is_text = type.kind() == TypeKind::string || type.kind() == TypeKind::char_ ||
                             type.kind() == TypeKind::text;
        const bool is_wide = is_text && changes_text(operation, types.size(), type);
        types.push_back(is_wide ? wide : SqlType());
    }
    const sql::NodePtr wider = sql::with_first_types(operation, types);
    return wider ? wider : recursion;
}

}  // namespace azoth::compile
