// SPDX-License-Identifier: MIT
#include "named_columns.hpp"

#include <algorithm>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/insert_shape.hpp>
#include <azoth/sql/select_columns.hpp>

namespace azoth::detail {

namespace {

/// Collects the names of binds below a node.
class BindNames final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override {
        if (const auto* bind = sql::as<sql::Bind>(node)) {
            if (!bind->name.empty()) names.emplace_back(bind->name.view());
        } else if (node.has_binds()) {
            node.each_child(*this);
        }
    }
    [[nodiscard]] bool contain(std::string_view name) const {
        return std::find(names.begin(), names.end(), name) != names.end();
    }
    std::vector<std::string> names;
};

/// By which parameters find the column.
const std::string& known_name(const ColumnData& column) {
    return sql::cast<sql::ColumnRef>(*column.ref).known_as();
}

[[noreturn]] void throw_no_column(const sql::TableSource& target, const sql::NodeList& columns,
                                  const std::string& name) {
    std::vector<std::string_view> known;
    for (const sql::NodePtr& column : columns) {
        known.push_back(sql::cast<sql::ColumnRef>(*column).known_as());
    }
    ErrorDetails details;
    details.table = target.name;
    details.column = name;
    details.hint = did_you_mean(name, known);
    throw ArgumentError("no_such_column",
                        "the table \"" + target.name + "\" has no column \"" + name + "\"",
                        std::move(details));
}

sql::NodePtr update_with_columns(const sql::Update& update, const Params& params) {
    BindNames used;
    update.each_child(used);
    const sql::NodeList columns = sql::source_columns(update.target);
    auto copy = sql::Ref<sql::Update>::adopt(new sql::Update(update));
    for (const Param& param : params) {
        if (used.contain(param.name())) continue;
        const auto column = std::find_if(columns.begin(), columns.end(), [&](const auto& node) {
            return sql::cast<sql::ColumnRef>(*node).known_as() == param.name();
        });
        if (column == columns.end()) {
            throw_no_column(sql::cast<sql::TableSource>(*update.target), columns, param.name());
        }
        copy->assignments.push_back(sql::make<sql::Assignment>(
            *column, sql::make<sql::Bind>(Value(), (*column)->type(), sql::Name(param.name()))));
    }
    copy->unseal();
    copy->seal();
    return copy;
}

}  // namespace

std::vector<std::string> names_of(const Params& params) {
    std::vector<std::string> names;
    names.reserve(params.size());
    for (const Param& param : params) names.push_back(param.name());
    return names;
}

sql::NodePtr with_named_columns(const sql::NodePtr& statement, const Params& params) {
    if (const auto* insert = sql::as<sql::Insert>(*statement)) {
        if (insert->columns.empty()) return sql::insert_shape(*insert, names_of(params), 1, true);
    } else if (const auto* update = sql::as<sql::Update>(*statement)) {
        if (update->assignments.empty()) return update_with_columns(*update, params);
    }
    return statement;
}

std::shared_ptr<const TableData> table_data(const sql::Insert& insert) {
    // TableData is what fulfils the description, see sql::TableDescription.
    return std::static_pointer_cast<const TableData>(
        sql::cast<sql::TableSource>(*insert.target).table.lock());
}

void keep_key_values(const sql::Insert& insert, const Params& params,
                     std::vector<std::pair<std::string, Value>>& out) {
    const auto table = table_data(insert);
    if (!table) return;
    for (const std::string& name : table->primary_key.columns) {
        const ColumnData& column = table->column(name);
        if (const Value* value = params.find(known_name(column))) out.emplace_back(name, *value);
    }
}

void keep_generated_keys(const sql::Insert& insert, const compile::Compiled& compiled,
                         std::span<const ValueView> parameters,
                         std::vector<std::pair<std::string, Value>>& out) {
    const auto table = table_data(insert);
    if (!table) return;
    for (std::size_t i = 0; i < compiled.parameters.size(); ++i) {
        const compile::Parameter& parameter = compiled.parameters[i];
        if (!parameter.is_default() || parameter.row != 0 || parameter.column.empty()) continue;
        const auto& key = table->primary_key.columns;
        const std::string& name = table->column(parameter.column).name;
        if (std::find(key.begin(), key.end(), name) == key.end()) continue;
        out.emplace_back(name, Value::copy_of(parameters[i]));
    }
}

bool has_words(const sql::Insert& insert, const compile::Ledger& ledger,
               std::initializer_list<sql::PhrasePlace> places) {
    return std::any_of(insert.phrases.begin(), insert.phrases.end(), [&](const auto& node) {
        const auto& phrase = sql::cast<sql::Phrase>(*node);
        const bool is_meant = phrase.dialect.empty() || ledger.answers_to(phrase.dialect);
        return is_meant && std::find(places.begin(), places.end(), phrase.place) != places.end();
    });
}

bool takes_defaults(const sql::Insert& insert, std::span<const std::string> columns) {
    const auto table = table_data(insert);
    if (!table) return false;
    return std::any_of(table->columns.begin(), table->columns.end(), [&](const auto& column) {
        return column.default_value &&
               std::find(columns.begin(), columns.end(), known_name(column)) == columns.end();
    });
}

}  // namespace azoth::detail
