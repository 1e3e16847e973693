// SPDX-License-Identifier: MIT
#include "percent.hpp"

#include "text_check.hpp"

namespace azoth::urls {
namespace {

int hex_value(char c) noexcept {
    if (is_digit(c)) return c - '0';
    const char lower = to_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The byte that `%XX` at the start of `text` stands for, or -1.
int escape_value(std::string_view text) noexcept {
    if (text.size() < 3) return -1;
    const int high = hex_value(text[1]);
    const int low = hex_value(text[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/// Where in the well-formed `piece` the decoded byte number `index` was written.
std::size_t written_index(std::string_view piece, std::size_t index) noexcept {
    std::size_t written = 0;
    for (; index > 0; --index) written += piece[written] == '%' ? 3 : 1;
    return written;
}

}  // namespace

Verdict append_decoded(std::string& out, std::string_view piece, Place place, Plus plus) {
    const std::size_t start = out.size();
    for (std::size_t i = 0; i < piece.size(); ++i) {
        char c = piece[i];
        if (c == '%') {
            const int value = escape_value(piece.substr(i));
            if (value < 0)
                return problem("url_bad_percent", place.at(i),
                               "a percent sign without two hexadecimal digits",
                               "write a percent sign itself as %25");
            c = static_cast<char>(value);
            i += 2;
        } else if (c == '+' && plus == Plus::space) {
            c = ' ';
        }
        out.push_back(c);
    }
    const auto fault = find_fault(std::string_view(out).substr(start));
    if (!fault) return std::nullopt;
    return problem(fault->code, place.at(written_index(piece, fault->index)), fault->message,
                   fault->hint);
}

void append_encoded(std::string& out, std::string_view text, const SafeBytes& safe) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        if (safe.holds(c)) {
            out.push_back(c);
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        const char escape[] = {'%', digits[byte >> 4], digits[byte & 15]};
        out.append(escape, sizeof escape);
    }
}

}  // namespace azoth::urls
