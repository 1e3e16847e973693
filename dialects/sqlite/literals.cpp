// SPDX-License-Identifier: MIT
#include "literals.hpp"

#include <azoth/value/describe.hpp>

namespace azoth::sqlite {

std::string SqliteLiterals::visit_boolean(bool value, const compile::Ledger&) const {
    return value ? "1" : "0";
}

std::string SqliteLiterals::visit_number(std::string_view digits, ValueKind kind,
                                         const compile::Ledger& ledger) const {
    // A decimal is kept as text: as a number it would become REAL.
    if (kind == ValueKind::decimal) return quoted(digits);
    if (kind == ValueKind::uint64 &&
        (digits.size() > 19 || (digits.size() == 19 && digits > "9223372036854775807"))) {
        refuse("an integer beyond 9223372036854775807", ledger);
    }
    return LiteralCompiler::visit_number(digits, kind, ledger);
}

std::string SqliteLiterals::visit_temporal(const ValueView& value, const compile::Ledger&) const {
    return quoted(to_string(value));
}

}  // namespace azoth::sqlite
