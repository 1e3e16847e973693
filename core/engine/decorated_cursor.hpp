// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include <azoth/compile/compiled.hpp>
#include <azoth/value/value.hpp>

#include "forwarding_cursor.hpp"

namespace azoth::detail {

/// Shows the cells of columns whose type has a decorator as the program wants them. Stands between
/// a driver's cursor and results only where there is such a column.
class DecoratedCursor final : public ForwardingCursor {
public:
    /// `inner` is borrowed.
    DecoratedCursor(driver::Cursor& inner, std::shared_ptr<const compile::Compiled> compiled);

    bool next() override;
    bool read_int64(std::size_t column, std::int64_t& out) override;
    bool read_double(std::size_t column, double& out) override;
    bool read_text(std::size_t column, std::string_view& out) override;
    bool read_bytes(std::size_t column, BytesView& out) override;
    ValueView cell(std::size_t column) override;

private:
    [[nodiscard]] bool is_decorated(std::size_t column) const noexcept;
    template <class T>
    bool read_decorated(std::size_t column, T& out);

    std::shared_ptr<const compile::Compiled> compiled_;
    std::vector<std::optional<Value>> decoded_;  ///< of the current row, as far as asked for
};

}  // namespace azoth::detail
