// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace golden {

/// A value as a case lists it: `'Queen' String(120)`.
struct GivenValue {
    std::string text;  ///< without quotes and escapes; of bytes the hexadecimal digits
    std::string type;  ///< without its size: `String`; empty if the case does not say
    bool is_null = false;
};

/// The SQL of a case without its list of values.
[[nodiscard]] std::string sql_of(std::string_view text);
/// The values of a case, in the order of its placeholders. What comes with an execution or is made
/// then stands as some value of its type, a list as its first element.
[[nodiscard]] std::vector<GivenValue> values_of(std::string_view text);

}  // namespace golden
