// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/value/value.hpp>

#include "wire_type.hpp"

namespace azoth::libpq {

/// Reads a cell in the binary format. What has to be built (a numeric's digits) lives in `scratch`;
/// the rest borrows `data`. Throws `ConversionError` (`value_not_representable`) for infinity, NaN
/// in a numeric and times the carriers do not have, and `InternalError` (`malformed_value`) for
/// bytes that are no value of the type.
[[nodiscard]] ValueView decode_binary(const WireType& type, const char* data, std::size_t size,
                                      std::string& scratch);

/// The same for a cell in the text format (DateStyle ISO, IntervalStyle postgres).
[[nodiscard]] ValueView decode_text(const WireType& type, const char* data, std::size_t size,
                                    std::string& scratch);

/// An array in either format; `elements` owns what the view shows. Inner dimensions are arrays of
/// arrays; bounds other than 1 are not kept.
[[nodiscard]] ValueView decode_binary_array(const WireType& type, const char* data,
                                            std::size_t size, std::vector<Value>& elements);
[[nodiscard]] ValueView decode_text_array(const WireType& type, std::string_view text,
                                          std::vector<Value>& elements);

/// A `character(n)` is filled up with blanks, which mean nothing anywhere but in patterns.
[[nodiscard]] inline std::string_view without_padding(std::string_view text) noexcept {
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

[[noreturn]] void throw_malformed(const WireType& type);

}  // namespace azoth::libpq
