// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <azoth/driver/cursor.hpp>

namespace azoth::detail {

/// A cursor that stands between another and the results. Passes everything on; what is different
/// is overridden.
class ForwardingCursor : public driver::Cursor {
public:
    /// `inner` is borrowed.
    explicit ForwardingCursor(driver::Cursor& inner) noexcept : inner_(inner) {}

    std::span<const driver::ColumnInfo> columns() override { return inner_.columns(); }
    bool next() override { return inner_.next(); }
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

protected:
    driver::Cursor& inner_;
};

}  // namespace azoth::detail
