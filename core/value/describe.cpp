// SPDX-License-Identifier: MIT
#include <azoth/value/describe.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include <azoth/value/datetime.hpp>
#include <azoth/value/utf8.hpp>
#include <azoth/value/value.hpp>

namespace azoth {

namespace {

constexpr std::size_t shown_elements = 8;
constexpr int shown_depth = 4;

template <class Number>
void append_number(std::string& out, Number number) {
    char chars[32];
    const auto end = std::to_chars(chars, chars + sizeof chars, number);
    out.append(chars, end.ptr);
}

void append_hex(std::string& out, BytesView bytes) {
    constexpr char digits[] = "0123456789abcdef";
    for (const std::byte byte : bytes) {
        out.push_back(digits[std::to_integer<unsigned>(byte) >> 4]);
        out.push_back(digits[std::to_integer<unsigned>(byte) & 15]);
    }
}

void append_escape(std::string& out, std::uint32_t number) {
    char chars[12];
    const auto end = std::to_chars(chars, chars + sizeof chars, number, 16);
    out.append("\\x{").append(chars, end.ptr).push_back('}');
}

/// Whether a character would move the cursor, change direction or hide: the controls, the line
/// separators and the formatting characters of bidirectional text and joining.
bool is_unsafe(std::uint32_t c) {
    return c < 0x20 || (0x7f <= c && c <= 0x9f) || c == 0xad || c == 0x61c ||
           (0x200b <= c && c <= 0x200f) || (0x2028 <= c && c <= 0x202e) ||
           (0x2060 <= c && c <= 0x206f) || c == 0xfeff || (0xfff9 <= c && c <= 0xfffb) ||
           (0xe0000 <= c && c <= 0xe007f);
}

/// The code point of one well-formed sequence.
std::uint32_t code_point(std::string_view sequence) {
    const auto lead = static_cast<unsigned char>(sequence.front());
    if (sequence.size() == 1) return lead;
    std::uint32_t c = lead & (0x7fU >> sequence.size());
    for (const char next : sequence.substr(1))
        c = c << 6 | (static_cast<unsigned char>(next) & 63U);
    return c;
}

std::size_t claimed_length(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

void append_character(std::string& out, std::string_view sequence) {
    switch (sequence.front()) {
        case '\n': out.append("\\n"); return;
        case '\r': out.append("\\r"); return;
        case '\t': out.append("\\t"); return;
        case '\\': out.append("\\\\"); return;
        case '\'': out.append("\\'"); return;
        default: break;
    }
    const std::uint32_t c = code_point(sequence);
    if (is_unsafe(c)) {
        append_escape(out, c);
    } else {
        out.append(sequence);
    }
}

void append_text(std::string& out, std::string_view text, std::size_t max_bytes) {
    out.push_back('\'');
    std::size_t at = 0;
    while (at < text.size()) {
        const std::string_view sequence = text.substr(at, claimed_length(text[at]));
        if (at + sequence.size() > max_bytes) break;
        if (is_utf8(sequence)) {
            append_character(out, sequence);
            at += sequence.size();
        } else {
            append_escape(out, static_cast<unsigned char>(text[at]));
            ++at;
        }
    }
    out.push_back('\'');
    if (at == text.size()) return;
    out.append("… (");
    append_number(out, text.size());
    out.append(" bytes)");
}

void append_bytes(std::string& out, BytesView bytes, std::size_t max_bytes) {
    out.append("x'");
    append_hex(out, bytes.first(std::min(bytes.size(), max_bytes)));
    out.push_back('\'');
    if (bytes.size() <= max_bytes) return;
    out.append("… (");
    append_number(out, bytes.size());
    out.append(" bytes)");
}

void append_description(std::string& out, const ValueView& view, std::size_t max_bytes, int depth);

void append_array(std::string& out, std::span<const Value> array, std::size_t max_bytes,
                  int depth) {
    out.push_back('{');
    const std::size_t shown = depth > 0 ? std::min(array.size(), shown_elements) : 0;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) out.append(", ");
        append_description(out, array[i].view(), max_bytes, depth - 1);
    }
    if (shown < array.size()) {
        out.append(shown == 0 ? "… (" : ", … (");
        append_number(out, array.size());
        out.append(" elements)");
    }
    out.push_back('}');
}

template <class T>
void append_temporal(std::string& out, T value) {
    if (is_valid(value)) {
        out.append(format(value).view());
    } else {
        out.append("(no such ").append(kind_name(carrier_kind<T>)).push_back(')');
    }
}

/// What needs neither quotes nor cutting; false for the other kinds.
bool append_plain(std::string& out, const ValueView& view) {
    switch (view.kind()) {
        case ValueKind::boolean: out.append(view.boolean() ? "true" : "false"); return true;
        case ValueKind::int64: append_number(out, view.int64()); return true;
        case ValueKind::uint64: append_number(out, view.uint64()); return true;
        case ValueKind::real: append_number(out, view.real()); return true;
        case ValueKind::date: append_temporal(out, view.date()); return true;
        case ValueKind::time: append_temporal(out, view.time()); return true;
        case ValueKind::timestamp: append_temporal(out, view.timestamp()); return true;
        case ValueKind::timestamp_tz: append_temporal(out, view.instant()); return true;
        case ValueKind::interval: out.append(format(view.interval()).view()); return true;
        case ValueKind::uuid: out.append(to_string(view.uuid())); return true;
        default: return false;
    }
}

void append_description(std::string& out, const ValueView& view, std::size_t max_bytes, int depth) {
    if (view.is_null()) {
        out.append("NULL");
    } else if (view.kind() == ValueKind::bytes) {
        append_bytes(out, view.bytes(), max_bytes);
    } else if (view.kind() == ValueKind::array) {
        append_array(out, view.array(), max_bytes, depth);
    } else if (view.kind() == ValueKind::decimal && view.chars().size() <= max_bytes &&
               is_canonical_decimal(view.chars())) {
        out.append(view.chars());
    } else if (!append_plain(out, view)) {
        append_text(out, view.chars(), max_bytes);
    }
}

void append_whole(std::string& out, const ValueView& view) {
    if (view.is_null()) return;
    if (view.kind() == ValueKind::bytes) {
        append_hex(out, view.bytes());
    } else if (view.kind() == ValueKind::array) {
        out.push_back('{');
        bool first = true;
        for (const Value& element : view.array()) {
            if (!first) out.push_back(',');
            first = false;
            append_whole(out, element.view());
        }
        out.push_back('}');
    } else if (!append_plain(out, view)) {
        out.append(view.chars());
    }
}

}  // namespace

std::string describe(const ValueView& view, std::size_t max_bytes) {
    std::string out;
    append_description(out, view, max_bytes, shown_depth);
    return out;
}

std::string to_string(const ValueView& view) {
    std::string out;
    append_whole(out, view);
    return out;
}

}  // namespace azoth
