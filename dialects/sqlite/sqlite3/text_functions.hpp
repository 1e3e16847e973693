// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

namespace azoth::sqlite3_driver {

/// Registers `azoth_char_length(text)`: the characters of a text, also of those behind a NUL, where
/// SQLite's length() ends. Bytes are counted as bytes, numbers by their text, NULL gives NULL.
/// Returns SQLite's result code.
[[nodiscard]] int register_text_functions(sqlite3* handle) noexcept;

}  // namespace azoth::sqlite3_driver
