// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/compile/compiled.hpp>
#include <azoth/value/value.hpp>

namespace azoth::detail {

/// Kinds of values that go to a column of that type as they are, one bit per ValueKind.
[[nodiscard]] std::uint32_t accepted_kinds(const SqlType& type) noexcept;

[[nodiscard]] constexpr bool accepts(std::uint32_t kinds, ValueKind kind) noexcept {
    return ((kinds >> static_cast<unsigned>(kind)) & 1U) != 0;
}

/// The same for what a column is to keep: none but NULL where each value is looked at.
[[nodiscard]] std::uint32_t stored_kinds(const SqlType& type) noexcept;

/// The value in a kind the type takes, and through its decorator. Throws `ArgumentError`
/// (`bind_type`) that says what the parameter is and what the column wants.
[[nodiscard]] Value adapted(const SqlType& type, const ValueView& value, std::string_view name);

/// Throws `ArgumentError` (`bind_type`) for a number with more digits than a column of the type
/// keeps.
void require_room(const SqlType& type, const ValueView& value, std::string_view column);
/// The value as a column keeps it: itself where the column takes its kind, else adapted() and put
/// into `owned`. Throws as both.
[[nodiscard]] ValueView stored(const SqlType& type, const ValueView& value, std::string_view column,
                               std::deque<Value>& owned);

/// How one placeholder gets its value.
struct ParameterPlan {
    std::uint32_t bind = 0;      ///< index among the statement's binds
    std::uint32_t kinds = 0;     ///< passed on as they are; 0: always adapted
    std::uint32_t argument = 0;  ///< index into BindPlan::names, for a named bind
    std::uint32_t gap = 0;  ///< index into compile::Compiled::expansions, for lists and literals
    bool named = false;
    bool expands = false;
    bool is_literal = false;  ///< stands in the text, not among the parameters
    bool is_default = false;  ///< see compile::Parameter
};

/// How a compiled statement gets its values, worked out once.
struct BindPlan {
    explicit BindPlan(const compile::Compiled& compiled);

    std::vector<ParameterPlan> parameters;
    std::vector<std::string> names;  ///< named binds in the order in which they first stand
    bool is_simple = true;           ///< no names, lists, literals or defaults
    bool has_defaults = false;
};

}  // namespace azoth::detail
