// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include <azoth/error/export.hpp>
#include <azoth/value/value_view.hpp>

namespace azoth {

/// A value for a log line: NULL, true, 42, 1.5, 'text', x'00ff', 2024-02-29. One line of valid
/// UTF-8 whatever the value holds: control characters, direction overrides and broken sequences are
/// escaped as \n or \x{9b}. Text and bytes longer than `max_bytes`, and arrays of more elements
/// than show, are cut and say how long they are. Not SQL: never send it to a database.
[[nodiscard]] AZOTH_EXPORT std::string describe(const ValueView& view, std::size_t max_bytes = 64);

/// The whole value as a person writes it, without quotes and escapes: what a program prints.
/// NULL is empty, bytes are hexadecimal, arrays are written as `{a,b}`.
[[nodiscard]] AZOTH_EXPORT std::string to_string(const ValueView& view);

}  // namespace azoth
