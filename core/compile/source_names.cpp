// SPDX-License-Identifier: MIT
// What sources are called. An alias has its name, a CTE its own, a table that of the database, with
// its schema. Two tables of one name are told apart by their schemas; but a table without a schema
// is not told apart from a namesake in one, in any database: `t.x` beside `archive.t` is ambiguous
// in one FROM, and in a subquery that reads `archive.t` it silently means that instead of the `t`
// around it. Such tables get an alias here, as if the program had written one, and so does a table
// whose name is the alias of another source. Aliases are the program's words and stay; two of one
// name are refused where they would be confused.
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/sql/select_columns.hpp>

#include "source_finder.hpp"

namespace azoth::compile {

namespace {

std::string_view own_name(const sql::Node& source) {
    switch (source.kind()) {
        case sql::NodeKind::table: return sql::cast<sql::TableSource>(source).name;
        case sql::NodeKind::alias: return sql::cast<sql::AliasSource>(source).name;
        case sql::NodeKind::cte: return sql::cast<sql::CteSource>(source).name;
        case sql::NodeKind::cte_reference: return sql::cast<sql::CteReference>(source).name;
        default: return {};
    }
}

Quoting own_quoting(const sql::Node& source) noexcept {
    switch (source.kind()) {
        case sql::NodeKind::alias: return sql::cast<sql::AliasSource>(source).quoting;
        case sql::NodeKind::cte: return sql::cast<sql::CteSource>(source).quoting;
        case sql::NodeKind::cte_reference: return sql::cast<sql::CteReference>(source).quoting;
        default: return Quoting::by_rule;
    }
}

char folded(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// As a database compares them that does not mind case. Where it minds, an alias too much does no
/// harm.
bool same_name(std::string_view one, std::string_view other) noexcept {
    return !one.empty() && std::equal(one.begin(), one.end(), other.begin(), other.end(),
                                      [](char a, char b) { return folded(a) == folded(b); });
}

void reject_conflict(const Ledger& ledger, std::string_view name) {
    ledger.reject(
        CompileError("source_name_conflict",
                     "two sources of the statement are called \"" + std::string(name) + "\"",
                     {.hint = "give one of them another alias"}));
}

void reject_twice(const Ledger& ledger, std::string_view name) {
    const std::string what = name.empty() ? "a subquery" : "\"" + std::string(name) + "\"";
    ledger.reject(CompileError("source_name_conflict", what + " stands twice in one FROM",
                               {.hint = "give one of them an alias"}));
}

}  // namespace

std::string_view SqlCompiler::written_schema(const sql::TableSource& table) const {
    if (context_.schemas == nullptr) return table.schema;
    // A temporary table lives in no schema of the program's.
    if (table.schema.empty()) {
        const auto data = std::static_pointer_cast<const TableData>(table.table.lock());
        if (data && data->temporary) return {};
    }
    return context_.schema(table.schema);
}

void SqlCompiler::qualified_table(const sql::TableSource& table) {
    const std::string_view schema = written_schema(table);
    if (schema.empty() && (has_ctes() || !nested_withs_.empty())) {
        refuse_hidden(table, ctes_);
        for (const CteList& nested : nested_withs_) refuse_hidden(table, nested);
    }
    if (!schema.empty()) {
        identifier(schema, table.schema_quoting);
        write(".");
    }
    if (table.quoting == Quoting::by_rule) return identifier(table.name, table.shape);
    identifier(table.name, table.quoting);
}

void SqlCompiler::qualifier(const sql::Node& source) {
    for (const WrittenQualifier& written : qualifiers_) {
        if (written.source != &source) continue;
        return text_.append_again(written.offset, written.size);
    }
    const std::size_t offset = text_.size();
    column_qualifier(source);
    write(".");
    qualifiers_.push_back({&source, offset, text_.size() - offset});
}

/// Where a table stands without a schema, a CTE of its name is meant; before the end of that CTE's
/// own definition, one or the other, depending on the database.
void SqlCompiler::refuse_hidden(const sql::TableSource& table, const CteList& ctes) const {
    for (std::size_t i = 0; i < ctes.list.size(); ++i) {
        if (!same_name(ctes.list[i]->name, table.name)) continue;
        if (i >= ctes.visible()) {
            ledger().require(Capability::cte_over_table,
                             "a CTE with the name of a table that it reads");
            continue;
        }
        ledger().reject(
            CompileError("source_name_conflict",
                         "a CTE of the statement has the name of the table \"" + table.name + "\"",
                         {.hint = "give the CTE another name"}));
    }
}

std::size_t SqlCompiler::anonymous_number(const sql::Node& source) {
    const auto found = std::find(anonymous_.begin(), anonymous_.end(), &source);
    if (found != anonymous_.end()) {
        return static_cast<std::size_t>(found - anonymous_.begin()) + 1;
    }
    anonymous_.push_back(&source);
    return anonymous_.size();
}

void SqlCompiler::source_name(const sql::Node& source) {
    const std::string_view name = own_name(source);
    if (name.empty() || is_renamed(source)) {
        write("anon_").write(std::to_string(anonymous_number(source)));
    } else {
        aliased_name(source);
    }
}

void SqlCompiler::aliased_name(const sql::Node& source) {
    if (const auto* table = sql::as<sql::TableSource>(source)) return qualified_table(*table);
    const bool is_known =
        source.kind() != sql::NodeKind::cte || ctes_.has(source) || nesting_.has(source);
    if (!is_known) {
        // Defaults are added after WITH has been written.
        ledger().reject(CompileError("cte_in_default",
                                     "the default of a column reads from the CTE \"" +
                                         std::string(own_name(source)) +
                                         "\", and statements bring none along",
                                     {.hint = "let it read from a subquery()"}));
    }
    label_name(own_name(source), own_quoting(source));
}

void SqlCompiler::require_in_sight(const sql::Node& source) const {
    const sql::Node* named = &source;
    while (const auto* alias = sql::as<sql::AliasSource>(*named)) named = alias->inner.get();
    if (named->kind() != sql::NodeKind::cte && named->kind() != sql::NodeKind::cte_reference) {
        return;
    }
    const std::string_view name = own_name(*named);
    const auto means_it = [&](const CteList& ctes, bool& is_found) {
        for (std::size_t i = 0; i < ctes.list.size() && !is_found; ++i) {
            const sql::CteSource& cte = *ctes.list[i];
            if (!same_name(cte.name, name)) continue;
            is_found = i < ctes.visible() || cte.reference.get() == named;
            if (is_found) return &cte == named || cte.reference.get() == named;
            // Before the end of its own definition, some databases take the name for it.
            if (i == ctes.visible()) {
                ledger().require(Capability::cte_over_cte, "a CTE that reads one of its name");
            }
        }
        return false;
    };
    bool is_found = false;
    bool is_meant = false;
    for (auto with = nested_withs_.rbegin(); with != nested_withs_.rend() && !is_found; ++with) {
        is_meant = means_it(*with, is_found);
    }
    if (!is_found) is_meant = means_it(ctes_, is_found);
    if (is_meant) return;
    ledger().reject(
        CompileError("cte_name_conflict",
                     "the CTE \"" + std::string(name) + "\" is not in sight where it is read",
                     {.hint = "a CTE inside has its name: give one another name"}));
}

bool SqlCompiler::qualifies_with_schema() const noexcept {
    return true;
}

bool SqlCompiler::labels_hide_sources() const noexcept {
    return false;
}

std::string_view SqlCompiler::from_nothing() const noexcept {
    return {};
}

bool SqlCompiler::is_renamed(const sql::Node& source) const noexcept {
    return std::find(renamed_.begin(), renamed_.end(), &source) != renamed_.end();
}

void SqlCompiler::forget_renamed(std::size_t count) {
    if (renamed_.size() == count) return;
    renamed_.resize(count);
    qualifiers_.clear();
}

bool SqlCompiler::are_confused(const sql::Node& one, const sql::Node& other,
                               bool by_name_alone) const {
    if (&one == &other || !same_name(own_name(one), own_name(other)) || is_renamed(other)) {
        return false;
    }
    const auto* left = sql::as<sql::TableSource>(one);
    const auto* right = sql::as<sql::TableSource>(other);
    if (by_name_alone || left == nullptr || right == nullptr) return true;
    const std::string_view schema = written_schema(*left);
    return schema.empty() || written_schema(*right).empty() ||
           same_name(schema, written_schema(*right));
}

/// Of two tables the one with a schema gets the alias, else the later one.
bool SqlCompiler::needs_alias(std::size_t place, std::size_t own, bool by_name_alone) const {
    const sql::Node& source = *enclosing_sources_[place];
    for (std::size_t i = 0; i < enclosing_sources_.size(); ++i) {
        const sql::Node& other = *enclosing_sources_[i];
        if (!are_confused(source, other, by_name_alone)) continue;
        const auto* table = sql::as<sql::TableSource>(other);
        if (table == nullptr) return true;
        const bool has_schema = !written_schema(sql::cast<sql::TableSource>(source)).empty();
        const bool is_around = i < own;
        const bool other_has_schema = !written_schema(*table).empty();
        if (has_schema && !other_has_schema) return true;
        // The name alone means the inner one, and its schema leads to the one around it.
        if (!has_schema && other_has_schema) {
            if (is_around && by_name_alone) return true;
            continue;
        }
        if (i < place) return true;
    }
    return false;
}

bool SqlCompiler::have_namesakes(std::size_t own) const {
    for (std::size_t place = own; place < enclosing_sources_.size(); ++place) {
        const std::string_view name = own_name(*enclosing_sources_[place]);
        for (std::size_t i = 0; i < place; ++i) {
            const sql::Node& other = *enclosing_sources_[i];
            const bool is_same = &other == enclosing_sources_[place].get() && i >= own;
            if (is_same || same_name(own_name(other), name)) return true;
        }
    }
    return false;
}

void SqlCompiler::part_names(const sql::Node& statement, std::size_t own, bool by_name_alone) {
    if (!have_namesakes(own)) return;
    by_name_alone = by_name_alone || !qualifies_with_schema();
    for (std::size_t place = own; place < enclosing_sources_.size(); ++place) {
        const sql::Node& source = *enclosing_sources_[place];
        const auto first = enclosing_sources_.begin() + static_cast<std::ptrdiff_t>(own);
        const auto self = enclosing_sources_.begin() + static_cast<std::ptrdiff_t>(place);
        if (std::find(first, self, *self) != self) reject_twice(ledger(), own_name(source));
        if (source.kind() == sql::NodeKind::table) {
            if (!is_renamed(source) && needs_alias(place, own, by_name_alone)) {
                renamed_.push_back(&source);
                qualifiers_.clear();
            }
            continue;
        }
        for (std::size_t i = 0; i < place; ++i) {
            const sql::NodePtr& other = enclosing_sources_[i];
            if (!are_confused(source, *other, by_name_alone)) continue;
            const auto* table = sql::as<sql::TableSource>(*other);
            if (i < own) {
                // A schema leads past the alias to the table around.
                const bool is_told =
                    table != nullptr && !by_name_alone && !written_schema(*table).empty();
                SourceFinder finder(other);
                if (!is_told) finder.child(statement);
                if (finder.found) reject_conflict(ledger(), own_name(source));
            } else if (table == nullptr) {
                reject_conflict(ledger(), own_name(source));
            }
        }
    }
}

void SqlCompiler::part_labels(const sql::Select& select, std::size_t own) {
    if (select.order_by.empty() && !select.having) return;
    for (std::size_t place = own; place < enclosing_sources_.size(); ++place) {
        const sql::Node& source = *enclosing_sources_[place];
        const bool is_hidden = std::any_of(
            select.columns.begin(), select.columns.end(), [&](const sql::NodePtr& column) {
                return same_name(own_name(source), sql::item_name(*column));
            });
        if (!is_hidden || is_renamed(source)) continue;
        renamed_.push_back(&source);
        qualifiers_.clear();
    }
}

}  // namespace azoth::compile
