// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <azoth/error/export.hpp>
#include <azoth/types/type_kind.hpp>
#include <azoth/value/kind.hpp>

namespace azoth {

struct TypeDetail;
class TypeDecorator;

/// The type of a column or expression: a small immutable value, copied freely (24 bytes; what plain
/// types need is inside, the rest is shared). Users say `Integer{}`, `String{120}` and so on, see
/// <azoth/types/types.hpp>; these add nothing to this class but their constructors. Thread-safe as
/// any immutable value.
class AZOTH_EXPORT SqlType {
public:
    /// The type that is not known.
    constexpr SqlType() noexcept : SqlType(TypeKind::null_type) {}
    constexpr explicit SqlType(TypeKind kind) noexcept : kind_(kind) {}
    // Inlined by force: every expression holds one, and almost none has anything to share.
    [[gnu::always_inline]] SqlType(const SqlType&) noexcept = default;
    [[gnu::always_inline]] SqlType(SqlType&&) noexcept = default;
    [[gnu::always_inline]] SqlType& operator=(const SqlType&) noexcept = default;
    [[gnu::always_inline]] SqlType& operator=(SqlType&&) noexcept = default;
    [[gnu::always_inline]] ~SqlType() = default;

    [[nodiscard]] TypeKind kind() const noexcept { return kind_; }
    /// Characters of a string or of an enum stored as text, bytes of a binary type. Empty means no
    /// limit was given.
    [[nodiscard]] std::optional<std::uint32_t> length() const noexcept;
    /// Decimal digits of a numeric type, bits of a float, fractional digits of seconds.
    [[nodiscard]] std::optional<std::uint32_t> precision() const noexcept;
    /// Digits behind the point of a numeric type.
    [[nodiscard]] std::optional<int> scale() const noexcept;

    // ---- shared parts; empty for plain types ----
    /// An enum's labels in order.
    [[nodiscard]] std::span<const std::string> labels() const noexcept;
    /// The name of an enum type in the database, or the spelling of an exact type.
    [[nodiscard]] std::string_view name() const noexcept;
    /// The schema that a named enum type lives in.
    [[nodiscard]] std::string_view schema() const noexcept;
    /// What an array holds; the unknown type for everything else.
    [[nodiscard]] const SqlType& item() const noexcept;
    /// Dimensions of an array, 0 for everything else.
    [[nodiscard]] int dimensions() const noexcept;
    [[nodiscard]] std::string_view collation() const noexcept;
    /// Mostly empty: the database looks for the collation where it looks for everything.
    [[nodiscard]] std::string_view collation_schema() const noexcept;
    [[nodiscard]] const TypeDecorator* decorator() const noexcept;
    /// The SQL around a bound value and around a selected column, `{}` standing for it; mostly
    /// empty.
    [[nodiscard]] std::string_view bind_expression() const noexcept;
    [[nodiscard]] std::string_view column_expression() const noexcept;
    /// Whether the spelling is given and goes into DDL and CAST as it stands: `types::Varchar{20}`,
    /// `CustomType{"CITEXT"}`, and what reflection found and no other type is spelled like.
    [[nodiscard]] bool is_exact() const noexcept { return (flags_ & exact_flag) != 0; }
    /// Whether JSON wants the database's binary form (`Jsonb{}`).
    [[nodiscard]] bool is_binary_json() const noexcept { return (flags_ & binary_json_flag) != 0; }
    /// Whether an enum wants the database's own enum type where there is one: MySQL's ENUM(…), and
    /// for an enum with a name PostgreSQL's CREATE TYPE. True unless `as_text()` was asked for.
    [[nodiscard]] bool is_native_enum() const noexcept { return (flags_ & text_enum_flag) == 0; }
    /// Whether an enum stored as text is guarded by a CHECK constraint. True unless
    /// `without_check()` was asked for.
    [[nodiscard]] bool has_check() const noexcept { return (flags_ & unchecked_flag) == 0; }
    [[nodiscard]] const TypeDetail* detail() const noexcept { return detail_.get(); }

    /// The kind of value a column of this type delivers and expects; null for the unknown type.
    [[nodiscard]] ValueKind value_kind() const noexcept;
    [[nodiscard]] bool is_known() const noexcept { return kind_ != TypeKind::null_type; }
    [[nodiscard]] bool is_integer() const noexcept;
    [[nodiscard]] bool is_number() const noexcept;
    /// char, string, text and enums.
    [[nodiscard]] bool is_text() const noexcept;
    [[nodiscard]] bool is_temporal() const noexcept;

    // ---- the same type with one thing added ----
    /// Another for a dialect or server: `Text{}.with_variant("mysql", CustomType{"LONGTEXT", …})`.
    [[nodiscard]] SqlType with_variant(std::string_view dialect, const SqlType& variant) const;
    /// The variant for a dialect by its name, or this type.
    [[nodiscard]] const SqlType& variant_for(std::string_view dialect) const noexcept;
    [[nodiscard]] SqlType with_collation(std::string_view collation,
                                         std::string_view schema = {}) const;
    /// Converts each value on its way, see `TypeDecorator`. One per type.
    [[nodiscard]] SqlType with_decorator(std::shared_ptr<const TypeDecorator> decorator) const;
    /// Wraps bound values: `.with_bind_expression("ST_GeomFromText({}, 4326)")`. Source code, never
    /// input; throws `ArgumentError` (`bad_type_expression`) unless `{}` stands in it exactly once,
    /// and for placeholders, semicolons and comments.
    [[nodiscard]] SqlType with_bind_expression(std::string_view sql) const;
    /// Wraps the column where a statement returns it: `.with_column_expression("ST_AsText({})")`.
    [[nodiscard]] SqlType with_column_expression(std::string_view sql) const;
    /// Names an enum type, where a database has such things: `Enum{"a", "b"}.named("mood")`. Tables
    /// that say the same name share the type. Without a schema it lives where the table does.
    [[nodiscard]] SqlType named(std::string_view name, std::string_view schema = {}) const;
    /// The same where enums, those inside of arrays and variants too, that have a name in the
    /// schema `from` have it in the schema `to`.
    [[nodiscard]] SqlType moved(std::string_view from, std::string_view to) const;
    /// How many characters an enum gets that is stored as text, so that labels can be added later.
    /// Throws `ArgumentError` (`bad_type_argument`) if a label is longer.
    [[nodiscard]] SqlType with_length(std::int64_t characters) const;
    /// An enum whose labels are checked before anything is sent: a text that is none is a
    /// `ConversionError` (`unknown_enum_label`). Without it the database checks.
    [[nodiscard]] SqlType validated() const;
    /// An enum stored as text everywhere.
    [[nodiscard]] SqlType as_text() const;
    /// An enum stored as text without a CHECK constraint.
    [[nodiscard]] SqlType without_check() const;
    /// The portable type behind an exact one: `types::Varchar{20}` is `String{20}`, what reflection
    /// found as "MEDIUMINT" is `Integer`, `Jsonb` is `Json`. An exact type that says nothing but
    /// the kind of its values becomes the plain type of that kind. Collations stay behind: their
    /// names mean nothing elsewhere.
    [[nodiscard]] SqlType as_generic() const;

    /// For logs and errors: the user's spelling, such as "Numeric(10, 2)".
    [[nodiscard]] std::string describe() const;
    [[nodiscard]] std::size_t hash() const noexcept {
        const std::uint64_t plain =
            static_cast<std::uint64_t>(kind_) | static_cast<std::uint64_t>(flags_) << 8 |
            static_cast<std::uint64_t>(static_cast<std::uint16_t>(scale_)) << 16 |
            static_cast<std::uint64_t>(size_) << 32;
        return detail_ ? plain ^ hash_details() : plain;
    }
    /// Structural, all details included; decorators are equal by identity.
    friend bool operator==(const SqlType& a, const SqlType& b) noexcept {
        return a.kind_ == b.kind_ && a.flags_ == b.flags_ && a.scale_ == b.scale_ &&
               a.size_ == b.size_ && (a.detail_ == b.detail_ || a.equal_details(b));
    }

protected:
    static constexpr std::uint32_t no_size = 0xffff'ffff;
    static constexpr std::int16_t no_scale = INT16_MIN;
    static constexpr std::uint8_t text_enum_flag = 1;
    static constexpr std::uint8_t unchecked_flag = 2;
    static constexpr std::uint8_t exact_flag = 4;
    static constexpr std::uint8_t binary_json_flag = 8;

    /// `size` is a length or a precision. Throws `ArgumentError` (`bad_type_argument`) for sizes
    /// beyond 32 bits, negative ones, and scales beyond ±1000.
    SqlType(TypeKind kind, std::int64_t size);
    SqlType(TypeKind kind, std::int64_t precision, std::int64_t scale);
    SqlType(TypeKind kind, std::shared_ptr<const TypeDetail> detail) noexcept;
    constexpr SqlType(TypeKind kind, std::uint8_t flags) noexcept : kind_(kind), flags_(flags) {}
    /// `behaves_as` in a spelling of its own, which is checked.
    SqlType(std::string_view spelling, const SqlType& behaves_as);

private:
    [[nodiscard]] std::size_t hash_details() const noexcept;
    [[nodiscard]] bool equal_details(const SqlType& other) const noexcept;
    template <class Change>
    [[nodiscard]] SqlType changed(Change change) const;

    TypeKind kind_;
    std::uint8_t flags_ = 0;
    std::int16_t scale_ = no_scale;
    std::uint32_t size_ = no_size;
    std::shared_ptr<const TypeDetail> detail_;
};

static_assert(sizeof(SqlType) <= 24);

}  // namespace azoth

template <>
struct std::hash<azoth::SqlType> {
    std::size_t operator()(const azoth::SqlType& type) const noexcept { return type.hash(); }
};
