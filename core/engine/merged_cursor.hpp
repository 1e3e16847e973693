// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include <azoth/driver/cursor.hpp>
#include <azoth/engine/row_stream.hpp>

namespace azoth::detail {

/// The rows of several executions one after another: `Result::merged`. Each is read when the one
/// before has ended, and closed with this cursor.
class MergedCursor final : public driver::Cursor {
public:
    /// At least one part, each with rows and with as many columns as the others.
    explicit MergedCursor(std::vector<StreamRef> parts);

    std::span<const driver::ColumnInfo> columns() override { return columns_; }
    bool next() override;
    bool read_int64(std::size_t column, std::int64_t& out) override {
        return current().read_int64(column, out);
    }
    bool read_double(std::size_t column, double& out) override {
        return current().read_double(column, out);
    }
    bool read_text(std::size_t column, std::string_view& out) override {
        return current().read_text(column, out);
    }
    bool read_bytes(std::size_t column, BytesView& out) override {
        return current().read_bytes(column, out);
    }
    ValueView cell(std::size_t column) override { return current().cell(column); }
    std::int64_t affected_rows() const override;
    void close() noexcept override;

private:
    /// A part changes its cursor when its transaction ends.
    [[nodiscard]] driver::Cursor& current() const noexcept { return *parts_[at_]->cursor; }

    std::vector<StreamRef> parts_;
    std::vector<driver::ColumnInfo> columns_;
    std::size_t at_ = 0;
};

}  // namespace azoth::detail
