// SPDX-License-Identifier: MIT
#include "odbc_text.hpp"

#include <algorithm>
#include <cstring>

#include "odbc_error.hpp"

namespace hive_odbc {
namespace {

constexpr char32_t replacement = 0xfffd;

/// The next code point of `text`, which must not be empty; advances it.
char32_t next_code_point(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    int more = 0;
    char32_t point = first;
    char32_t least = 0;
    if (first < 0x80) {
        text.remove_prefix(1);
        return point;
    }
    if ((first & 0xe0) == 0xc0) {
        more = 1, point = first & 0x1f, least = 0x80;
    } else if ((first & 0xf0) == 0xe0) {
        more = 2, point = first & 0x0f, least = 0x800;
    } else if ((first & 0xf8) == 0xf0) {
        more = 3, point = first & 0x07, least = 0x10000;
    } else {
        text.remove_prefix(1);
        return replacement;
    }
    std::size_t used = 1;
    for (; more > 0 && used < text.size() && (byte(used) & 0xc0) == 0x80; --more, ++used) {
        point = point << 6 | (byte(used) & 0x3f);
    }
    text.remove_prefix(used);
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return more > 0 || point < least || point > 0x10ffff || surrogate ? replacement : point;
}

void append_utf8(std::string& out, char32_t point) {
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xc0 | point >> 6);
        out += static_cast<char>(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
        out += static_cast<char>(0xe0 | point >> 12);
        out += static_cast<char>(0x80 | (point >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (point & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | point >> 18);
        out += static_cast<char>(0x80 | (point >> 12 & 0x3f));
        out += static_cast<char>(0x80 | (point >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (point & 0x3f));
    }
}

}  // namespace

std::u16string to_utf16(std::string_view utf8) {
    std::u16string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const char32_t point = next_code_point(utf8);
        if (point < 0x10000) {
            out += static_cast<char16_t>(point);
        } else {
            out += static_cast<char16_t>(0xd800 + ((point - 0x10000) >> 10));
            out += static_cast<char16_t>(0xdc00 + ((point - 0x10000) & 0x3ff));
        }
    }
    return out;
}

std::string to_utf8(std::u16string_view utf16) {
    std::string out;
    out.reserve(utf16.size());
    for (std::size_t i = 0; i < utf16.size(); ++i) {
        char32_t point = utf16[i];
        if (point >= 0xd800 && point <= 0xdfff) {
            const bool pair = point < 0xdc00 && i + 1 < utf16.size() && utf16[i + 1] >= 0xdc00 &&
                              utf16[i + 1] <= 0xdfff;
            point =
                pair ? 0x10000 + ((point - 0xd800) << 10) + (utf16[++i] - 0xdc00U) : replacement;
        }
        append_utf8(out, point);
    }
    return out;
}

std::string take_text(const SQLCHAR* text, SQLLEN size) {
    if (text == nullptr) return {};
    const char* begin = reinterpret_cast<const char*>(text);
    if (size == SQL_NTS) return begin;
    if (size < 0) throw OdbcError("HY090", "a text argument has a negative length");
    return std::string(begin, static_cast<std::size_t>(size));
}

std::string take_text(const SQLWCHAR* text, SQLLEN size) {
    static_assert(sizeof(SQLWCHAR) == sizeof(char16_t));
    if (text == nullptr) return {};
    if (size < 0 && size != SQL_NTS)
        throw OdbcError("HY090", "a text argument has a negative length");
    if (size == SQL_NTS) {
        size = 0;
        while (text[size] != 0) ++size;
    }
    std::u16string copy(text, text + size);
    return to_utf8(copy);
}

Written put_text(const TextOut& target, std::string_view utf8) {
    const SQLLEN capacity = target.capacity;
    if (!target.wide) {
        const auto length = static_cast<SQLLEN>(utf8.size());
        if (target.buffer != nullptr && capacity > 0) {
            const SQLLEN copied = std::min(length, capacity - 1);
            std::memcpy(target.buffer, utf8.data(), static_cast<std::size_t>(copied));
            static_cast<char*>(target.buffer)[copied] = '\0';
        }
        return {length, target.buffer != nullptr && length >= capacity};
    }
    const std::u16string wide = to_utf16(utf8);
    const auto length = static_cast<SQLLEN>(wide.size());
    const SQLLEN room = capacity / static_cast<SQLLEN>(sizeof(char16_t));
    if (target.buffer != nullptr && room > 0) {
        const SQLLEN copied = std::min(length, room - 1);
        std::memcpy(target.buffer, wide.data(),
                    static_cast<std::size_t>(copied) * sizeof(char16_t));
        std::memset(static_cast<char*>(target.buffer) + copied * 2, 0, sizeof(char16_t));
    }
    const SQLLEN unit = target.length_in_characters ? 1 : static_cast<SQLLEN>(sizeof(char16_t));
    return {length * unit, target.buffer != nullptr && length >= room};
}

}  // namespace hive_odbc
