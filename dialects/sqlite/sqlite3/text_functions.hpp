// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

namespace azoth::sqlite3_driver {

/// Registers `azoth_char_length(text)`: the characters of a text, also of those behind a NUL, where
/// SQLite's length() ends; bytes are counted as bytes, numbers by their text. And the numbers that
/// texts are as a whole, where SQLite's CAST takes what begins as one: `azoth_text_integer(text)`
/// and `azoth_text_real(text)`, an error for others, `azoth_try_integer(text)` and
/// `azoth_try_real(text)`, which give NULL. NULL gives NULL. Returns SQLite's result code.
[[nodiscard]] int register_text_functions(sqlite3* handle) noexcept;

}  // namespace azoth::sqlite3_driver
