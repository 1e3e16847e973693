// SPDX-License-Identifier: MIT
#include <azoth/value/uuid.hpp>

#include <azoth/error/error.hpp>

namespace azoth {

namespace {

constexpr std::size_t text_size = 36;

constexpr bool is_hyphen_at(std::size_t i) {
    return i == 8 || i == 13 || i == 18 || i == 23;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

void format_uuid(const Uuid& uuid, char* out) noexcept {
    constexpr char digits[] = "0123456789abcdef";
    std::size_t at = 0;
    for (const std::uint8_t byte : uuid.bytes) {
        if (is_hyphen_at(at)) out[at++] = '-';
        out[at++] = digits[byte >> 4];
        out[at++] = digits[byte & 15];
    }
}

std::string to_string(const Uuid& uuid) {
    std::string text(text_size, '\0');
    format_uuid(uuid, text.data());
    return text;
}

bool try_parse(std::string_view text, Uuid& to) noexcept {
    if (text.size() != text_size) return false;
    Uuid uuid;
    std::size_t at = 0;
    for (std::uint8_t& byte : uuid.bytes) {
        if (is_hyphen_at(at) && text[at++] != '-') return false;
        const int high = hex_digit(text[at++]);
        const int low = hex_digit(text[at++]);
        if (high < 0 || low < 0) return false;
        byte = static_cast<std::uint8_t>(high << 4 | low);
    }
    to = uuid;
    return true;
}

Uuid parse_uuid(std::string_view text) {
    Uuid uuid;
    if (!try_parse(text, uuid))
        throw ConversionError("bad_uuid", "the text is not a UUID of the form 8-4-4-4-12");
    return uuid;
}

}  // namespace azoth
