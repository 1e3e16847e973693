// SPDX-License-Identifier: MIT
#include <azoth/schema/table.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/schema/table_draft.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/next_value.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>

#include "stored_names.hpp"

namespace azoth {

TableData::TableData() = default;
TableData::TableData(TableData&&) noexcept = default;
TableData::TableData(const TableData&) = default;
TableData& TableData::operator=(TableData&&) noexcept = default;
TableData& TableData::operator=(const TableData&) = default;
TableData::~TableData() = default;

const ColumnData* TableData::find_column(std::string_view column) const noexcept {
    for (const ColumnData& candidate : columns) {
        if (candidate.name == column) return &candidate;
        if (!candidate.known_as.empty() && candidate.known_as == column) return &candidate;
    }
    return nullptr;
}

const ColumnData& TableData::column(std::string_view column) const {
    if (const ColumnData* found = find_column(column)) return *found;
    std::vector<std::string_view> names;
    for (const ColumnData& candidate : columns) names.push_back(candidate.name);
    throw ArgumentError(
        "no_such_column",
        "the table \"" + full_name() + "\" has no column \"" + std::string(column) + "\"",
        {.hint = did_you_mean(column, names), .column = std::string(column)});
}

namespace {

/// The next value of a sequence that stands in only where the database does not number keys.
bool is_optional_sequence(const sql::Node& node) {
    const auto* next = dynamic_cast<const sql::NextValue*>(&node);
    return next != nullptr && next->is_optional;
}

}  // namespace

std::string TableData::full_name() const {
    return schema.empty() ? name : schema + '.' + name;
}

const ColumnData* TableData::autoincrement_column() const noexcept {
    if (primary_key.columns.size() != 1) return nullptr;
    const ColumnData* column = find_column(primary_key.columns.front());
    if (column == nullptr || !column->autoincrement || !column->type.is_integer()) return nullptr;
    if (column->server_default || column->computed) return nullptr;
    if (column->default_value && !is_optional_sequence(*column->default_value)) return nullptr;
    if (column->identity) return column;
    // A key that is another table's is given.
    const bool is_referring =
        std::any_of(foreign_keys.begin(), foreign_keys.end(), [&](const ForeignKeyData& key) {
            return std::find(key.columns.begin(), key.columns.end(), column->name) !=
                   key.columns.end();
        });
    return is_referring ? nullptr : column;
}

sql::NodeList TableData::column_nodes() const {
    sql::NodeList nodes;
    nodes.reserve(columns.size());
    for (const ColumnData& column : columns) nodes.push_back(column.ref);
    return nodes;
}

sql::NodeList TableData::generated_columns(bool is_update) const {
    const ColumnData* key = autoincrement_column();
    sql::NodeList nodes;
    for (const ColumnData& column : columns) {
        const bool on_insert = &column == key || column.default_value || column.server_default ||
                               column.fetched || column.computed || column.identity;
        const bool on_update = column.update_default || column.fetched_on_update || column.computed;
        if (is_update ? on_update : on_insert) nodes.push_back(column.ref);
    }
    return nodes;
}

std::vector<sql::ForeignKeyPath> TableData::foreign_key_paths() const {
    std::vector<sql::ForeignKeyPath> paths;
    for (const ForeignKeyData& key : foreign_keys) {
        if (key.referred_columns.empty()) continue;
        paths.push_back(
            {key.columns, key.referred_schema, key.referred_table, key.referred_columns});
    }
    return paths;
}

namespace {

std::shared_ptr<const TableData> describe(const std::string& name, MetaData& metadata,
                                          std::initializer_list<TableItem> items) {
    TableDraft draft(name);
    for (const TableItem& item : items) draft.add(item);
    const IfDeclared if_declared = draft.if_declared();
    return metadata.add(std::move(draft).take(metadata.options()), if_declared);
}

/// Forgets a name that a convention made, unless it was made from a given one.
void forget(std::string& name, bool& generated, const std::string& pattern) {
    if (!generated || pattern.find("{constraint_name}") != std::string::npos) return;
    name.clear();
    generated = false;
}

void forget_generated_names(TableData& table, const NamingConvention& naming) {
    forget(table.primary_key.name, table.primary_key.generated_name, naming.primary_key);
    for (UniqueData& unique : table.uniques) {
        forget(unique.name, unique.generated_name, naming.unique);
    }
    for (CheckData& check : table.checks) forget(check.name, check.generated_name, naming.check);
    for (ForeignKeyData& key : table.foreign_keys) {
        forget(key.name, key.generated_name, naming.foreign_key);
    }
    for (IndexData& index : table.indexes) forget(index.name, index.generated_name, naming.index);
}

/// Turns columns of one table into this_column(), so that an expression fits the table's copy.
class OwnColumns final : public sql::Rewriter {
public:
    explicit OwnColumns(const sql::NodePtr& source) : source_(source) {}

    [[nodiscard]] sql::NodePtr rewrite(const sql::NodePtr& node) override {
        const auto* column = sql::as<sql::ColumnRef>(*node);
        if (column != nullptr && column->source == source_) {
            return this_column(column->name).node();
        }
        return node->with_rewritten_children(*this);
    }

private:
    const sql::NodePtr& source_;
};

}  // namespace

Table::Table(const std::string& name, MetaData& metadata, std::initializer_list<TableItem> items)
    : Table(describe(name, metadata, items)) {}

Table::Table(std::shared_ptr<const TableData> data)
    : FromItem(data->source), data_(std::move(data)), columns_(data_->column_nodes()) {}

Table::Table(TableData data, MetaData& metadata) : Table(metadata.add(std::move(data))) {}

Table Table::to_metadata(MetaData& metadata) const {
    return to_metadata(metadata, Schema(data_->schema, data_->schema_quoting));
}

Table Table::to_metadata(MetaData& metadata, const Schema& schema) const {
    return to_metadata(metadata, schema, data_->name);
}

Table Table::to_metadata(MetaData& metadata, ParamName name) const {
    return to_metadata(metadata, Schema(data_->schema, data_->schema_quoting), name);
}

Table Table::to_metadata(MetaData& metadata, const Schema& schema, ParamName name) const {
    TableData copy = *data_;
    for (ForeignKeyData& key : copy.foreign_keys) {
        if (key.referred_schema != copy.schema) continue;
        key.referred_schema = schema.name;
        if (key.referred_table == copy.name) key.referred_table = name.text();
    }
    copy.name = name.text();
    OwnColumns own(data_->source);
    for (ColumnData& column : copy.columns) {
        column.type = column.type.moved(copy.schema, schema.name);
        if (column.update_default) column.update_default = own.rewrite(column.update_default);
    }
    copy.schema = schema.name;
    copy.schema_quoting = schema.quoting;
    forget_generated_names(copy, metadata.options().naming);
    apply_naming(metadata.options().naming, copy);
    return Table(std::move(copy), metadata);
}

Table::Table(std::shared_ptr<const TableData> data, sql::NodePtr alias)
    : FromItem(alias), data_(std::move(data)), columns_(sql::source_columns(alias)) {}

Expr Table::operator[](ParamName column) const {
    for (const sql::NodePtr& node : columns_) {
        if (sql::cast<sql::ColumnRef>(*node).known_as() == column.view()) return Expr(node);
    }
    static_cast<void>(data_->column(column.text()));  // says what is nearest
    // Added since this handle was made.
    for (const sql::NodePtr& node : sql::source_columns(source())) {
        const auto& ref = sql::cast<sql::ColumnRef>(*node);
        if (ref.known_as() == column.view() || ref.name == column.view()) return Expr(node);
    }
    throw InternalError("column_without_node", "the table lost a column");
}

Table Table::alias(ParamName name, Quoting quoting) const {
    if (name.text().empty()) throw ArgumentError("bad_identifier", "an alias needs a name");
    return Table(data_, sql::make<sql::AliasSource>(data_->source, name.text(), false, quoting));
}

}  // namespace azoth
