// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "column_batch.hpp"
#include "value_type.hpp"

namespace hive_odbc {

/// One value as it lies in a batch; a view, valid as long as the batch. Exact types travel as text
/// on the wire and stay it.
struct Cell {
    enum class Kind { boolean, integer, real, text, decimal, date, timestamp, binary };

    Kind kind = Kind::text;
    bool single = false;    ///< a real that was a FLOAT
    std::size_t width = 8;  ///< bytes of an integer's type
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text;
};

/// Row `row` of a column that is not null there.
[[nodiscard]] Cell cell_at(const hs2::Column& column, std::size_t row, hs2::TypeKind type);

/// The kind of all cells of a column.
[[nodiscard]] Cell::Kind cell_kind(hs2::Layout layout, hs2::TypeKind type);

}  // namespace hive_odbc
