// SPDX-License-Identifier: MIT
#include "text_check.hpp"

namespace azoth::urls {
namespace {

/// Length of the well-formed UTF-8 sequence at the start of `text`, 0 if there is none
/// (Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t sequence_length(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto within = [&](std::size_t i, unsigned low, unsigned high) {
        return i < text.size() && byte(i) >= low && byte(i) <= high;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return within(1, 0x80, 0xBF) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = lead == 0xED ? 0x9F : 0xBF;
        return within(1, low, high) && within(2, 0x80, 0xBF) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
        const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
        return within(1, low, high) && within(2, 0x80, 0xBF) && within(3, 0x80, 0xBF) ? 4 : 0;
    }
    return 0;
}

bool is_control(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

TextFault control_fault(char c, std::size_t index) noexcept {
    if (c == '\0') return {"url_nul_byte", "a NUL byte", {}, index};
    return {"url_control_char", "a control character", "look for a stray line break or tab", index};
}

}  // namespace

std::optional<TextFault> find_control(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (is_control(text[i])) return control_fault(text[i], i);
    return std::nullopt;
}

std::optional<TextFault> find_fault(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        if (is_control(text[i])) return control_fault(text[i], i);
        const std::size_t length = sequence_length(text.substr(i));
        if (length == 0)
            return TextFault{"url_invalid_utf8", "bytes that are not UTF-8",
                             "encode the text as UTF-8 before percent-encoding it", i};
        i += length;
    }
    return std::nullopt;
}

Verdict check_text(std::string_view text, Place place) {
    const auto fault = find_fault(text);
    if (!fault) return std::nullopt;
    return problem(fault->code, place.at(fault->index), fault->message, fault->hint);
}

std::size_t find_bad_name_byte(std::string_view name) noexcept {
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool good = (c >= 'a' && c <= 'z') || (i > 0 && (is_digit(c) || c == '_'));
        if (!good) return i;
    }
    return std::string_view::npos;
}

}  // namespace azoth::urls
