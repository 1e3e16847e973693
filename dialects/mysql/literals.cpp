// SPDX-License-Identifier: MIT
#include "literals.hpp"

#include <azoth/value/describe.hpp>

#include "types.hpp"

namespace azoth::mysql {

std::string MysqlLiterals::visit_text(std::string_view text, const compile::Ledger&) const {
    static_cast<void>(quoted(text));  // for its checks
    return quoted_text(text);
}

std::string MysqlLiterals::visit_temporal(const ValueView& value,
                                          const compile::Ledger& ledger) const {
    switch (value.kind()) {
        case ValueKind::timestamp_tz: {
            // Instants are kept as DATETIME in UTC.
            const Instant instant = value.instant();
            return "TIMESTAMP '" + to_string(ValueView(Timestamp{instant.date, instant.time})) +
                   "'";
        }
        case ValueKind::uuid: return quoted(to_string(value));
        default: return LiteralCompiler::visit_temporal(value, ledger);
    }
}

}  // namespace azoth::mysql
