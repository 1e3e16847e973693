// SPDX-License-Identifier: MIT
#include <azoth/value/convert.hpp>

#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include <azoth/value/datetime.hpp>
#include <azoth/value/value.hpp>

namespace azoth {

namespace {

/// NULL and whatever no case above has taken.
[[noreturn]] void refuse(const ValueView& from, ValueKind wanted, std::string_view hint = {}) {
    if (from.is_null()) throw_unexpected_null(kind_name(wanted));
    throw_type_mismatch(from.kind(), kind_name(wanted), hint);
}

/// A double that is a whole number within [-2^63, 2^64) as an integer of type I.
template <class I>
bool exact_integer(double number, I& to) {
    constexpr double low = std::is_signed_v<I> ? -0x1p63 : 0.0;
    constexpr double high = std::is_signed_v<I> ? 0x1p63 : 0x1p64;
    if (!(number >= low && number < high) || std::trunc(number) != number) return false;
    to = static_cast<I>(number);
    return true;
}

template <class I>
bool exact_real(I number, double& to) {
    const auto real = static_cast<double>(number);
    I back{};
    if (!exact_integer(real, back) || back != number) return false;
    to = real;
    return true;
}

template <class I>
bool exact_decimal(std::string_view text, I& to) {
    const Decimal decimal(text);
    const auto number = [&decimal] {
        if constexpr (std::is_signed_v<I>) {
            return decimal.try_int64();
        } else {
            return decimal.try_uint64();
        }
    }();
    if (number) to = *number;
    return number.has_value();
}

template <class I>
void convert_integer(const ValueView& from, I& to) {
    constexpr ValueKind wanted = carrier_kind<I>;
    bool fits = false;
    switch (from.kind()) {
        case ValueKind::int64:
            fits = std::in_range<I>(from.int64());
            to = static_cast<I>(from.int64());
            break;
        case ValueKind::uint64:
            fits = std::in_range<I>(from.uint64());
            to = static_cast<I>(from.uint64());
            break;
        case ValueKind::real: fits = exact_integer(from.real(), to); break;
        case ValueKind::decimal: fits = exact_decimal(from.chars(), to); break;
        default: refuse(from, wanted);
    }
    if (!fits) throw_out_of_range(from.kind(), kind_name(wanted));
}

template <class T>
void convert_temporal(const ValueView& from, T& to) {
    constexpr ValueKind wanted = carrier_kind<T>;
    if (from.kind() != ValueKind::text) refuse(from, wanted);
    switch (try_parse(from.chars(), to)) {
        case ParseResult::ok: return;
        case ParseResult::not_representable: throw_not_representable(kind_name(wanted));
        case ParseResult::malformed: refuse(from, wanted, "the text is not in the ISO 8601 form");
    }
}

template <class Number, class... Format>
std::string_view write_number(ConversionBuffer& buffer, Number number, Format... format) {
    const auto end =
        std::to_chars(buffer.chars, buffer.chars + sizeof buffer.chars, number, format...);
    return {buffer.chars, static_cast<std::size_t>(end.ptr - buffer.chars)};
}

std::string_view write_text(ConversionBuffer& buffer, const TemporalText& text) {
    std::memcpy(buffer.chars, text.view().data(), text.view().size());
    return {buffer.chars, text.view().size()};
}

}  // namespace

void convert_into(const ValueView& from, bool& to, ConversionBuffer*) {
    if (from.kind() != ValueKind::int64 && from.kind() != ValueKind::uint64)
        refuse(from, ValueKind::boolean);
    const std::uint64_t number =
        from.kind() == ValueKind::uint64 ? from.uint64() : static_cast<std::uint64_t>(from.int64());
    if (number > 1) throw_out_of_range(from.kind(), kind_name(ValueKind::boolean));
    to = number == 1;
}

void convert_into(const ValueView& from, std::int64_t& to, ConversionBuffer*) {
    convert_integer(from, to);
}

void convert_into(const ValueView& from, std::uint64_t& to, ConversionBuffer*) {
    convert_integer(from, to);
}

void convert_into(const ValueView& from, double& to, ConversionBuffer*) {
    bool exact = false;
    switch (from.kind()) {
        case ValueKind::int64: exact = exact_real(from.int64(), to); break;
        case ValueKind::uint64: exact = exact_real(from.uint64(), to); break;
        case ValueKind::decimal:
            refuse(from, ValueKind::real,
                   "read it as a Decimal; its to_double_lossy() gives up exactness by name");
        default: refuse(from, ValueKind::real);
    }
    if (!exact) throw_out_of_range(from.kind(), kind_name(ValueKind::real));
}

void convert_into(const ValueView& from, DecimalView& to, ConversionBuffer* buffer) {
    if (from.kind() == ValueKind::text && Decimal::try_parse(from.chars())) {
        to.digits = from.chars();
    } else if (buffer == nullptr) {
        refuse(from, ValueKind::decimal);
    } else if (from.kind() == ValueKind::int64) {
        to.digits = write_number(*buffer, from.int64());
    } else if (from.kind() == ValueKind::uint64) {
        to.digits = write_number(*buffer, from.uint64());
    } else if (from.kind() == ValueKind::real) {
        if (!std::isfinite(from.real())) throw_not_representable(kind_name(ValueKind::decimal));
        to.digits = write_number(*buffer, from.real(), std::chars_format::fixed);
    } else {
        refuse(from, ValueKind::decimal);
    }
}

void convert_into(const ValueView& from, std::string_view& to, ConversionBuffer* buffer) {
    switch (from.kind()) {
        case ValueKind::decimal:
        case ValueKind::json: to = from.chars(); return;
        default: break;
    }
    if (buffer == nullptr) refuse(from, ValueKind::text);
    switch (from.kind()) {
        case ValueKind::date: to = write_text(*buffer, format(from.date())); return;
        case ValueKind::time: to = write_text(*buffer, format(from.time())); return;
        case ValueKind::timestamp: to = write_text(*buffer, format(from.timestamp())); return;
        case ValueKind::timestamp_tz: to = write_text(*buffer, format(from.instant())); return;
        case ValueKind::interval: to = write_text(*buffer, format(from.interval())); return;
        case ValueKind::uuid:
            format_uuid(from.uuid(), buffer->chars);
            to = {buffer->chars, 36};
            return;
        default: refuse(from, ValueKind::text);
    }
}

void convert_into(const ValueView& from, BytesView&, ConversionBuffer*) {
    refuse(from, ValueKind::bytes);
}

void convert_into(const ValueView& from, Date& to, ConversionBuffer*) {
    convert_temporal(from, to);
}

void convert_into(const ValueView& from, TimeOfDay& to, ConversionBuffer*) {
    convert_temporal(from, to);
}

void convert_into(const ValueView& from, Timestamp& to, ConversionBuffer*) {
    if (from.kind() == ValueKind::date) {
        to = Timestamp{from.date(), TimeOfDay{}};
    } else {
        convert_temporal(from, to);
    }
}

void convert_into(const ValueView& from, Instant& to, ConversionBuffer*) {
    convert_temporal(from, to);
}

void convert_into(const ValueView& from, Interval& to, ConversionBuffer*) {
    convert_temporal(from, to);
}

void convert_into(const ValueView& from, Uuid& to, ConversionBuffer*) {
    if (from.kind() == ValueKind::text) {
        if (!try_parse(from.chars(), to))
            refuse(from, ValueKind::uuid, "the text is not of the form 8-4-4-4-12");
    } else if (from.kind() == ValueKind::bytes) {
        const BytesView bytes = from.bytes();
        if (bytes.size() != to.bytes.size())
            throw_out_of_range(from.kind(), kind_name(ValueKind::uuid));
        std::memcpy(to.bytes.data(), bytes.data(), bytes.size());
    } else {
        refuse(from, ValueKind::uuid);
    }
}

void convert_into(const ValueView& from, JsonView& to, ConversionBuffer*) {
    if (from.kind() != ValueKind::text) refuse(from, ValueKind::json);
    to.text = from.chars();
}

void convert_into(const ValueView& from, std::span<const Value>&, ConversionBuffer*) {
    refuse(from, ValueKind::array);
}

}  // namespace azoth
