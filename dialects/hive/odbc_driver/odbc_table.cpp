// SPDX-License-Identifier: MIT
#include "odbc_table.hpp"

#include <cstring>

#include "odbc_cell.hpp"

namespace hive_odbc {
namespace {

constexpr int longest_catalogue_text = 4096;

template <class Int>
void push_fixed(hs2::Column& column, long long value) {
    const auto narrow = static_cast<Int>(value);
    const std::size_t old = column.fixed.size();
    column.fixed.resize(old + sizeof narrow);
    std::memcpy(column.fixed.data() + old, &narrow, sizeof narrow);
}

void push(hs2::Column& column, const Datum& datum) {
    if (std::holds_alternative<std::monostate>(datum)) {
        const std::size_t row = column.rows;
        column.nulls.resize(row / 8 + 1, '\0');
        column.nulls[row / 8] =
            static_cast<char>(static_cast<unsigned char>(column.nulls[row / 8]) | 1U << (row % 8));
    }
    const auto* number = std::get_if<long long>(&datum);
    const auto* text = std::get_if<std::string>(&datum);
    switch (column.layout) {
        case hs2::Layout::int16:
            push_fixed<std::int16_t>(column, number != nullptr ? *number : 0);
            break;
        case hs2::Layout::int32:
            push_fixed<std::int32_t>(column, number != nullptr ? *number : 0);
            break;
        default:
            if (text != nullptr) column.bytes.append(*text);
            column.ends.push_back(column.bytes.size());
    }
    ++column.rows;
}

}  // namespace

Table::Table(std::initializer_list<Heading> headings) {
    for (const Heading& heading : headings) {
        hs2::ColumnInfo info;
        info.name = heading.name;
        info.type.kind = heading.kind;
        info.type.length = longest_catalogue_text;
        columns.push_back(std::move(info));
        hs2::Column column;
        column.layout = heading.kind == hs2::TypeKind::smallint  ? hs2::Layout::int16
                        : heading.kind == hs2::TypeKind::integer ? hs2::Layout::int32
                                                                 : hs2::Layout::text;
        batch.columns.push_back(std::move(column));
    }
}

void Table::add(std::vector<Datum> row) {
    row.resize(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) push(batch.columns[i], row[i]);
    ++batch.rows;
}

TextRows read_all(hs2::Operation& operation) {
    TextRows rows;
    hs2::ColumnBatch batch;
    for (;;) {
        operation.fetch(batch, 1000);
        if (batch.rows == 0) return rows;
        for (std::size_t row = 0; row < batch.rows; ++row) {
            std::vector<std::optional<std::string>> made;
            for (const hs2::Column& column : batch.columns) {
                if (column.is_null(row)) {
                    made.emplace_back();
                    continue;
                }
                const Cell cell = cell_at(column, row, hs2::TypeKind::string);
                made.emplace_back(column.layout == hs2::Layout::text
                                      ? std::string(cell.text)
                                      : std::to_string(cell.integer));
            }
            rows.push_back(std::move(made));
        }
    }
}

}  // namespace hive_odbc
