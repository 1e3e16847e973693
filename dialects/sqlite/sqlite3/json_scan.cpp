// SPDX-License-Identifier: MIT
#include "json_scan.hpp"

#include <algorithm>

namespace azoth::sqlite3_driver {

namespace {

[[noreturn]] void malformed() {
    throw JsonScanError("the text is not JSON");
}

bool is_space(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t skip_space(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && is_space(text[at])) ++at;
    return at;
}

/// Behind the closing quote of the string that begins at `at`.
std::size_t skip_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) {
        if (text[at] == '"') return at + 1;
        if (static_cast<unsigned char>(text[at]) < 0x20) malformed();
        if (text[at] == '\\') ++at;
    }
    malformed();
}

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
    const std::size_t first = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == first) malformed();
    return at;
}

std::size_t skip_number(std::string_view text, std::size_t at) {
    if (text[at] == '-') ++at;
    const bool leads_with_zero = at < text.size() && text[at] == '0';
    at = leads_with_zero ? at + 1 : skip_digits(text, at);
    if (at < text.size() && text[at] == '.') at = skip_digits(text, at + 1);
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        at = skip_digits(text, at);
    }
    return at;
}

std::size_t skip_word(std::string_view text, std::size_t at, std::string_view word) {
    if (text.substr(at, word.size()) != word) malformed();
    return at + word.size();
}

/// Behind the object or array that begins at `at`: its brackets match, and so do those inside.
std::size_t skip_container(std::string_view text, std::size_t at) {
    std::string open;
    while (at < text.size()) {
        switch (text[at]) {
            case '"': at = skip_string(text, at); continue;
            case '{': open += '}'; break;
            case '[': open += ']'; break;
            case '}':
            case ']':
                if (open.back() != text[at]) malformed();
                open.pop_back();
                if (open.empty()) return at + 1;
                break;
            default: break;
        }
        ++at;
    }
    malformed();
}

std::size_t skip_value(std::string_view text, std::size_t at) {
    if (at >= text.size()) malformed();
    switch (text[at]) {
        case '{':
        case '[': return skip_container(text, at);
        case '"': return skip_string(text, at);
        case 't': return skip_word(text, at, "true");
        case 'f': return skip_word(text, at, "false");
        case 'n': return skip_word(text, at, "null");
        default: return skip_number(text, at);
    }
}

std::uint32_t read_hex(std::string_view text, std::size_t at) {
    std::uint32_t code = 0;
    if (at + 4 > text.size()) malformed();
    for (const char c : text.substr(at, 4)) {
        code <<= 4;
        if (is_digit(c)) {
            code += static_cast<std::uint32_t>(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            code += static_cast<std::uint32_t>(c - 'a' + 10);
        } else if (c >= 'A' && c <= 'F') {
            code += static_cast<std::uint32_t>(c - 'A' + 10);
        } else {
            malformed();
        }
    }
    return code;
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xC0 | code >> 6);
    } else {
        if (code < 0x10000) {
            put(0xE0 | code >> 12);
        } else {
            put(0xF0 | code >> 18);
            put(0x80 | (code >> 12 & 0x3F));
        }
        put(0x80 | (code >> 6 & 0x3F));
    }
    put(0x80 | (code & 0x3F));
}

/// The code point of the escape `\uXXXX`, or of two that are a pair; `at` is moved behind it.
std::uint32_t read_code_point(std::string_view text, std::size_t& at) {
    const std::uint32_t code = read_hex(text, at);
    at += 4;
    if (code < 0xD800 || code > 0xDFFF) return code;
    if (code > 0xDBFF || text.substr(at, 2) != "\\u") malformed();
    const std::uint32_t low = read_hex(text, at + 2);
    if (low < 0xDC00 || low > 0xDFFF) malformed();
    at += 6;
    return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
}

/// The content of a string, given with its quotes.
std::string unescaped(std::string_view quoted) {
    const std::string_view text = quoted.substr(1, quoted.size() - 2);
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '\\') {
            out += text[at++];
            continue;
        }
        const char escape = text[at + 1];
        at += 2;
        switch (escape) {
            case 'b': out += '\b'; break;
            case 'f': out += '\f'; break;
            case 'n': out += '\n'; break;
            case 'r': out += '\r'; break;
            case 't': out += '\t'; break;
            case '"':
            case '\\':
            case '/': out += escape; break;
            case 'u': append_utf8(out, read_code_point(text, at)); break;
            default: malformed();
        }
    }
    return out;
}

bool is_named(std::string_view quoted, std::string_view name) {
    if (quoted.find('\\') != std::string_view::npos) return unescaped(quoted) == name;
    return quoted.substr(1, quoted.size() - 2) == name;
}

/// Calls `visit(name with quotes, value)` for the members of an object, or `visit({}, value)` for
/// the elements of an array, until it returns false.
template <class Visit>
void each_part(std::string_view text, bool is_object, Visit visit) {
    const char close = is_object ? '}' : ']';
    std::size_t at = skip_space(text, 1);
    if (at < text.size() && text[at] == close) return;
    while (true) {
        std::string_view name;
        if (is_object) {
            if (at >= text.size() || text[at] != '"') malformed();
            const std::size_t end = skip_string(text, at);
            name = text.substr(at, end - at);
            at = skip_space(text, end);
            if (at >= text.size() || text[at] != ':') malformed();
            at = skip_space(text, at + 1);
        }
        const std::size_t end = skip_value(text, at);
        if (!visit(name, text.substr(at, end - at))) return;
        at = skip_space(text, end);
        if (at >= text.size()) malformed();
        if (text[at] == close) return;
        if (text[at] != ',') malformed();
        at = skip_space(text, at + 1);
    }
}

}  // namespace

JsonValue JsonValue::of(std::string_view document) {
    const std::size_t start = skip_space(document, 0);
    const std::size_t end = skip_value(document, start);
    if (skip_space(document, end) != document.size()) malformed();
    return JsonValue(document.substr(start, end - start));
}

JsonKind JsonValue::kind() const {
    switch (text_.front()) {
        case '{': return JsonKind::object;
        case '[': return JsonKind::array;
        case '"': return JsonKind::string;
        case 't':
        case 'f': return JsonKind::boolean;
        case 'n': return JsonKind::null;
        default: return JsonKind::number;
    }
}

std::optional<JsonValue> JsonValue::member(std::string_view name) const {
    std::optional<JsonValue> found;
    if (kind() != JsonKind::object) return found;
    each_part(text_, true, [&](std::string_view label, std::string_view value) {
        if (is_named(label, name)) found = JsonValue(value);
        return true;
    });
    return found;
}

std::optional<JsonValue> JsonValue::element(std::int64_t position) const {
    std::optional<JsonValue> found;
    if (kind() != JsonKind::array) return found;
    if (position < 0) position += length();
    if (position < 0) return found;
    each_part(text_, false, [&](std::string_view, std::string_view value) {
        if (position-- != 0) return true;
        found = JsonValue(value);
        return false;
    });
    return found;
}

std::int64_t JsonValue::length() const {
    if (kind() != JsonKind::array) throw JsonScanError("only an array has a length");
    std::int64_t count = 0;
    each_part(text_, false, [&](std::string_view, std::string_view) {
        ++count;
        return true;
    });
    return count;
}

std::string JsonValue::content() const {
    return kind() == JsonKind::string ? unescaped(text_) : std::string(text_);
}

}  // namespace azoth::sqlite3_driver
