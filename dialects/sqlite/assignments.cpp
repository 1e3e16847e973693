// SPDX-License-Identifier: MIT
// What expressions give to columns. SQLite stores whatever they compute; other databases make it a
// value of the column's type first: a number is rounded to an integer, or to the digits that the
// column keeps, and refused where it has too many before the point; a day is its midnight.
#include <algorithm>
#include <string>
#include <utility>

#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/types/stored_value.hpp>
#include <azoth/types/types.hpp>

#include "compiler.hpp"
#include "stored_types.hpp"

namespace azoth::sqlite {

namespace {

/// What is checked before it is sent, where it is a column's value as a whole.
bool is_parameter(const sql::Node& value) noexcept {
    switch (value.kind()) {
        case sql::NodeKind::bind:
        case sql::NodeKind::literal_bind:
        case sql::NodeKind::literal:
        case sql::NodeKind::generated_value:
        case sql::NodeKind::default_value: return true;
        default: return false;
    }
}

/// Whether a value is one of the column's type by itself.
bool fits_already(const SqlType& column, const sql::Node& value) noexcept {
    switch (value.kind()) {
        case sql::NodeKind::column:
        case sql::NodeKind::excluded:
            return value.type().precision() == column.precision() &&
                   value.type().scale() == column.scale() && is_decimal(value);
        default: return false;
    }
}

/// A query's rows before they are rounded.
constexpr std::string_view given_rows = "azoth_rows";

sql::NodePtr number(std::int64_t digits) {
    return sql::make<sql::TextFragment>(std::to_string(digits), SqlType(TypeKind::integer));
}

}  // namespace

sql::NodePtr SqliteCompiler::fitted(const sql::Node& column, const sql::NodePtr& value,
                                    bool is_selected) const {
    const SqlType& type = column.type();
    const bool is_checked = !is_selected && is_parameter(*value);
    const bool is_counted = counts_digits(type) && value->type().is_number();
    const bool is_cut = type.is_integer() && (is_decimal(*value) || is_real(*value));
    const bool is_moved = are_day_and_moment(column, *value);
    if ((!is_counted && !is_cut && !is_moved) || is_checked || fits_already(type, *value) ||
        (!is_moved && !ledger().supports(compile::Capability::exact_decimals))) {
        return value;
    }
    if (const auto* label = sql::as<sql::Label>(*value)) {
        return sql::make<sql::Label>(fitted(column, label->inner, is_selected), label->name,
                                     label->quoting);
    }
    if (is_cut || is_moved) return sql::make<sql::Cast>(value, type);
    sql::NodeList arguments;
    arguments.push_back(value);
    arguments.push_back(number(*type.precision()));
    arguments.push_back(number(*type.scale()));
    return sql::make<sql::Function>(sql::Name("azoth_decimal_fit"), std::move(arguments), type);
}

sql::NodeList SqliteCompiler::fitted(const sql::NodeList& assignments) const {
    sql::NodeList fitted_ones;
    fitted_ones.reserve(assignments.size());
    for (const sql::NodePtr& node : assignments) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        sql::NodePtr value = fitted(*assignment.column, assignment.value);
        fitted_ones.push_back(
            value == assignment.value
                ? node
                : sql::NodePtr(sql::make<sql::Assignment>(assignment.column, std::move(value))));
    }
    return fitted_ones;
}

void SqliteCompiler::set_clause(const sql::NodeList& assignments) {
    SqlCompiler::set_clause(fitted(assignments));
}

/// For rows of a query that cannot be rounded where they are selected: DISTINCT and set operations
/// would tell the rounded ones apart. Empty where nothing is rounded.
sql::NodeList SqliteCompiler::fitted_rows(const sql::Insert& insert) const {
    sql::NodeList rows;
    const auto* select = sql::as<sql::Select>(*insert.select);
    if (select != nullptr && !select->distinct) return rows;
    const sql::NodeList& columns = sql::query_columns(*insert.select);
    bool is_changed = false;
    for (std::size_t i = 0; i < std::min(columns.size(), insert.columns.size()); ++i) {
        const std::string name = std::string(given_rows) + ".c" + std::to_string(i + 1);
        const sql::NodePtr misfit = misfit_of(*insert.columns[i], *insert.select, i);
        const SqlType& type = (misfit ? misfit : columns[i])->type();
        rows.push_back(sql::make<sql::TextFragment>(name, type));
        if (!misfit) continue;
        rows.back() = fitted(*insert.columns[i], rows.back());
        is_changed = true;
    }
    return is_changed ? rows : sql::NodeList();
}

/// What a query selects in one place and what is none of the column's type; nothing if all is.
sql::NodePtr SqliteCompiler::misfit_of(const sql::Node& column, const sql::Node& query,
                                       std::size_t place) const {
    if (const auto* operation = sql::as<sql::SetOperation>(query)) {
        for (const sql::NodePtr& part : operation->parts) {
            if (sql::NodePtr misfit = misfit_of(column, *part, place)) return misfit;
        }
        return {};
    }
    const sql::NodeList& columns = sql::query_columns(query);
    if (place >= columns.size() || fitted(column, columns[place], true) == columns[place])
        return {};
    return columns[place];
}

void SqliteCompiler::fitted_rows_clause(const sql::Insert& insert, const sql::NodeList& rows) {
    write(" (");
    emit_list(insert.columns);
    write(") WITH ").write(given_rows).write(" (");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        write(i == 0 ? "c" : ", c").write(std::to_string(i + 1));
    }
    write(") AS (");
    emit(*insert.select);
    write(") SELECT ");
    emit_list(rows);
    // The WHERE keeps an ON CONFLICT from being taken for the condition of a join.
    write(" FROM ").write(given_rows).write(" WHERE 1");
}

void SqliteCompiler::insert_statement(const sql::Insert& insert) {
    auto copy = sql::Ref<sql::Insert>::adopt(new sql::Insert(insert));
    const std::size_t width = insert.columns.size();
    sql::NodeList values;
    values.reserve(insert.values.size());
    for (std::size_t i = 0; i < insert.values.size(); ++i) {
        values.push_back(fitted(*insert.columns[i % width], insert.values[i]));
    }
    copy->values = std::move(values);
    copy->every_row = fitted(insert.every_row);
    const auto* select = insert.select ? sql::as<sql::Select>(*insert.select) : nullptr;
    if (select != nullptr && !select->distinct && select->columns.size() == width) {
        auto rows = sql::Ref<sql::Select>::adopt(new sql::Select(*select));
        sql::NodeList columns;
        for (std::size_t i = 0; i < width; ++i) {
            columns.push_back(fitted(*insert.columns[i], select->columns[i], true));
        }
        rows->columns = std::move(columns);
        copy->select = std::move(rows);
    }
    SqlCompiler::insert_statement(*copy);
}

}  // namespace azoth::sqlite
