// SPDX-License-Identifier: MIT
#include "decimal_text.hpp"

#include <azoth/value/decimal.hpp>

namespace azoth::arrow {

DecimalText::DecimalText(const ValueView& cell) {
    const bool has_digits = cell.kind() == ValueKind::decimal || cell.kind() == ValueKind::text;
    if (has_digits && try_read(cell.chars())) return;
    DecimalView converted;
    if (cell.kind() == ValueKind::decimal) {
        converted.digits = cell.chars();
    } else {
        convert_into(cell, converted, &buffer_);
    }
    canonical_ = Decimal(converted).text();  // what a client library writes in a form of its own
    (void)try_read(canonical_);
}

bool DecimalText::try_read(std::string_view text) {
    const auto digits = DecimalDigits::of(text);
    if (!digits) return false;
    digits_ = *digits;
    const std::size_t point = text.find('.');
    shown_scale_ = point == std::string_view::npos ? 0 : text.size() - point - 1;
    return true;
}

}  // namespace azoth::arrow
