// SPDX-License-Identifier: MIT
#include "text_functions.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

namespace azoth::sqlite3_driver {

namespace {

void count_characters(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    sqlite3_value* const cell = arguments[0];
    switch (sqlite3_value_type(cell)) {
        case SQLITE_NULL: return sqlite3_result_null(context);
        case SQLITE_BLOB: return sqlite3_result_int(context, sqlite3_value_bytes(cell));
        default: break;
    }
    const unsigned char* const text = sqlite3_value_text(cell);
    if (text == nullptr) return sqlite3_result_error_nomem(context);
    // Every byte of UTF-8 but those that continue a character begins one.
    const auto characters = std::count_if(text, text + sqlite3_value_bytes(cell),
                                          [](unsigned char c) { return (c & 0xC0) != 0x80; });
    sqlite3_result_int64(context, characters);
}

/// What a number's text may have around it.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view spaces = " \t\n\v\f\r";
    const std::size_t first = text.find_first_not_of(spaces);
    if (first == std::string_view::npos) return {};
    text = text.substr(first, text.find_last_not_of(spaces) + 1 - first);
    const bool is_signed_twice = text.starts_with("+-") || text.starts_with("++");
    return text.starts_with('+') && !is_signed_twice ? text.substr(1) : text;
}

enum class Otherwise { error, null };

/// Reads the whole text as a number. The message begins with the word by which the error mapper
/// knows it, and repeats no value.
template <class Number, Otherwise otherwise>
void read_number(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
    if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) return sqlite3_result_null(context);
    const unsigned char* const cell = sqlite3_value_text(arguments[0]);
    if (cell == nullptr) return sqlite3_result_error_nomem(context);
    const std::string_view text =
        trimmed({reinterpret_cast<const char*>(cell),
                 static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]))});
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole_text = !text.empty() && end == text.data() + text.size();
    // NaN would become NULL.
    if (error == std::errc{} && is_whole_text && number == number) {
        if constexpr (std::is_integral_v<Number>) return sqlite3_result_int64(context, number);
        return sqlite3_result_double(context, static_cast<double>(number));
    }
    if constexpr (otherwise == Otherwise::null) return sqlite3_result_null(context);
    if (error == std::errc::result_out_of_range && is_whole_text) {
        return sqlite3_result_error(context, "integer overflow", -1);
    }
    sqlite3_result_error(context, "azoth_number: a text is no number of the type", -1);
}

}  // namespace

int register_text_functions(sqlite3* handle) noexcept {
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    const std::pair<const char*, void (*)(sqlite3_context*, int, sqlite3_value**)> functions[] = {
        {"azoth_char_length", &count_characters},
        {"azoth_text_integer", &read_number<std::int64_t, Otherwise::error>},
        {"azoth_text_real", &read_number<double, Otherwise::error>},
        {"azoth_try_integer", &read_number<std::int64_t, Otherwise::null>},
        {"azoth_try_real", &read_number<double, Otherwise::null>},
    };
    for (const auto& [name, function] : functions) {
        const int result = sqlite3_create_function_v2(handle, name, 1, flags, nullptr, function,
                                                      nullptr, nullptr, nullptr);
        if (result != SQLITE_OK) return result;
    }
    return SQLITE_OK;
}

}  // namespace azoth::sqlite3_driver
