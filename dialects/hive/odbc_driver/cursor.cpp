// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <algorithm>

namespace hs2 {
namespace {

constexpr std::size_t batch_bytes_wanted = 8 << 20;
constexpr long long first_fetch_rows = 1000;

}  // namespace

Cursor::Cursor(Operation& operation, long long most_rows)
    : operation_(operation), most_rows_(most_rows), rows_(std::min(first_fetch_rows, most_rows)) {}

void Cursor::next(ColumnBatch& batch, long long wanted) {
    operation_.fetch(batch, std::min(rows_, wanted));
    if (batch.rows == 0) return;
    const std::size_t per_row = std::max<std::size_t>(batch.bytes() / batch.rows, 1);
    const auto fitting = static_cast<long long>(batch_bytes_wanted / per_row);
    rows_ = std::clamp<long long>(fitting, 1, most_rows_);
    // Hive leaves "there are more rows" unset whether there are or not, so the end is an empty
    // answer, and that is asked for early like any other.
    const long long left = wanted - static_cast<long long>(batch.rows);
    if (left > 0) operation_.ask_ahead(std::min(rows_, left));
}

}  // namespace hs2
