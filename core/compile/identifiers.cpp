// SPDX-License-Identifier: MIT
#include <azoth/compile/identifiers.hpp>

#include <algorithm>

#include <azoth/error/error.hpp>

namespace azoth::compile {

namespace {

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// Which characters a name without quotes may contain.
constexpr auto plain_characters = [] {
    std::array<bool, 256> plain{};
    for (unsigned c = 'a'; c <= 'z'; ++c) plain[c] = true;
    for (unsigned c = '0'; c <= '9'; ++c) plain[c] = true;
    plain['_'] = true;
    return plain;
}();

constexpr bool is_plain(char c) noexcept {
    return plain_characters[static_cast<unsigned char>(c)];
}

/// A word's bit among the lengths; the last one stands for all that are longer.
constexpr std::uint32_t length_bit(std::string_view word) noexcept {
    return std::uint32_t{1} << std::min<std::size_t>(word.size(), 31);
}

/// Where a word's length is noted: words of a language share their first letters, so others are
/// mixed in.
constexpr std::size_t slot_of(std::string_view word) noexcept {
    const auto letter = [&](std::size_t at) { return static_cast<unsigned char>(word[at]); };
    const unsigned mixed = letter(0) * 5U + letter(word.size() / 2) * 33U + letter(word.size() - 1);
    return mixed & 0x7F;
}

/// Length of the well-formed UTF-8 sequence at the front, 0 if there is none. Table 3-7 of the
/// Unicode Standard.
std::size_t utf8_sequence(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) ||
        (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F)) {
        return 0;
    }
    return length;
}

bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const std::size_t length = utf8_sequence(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace

IdentifierPreparer::IdentifierPreparer(const IdentifierRules& rules) : rules_(rules) {
    for (const std::string_view word : rules_.reserved_words) {
        if (word.empty()) continue;
        reserved_lengths_[slot_of(word)] |= length_bit(word);
    }
}

bool IdentifierPreparer::is_reserved(std::string_view name) const noexcept {
    return (reserved_lengths_[slot_of(name)] & length_bit(name)) != 0 &&
           std::binary_search(rules_.reserved_words.begin(), rules_.reserved_words.end(), name);
}

bool IdentifierPreparer::needs_quotes(std::string_view name) const noexcept {
    if (name.empty() || is_digit(name.front())) return true;
    if (name.front() == '_' && !rules_.underscore_begins) return true;
    for (const char c : name) {
        if (!is_plain(c)) return true;
    }
    return is_reserved(name);
}

void IdentifierPreparer::check_length(std::string_view name) const {
    const auto refuse = [&](std::size_t length, std::string_view unit, std::size_t limit) {
        throw CompileError("identifier_too_long", "the name \"" + std::string(name.substr(0, 64)) +
                                                      "…\" has " + std::to_string(length) + " " +
                                                      std::string(unit) + "; the database keeps " +
                                                      std::to_string(limit));
    };
    if (rules_.max_bytes != 0 && name.size() > rules_.max_bytes) {
        refuse(name.size(), "bytes", rules_.max_bytes);
    }
    if (rules_.max_characters == 0 || name.size() <= rules_.max_characters) return;
    const auto characters =
        static_cast<std::size_t>(std::count_if(name.begin(), name.end(), [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        }));
    if (characters > rules_.max_characters) {
        refuse(characters, "characters", rules_.max_characters);
    }
}

void IdentifierPreparer::check_characters(std::string_view name) const {
    if (name.empty()) throw CompileError("bad_identifier", "a name is empty");
    if (name.find('\0') != std::string_view::npos) {
        throw CompileError("bad_identifier", "a name contains a NUL byte");
    }
    if (!is_utf8(name)) throw CompileError("bad_identifier", "a name is not valid UTF-8");
    for (const char c : name) {
        const bool is_supplementary = static_cast<unsigned char>(c) >= 0xF0;
        if (rules_.forbidden.find(c) != std::string_view::npos ||
            (is_supplementary && !rules_.has_supplementary)) {
            throw CompileError("bad_identifier",
                               "the name \"" + std::string(name) +
                                   "\" has a character that the database has not in names");
        }
    }
}

void IdentifierPreparer::append(std::string& out, std::string_view name) const {
    check_length(name);
    if (!needs_quotes(name)) {
        out.append(name);
        return;
    }
    check_characters(name);
    out += rules_.open_quote;
    for (const char c : name) {
        out += c;
        if (c == rules_.close_quote) out += c;
    }
    out += rules_.close_quote;
}

std::string IdentifierPreparer::prepare(std::string_view name) const {
    std::string out;
    append(out, name);
    return out;
}

}  // namespace azoth::compile
