// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <azoth/driver/cursor.hpp>

#include "observers.hpp"

namespace azoth::detail {

/// Writes each row to the echo as it is read: `Echo::rows`. Stands between a driver's cursor and
/// results only while that is asked for.
class EchoCursor final : public driver::Cursor {
public:
    /// Both borrowed.
    EchoCursor(driver::Cursor& inner, const Observers& observers, std::uint64_t connection) noexcept
        : inner_(inner), observers_(observers), connection_(connection) {}

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
    driver::Cursor& inner_;
    const Observers& observers_;
    const std::uint64_t connection_;
};

}  // namespace azoth::detail
