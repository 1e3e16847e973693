// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>

#include <azoth/types/sql_type.hpp>
#include <azoth/value/value_view.hpp>

#include "number_range.hpp"

namespace azoth {

/// 2.5 beside an integer stays what it is, and so do an exact number beside a real one and a moment
/// beside a day.
inline bool keeps_own_type(ValueKind value, const SqlType& peer) {
    if (value != ValueKind::real && value != ValueKind::decimal && value != ValueKind::timestamp)
        return false;
    if (peer.decorator() != nullptr) return false;
    if (value == ValueKind::timestamp) return peer.kind() == TypeKind::date;
    const bool is_real = peer.kind() == TypeKind::double_ || peer.kind() == TypeKind::float_;
    return peer.is_integer() || (is_real && value == ValueKind::decimal);
}

/// Named values come with the execution: whatever they are, this holds them.
[[gnu::noinline]] inline SqlType named_type(const SqlType& peer) {
    if (peer.decorator() != nullptr) return peer;
    switch (peer.kind()) {
        case TypeKind::small_integer:
        case TypeKind::integer: return SqlType(TypeKind::big_integer);
        case TypeKind::float_: return SqlType(TypeKind::double_);
        default: return peer;
    }
}

/// The type of values that are compared with one expression: its own, or where that does not hold
/// one of them a number that holds all.
class ListType {
public:
    explicit ListType(const SqlType& peer)
        : peer_(peer), is_plain_number_(peer.is_number() && peer.decorator() == nullptr) {}

    void add(const ValueView& value) {
        if (!is_plain_number_) return;
        const ValueKind kind = value.kind();
        is_outgrown_ = is_outgrown_ || keeps_own_type(kind, peer_) || exceeds(peer_, value);
        has_decimal_ = has_decimal_ || kind == ValueKind::decimal;
        has_real_ = has_real_ || kind == ValueKind::real;
        has_negative_ = has_negative_ || (kind == ValueKind::int64 && value.int64() < 0);
        constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
        has_unsigned_ = has_unsigned_ || (kind == ValueKind::uint64 && value.uint64() > most);
        constexpr std::int64_t exact = std::int64_t{1} << 53;
        has_long_ = has_long_ || has_unsigned_ ||
                    (kind == ValueKind::uint64 && value.uint64() > exact) ||
                    (kind == ValueKind::int64 && (value.int64() > exact || value.int64() < -exact));
    }

    [[nodiscard]] SqlType type() const {
        if (!is_outgrown_) return peer_;
        if (has_decimal_) return SqlType(TypeKind::numeric);
        if (!peer_.is_integer()) return SqlType(TypeKind::double_);
        // No real number holds all digits of a long one, nor any integer all of both signs.
        if (has_real_) return SqlType(has_long_ ? TypeKind::numeric : TypeKind::double_);
        if (!has_unsigned_) return SqlType(TypeKind::big_integer);
        return SqlType(has_negative_ ? TypeKind::numeric : TypeKind::unsigned_big_integer);
    }

private:
    SqlType peer_;
    bool is_plain_number_;
    bool is_outgrown_ = false;
    bool has_decimal_ = false;
    bool has_real_ = false;
    bool has_negative_ = false;
    bool has_unsigned_ = false;
    bool has_long_ = false;
};

}  // namespace azoth
