// SPDX-License-Identifier: MIT
#include "text_functions.hpp"

#include <algorithm>

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

}  // namespace

int register_text_functions(sqlite3* handle) noexcept {
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    return sqlite3_create_function_v2(handle, "azoth_char_length", 1, flags, nullptr,
                                      &count_characters, nullptr, nullptr, nullptr);
}

}  // namespace azoth::sqlite3_driver
