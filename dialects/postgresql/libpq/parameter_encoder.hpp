// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <azoth/value/value_view.hpp>

#include "wire_type.hpp"

namespace azoth::libpq {

/// Turns carriers into what libpq sends, by the types the server described for the placeholders.
/// Text and bytes are borrowed from the carriers, everything else lives here until the next call,
/// so that binding allocates nothing once the buffers have grown.
class ParameterEncoder {
public:
    ParameterEncoder() = default;
    explicit ParameterEncoder(std::vector<std::uint32_t> oids);

    [[nodiscard]] std::size_t size() const noexcept { return types_.size(); }
    [[nodiscard]] const WireType& type(std::size_t index) const noexcept { return *types_[index]; }

    /// Throws `ArgumentError` (`too_many_parameters`, `bind_missing`, `bind_unknown`) for a wrong
    /// count, and `ConversionError` naming the placeholder for a value that its type cannot hold.
    void encode(std::span<const ValueView> parameters);

    // libpq's arrays. A type of 0 is left to the server.
    [[nodiscard]] const std::uint32_t* oids() const noexcept { return oids_.data(); }
    [[nodiscard]] const char* const* values() const noexcept { return values_.data(); }
    [[nodiscard]] const int* lengths() const noexcept { return lengths_.data(); }
    [[nodiscard]] const int* formats() const noexcept { return formats_.data(); }

private:
    void check_count(std::size_t count) const;
    void encode_one(std::size_t index, const ValueView& value);
    void encode_other_kind(std::size_t index, const ValueView& value);
    void encode_as_text(std::size_t index, const ValueView& value);
    void set_array(std::size_t index, const ValueView& value);
    void set(std::size_t index, const char* data, std::size_t size, int format);
    template <class Unsigned>
    void set_number(std::size_t index, Unsigned bits);
    void set_text(std::size_t index, std::string_view text);
    void set_copy(std::size_t index, std::string_view prefix, std::string_view text, int format);
    void set_int64(std::size_t index, Wire wire, std::int64_t value);
    void set_real(std::size_t index, Wire wire, double value);
    void set_numeric(std::size_t index, std::string_view canonical);
    void set_interval(std::size_t index, Interval value);

    static constexpr std::size_t fixed_size = 16;  // the widest type of fixed size

    std::vector<std::uint32_t> oids_;
    std::vector<const WireType*> types_;
    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::vector<char> fixed_;         ///< fixed_size bytes per placeholder
    std::vector<std::string> texts_;  ///< one buffer per placeholder
};

}  // namespace azoth::libpq
