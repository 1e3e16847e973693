// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "forwarding_cursor.hpp"

namespace azoth::detail {

/// Some of the columns of another cursor, in an order of its own: `Result::columns`.
class SelectedCursor final : public ForwardingCursor {
public:
    /// `inner` is borrowed; `selection` holds its column for each of these.
    SelectedCursor(driver::Cursor& inner, std::vector<std::size_t> selection);

    std::span<const driver::ColumnInfo> columns() override { return columns_; }
    bool read_int64(std::size_t column, std::int64_t& out) override {
        return inner_.read_int64(selection_[column], out);
    }
    bool read_double(std::size_t column, double& out) override {
        return inner_.read_double(selection_[column], out);
    }
    bool read_text(std::size_t column, std::string_view& out) override {
        return inner_.read_text(selection_[column], out);
    }
    bool read_bytes(std::size_t column, BytesView& out) override {
        return inner_.read_bytes(selection_[column], out);
    }
    ValueView cell(std::size_t column) override { return inner_.cell(selection_[column]); }

private:
    const std::vector<std::size_t> selection_;
    std::vector<driver::ColumnInfo> columns_;
};

}  // namespace azoth::detail
