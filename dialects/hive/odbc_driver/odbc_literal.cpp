// SPDX-License-Identifier: MIT
#include "odbc_literal.hpp"

#include <charconv>
#include <cmath>

#include "odbc_error.hpp"

namespace hive_odbc::literal {
namespace {

/// Length of the well-formed UTF-8 sequence at the start of `text`, 0 if there is none.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t size = first >= 0xc2 && first <= 0xdf   ? 2
                             : first >= 0xe0 && first <= 0xef ? 3
                             : first >= 0xf0 && first <= 0xf4 ? 4
                                                              : 0;
    if (size == 0 || text.size() < size) return 0;
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
    }
    const unsigned char second = byte(1);
    if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
        (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f)) {
        return 0;
    }
    return size;
}

/// A negative number stands in parentheses: after a minus sign it would begin a comment.
void append_number(std::string& out, std::string_view text, const char* suffix = "") {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) out += '(';
    out.append(text).append(suffix);
    if (negative) out += ')';
}

}  // namespace

void append_string(std::string& out, std::string_view utf8) {
    out += '\'';
    for (std::size_t i = 0; i < utf8.size();) {
        const char c = utf8[i];
        switch (c) {
            case '\\': out += "\\\\"; break;
            case '\'': out += "\\'"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\0': out += "\\000"; break;
            case '$': out += i + 1 < utf8.size() && utf8[i + 1] == '{' ? "\\u0024" : "$"; break;
            default: {
                const std::size_t size = sequence_length(utf8.substr(i));
                if (size == 0) throw OdbcError("22018", "a text parameter is not valid UTF-8");
                out.append(utf8.substr(i, size));
                i += size;
                continue;
            }
        }
        ++i;
    }
    out += '\'';
}

void append_binary(std::string& out, std::string_view bytes) {
    static constexpr char digits[] = "0123456789ABCDEF";
    out += "unhex('";
    for (const char c : bytes) {
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 15];
    }
    out += "')";
}

void append_integer(std::string& out, long long value) {
    if (value == -9223372036854775807LL - 1) {
        // Hive parses the sign apart, and the bare digits do not fit a bigint.
        out += "CAST('-9223372036854775808' AS BIGINT)";
        return;
    }
    append_number(out, std::to_string(value));
}

void append_unsigned(std::string& out, unsigned long long value) {
    out += std::to_string(value);
    if (value > 9223372036854775807ULL) out += "BD";
}

void append_double(std::string& out, double value) {
    if (std::isnan(value)) {
        out += "CAST('NaN' AS DOUBLE)";
    } else if (std::isinf(value)) {
        out += value < 0 ? "CAST('-Infinity' AS DOUBLE)" : "CAST('Infinity' AS DOUBLE)";
    } else {
        char text[64];
        const auto end =
            std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
        append_number(out, {text, static_cast<std::size_t>(end - text)});
    }
}

void append_decimal(std::string& out, std::string_view digits) {
    append_number(out, digits, "BD");
}

void append_boolean(std::string& out, bool value) {
    out += value ? "TRUE" : "FALSE";
}

void append_date(std::string& out, std::string_view text) {
    out.append("DATE '").append(text).append("'");
}

void append_timestamp(std::string& out, std::string_view text) {
    out.append("TIMESTAMP '").append(text).append("'");
}

void append_interval(std::string& out, std::string_view text, bool of_months) {
    out.append("INTERVAL '").append(text);
    out += of_months ? "' YEAR TO MONTH" : "' DAY TO SECOND";
}

}  // namespace hive_odbc::literal
