// SPDX-License-Identifier: MIT
#include "given_values.hpp"

namespace golden {

namespace {

constexpr std::string_view mark = "\n-- ";

/// Length of what is quoted at the start of `text`, with its quotes.
std::size_t quoted_length(std::string_view text) {
    std::size_t at = 1;
    for (; at < text.size() && text[at] != '\''; ++at) at += text[at] == '\\' ? 1 : 0;
    return at + 1;
}

/// Up to the first `end` outside of quotes, parentheses and braces.
std::string_view up_to(std::string_view text, std::string_view end) {
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (depth == 0 && text.substr(at).starts_with(end)) return text.substr(0, at);
        if (c == '\'') {
            at += quoted_length(text.substr(at)) - 1;
        } else {
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
        }
    }
    return text;
}

std::string unquoted(std::string_view quoted) {
    std::string text;
    for (std::size_t at = 1; at + 1 < quoted.size(); ++at) {
        if (quoted[at] == '\\') ++at;
        text += quoted[at];
    }
    return text;
}

/// Some value of a type.
std::string sample(std::string_view type) {
    if (type == "DateTime") return "2024-01-31 12:00:00";
    if (type == "DateType") return "2024-01-31";
    return "1";
}

/// A value without its type. A moment has a space of its own, and what follows that is no name.
std::string_view value_part(std::string_view text) {
    std::size_t size = up_to(text, " ").size();
    if (size + 1 < text.size() && text[size + 1] >= '0' && text[size + 1] <= '9') {
        size += 1 + up_to(text.substr(size + 1), " ").size();
    }
    return text.substr(0, size);
}

GivenValue read_value(std::string_view text) {
    GivenValue value;
    std::string_view part = value_part(text);
    if (part.size() < text.size()) {
        // What decorates a type is the program's own.
        const std::string_view type = up_to(text.substr(part.size() + 1), " through ");
        value.type = type.starts_with("DateTime(") ? type : up_to(type, "(");
    }
    while (part.starts_with('{')) part.remove_prefix(1);
    value.is_null = part == "NULL";
    // Of nothing, an empty list, the server is shown something.
    if (part.starts_with(':') || part.starts_with("(made)") || part.starts_with('}')) {
        value.text = sample(value.type);
    } else if (part.starts_with("x'")) {
        value.text = unquoted(part.substr(1, quoted_length(part.substr(1))));
    } else if (part.starts_with('\'')) {
        value.text = unquoted(part.substr(0, quoted_length(part)));
    } else {
        value.text = part.substr(0, part.find_first_of(",}"));
    }
    return value;
}

}  // namespace

std::string sql_of(std::string_view text) {
    return std::string(text.substr(0, text.find(mark)));
}

std::vector<GivenValue> values_of(std::string_view text) {
    std::vector<GivenValue> values;
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos) return values;
    for (std::string_view rest = text.substr(at + mark.size()); !rest.empty();) {
        const std::string_view one = up_to(rest, ", ");
        // A type that is another elsewhere: `Array(Text), on hive Json`.
        if (one.starts_with("on ")) {
            if (one.starts_with("on hive ")) values.back().type = one.substr(8);
        } else {
            values.push_back(read_value(one));
        }
        rest.remove_prefix(std::min(rest.size(), one.size() + 2));
    }
    return values;
}

}  // namespace golden
