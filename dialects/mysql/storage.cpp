// SPDX-License-Identifier: MIT
// https://dev.mysql.com/doc/refman/8.4/en/storage-requirements.html
#include "storage.hpp"

#include <charconv>

namespace azoth::mysql {

namespace {

struct Size {
    std::string_view word;
    std::uint32_t bytes;
};

constexpr Size sizes[] = {
    {"TINYINT", 1},   {"SMALLINT", 2},  {"INTEGER", 4}, {"BIGINT", 8}, {"FLOAT", 4},
    {"DOUBLE", 8},    {"DATE", 3},      {"TIME", 3},    {"UUID", 16},  {"DATETIME", 5},
    {"LONGTEXT", 12}, {"LONGBLOB", 12}, {"JSON", 12},
};

std::string_view word_of(std::string_view spelling) noexcept {
    return spelling.substr(0, spelling.find_first_of("( "));
}

}  // namespace

std::uint32_t spelled_length(std::string_view spelling) noexcept {
    const std::size_t open = spelling.find('(');
    std::uint32_t length = 0;
    if (open == std::string_view::npos) return length;
    std::from_chars(spelling.data() + open + 1, spelling.data() + spelling.size(), length);
    return length;
}

std::uint32_t key_bytes(std::string_view spelling) noexcept {
    const std::string_view word = word_of(spelling);
    if (word == "VARCHAR" || word == "CHAR") return bytes_of_character * spelled_length(spelling);
    if (word == "VARBINARY" || word == "BINARY") return spelled_length(spelling);
    // A byte for two digits of a second's fraction.
    const bool has_fraction = word == "TIME" || word == "DATETIME";
    const std::uint32_t fraction = has_fraction ? (spelled_length(spelling) + 1) / 2 : 0;
    for (const Size& size : sizes) {
        if (size.word == word) return size.bytes + fraction;
    }
    return 1;
}

std::uint32_t row_bytes(std::string_view spelling) noexcept {
    const std::uint32_t bytes = key_bytes(spelling);
    return spelling.starts_with("VAR") ? bytes + (bytes > 255 ? 2 : 1) : bytes;
}

}  // namespace azoth::mysql
