// SPDX-License-Identifier: MIT
#include <azoth/compile/identifiers.hpp>

#include <algorithm>
#include <bit>
#include <initializer_list>

#include <azoth/error/error.hpp>

namespace azoth::compile {

namespace {

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
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
    for (const std::size_t limit : {rules.max_bytes, rules.max_characters}) {
        if (limit != 0) always_fits_ = std::min(always_fits_, limit);
    }
    if (rules.reserved_words.empty()) return;
    // Sparse, so that a name that is no word meets an empty place at once.
    slots_.resize(std::bit_ceil(rules.reserved_words.size() * 8));
    for (std::size_t i = 0; i < rules.reserved_words.size(); ++i) {
        const auto shape = sql::IdentifierShape::of(rules.reserved_words[i]);
        std::size_t slot = shape.hash & (slots_.size() - 1);
        while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
        slots_[slot] = static_cast<std::uint16_t>(i + 1);
    }
}

bool IdentifierPreparer::needs_quotes(std::string_view name) const noexcept {
    return !is_plain_name(name, sql::IdentifierShape::of(name));
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
    if (name.size() > always_fits_) check_length(name);
    if (needs_quotes(name)) {
        append_quoted(out, name);
    } else {
        out.append(name);
    }
}

void IdentifierPreparer::append_quoted(std::string& out, std::string_view name) const {
    check_characters(name);
    out += rules_.open_quote;
    for (const char c : name) {
        out += c;
        if (c == rules_.close_quote) out += c;
    }
    out += rules_.close_quote;
}

void IdentifierPreparer::append(std::string& out, std::string_view name, Quoting quoting) const {
    if (quoting == Quoting::by_rule) return append(out, name);
    check_length(name);
    if (quoting == Quoting::always) return append_quoted(out, name);
    const auto is_fit = [](char c) {
        return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '$';
    };
    if (name.empty() || is_digit(name.front()) || name.front() == '$' ||
        !std::all_of(name.begin(), name.end(), is_fit)) {
        throw CompileError("bad_identifier",
                           "the name \"" + std::string(name) + "\" cannot stand without quotes",
                           {.hint = "Quoting::never is for names such as [a-z_][a-z0-9_$]*"});
    }
    out.append(name);
}

std::string IdentifierPreparer::prepare(std::string_view name, Quoting quoting) const {
    std::string out;
    append(out, name, quoting);
    return out;
}

}  // namespace azoth::compile
