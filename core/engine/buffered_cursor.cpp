// SPDX-License-Identifier: MIT
#include "buffered_cursor.hpp"

#include <utility>

#include <azoth/value/value.hpp>

namespace azoth::detail {

namespace {

constexpr std::size_t rows_per_fetch = 256;

template <class T>
bool read_cell(const ValueView& cell, T& out) {
    if (cell.is_null()) return false;
    out = convert<T>(cell);
    return true;
}

}  // namespace

BufferedCursor::BufferedCursor(driver::Cursor& source, bool on_row)
    : columns_(source.columns().begin(), source.columns().end()), row_(on_row ? 1 : 0) {
    auto block = std::make_shared<driver::RowBlock>(columns_.size());
    if (on_row) {
        for (std::size_t i = 0; i < columns_.size(); ++i) block->append(source.cell(i));
    }
    while (source.fetch_block(*block, rows_per_fetch) != 0) {
    }
    rows_ = std::move(block);
    affected_ = source.affected_rows();
    last_id_ = source.last_insert_id();
}

bool BufferedCursor::next() {
    converted_.clear();
    if (row_ > rows_->rows()) return false;
    return ++row_ <= rows_->rows();
}

bool BufferedCursor::read_int64(std::size_t column, std::int64_t& out) {
    return read_cell(cell(column), out);
}

bool BufferedCursor::read_double(std::size_t column, double& out) {
    return read_cell(cell(column), out);
}

bool BufferedCursor::read_text(std::size_t column, std::string_view& out) {
    const ValueView view = cell(column);
    if (view.kind() == ValueKind::text) {
        out = view.chars();
        return true;
    }
    if (view.is_null()) return false;
    out = converted_.emplace_back(convert<std::string>(view));
    return true;
}

bool BufferedCursor::read_bytes(std::size_t column, BytesView& out) {
    return read_cell(cell(column), out);
}

}  // namespace azoth::detail
