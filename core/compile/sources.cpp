// SPDX-License-Identifier: MIT
// What stands in FROM: tables, aliases, derived tables, joins, functions, values.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/select_columns.hpp>

#include "compared_types.hpp"
#include "query_scope.hpp"
#include "truths.hpp"

namespace azoth::compile {

namespace {

/// FNV-1a: the same name becomes the same label in every process.
std::uint32_t hash_of(std::string_view name) noexcept {
    std::uint32_t hash = 2166136261U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

std::size_t characters_of(std::string_view name) noexcept {
    return static_cast<std::size_t>(std::count_if(name.begin(), name.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

/// The first bytes of a name, not ending inside a character.
std::string_view cut(std::string_view name, std::size_t bytes) noexcept {
    while (bytes > 0 && (static_cast<unsigned char>(name[bytes]) & 0xC0) == 0x80) --bytes;
    return name.substr(0, bytes);
}

}  // namespace

void SqlCompiler::label_name(std::string_view name, Quoting quoting) {
    constexpr std::size_t digits = 8;
    const IdentifierRules& rules = context_.identifiers.rules();
    const std::size_t limit = rules.max_bytes != 0 ? rules.max_bytes : rules.max_characters;
    const bool fits = limit <= digits + 1 || name.size() <= limit ||
                      (rules.max_bytes == 0 && characters_of(name) <= limit);
    if (fits) return identifier(name, quoting);
    std::string shortened(cut(name, limit - digits - 1));
    shortened += '_';
    for (std::uint32_t hash = hash_of(name), i = 0; i < digits; ++i, hash <<= 4) {
        shortened += "0123456789abcdef"[hash >> 28];
    }
    identifier(shortened, quoting);
}

void SqlCompiler::source_definition(const sql::Node& source) {
    if (!nesting_.list.empty()) require_in_sight(source);
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
    if (scope_ != nullptr && scope_->hints != nullptr) {
        phrases(*scope_->hints, sql::PhrasePlace::table_hint, &source);
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

}  // namespace azoth::compile
