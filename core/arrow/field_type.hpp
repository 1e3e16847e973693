// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/types/sql_type.hpp>
#include <azoth/value/kind.hpp>

namespace azoth::arrow {

/// How values are laid out in an array, and what they mean.
enum class Layout : std::uint8_t {
    undecided,          ///< the cells of the first batch will tell
    undecided_decimal,  ///< a decimal whose digits they will tell
    null,               ///< no values at all
    boolean,
    int16,
    int32,
    int64,
    uint64,
    float32,
    float64,
    decimal128,
    decimal256,
    text,
    bytes,
    date,          ///< days
    time,          ///< nanoseconds
    timestamp_us,  ///< local
    timestamp_ns,
    instant_us,  ///< UTC
    instant_ns,
    interval,
    uuid,
    json,
    list,
};

/// The Arrow type of a column or of a list's elements.
struct FieldType {
    Layout layout = Layout::undecided;
    int precision = 0;  ///< of decimals
    int scale = 0;
    std::vector<FieldType> item{};  ///< of a list: one, else none

    friend bool operator==(const FieldType&, const FieldType&) = default;

    /// Whether nothing is left to the cells.
    [[nodiscard]] bool is_decided() const noexcept;
    /// The spelling in an ArrowSchema, such as "d:10,2".
    [[nodiscard]] std::string format() const;
    /// The canonical extension type that the layout stands for, such as "arrow.uuid"; mostly empty.
    [[nodiscard]] std::string_view extension() const noexcept;

    [[nodiscard]] static FieldType list_of(FieldType item);
    /// For `whole` digits before the point and `scale` behind it; text where Arrow's decimals are
    /// too short.
    [[nodiscard]] static FieldType decimal(int whole, int scale);
    /// The same with all the digits before the point that there is room for.
    [[nodiscard]] static FieldType longest_decimal(int whole, int scale);
};

/// What is known of the values of a column that the statement describes.
struct Promise {
    /// The column is stored, cast or said to be of its type. What is computed may be wider: a
    /// product has more digits than its factors.
    bool has_declared_width = true;
    /// The database keeps binary32 as binary32; SQL without fixed column types does not.
    bool keeps_binary32 = true;
};

/// The type for values of an SQL type.
[[nodiscard]] FieldType field_type(const SqlType& type, const Promise& promise);
/// The type for values of a kind, where nothing else is known.
[[nodiscard]] FieldType field_type(ValueKind kind);

}  // namespace azoth::arrow
