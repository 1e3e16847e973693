// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <azoth/value/convert.hpp>
#include <azoth/value/value_view.hpp>

#include "unscaled.hpp"

namespace azoth::arrow {

/// A cell read as an exact number. Borrows the cell; plain digits are not copied.
class DecimalText {
public:
    /// Throws `ConversionError` where the cell is no number, see `convert`.
    explicit DecimalText(const ValueView& cell);
    DecimalText(const DecimalText&) = delete;
    DecimalText& operator=(const DecimalText&) = delete;

    [[nodiscard]] const DecimalDigits& digits() const noexcept { return digits_; }
    /// Digits behind the point as they were written, zeros at the end included.
    [[nodiscard]] std::size_t shown_scale() const noexcept { return shown_scale_; }

private:
    /// False where it is written in another form.
    [[nodiscard]] bool try_read(std::string_view text);

    ConversionBuffer buffer_;
    std::string canonical_;
    DecimalDigits digits_;
    std::size_t shown_scale_ = 0;
};

}  // namespace azoth::arrow
