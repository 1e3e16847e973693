// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <azoth/driver/cursor.hpp>
#include <azoth/value/value.hpp>

namespace azoth::detail {

/// Leaves out rows that were there before: `Result::unique`. Keeps what decided,
/// once for each row that it lets through.
class UniqueCursor final : public driver::Cursor {
public:
    /// `inner` is borrowed; `key` holds the columns that decide, at least one.
    UniqueCursor(driver::Cursor& inner, std::vector<std::size_t> key);

    std::span<const driver::ColumnInfo> columns() override { return inner_.columns(); }
    bool next() override;
    bool read_int64(std::size_t column, std::int64_t& out) override {
        return inner_.read_int64(column, out);
    }
    bool read_double(std::size_t column, double& out) override {
        return inner_.read_double(column, out);
    }
    bool read_text(std::size_t column, std::string_view& out) override {
        return inner_.read_text(column, out);
    }
    bool read_bytes(std::size_t column, BytesView& out) override {
        return inner_.read_bytes(column, out);
    }
    ValueView cell(std::size_t column) override { return inner_.cell(column); }
    std::int64_t affected_rows() const override { return inner_.affected_rows(); }
    std::optional<std::int64_t> last_insert_id() const override { return inner_.last_insert_id(); }
    void close() noexcept override { inner_.close(); }

private:
    struct KeyHash {
        std::size_t operator()(const std::vector<Value>& key) const noexcept;
    };

    driver::Cursor& inner_;
    const std::vector<std::size_t> key_;
    std::unordered_set<std::vector<Value>, KeyHash> seen_;
};

}  // namespace azoth::detail
