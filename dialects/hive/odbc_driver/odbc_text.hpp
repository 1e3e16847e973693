// SPDX-License-Identifier: MIT
#pragma once

#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>

#include <optional>
#include <string>
#include <string_view>

namespace hive_odbc {

// Inside the driver all text is UTF-8. The narrow entry points take and give UTF-8 whatever the
// locale, the wide ones UTF-16.

/// Ill-formed input becomes U+FFFD, never an error: text is data here.
[[nodiscard]] std::u16string to_utf16(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u16string_view utf16);

/// An argument; `size` counts characters (bytes when narrow) or is SQL_NTS. A null pointer is an
/// empty text.
[[nodiscard]] std::string take_text(const SQLCHAR* text, SQLLEN size);
[[nodiscard]] std::string take_text(const SQLWCHAR* text, SQLLEN size);

/// The same for arguments whose absence means something.
template <class Char>
[[nodiscard]] std::optional<std::string> take_optional(const Char* text, SQLLEN size) {
    if (text == nullptr) return std::nullopt;
    return take_text(text, size);
}

/// Where a text goes and how its length is told.
struct TextOut {
    void* buffer = nullptr;
    SQLLEN capacity = 0;  ///< in bytes
    bool wide = false;
    bool length_in_characters = false;
};

[[nodiscard]] inline TextOut out(SQLCHAR* buffer, SQLLEN size) {
    return {buffer, size, false, false};
}
/// Wide functions whose lengths count characters.
[[nodiscard]] inline TextOut out(SQLWCHAR* buffer, SQLLEN characters) {
    return {buffer, characters * static_cast<SQLLEN>(sizeof(SQLWCHAR)), true, true};
}
/// Functions with an untyped buffer: lengths are bytes in both forms.
[[nodiscard]] inline TextOut out_bytes(SQLPOINTER buffer, SQLLEN size, bool wide) {
    return {buffer, size, wide, false};
}

struct Written {
    SQLLEN length = 0;  ///< of the whole text, in the unit of the target, without the terminator
    bool truncated = false;
};

/// Copies as much as fits, always terminated (if there is room for a terminator).
Written put_text(const TextOut& target, std::string_view utf8);

/// put_text, then the length into `length` if wanted. True when truncated.
template <class Length>
[[nodiscard]] bool put_text(const TextOut& target, std::string_view utf8, Length* length) {
    const Written written = put_text(target, utf8);
    if (length != nullptr) *length = static_cast<Length>(written.length);
    return written.truncated;
}

}  // namespace hive_odbc
