// SPDX-License-Identifier: MIT
#include "literals.hpp"

#include <azoth/value/describe.hpp>

#include "types.hpp"

namespace azoth::hive {

std::string HiveLiterals::visit_text(std::string_view text, const compile::Ledger&) const {
    static_cast<void>(quoted(text));  // for its checks
    return quoted_text(text);
}

std::string HiveLiterals::visit_bytes(BytesView, const compile::Ledger& ledger) const {
    refuse("bytes", ledger);
}

std::string HiveLiterals::visit_temporal(const ValueView& value,
                                         const compile::Ledger& ledger) const {
    switch (value.kind()) {
        case ValueKind::time:
        case ValueKind::uuid: return quoted(to_string(value));
        case ValueKind::timestamp_tz: refuse("an instant", ledger);
        default: return LiteralCompiler::visit_temporal(value, ledger);
    }
}

}  // namespace azoth::hive
