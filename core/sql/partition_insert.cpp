// SPDX-License-Identifier: MIT
#include <azoth/sql/partition_insert.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/change.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>

namespace azoth {

namespace {

sql::NodePtr partition_column(const sql::PartitionInsert& insert, ParamName name) {
    for (const sql::NodePtr& known : insert.partition) {
        const auto& column = sql::cast<sql::Assignment>(*known).column;
        if (sql::cast<sql::ColumnRef>(*column).known_as() != name.view()) continue;
        throw ArgumentError("duplicate_assignment",
                            "the partition column \"" + name.text() + "\" is named twice");
    }
    std::vector<std::string> names;
    for (const sql::NodePtr& column : sql::source_columns(insert.target)) {
        names.push_back(sql::cast<sql::ColumnRef>(*column).known_as());
        if (names.back() == name.view()) return column;
    }
    throw ArgumentError("no_such_column", "the table has no column \"" + name.text() + "\"",
                        {.hint = did_you_mean(name.view(), {names.begin(), names.end()})});
}

}  // namespace

PartitionInsert::PartitionInsert(const FromItem& table, bool overwrites)
    : Statement(sql::make<sql::PartitionInsert>(table.source(), overwrites)) {
    if (table.source()->kind() != sql::NodeKind::table) {
        throw ArgumentError("not_a_table", "rows are inserted into a table, not into a query");
    }
}

PartitionInsert PartitionInsert::partition(const Params& values) const {
    PartitionInsert copy = *this;
    auto& insert = copy.writable<sql::PartitionInsert>();
    for (const Param& param : values) {
        sql::NodePtr column = partition_column(insert, param.name());
        // The grammar takes a constant here.
        sql::NodePtr value =
            sql::make<sql::LiteralBind>(sql::make<sql::Bind>(param.value().view(), column->type()));
        insert.partition.push_back(sql::make<sql::Assignment>(std::move(column), std::move(value)));
    }
    return copy;
}

PartitionInsert PartitionInsert::partition_by(std::initializer_list<ParamName> columns) const {
    PartitionInsert copy = *this;
    auto& insert = copy.writable<sql::PartitionInsert>();
    for (const ParamName& name : columns) {
        insert.partition.push_back(
            sql::make<sql::Assignment>(partition_column(insert, name), nullptr));
    }
    return copy;
}

PartitionInsert PartitionInsert::from_select(const Query& query) const {
    PartitionInsert copy = *this;
    auto& insert = copy.writable<sql::PartitionInsert>();
    const auto fixed = std::count_if(insert.partition.begin(), insert.partition.end(),
                                     [](const sql::NodePtr& node) {
                                         return sql::cast<sql::Assignment>(*node).value != nullptr;
                                     });
    const std::size_t wanted =
        sql::source_columns(insert.target).size() - static_cast<std::size_t>(fixed);
    const std::size_t given = sql::query_columns(*query.node()).size();
    if (given != wanted) {
        throw ArgumentError("column_count", "the query yields " + std::to_string(given) +
                                                " columns and the table takes " +
                                                std::to_string(wanted));
    }
    insert.query = query.node();
    return copy;
}

PartitionInsert PartitionInsert::if_not_exists() const {
    PartitionInsert copy = *this;
    copy.writable<sql::PartitionInsert>().if_not_exists = true;
    return copy;
}

}  // namespace azoth
