// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <azoth/driver/cursor.hpp>
#include <azoth/driver/row_block.hpp>

namespace azoth::detail {

/// Rows that were read before, as a cursor: what is left of an execution whose transaction ends,
/// what RETURNING gave, and rows that are replayed.
class BufferedCursor final : public driver::Cursor {
public:
    /// Takes the rest of `source`; its current row too, when it stands on one.
    BufferedCursor(driver::Cursor& source, bool on_row);
    /// Rows collected elsewhere, which others may read too.
    BufferedCursor(std::vector<driver::ColumnInfo> columns,
                   std::shared_ptr<const driver::RowBlock> rows)
        : columns_(std::move(columns)), rows_(std::move(rows)) {}

    std::span<const driver::ColumnInfo> columns() override { return columns_; }
    bool next() override;
    bool read_int64(std::size_t column, std::int64_t& out) override;
    bool read_double(std::size_t column, double& out) override;
    bool read_text(std::size_t column, std::string_view& out) override;
    bool read_bytes(std::size_t column, BytesView& out) override;
    ValueView cell(std::size_t column) override { return rows_->row(row_ - 1)[column]; }
    std::int64_t affected_rows() const override { return affected_; }
    std::optional<std::int64_t> last_insert_id() const override { return last_id_; }
    void close() noexcept override {}

private:
    std::vector<driver::ColumnInfo> columns_;
    std::shared_ptr<const driver::RowBlock> rows_;
    std::size_t row_ = 0;  ///< of the current row, from 1; 0: before the first
    std::int64_t affected_ = -1;
    std::optional<std::int64_t> last_id_;
    std::deque<std::string> converted_;  ///< of the current row, for cells read as text
};

}  // namespace azoth::detail
