// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include <azoth/types/sql_type.hpp>
#include <azoth/types/type_of.hpp>

/// The types as users say them. Each is a SqlType and nothing more: assigning one to a SqlType
/// keeps everything. Sizes that make no sense throw `ArgumentError` (`bad_type_argument`).
namespace azoth {

struct with_timezone_t {};
/// `DateTime{with_timezone}`: an instant rather than a local time.
inline constexpr with_timezone_t with_timezone{};

struct Boolean : SqlType {
    constexpr Boolean() noexcept : SqlType(TypeKind::boolean) {}
};
struct SmallInteger : SqlType {
    constexpr SmallInteger() noexcept : SqlType(TypeKind::small_integer) {}
};
struct Integer : SqlType {
    constexpr Integer() noexcept : SqlType(TypeKind::integer) {}
};
struct BigInteger : SqlType {
    constexpr BigInteger() noexcept : SqlType(TypeKind::big_integer) {}
};
/// 0 … 2^64 - 1, exact in every database that accepts it.
struct UnsignedBigInteger : SqlType {
    constexpr UnsignedBigInteger() noexcept : SqlType(TypeKind::unsigned_big_integer) {}
};
struct Float : SqlType {
    constexpr Float() noexcept : SqlType(TypeKind::float_) {}
};
struct Double : SqlType {
    constexpr Double() noexcept : SqlType(TypeKind::double_) {}
};

/// Exact numbers, read as `Decimal`: `Numeric{10, 2}` holds eight digits before the point. A value
/// with more digits than its column is refused before it is sent (`bind_type`): round it first.
struct Numeric : SqlType {
    constexpr Numeric() noexcept : SqlType(TypeKind::numeric) {}
    explicit Numeric(std::int64_t precision) : SqlType(TypeKind::numeric, precision, 0) {}
    Numeric(std::int64_t precision, std::int64_t scale)
        : SqlType(TypeKind::numeric, precision, scale) {}
};

/// Text up to `length` characters; without one, as long as the database lets a string be.
struct AZOTH_EXPORT String : SqlType {
    constexpr String() noexcept : SqlType(TypeKind::string) {}
    explicit String(std::int64_t length) : SqlType(TypeKind::string, length) {}
    /// In the database's collation of that name: `String{120, "nocase"}`.
    String(std::int64_t length, std::string_view collation, std::string_view schema = {});
};
/// Text of exactly `length` characters, padded by most databases.
struct Char : SqlType {
    explicit Char(std::int64_t length) : SqlType(TypeKind::char_, length) {}
};
/// Text of any length.
struct Text : SqlType {
    constexpr Text() noexcept : SqlType(TypeKind::text) {}
};

/// All text is Unicode here; these are the same types under the names that say so.
using Unicode = String;
using UnicodeText = Text;

/// Bytes of any length.
struct LargeBinary : SqlType {
    constexpr LargeBinary() noexcept : SqlType(TypeKind::bytes) {}
};
/// Bytes up to `length`.
struct Binary : SqlType {
    explicit Binary(std::int64_t length) : SqlType(TypeKind::binary, length) {}
};

// Date, Uuid and Interval name the values; the types of columns that hold them end in Type.

struct DateType : SqlType {
    constexpr DateType() noexcept : SqlType(TypeKind::date) {}
};
/// A time of day, with up to `fraction_digits` digits behind the seconds.
struct AZOTH_EXPORT Time : SqlType {
    constexpr Time() noexcept : SqlType(TypeKind::time) {}
    explicit Time(int fraction_digits);
};
/// A date and time: local (`Timestamp`), or with `with_timezone` an instant (`Instant`).
struct AZOTH_EXPORT DateTime : SqlType {
    constexpr DateTime() noexcept : SqlType(TypeKind::timestamp) {}
    explicit DateTime(int fraction_digits);
    /// `timezone` alone is a number, of the C library, and `true` is one, too.
    template <std::integral Other>
    requires(!std::same_as<Other, int>) explicit DateTime(Other) : DateTime() {
        static_assert(
            sizeof(Other) == 0,
            "azoth: DateTime takes digits, an int, or is an instant: DateTime{with_timezone}");
    }
    constexpr explicit DateTime(with_timezone_t) noexcept : SqlType(TypeKind::timestamp_tz) {}
    DateTime(with_timezone_t, int fraction_digits);
};
struct IntervalType : SqlType {
    constexpr IntervalType() noexcept : SqlType(TypeKind::interval) {}
};
struct UuidType : SqlType {
    constexpr UuidType() noexcept : SqlType(TypeKind::uuid) {}
};
/// JSON text, read as `JsonText` or through a trait of your own. The text is kept as it stands.
struct Json : SqlType {
    constexpr Json() noexcept : SqlType(TypeKind::json) {}
};
/// JSON in the database's binary form where it has one (PostgreSQL's jsonb: documents can be
/// compared, searched and indexed, and come back rewritten), else the same as `Json`.
struct Jsonb : SqlType {
    constexpr Jsonb() noexcept : SqlType(TypeKind::json, binary_json_flag) {}
};

/// One of a list of labels: the database's own enum where it has one, otherwise text with a CHECK.
/// `Enum{"red", "green"}.named("color")` gives it the name that PostgreSQL's CREATE TYPE wants;
/// create_all() makes such types before the tables and drop_all() drops them after. Without a name
/// it is text there. Labels order as they are listed where the type is the database's own, else as
/// texts.
struct AZOTH_EXPORT Enum : SqlType {
    /// Throws `ArgumentError` (`bad_enum_labels`) for an empty list, and for empty or repeated
    /// labels.
    Enum(std::initializer_list<std::string_view> labels);
    explicit Enum(std::span<const std::string_view> labels);
    explicit Enum(std::span<const std::string> labels);
    /// The labels of a C++ enum that has `enum_traits`, and the name if that says one.
    template <labelled_enum E>
    [[nodiscard]] static SqlType of() {
        return detail::enum_type(detail::labels_of<E>(), detail::type_name_of<E>());
    }
};

/// An array of `item` with a number of dimensions: `Array{Integer{}, 2}` is a matrix. (An Array in
/// an Array is a copy in C++, hence the number.)
struct AZOTH_EXPORT Array : SqlType {
    /// Throws `ArgumentError` (`bad_type_argument`) for fewer than one dimension, or an item type
    /// that is itself an array or not known.
    explicit Array(const SqlType& item, int dimensions = 1);
};

/// A type by the database's own spelling, which goes into the SQL as it stands:
/// `CustomType{"CITEXT", Text{}}`. Never pass a spelling from outside. Standard spellings have
/// names, see <azoth/types/exact.hpp>.
struct AZOTH_EXPORT CustomType : SqlType {
    /// `value_kind` is what its columns deliver. Throws `ArgumentError` (`bad_type_argument`) for
    /// an empty spelling, one with a NUL, a semicolon or a comment, and for quotes or parentheses
    /// that stay open.
    explicit CustomType(std::string_view spelling, ValueKind value_kind = ValueKind::text);
    /// Spelled like that and in all else the type given: its values, its operators, and what
    /// `as_generic()` gives back.
    CustomType(std::string_view spelling, const SqlType& behaves_as);
};

}  // namespace azoth
