// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <azoth/engine/row_stream.hpp>
#include <azoth/value/convert.hpp>

/// Reads cells straight from a driver's cursor into C++ values: one virtual call per cell.
namespace azoth::detail {

/// A Numeric that the database keeps as text, as the exact number that it is; nothing for any other
/// cell.
[[nodiscard]] AZOTH_EXPORT std::optional<DecimalView> kept_number(const RowStream& stream,
                                                                  std::size_t column);
/// Throws the error that is being handled again, with the column's name.
[[noreturn]] AZOTH_EXPORT void rethrow_for_column(const RowStream& stream, std::size_t column);
/// ArgumentError `column_count`: the row is narrower than what was asked for.
[[noreturn]] AZOTH_EXPORT void throw_too_few_columns(const RowStream& stream, std::size_t wanted);

/// NULL: an empty optional, else an error.
template <class T>
[[nodiscard]] T null_cell(ValueKind wanted) {
    if constexpr (is_optional<T>) {
        return std::nullopt;
    } else {
        throw_unexpected_null(kind_name(wanted));
    }
}

/// Whether T's carrier has a read of its own in the cursor.
template <class T, class Carrier>
inline constexpr bool travels_as = [] {
    if constexpr (requires { typename value_traits<without_optional<T>>::carrier; }) {
        return std::is_same_v<typename value_traits<without_optional<T>>::carrier, Carrier>;
    } else {
        return false;
    }
}();

template <class T>
[[nodiscard]] inline T scan_cell(driver::Cursor& cursor, std::size_t column) {
    using Traits = value_traits<without_optional<T>>;
    if constexpr (travels_as<T, std::int64_t>) {
        std::int64_t value;
        if (!cursor.read_int64(column, value)) return null_cell<T>(ValueKind::int64);
        return Traits::from_carrier(value);
    } else if constexpr (travels_as<T, double>) {
        double value;
        if (!cursor.read_double(column, value)) return null_cell<T>(ValueKind::real);
        return Traits::from_carrier(value);
    } else if constexpr (travels_as<T, std::string_view>) {
        std::string_view value;
        if (!cursor.read_text(column, value)) return null_cell<T>(ValueKind::text);
        return Traits::from_carrier(value);
    } else if constexpr (travels_as<T, BytesView>) {
        BytesView value;
        if (!cursor.read_bytes(column, value)) return null_cell<T>(ValueKind::bytes);
        return Traits::from_carrier(value);
    } else {
        return convert<T>(cursor.cell(column));
    }
}

/// Reads a cell anew that was not of the kind asked for.
template <class T>
[[nodiscard]] T scan_again(RowStream& stream, std::size_t column) {
    try {
        const std::optional<DecimalView> number = kept_number(stream, column);
        return number ? convert<T>(ValueView(*number)) : scan_cell<T>(stream.current(), column);
    } catch (...) {
        rethrow_for_column(stream, column);
    }
}

/// A row with its cells read as Ts.
template <class Row, class... Ts, std::size_t... I>
[[nodiscard]] inline Row scan_cells(RowStream& stream, std::tuple<Ts...>*,
                                    std::index_sequence<I...>) {
    try {
        driver::Cursor& cursor = stream.current();
        return Row{scan_cell<Ts>(cursor, I)...};
    } catch (const ConversionError&) {
        return Row{scan_again<Ts>(stream, I)...};
    }
}

/// The current row, its first columns read as Ts.
template <class... Ts>
[[nodiscard]] inline std::tuple<Ts...> scan_row(RowStream& stream) {
    using Row = std::tuple<Ts...>;
    return scan_cells<Row>(stream, static_cast<Row*>(nullptr), std::index_sequence_for<Ts...>{});
}

template <class T>
[[nodiscard]] inline T scan_one(RowStream& stream, std::size_t column) {
    try {
        return scan_cell<T>(stream.current(), column);
    } catch (const ConversionError&) {
        return scan_again<T>(stream, column);
    }
}

}  // namespace azoth::detail
