// SPDX-License-Identifier: MIT
#include <azoth/value/range.hpp>

#include <charconv>

#include <azoth/value/conversion_error.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/decimal.hpp>
#include <azoth/value/describe.hpp>
#include <azoth/value/uuid.hpp>

namespace azoth::detail {

namespace {

[[noreturn]] void refuse() {
    throw_not_representable("Range");
}

template <class Number>
Number parse_number(std::string_view text) {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || at != end) refuse();
    return number;
}

Value parse_end(std::string_view text, ValueKind kind) {
    switch (kind) {
        case ValueKind::int64: return Value(parse_number<std::int64_t>(text));
        case ValueKind::uint64: return Value(parse_number<std::uint64_t>(text));
        case ValueKind::real: return Value(parse_number<double>(text));
        case ValueKind::decimal: return Value(Decimal(text));
        case ValueKind::text: return Value(std::string(text));
        case ValueKind::date: return Value(parse_date(text));
        case ValueKind::time: return Value(parse_time(text));
        case ValueKind::timestamp: return Value(parse_timestamp(text));
        case ValueKind::timestamp_tz: return Value(parse_instant(text));
        case ValueKind::uuid: return Value(parse_uuid(text));
        default: refuse();
    }
}

/// In quotes, so that nothing in it is syntax.
std::string quoted(const Value& end) {
    if (end.is_null()) return {};
    std::string out = "\"";
    for (const char c : to_string(end.view())) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

char take(std::string_view& text) {
    if (text.empty()) refuse();
    const char c = text.front();
    text.remove_prefix(1);
    return c;
}

/// Up to a comma or the bracket that closes; quotes are doubled or escaped inside of quotes.
Value take_end(std::string_view& text, ValueKind kind) {
    std::string content;
    bool is_given = false;
    bool in_quotes = false;
    while (true) {
        if (text.empty()) refuse();
        const char next = text.front();
        if (!in_quotes && (next == ',' || next == ']' || next == ')')) break;
        char c = take(text);
        is_given = true;
        if (c == '"' && in_quotes && text.starts_with('"')) {
            content += take(text);
        } else if (c == '"') {
            in_quotes = !in_quotes;
        } else {
            if (c == '\\') c = take(text);
            content += c;
        }
    }
    return is_given ? parse_end(content, kind) : Value();
}

}  // namespace

std::string format_range(const RangeParts& parts) {
    if (parts.is_empty) return "empty";
    return (parts.includes_lower ? '[' : '(') + quoted(parts.lower) + ',' + quoted(parts.upper) +
           (parts.includes_upper ? ']' : ')');
}

RangeParts take_range(std::string_view& text, ValueKind kind) {
    RangeParts parts;
    constexpr std::string_view nothing = "empty";
    if (text.starts_with(nothing)) {
        text.remove_prefix(nothing.size());
        parts.is_empty = true;
        return parts;
    }
    const char open = take(text);
    if (open != '[' && open != '(') refuse();
    parts.includes_lower = open == '[';
    parts.lower = take_end(text, kind);
    if (take(text) != ',') refuse();
    parts.upper = take_end(text, kind);
    const char close = take(text);
    if (close != ']' && close != ')') refuse();
    parts.includes_upper = close == ']';
    return parts;
}

RangeParts parse_range(std::string_view text, ValueKind kind) {
    RangeParts parts = take_range(text, kind);
    if (!text.empty()) refuse();
    return parts;
}

std::vector<RangeParts> parse_multirange(std::string_view text, ValueKind kind) {
    std::vector<RangeParts> ranges;
    if (take(text) != '{') refuse();
    while (!text.starts_with('}')) {
        if (!ranges.empty() && take(text) != ',') refuse();
        ranges.push_back(take_range(text, kind));
    }
    take(text);
    if (!text.empty()) refuse();
    return ranges;
}

}  // namespace azoth::detail
