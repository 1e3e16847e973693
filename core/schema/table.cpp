// SPDX-License-Identifier: MIT
#include <azoth/schema/table.hpp>

#include <algorithm>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>

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

std::string TableData::full_name() const {
    return schema.empty() ? name : schema + '.' + name;
}

const ColumnData* TableData::autoincrement_column() const noexcept {
    if (primary_key.columns.size() != 1) return nullptr;
    const ColumnData* column = find_column(primary_key.columns.front());
    if (column == nullptr || !column->autoincrement || !column->type.is_integer()) return nullptr;
    if (column->foreign_key || column->server_default) return nullptr;
    return column;
}

sql::NodeList TableData::column_nodes() const {
    sql::NodeList nodes;
    nodes.reserve(columns.size());
    for (const ColumnData& column : columns) nodes.push_back(column.ref);
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

/// Turns the parts of a description into one record; MetaData::add checks and completes it.
class TableBuilder {
public:
    explicit TableBuilder(const std::string& name) { data_.name = name; }

    void operator()(Column& column) {
        const ColumnData& data = column.data();
        if (data.primary_key) data_.primary_key.columns.push_back(data.name);
        if (data.foreign_key) data_.foreign_keys.push_back(*data.foreign_key);
        if (data.unique) data_.uniques.push_back({{}, {data.name}});
        if (data.indexed) {
            data_.indexes.push_back({"ix_" + data_.name + "_" + data.name, {data.name}, false});
        }
        data_.columns.push_back(data);
    }
    void operator()(Index& index) { data_.indexes.push_back(index.data()); }
    void operator()(ForeignKeyConstraint& key) { data_.foreign_keys.push_back(key.data()); }
    void operator()(UniqueConstraint& unique) { data_.uniques.push_back(unique.data()); }
    void operator()(CheckConstraint& check) { data_.checks.push_back(check.data()); }
    void operator()(PrimaryKeyConstraint& key) { data_.primary_key = key.data(); }
    void operator()(Schema& schema) { data_.schema = std::move(schema.name); }
    void operator()(Comment& comment) { data_.comment = std::move(comment.text); }

    [[nodiscard]] TableData take() { return std::move(data_); }

private:
    TableData data_;
};

std::shared_ptr<const TableData> describe(const std::string& name, MetaData& metadata,
                                          std::vector<TableItem> items) {
    TableBuilder builder(name);
    for (TableItem& item : items) std::visit(builder, item);
    return metadata.add(builder.take());
}

}  // namespace

Table::Table(const std::string& name, MetaData& metadata, std::vector<TableItem> items)
    : Table(describe(name, metadata, std::move(items))) {}

Table::Table(std::shared_ptr<const TableData> data)
    : FromItem(data->source), data_(std::move(data)), columns_(data_->column_nodes()) {}

Table::Table(std::shared_ptr<const TableData> data, sql::NodePtr alias)
    : FromItem(alias), data_(std::move(data)), columns_(sql::source_columns(alias)) {}

Expr Table::operator[](ParamName column) const {
    for (const sql::NodePtr& node : columns_) {
        if (sql::cast<sql::ColumnRef>(*node).name == column.text()) return Expr(node);
    }
    static_cast<void>(data_->column(column.text()));  // says what is nearest
    throw InternalError("column_without_node", "the table lost a column");
}

Table Table::alias(ParamName name) const {
    if (name.text().empty()) throw ArgumentError("bad_identifier", "an alias needs a name");
    return Table(data_, sql::make<sql::AliasSource>(data_->source, name.text()));
}

}  // namespace azoth
