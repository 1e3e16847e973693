// SPDX-License-Identifier: MIT
#include "types.hpp"

#include <algorithm>

#include <azoth/error/error.hpp>

#include "dialect.hpp"

namespace azoth::mysql {

namespace {

/// A row holds 65,535 bytes, and a character takes up to four.
constexpr std::uint32_t longest_varchar = 16383;
constexpr std::uint32_t longest_varbinary = 65533;

[[noreturn]] void refuse_type(const SqlType& type, const compile::Ledger& ledger,
                              std::string_view code, std::string_view hint) {
    ErrorDetails details;
    details.hint = hint;
    throw CompileError(std::string(code),
                       "the type " + type.describe() + " is not supported by " + ledger.server() +
                           " " + to_string(ledger.version()),
                       std::move(details));
}

std::string sized(std::string_view word, std::uint32_t size) {
    return std::string(word) + "(" + std::to_string(size) + ")";
}

}  // namespace

std::string quoted_text(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\0') throw CompileError("value_has_nul", "a text in SQL contains a NUL byte");
        out += c;
        if (c == '\'' || c == '\\') out += c;
    }
    return out += '\'';
}

std::string decimal_spelling(const SqlType& type, const compile::Ledger& ledger) {
    if (!type.precision()) {
        refuse_type(type, ledger, "type_needs_precision", "write Numeric{precision, scale}");
    }
    const int scale = type.scale().value_or(0);
    if (*type.precision() > 65 || scale > 30 || scale < 0) {
        refuse_type(type, ledger, "unsupported_type",
                    "up to 65 digits, up to 30 of them behind the point");
    }
    return "DECIMAL(" + std::to_string(*type.precision()) + ", " + std::to_string(scale) + ")";
}

std::string fraction_spelling(const SqlType& type, const compile::Ledger& ledger) {
    const std::uint32_t digits = type.precision().value_or(6);
    if (digits > 6) {
        refuse_type(type, ledger, "unsupported_type", "up to 6 digits behind the seconds");
    }
    return "(" + std::to_string(digits) + ")";
}

std::string_view exact_collation(const compile::Ledger& ledger) noexcept {
    if (is_mariadb(ledger)) {
        return ledger.version() >= Version{10, 2, 2} ? "utf8mb4_nopad_bin" : "utf8mb4_bin";
    }
    return ledger.version() >= Version{8, 0, 17} ? "utf8mb4_0900_bin" : "utf8mb4_bin";
}

std::string MysqlTypeCompiler::visit_boolean(const SqlType&, const compile::Ledger&) const {
    return "TINYINT(1)";
}

std::string MysqlTypeCompiler::visit_integer(const SqlType& type,
                                             const compile::Ledger& ledger) const {
    if (type.kind() == TypeKind::unsigned_big_integer) return "BIGINT UNSIGNED";
    return TypeCompiler::visit_integer(type, ledger);
}

std::string MysqlTypeCompiler::visit_real(const SqlType& type, const compile::Ledger&) const {
    return type.kind() == TypeKind::float_ ? "FLOAT" : "DOUBLE";
}

std::string MysqlTypeCompiler::visit_numeric(const SqlType& type,
                                             const compile::Ledger& ledger) const {
    return decimal_spelling(type, ledger);
}

std::string MysqlTypeCompiler::visit_text(const SqlType& type,
                                          const compile::Ledger& ledger) const {
    if (type.kind() == TypeKind::text) return "LONGTEXT";
    const bool is_char = type.kind() == TypeKind::char_;
    const std::uint32_t longest = is_char ? 255 : longest_varchar;
    if (type.length() && *type.length() > longest) {
        refuse_type(type, ledger, "unsupported_type",
                    is_char ? "a Char has up to 255 characters" : "write Text{}");
    }
    return TypeCompiler::visit_text(type, ledger);
}

std::string MysqlTypeCompiler::visit_bytes(const SqlType& type, const compile::Ledger&) const {
    if (!type.length() || *type.length() > longest_varbinary) return "LONGBLOB";
    return sized("VARBINARY", *type.length());
}

std::string MysqlTypeCompiler::visit_temporal(const SqlType& type,
                                              const compile::Ledger& ledger) const {
    switch (type.kind()) {
        case TypeKind::date: return "DATE";
        case TypeKind::time: return "TIME" + fraction_spelling(type, ledger);
        case TypeKind::timestamp:
        // An instant is kept as UTC. TIMESTAMP would end in 2038 and follow the session's zone.
        case TypeKind::timestamp_tz: return "DATETIME" + fraction_spelling(type, ledger);
        default: refuse(type, ledger);
    }
}

std::string MysqlTypeCompiler::visit_uuid(const SqlType&, const compile::Ledger& ledger) const {
    return is_mariadb(ledger) && ledger.version() >= Version{10, 7, 0} ? "UUID" : "CHAR(36)";
}

std::string MysqlTypeCompiler::visit_json(const SqlType& type,
                                          const compile::Ledger& ledger) const {
    // MariaDB's JSON is LONGTEXT with a CHECK; MySQL's is a type of its own.
    const Version since = is_mariadb(ledger) ? Version{10, 2, 7} : Version{5, 7, 8};
    if (ledger.version() < since) refuse(type, ledger);
    return "JSON";
}

std::string MysqlTypeCompiler::visit_enum(const SqlType& type,
                                          const compile::Ledger& ledger) const {
    if (!type.is_native_enum()) return TypeCompiler::visit_enum(type, ledger);
    std::string labels;
    for (const std::string& label : type.labels()) {
        labels += (labels.empty() ? "" : ", ") + quoted_text(label);
    }
    return "ENUM(" + labels + ")";
}

}  // namespace azoth::mysql
