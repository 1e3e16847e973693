// SPDX-License-Identifier: MIT
#include <azoth/value/utf8.hpp>

#include <cstdint>
#include <cstring>

#include <azoth/error/error.hpp>

namespace azoth {

namespace {

using Byte = unsigned char;

bool in_range(Byte byte, Byte low, Byte high) {
    return low <= byte && byte <= high;
}

/// The length of the well-formed sequence that starts at `p`, or 0.
std::size_t sequence_length(const Byte* p, std::size_t left) {
    const Byte lead = p[0];
    if (lead < 0x80) return 1;
    std::size_t length = 0;
    Byte low = 0x80;  // the second byte's range carries all the special cases
    Byte high = 0xbf;
    if (in_range(lead, 0xc2, 0xdf)) {
        length = 2;
    } else if (in_range(lead, 0xe0, 0xef)) {
        length = 3;
        if (lead == 0xe0) low = 0xa0;   // overlong
        if (lead == 0xed) high = 0x9f;  // surrogates
    } else if (in_range(lead, 0xf0, 0xf4)) {
        length = 4;
        if (lead == 0xf0) low = 0x90;   // overlong
        if (lead == 0xf4) high = 0x8f;  // above U+10FFFF
    }
    if (length == 0 || length > left || !in_range(p[1], low, high)) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if (!in_range(p[i], 0x80, 0xbf)) return 0;
    return length;
}

[[noreturn]] void refuse(std::string_view code, std::string_view message, std::size_t offset) {
    ErrorDetails details;
    details.offset = offset;
    throw ConversionError(code, message, std::move(details));
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) noexcept {
    const auto* const bytes = reinterpret_cast<const Byte*>(text.data());
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight = 0;
        while (at + sizeof eight <= text.size()) {  // ASCII, eight bytes at a time
            std::memcpy(&eight, bytes + at, sizeof eight);
            if ((eight & 0x8080'8080'8080'8080U) != 0) break;
            at += sizeof eight;
        }
        if (at == text.size()) break;
        const std::size_t length = sequence_length(bytes + at, text.size() - at);
        if (length == 0) return at;
        at += length;
    }
    return std::string_view::npos;
}

std::size_t utf8_length(std::string_view text) noexcept {
    std::size_t length = 0;
    for (const char c : text) length += (static_cast<Byte>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return length;
}

void require_utf8(std::string_view text) {
    const std::size_t at = find_invalid_utf8(text);
    if (at != std::string_view::npos)
        refuse("value_bad_encoding", "the text is not well-formed UTF-8", at);
}

void require_no_nul(std::string_view text) {
    const std::size_t at = text.find('\0');
    if (at != std::string_view::npos)
        refuse("value_has_nul", "the text contains a NUL, which this database cannot keep", at);
}

}  // namespace azoth
