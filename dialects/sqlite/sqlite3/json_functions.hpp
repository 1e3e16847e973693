// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

namespace azoth::sqlite3_driver {

/// Functions that look inside JSON text by a path of arguments: a text names a member, an integer
/// an element from 0, negative from the end. What is not there is NULL.
///
/// - `azoth_json(document, …)`: the JSON value there, as it stands in the document;
/// - `azoth_json_text`: the content of a string, the text of anything else; NULL for null;
/// - `azoth_json_integer`, `azoth_json_real`, `azoth_json_numeric` (decimal text, every digit
/// kept),
///   `azoth_json_boolean` (1 and 0): that text read so; NULL for null;
/// - `azoth_json_type`: "object", "array", "string", "number", "boolean", "null";
/// - `azoth_json_length`: of an array.
///
/// SQLite's own functions take a path in one text, where names and syntax mix, compare names as
/// they are spelled, and read numbers as doubles. What is no JSON, or another kind of value, is the
/// error `bad_json`. Returns an SQLite code.
[[nodiscard]] int register_json_functions(sqlite3* handle) noexcept;

}  // namespace azoth::sqlite3_driver
