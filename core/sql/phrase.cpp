// SPDX-License-Identifier: MIT
#include "phrase.hpp"

#include <cstddef>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>

namespace azoth::detail {

namespace {

/// Phrases are SQL that the program vouches for; what could end the statement or hide the rest of
/// it is refused all the same.
std::string checked_phrase(std::string_view words) {
    const auto refuse = [](std::string_view why) {
        throw ArgumentError("bad_phrase", "words for a dialect " + std::string(why));
    };
    char quote = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const char c = words[i];
        const char next = i + 1 < words.size() ? words[i + 1] : '\0';
        if (c == '\0') refuse("contain a NUL byte");
        if (quote != 0) {
            if (c == quote) quote = 0;
            if (c == '\\') refuse("contain a backslash inside quotes");
            continue;
        }
        if (c == '\'' || c == '"' || c == '`') quote = c;
        if (c == ';') refuse("contain a semicolon");
        if (c == '#' || (c == '-' && next == '-') || (c == '/' && next == '*') ||
            (c == '*' && next == '/')) {
            refuse("contain a comment");
        }
    }
    if (quote != 0) refuse("end inside quotes");
    if (words.find_first_not_of(" \t\n") == std::string_view::npos) refuse("are empty");
    return std::string(words);
}

}  // namespace

sql::NodePtr phrase(sql::PhrasePlace place, std::string_view words, std::string_view dialect,
                    sql::NodePtr source) {
    return sql::make<sql::Phrase>(place, checked_phrase(words), std::string(dialect),
                                  std::move(source));
}

}  // namespace azoth::detail
