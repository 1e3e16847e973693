// SPDX-License-Identifier: MIT
// Names of one type: https://www.postgresql.org/docs/current/datatype.html, and gram.y's
// GenericType and SimpleTypename.
#include "spelling.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace azoth::postgresql {

namespace {

/// `NUMERIC( 10 , 2 )[]` taken apart.
struct SpelledType {
    std::string name;     ///< the words, in small letters, a space between them
    std::string numbers;  ///< what stands in parentheses, without blanks
    int dimensions = 0;
};

class SpellingParser {
public:
    explicit SpellingParser(std::string_view text) : text_(text) {}

    [[nodiscard]] SpelledType run() {
        while (at_ < text_.size()) step();
        constexpr std::string_view array = " array";  // INTEGER ARRAY[3] has one dimension
        if (found_.name.ends_with(array)) {
            found_.name.resize(found_.name.size() - array.size());
            found_.dimensions = 1;
        }
        return found_;
    }

private:
    void step() {
        const char c = text_[at_];
        if (c == '(') {
            for (const char inside : bracketed(')')) {
                if (inside != ' ') found_.numbers += inside;
            }
        } else if (c == '[') {
            static_cast<void>(bracketed(']'));
            ++found_.dimensions;
        } else if (c == '"') {
            separate();
            found_.name += '"' + std::string(bracketed('"')) + '"';
        } else if (c == '.') {
            found_.name += c;
            ++at_;
        } else if (c == ' ' || c == '\t' || c == '\n') {
            ++at_;
        } else {
            separate();
            for (; at_ < text_.size() && text_.substr(at_, 1).find_first_of(" \t\n([\".") != 0;
                 ++at_) {
                const char letter = text_[at_];
                const bool is_capital = letter >= 'A' && letter <= 'Z';
                found_.name += is_capital ? static_cast<char>(letter - 'A' + 'a') : letter;
            }
        }
    }
    void separate() {
        if (!found_.name.empty() && found_.name.back() != '.') found_.name += ' ';
    }
    /// What stands up to the closing bracket, both left behind.
    [[nodiscard]] std::string_view bracketed(char close) {
        const std::size_t end = std::min(text_.find(close, at_ + 1), text_.size());
        const std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
        at_ = std::min(end + 1, text_.size());
        return inside;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    SpelledType found_;
};

struct Alias {
    std::string_view written;
    std::string_view printed;
};

constexpr Alias aliases[] = {
    {"int", "integer"},
    {"int4", "integer"},
    {"int2", "smallint"},
    {"int8", "bigint"},
    {"decimal", "numeric"},
    {"dec", "numeric"},
    {"bool", "boolean"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"varchar", "character varying"},
    {"char varying", "character varying"},
    {"nchar varying", "character varying"},
    {"national char varying", "character varying"},
    {"national character varying", "character varying"},
    {"char", "character"},
    {"nchar", "character"},
    {"national char", "character"},
    {"national character", "character"},
    {"varbit", "bit varying"},
    {"time", "time without time zone"},
    {"timetz", "time with time zone"},
    {"timestamp", "timestamp without time zone"},
    {"timestamptz", "timestamp with time zone"},
};

/// What a type without numbers, or with fewer, has all the same.
void complete(SpelledType& type) {
    if (type.name == "bpchar" && !type.numbers.empty()) type.name = "character";
    const bool is_of_one = type.name == "character" || type.name == "bit";
    if (is_of_one && type.numbers.empty()) type.numbers = "1";
    const bool has_scale = type.numbers.find(',') != std::string::npos;
    if (type.name == "numeric" && !type.numbers.empty() && !has_scale) type.numbers += ",0";
    if (type.name != "float") return;
    constexpr int bits_of_real = 24;
    const bool is_real =
        !type.numbers.empty() && std::strtol(type.numbers.c_str(), nullptr, 10) <= bits_of_real;
    type.name = is_real ? "real" : "double precision";
    type.numbers.clear();
}

}  // namespace

std::string server_spelling(std::string_view spelling) {
    SpelledType type = SpellingParser(spelling).run();
    constexpr std::string_view catalogue = "pg_catalog.";
    if (type.name.starts_with(catalogue)) type.name.erase(0, catalogue.size());
    for (const Alias& alias : aliases) {
        if (type.name != alias.written) continue;
        type.name = alias.printed;
        break;
    }
    complete(type);
    const std::string numbers = type.numbers.empty() ? type.numbers : '(' + type.numbers + ')';
    // Those of a time stand before its zone.
    const std::size_t zone =
        std::min(type.name.find(" without time"), type.name.find(" with time"));
    std::string printed = type.name.insert(std::min(zone, type.name.size()), numbers);
    for (int i = 0; i < type.dimensions; ++i) printed += "[]";
    return printed;
}

}  // namespace azoth::postgresql
