// SPDX-License-Identifier: MIT
#include "odbc_cell.hpp"

#include <cstring>

namespace hive_odbc {
namespace {

template <class T>
T fixed_at(const hs2::Column& column, std::size_t row) {
    T value;
    std::memcpy(&value, column.fixed.data() + row * sizeof value, sizeof value);
    return value;
}

template <class Int>
void set_integer(Cell& cell, Int value) {
    cell.integer = value;
    cell.width = sizeof value;
}

}  // namespace

Cell::Kind cell_kind(hs2::Layout layout, hs2::TypeKind type) {
    using hs2::TypeKind;
    if (layout == hs2::Layout::boolean) return Cell::Kind::boolean;
    if (layout == hs2::Layout::float64) return Cell::Kind::real;
    if (layout != hs2::Layout::text) return Cell::Kind::integer;
    switch (type) {
        case TypeKind::decimal: return Cell::Kind::decimal;
        case TypeKind::date: return Cell::Kind::date;
        case TypeKind::timestamp: return Cell::Kind::timestamp;
        case TypeKind::binary: return Cell::Kind::binary;
        default: return Cell::Kind::text;
    }
}

Cell cell_at(const hs2::Column& column, std::size_t row, hs2::TypeKind type) {
    Cell cell;
    cell.kind = cell_kind(column.layout, type);
    switch (column.layout) {
        case hs2::Layout::boolean: cell.integer = column.fixed[row] != 0 ? 1 : 0; break;
        case hs2::Layout::int8: set_integer(cell, fixed_at<std::int8_t>(column, row)); break;
        case hs2::Layout::int16: set_integer(cell, fixed_at<std::int16_t>(column, row)); break;
        case hs2::Layout::int32: set_integer(cell, fixed_at<std::int32_t>(column, row)); break;
        case hs2::Layout::int64: set_integer(cell, fixed_at<std::int64_t>(column, row)); break;
        case hs2::Layout::float64:
            cell.real = fixed_at<double>(column, row);
            cell.single = type == hs2::TypeKind::float4;
            break;
        case hs2::Layout::text: cell.text = column.text(row); break;
    }
    return cell;
}

}  // namespace hive_odbc
