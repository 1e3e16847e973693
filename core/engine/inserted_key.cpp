// SPDX-License-Identifier: MIT
#include "inserted_key.hpp"

#include <algorithm>

#include <azoth/schema/table.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/query.hpp>

#include "named_columns.hpp"

namespace azoth::detail {

namespace {

const sql::Insert* insert_of(const Execution& execution) {
    return execution.statement ? sql::as<sql::Insert>(*execution.statement) : nullptr;
}

/// What the statement itself says of a column in one of its rows; null where it says no value.
const Value* given_value(const sql::Insert& insert, const std::string& column, std::size_t row) {
    for (const sql::NodePtr& node : insert.every_row) {
        const auto& assignment = sql::cast<sql::Assignment>(*node);
        if (sql::cast<sql::ColumnRef>(*assignment.column).name != column) continue;
        const auto* bind = sql::as<sql::Bind>(*assignment.value);
        return bind == nullptr ? nullptr : &bind->value;
    }
    const std::size_t width = insert.columns.size();
    for (std::size_t i = 0; i < width; ++i) {
        if (sql::cast<sql::ColumnRef>(*insert.columns[i]).name != column) continue;
        const auto* bind = sql::as<sql::Bind>(*insert.values[row * width + i]);
        return bind == nullptr ? nullptr : &bind->value;
    }
    return nullptr;
}

[[noreturn]] void throw_unknown(const char* message, const char* hint) {
    throw InvalidRequestError("no_inserted_key", message, {.hint = hint});
}

std::vector<std::vector<Value>> keys_of_block(const driver::RowBlock& block) {
    std::vector<std::vector<Value>> keys;
    keys.reserve(block.rows());
    for (std::size_t row = 0; row < block.rows(); ++row) {
        std::vector<Value>& key = keys.emplace_back();
        for (std::size_t i = 0; i < block.columns(); ++i) {
            key.push_back(Value::copy_of(block.row(row)[i]));
        }
    }
    return keys;
}

}  // namespace

std::vector<Value> inserted_key(const Execution& execution) {
    const sql::Insert* insert = insert_of(execution);
    if (insert == nullptr || insert->values.size() != insert->columns.size() || insert->select ||
        !insert->conflicts.empty()) {
        throw_unknown("only an INSERT of one row built with insert() knows its key", "");
    }
    if (!insert->phrases.empty() && execution.rowcount == 0) {
        throw_unknown("the database left the row out, as the INSERT's own words say", "");
    }
    const auto table = table_data(*insert);
    std::vector<Value> key;
    if (!table) return key;
    for (const std::string& name : table->primary_key.columns) {
        const Value* given = given_value(*insert, name, 0);
        Value value = given != nullptr ? *given : Value();
        for (const auto& [named, known] : execution.key_values) {
            if (named == name) value = known;
        }
        if (value.is_null() && execution.last_insert_id) {
            const ColumnData* generated = table->autoincrement_column();
            if (generated != nullptr && generated->name == name) value = *execution.last_insert_id;
        }
        key.push_back(std::move(value));
    }
    return key;
}

std::vector<std::vector<Value>> inserted_keys(const Execution& execution) {
    if (execution.row_keys) return keys_of_block(*execution.row_keys);
    const sql::Insert* insert = insert_of(execution);
    const std::size_t width = insert == nullptr ? 0 : insert->columns.size();
    if (width == 0 || insert->values.size() == width) return {inserted_key(execution)};
    const auto table = table_data(*insert);
    if (insert->select || !insert->conflicts.empty() || !table) {
        throw_unknown("only an INSERT of rows built with insert() knows their keys", "");
    }
    std::vector<std::vector<Value>> keys(insert->values.size() / width);
    for (std::size_t row = 0; row < keys.size(); ++row) {
        for (const std::string& name : table->primary_key.columns) {
            const Value* given = given_value(*insert, name, row);
            if (given == nullptr || given->is_null()) {
                throw_unknown("the database made the keys of several rows",
                              "execute(insert(table).in_parameter_order(), rows) pairs them");
            }
            keys[row].push_back(*given);
        }
    }
    return keys;
}

}  // namespace azoth::detail
