// SPDX-License-Identifier: MIT
#include <azoth/sql/values.hpp>

#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/types/stored_value.hpp>
#include <azoth/types/type_of.hpp>

#include "common_type.hpp"
#include "list_type.hpp"

namespace azoth {

namespace {

[[noreturn]] void refuse(std::string_view message) {
    throw ArgumentError("bad_values", message);
}

/// The types of columns that were given none are those of the first value that has one, of numbers
/// the widest.
class RowCollector {
public:
    explicit RowCollector(std::initializer_list<ValuesColumn> columns) : columns_(columns) {
        if (columns.size() == 0) refuse("values() has no columns");
        for (const ValuesColumn& column : columns) types_.emplace_back().add(column.type());
    }

    void check_width(std::size_t width) const {
        if (width != columns_.size()) refuse("a row of values() is not as wide as its columns");
    }
    void add(std::size_t column, detail::Operand value) {
        const SqlType& type = types_[column].type();
        const SqlType& declared = (columns_.begin() + column)->type();
        // As in a column of a table: 2.0 is an integer, 2.5 is none.
        if (!value.expression() && keeps_own_type(value.value().kind(), declared)) {
            rows_.push_back(
                sql::make<sql::Bind>(converted_value(declared, value.value()), declared));
            return;
        }
        sql::NodePtr node = std::move(value).node(type);
        types_[column].add(node->type());
        rows_.push_back(std::move(node));
    }
    [[nodiscard]] Values take() {
        if (rows_.empty()) refuse("values() has no rows");
        std::size_t place = 0;
        for (sql::NodePtr& node : rows_) types_[place++ % types_.size()].give_to_null(node);
        sql::NodeList columns;
        std::size_t index = 0;
        for (const ValuesColumn& column : columns_) {
            columns.push_back(sql::make<sql::ColumnRef>(nullptr, std::string(column.name()),
                                                        types_[index++].type(), true));
        }
        return Values(sql::make<sql::Values>(std::move(columns), std::move(rows_)));
    }

private:
    std::initializer_list<ValuesColumn> columns_;
    std::vector<CommonType> types_;
    sql::NodeList rows_;
};

}  // namespace

Values values(std::initializer_list<ValuesColumn> columns,
              std::initializer_list<std::initializer_list<detail::Operand>> rows) {
    RowCollector collector(columns);
    for (const auto& row : rows) {
        collector.check_width(row.size());
        std::size_t column = 0;
        for (const detail::Operand& value : row) collector.add(column++, value);
    }
    return collector.take();
}

Values values(std::initializer_list<ValuesColumn> columns,
              std::span<const std::vector<Value>> rows) {
    RowCollector collector(columns);
    for (const auto& row : rows) {
        collector.check_width(row.size());
        for (std::size_t i = 0; i < row.size(); ++i) collector.add(i, row[i]);
    }
    return collector.take();
}

}  // namespace azoth
