// SPDX-License-Identifier: MIT
#include "odbc_convert.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "odbc_interval.hpp"
#include "odbc_moment.hpp"
#include "odbc_number.hpp"
#include "odbc_text.hpp"

namespace hive_odbc {
namespace {

template <class T>
void store(const Target& target, const T& value) {
    std::memcpy(target.data, &value, sizeof value);
    if (target.length != nullptr) *target.length = sizeof value;
}

/// A number in the form that keeps all of it: integers and decimals as digits, reals as they are.
struct Number {
    bool is_real = false;
    double real = 0;
    Decimal decimal;
};

Outcome number_of(const Cell& cell, Number& number) {
    switch (cell.kind) {
        case Cell::Kind::boolean:
        case Cell::Kind::integer: {
            number.decimal.negative = cell.integer < 0;
            const auto magnitude = cell.integer < 0 ? 0 - static_cast<std::uint64_t>(cell.integer)
                                                    : static_cast<std::uint64_t>(cell.integer);
            if (magnitude != 0) number.decimal.digits = std::to_string(magnitude);
            return Outcome::exact;
        }
        case Cell::Kind::real:
            number.is_real = true;
            number.real = cell.real;
            return Outcome::exact;
        case Cell::Kind::text:
        case Cell::Kind::decimal: {
            const auto parsed = Decimal::parse(cell.text);
            if (!parsed) {
                // Hive's own spelling of the doubles that are no numbers.
                number.is_real = true;
                if (cell.text == "NaN")
                    number.real = std::nan("");
                else if (cell.text == "Infinity")
                    number.real = HUGE_VAL;
                else if (cell.text == "-Infinity")
                    number.real = -HUGE_VAL;
                else
                    return Outcome::not_a_number;
                return Outcome::exact;
            }
            number.decimal = *parsed;
            return Outcome::exact;
        }
        default: return Outcome::impossible;
    }
}

template <class Int>
Outcome real_to_integer(double real, const Target& target) {
    const double whole = std::trunc(real);
    const double least = static_cast<double>(std::numeric_limits<Int>::min());
    const double beyond = std::ldexp(1.0, std::numeric_limits<Int>::digits);
    if (!(whole >= least && whole < beyond)) return Outcome::out_of_range;
    store(target, static_cast<Int>(whole));
    return whole == real ? Outcome::exact : Outcome::fraction_lost;
}

template <class Int>
Outcome to_integer(const Cell& cell, const Target& target) {
    if (cell.kind == Cell::Kind::integer || cell.kind == Cell::Kind::boolean) {
        if (!std::in_range<Int>(cell.integer)) return Outcome::out_of_range;
        store(target, static_cast<Int>(cell.integer));
        return Outcome::exact;
    }
    Number number;
    const Outcome read = number_of(cell, number);
    if (read != Outcome::exact) return read;
    if (number.is_real) return real_to_integer<Int>(number.real, target);
    const auto magnitude = to_magnitude(number.decimal.whole_digits());
    if (!magnitude) return Outcome::out_of_range;
    const bool negative = number.decimal.negative && *magnitude != 0;
    const auto limit = static_cast<std::uint64_t>(std::numeric_limits<Int>::max());
    if (negative) {
        if (std::is_unsigned_v<Int> || *magnitude > limit + 1) return Outcome::out_of_range;
        store(target, static_cast<Int>(0 - *magnitude));
    } else {
        if (*magnitude > limit) return Outcome::out_of_range;
        store(target, static_cast<Int>(*magnitude));
    }
    return number.decimal.has_fraction() ? Outcome::fraction_lost : Outcome::exact;
}

double real_of(const Number& number) {
    if (number.is_real) return number.real;
    const std::string text = number.decimal.to_text();
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc::result_out_of_range ? HUGE_VAL : value;
}

template <class Real>
Outcome to_real(const Cell& cell, const Target& target) {
    Number number;
    const Outcome read = number_of(cell, number);
    if (read != Outcome::exact) return read;
    const double value = real_of(number);
    if (std::isinf(value) && !number.is_real) return Outcome::out_of_range;
    // The server sends the greatest float as a double a little above it; what counts is where it
    // rounds to.
    const Real rounded = static_cast<Real>(value);
    if (std::isfinite(value) && std::isinf(rounded)) return Outcome::out_of_range;
    store(target, rounded);
    return Outcome::exact;
}

Outcome to_bit(const Cell& cell, const Target& target) {
    if (cell.kind == Cell::Kind::text && (cell.text == "true" || cell.text == "false")) {
        store(target, static_cast<unsigned char>(cell.text == "true"));
        return Outcome::exact;
    }
    Number number;
    const Outcome read = number_of(cell, number);
    if (read != Outcome::exact) return read;
    const double value = real_of(number);
    if (!(value >= 0 && value < 2)) return Outcome::out_of_range;
    store(target, static_cast<unsigned char>(value >= 1));
    return value == 0 || value == 1 ? Outcome::exact : Outcome::fraction_lost;
}

Outcome to_numeric(const Cell& cell, const Target& target) {
    Number number;
    const Outcome read = number_of(cell, number);
    if (read != Outcome::exact) return read;
    if (number.is_real) {
        if (!std::isfinite(number.real)) return Outcome::out_of_range;
        char text[64];
        const auto end = std::to_chars(text, text + sizeof text, number.real).ptr;
        const auto parsed = Decimal::parse({text, static_cast<std::size_t>(end - text)});
        if (!parsed) return Outcome::out_of_range;
        number.decimal = *parsed;
    }
    const int scale = target.scale < 0 ? std::min(number.decimal.scale, 38) : target.scale;
    SQL_NUMERIC_STRUCT made{};
    const NumericFit fit = put_numeric(number.decimal, target.precision, scale, made);
    if (fit == NumericFit::out_of_range) return Outcome::out_of_range;
    store(target, made);
    return fit == NumericFit::exact ? Outcome::exact : Outcome::fraction_lost;
}

Outcome to_moment(const Cell& cell, const Target& target) {
    const bool from_text = cell.kind == Cell::Kind::text;
    if (!from_text && cell.kind != Cell::Kind::date && cell.kind != Cell::Kind::timestamp) {
        return Outcome::impossible;
    }
    const auto moment = Moment::parse(cell.text);
    if (!moment) return from_text ? Outcome::not_a_number : Outcome::bad_moment;
    const SQL_TIMESTAMP_STRUCT& value = moment->value;
    const bool has_clock =
        value.hour != 0 || value.minute != 0 || value.second != 0 || value.fraction != 0;
    switch (target.c_type) {
        case SQL_C_DATE:
        case SQL_C_TYPE_DATE:
            if (!moment->has_date) return Outcome::not_a_number;
            store(target, SQL_DATE_STRUCT{value.year, value.month, value.day});
            return has_clock ? Outcome::fraction_lost : Outcome::exact;
        case SQL_C_TIME:
        case SQL_C_TYPE_TIME:
            if (!moment->has_time) return from_text ? Outcome::not_a_number : Outcome::impossible;
            store(target, SQL_TIME_STRUCT{value.hour, value.minute, value.second});
            return value.fraction != 0 ? Outcome::fraction_lost : Outcome::exact;
        default:
            if (!moment->has_date) return Outcome::not_a_number;
            store(target, value);
            return Outcome::exact;
    }
}

/// From texts, and from exact numbers where the interval has one field only.
Outcome to_interval(const Cell& cell, const Target& target) {
    std::string storage;
    std::string_view text = cell.text;
    bool cut = false;
    switch (cell.kind) {
        case Cell::Kind::text: break;
        case Cell::Kind::integer:
        case Cell::Kind::decimal: {
            if (!is_of_one_field(target.c_type)) return Outcome::impossible;
            Number number;
            const Outcome read = number_of(cell, number);
            if (read != Outcome::exact) return read;
            const bool has_fraction = number.decimal.has_fraction();
            const bool keeps_fraction = target.c_type == SQL_C_INTERVAL_SECOND;
            storage = number.decimal.to_text();
            if (has_fraction && !keeps_fraction) {
                cut = true;
                storage.resize(storage.find('.'));
            }
            text = storage;
            break;
        }
        default: return Outcome::impossible;
    }
    const auto interval = Interval::parse(text, target.c_type);
    if (!interval)
        return cell.kind == Cell::Kind::text ? Outcome::not_a_number : Outcome::field_lost;
    SQL_INTERVAL_STRUCT made{};
    const IntervalFit fit = put_interval(*interval, target.c_type, target.leading_precision,
                                         target.seconds_precision, made);
    if (fit == IntervalFit::leading_lost) return Outcome::field_lost;
    store(target, made);
    return cut || fit == IntervalFit::fields_lost ? Outcome::fraction_lost : Outcome::exact;
}

Outcome to_guid(const Cell& cell, const Target& target) {
    if (cell.kind != Cell::Kind::text) return Outcome::impossible;
    std::string_view text = cell.text;
    if (text.size() == 38 && text.front() == '{') text = text.substr(1, 36);
    if (text.size() != 36) return Outcome::not_a_number;
    unsigned char bytes[16];
    std::size_t at = 0;
    for (unsigned char& byte : bytes) {
        if (at == 8 || at == 13 || at == 18 || at == 23) {
            if (text[at++] != '-') return Outcome::not_a_number;
        }
        const auto read = std::from_chars(text.data() + at, text.data() + at + 2, byte, 16);
        if (read.ec != std::errc() || read.ptr != text.data() + at + 2)
            return Outcome::not_a_number;
        at += 2;
    }
    SQLGUID guid{};
    guid.Data1 = static_cast<decltype(guid.Data1)>(bytes[0]) << 24 | bytes[1] << 16 |
                 bytes[2] << 8 | bytes[3];
    guid.Data2 = static_cast<decltype(guid.Data2)>(bytes[4] << 8 | bytes[5]);
    guid.Data3 = static_cast<decltype(guid.Data3)>(bytes[6] << 8 | bytes[7]);
    std::memcpy(guid.Data4, bytes + 8, 8);
    store(target, guid);
    return Outcome::exact;
}

std::string hexadecimal(std::string_view bytes) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

/// The value as text, into `storage` unless it lies in the batch as such.
std::string_view text_of(const Cell& cell, std::string& storage) {
    char text[64];
    switch (cell.kind) {
        case Cell::Kind::boolean: return cell.integer != 0 ? "1" : "0";
        case Cell::Kind::integer:
            storage.assign(text, std::to_chars(text, text + sizeof text, cell.integer).ptr);
            return storage;
        case Cell::Kind::real:
            if (!std::isfinite(cell.real)) {
                return std::isnan(cell.real) ? "NaN" : cell.real < 0 ? "-Infinity" : "Infinity";
            }
            storage.assign(
                text,
                cell.single
                    ? std::to_chars(text, text + sizeof text, static_cast<float>(cell.real)).ptr
                    : std::to_chars(text, text + sizeof text, cell.real).ptr);
            return storage;
        case Cell::Kind::binary: storage = hexadecimal(cell.text); return storage;
        default: return cell.text;
    }
}

/// What must fit for a cut to be a mere cut: ODBC wants 22003 when digits in front of the point, or
/// parts of a date, are lost.
std::size_t least_length(const Cell& cell, std::string_view text) {
    switch (cell.kind) {
        case Cell::Kind::integer: return text.size();
        case Cell::Kind::decimal:
        case Cell::Kind::real:
            return text.find_first_of("eEN") != std::string_view::npos
                       ? text.size()
                       : std::min(text.find('.'), text.size());
        case Cell::Kind::date: return 10;
        case Cell::Kind::timestamp: return 19;
        default: return 0;
    }
}

/// Copies the rest of `bytes` from where the last piece ended; `unit` is the size of one
/// terminator.
Outcome put_piece(std::string_view bytes, const Target& target, Piecewise* piece,
                  std::size_t unit) {
    const std::size_t begin = piece != nullptr ? std::min(piece->offset, bytes.size()) : 0;
    const std::string_view rest = bytes.substr(begin);
    if (target.length != nullptr) *target.length = static_cast<SQLLEN>(rest.size());
    const auto room = static_cast<std::size_t>(std::max<SQLLEN>(target.capacity, 0));
    std::size_t fitting = room > unit ? room - unit : 0;
    if (unit == 0) fitting = room;
    if (unit == 2) fitting -= fitting % 2;
    const std::size_t copied = std::min(rest.size(), fitting);
    if (target.data != nullptr) {
        if (copied > 0) std::memcpy(target.data, rest.data(), copied);
        if (unit > 0 && room >= unit)
            std::memset(static_cast<char*>(target.data) + copied, 0, unit);
    }
    const bool whole = copied == rest.size() && (unit == 0 || room >= unit);
    if (piece != nullptr) {
        piece->offset = begin + copied;
        piece->finished = whole;
    }
    return whole ? Outcome::exact : Outcome::cut;
}

Outcome to_text(const Cell& cell, const Target& target, Piecewise* piece) {
    const bool wide = target.c_type == SQL_C_WCHAR;
    std::string storage;
    if (piece != nullptr && piece->is_rendered) {
        return put_piece(piece->rendered, target, piece, wide ? 2 : 1);
    }
    const std::string_view text = text_of(cell, storage);
    const std::size_t unit = wide ? 2 : 1;
    const std::size_t room = static_cast<std::size_t>(std::max<SQLLEN>(target.capacity, 0)) / unit;
    const bool first = piece == nullptr || piece->offset == 0;
    if (first && room > 0 && room <= least_length(cell, text)) return Outcome::out_of_range;
    if (!wide && (text.data() == cell.text.data() || piece == nullptr)) {
        return put_piece(text, target, piece, 1);
    }
    std::string rendered(text);
    if (wide) {
        const std::u16string utf16 = to_utf16(text);
        rendered.assign(reinterpret_cast<const char*>(utf16.data()), utf16.size() * 2);
    }
    if (piece == nullptr) return put_piece(rendered, target, nullptr, unit);
    piece->rendered = std::move(rendered);
    piece->is_rendered = true;
    return put_piece(piece->rendered, target, piece, unit);
}

/// The bytes of a number or moment, which are worth nothing in part.
Outcome put_whole(std::string_view bytes, const Target& target, Piecewise* piece) {
    if (target.capacity > 0 && static_cast<std::size_t>(target.capacity) < bytes.size())
        return Outcome::out_of_range;
    return put_piece(bytes, target, piece, 0);
}

Outcome to_binary(const Cell& cell, const Target& target, Piecewise* piece) {
    switch (cell.kind) {
        case Cell::Kind::text:
        case Cell::Kind::decimal:
        case Cell::Kind::binary: return put_piece(cell.text, target, piece, 0);
        case Cell::Kind::boolean: {
            const auto bit = static_cast<char>(cell.integer);
            return put_whole({&bit, 1}, target, piece);
        }
        case Cell::Kind::integer:
            // The low bytes come first on the machines this is built for.
            return put_whole({reinterpret_cast<const char*>(&cell.integer), cell.width}, target,
                             piece);
        case Cell::Kind::real: {
            const auto single = static_cast<float>(cell.real);
            return put_whole(cell.single
                                 ? std::string_view(reinterpret_cast<const char*>(&single), 4)
                                 : std::string_view(reinterpret_cast<const char*>(&cell.real), 8),
                             target, piece);
        }
        default: {
            const auto moment = Moment::parse(cell.text);
            if (!moment) return Outcome::bad_moment;
            const SQL_DATE_STRUCT date{moment->value.year, moment->value.month, moment->value.day};
            const bool whole = cell.kind == Cell::Kind::timestamp;
            const char* bytes = whole ? reinterpret_cast<const char*>(&moment->value)
                                      : reinterpret_cast<const char*>(&date);
            return put_whole({bytes, whole ? sizeof moment->value : sizeof date}, target, piece);
        }
    }
}

Outcome to_fixed(const Cell& cell, const Target& target) {
    switch (target.c_type) {
        case SQL_C_BIT: return to_bit(cell, target);
        case SQL_C_TINYINT:
        case SQL_C_STINYINT: return to_integer<std::int8_t>(cell, target);
        case SQL_C_UTINYINT: return to_integer<std::uint8_t>(cell, target);
        case SQL_C_SHORT:
        case SQL_C_SSHORT: return to_integer<std::int16_t>(cell, target);
        case SQL_C_USHORT: return to_integer<std::uint16_t>(cell, target);
        case SQL_C_LONG:
        case SQL_C_SLONG: return to_integer<std::int32_t>(cell, target);
        case SQL_C_ULONG: return to_integer<std::uint32_t>(cell, target);
        case SQL_C_SBIGINT: return to_integer<std::int64_t>(cell, target);
        case SQL_C_UBIGINT: return to_integer<std::uint64_t>(cell, target);
        case SQL_C_FLOAT: return to_real<float>(cell, target);
        case SQL_C_DOUBLE: return to_real<double>(cell, target);
        case SQL_C_NUMERIC: return to_numeric(cell, target);
        case SQL_C_DATE:
        case SQL_C_TIME:
        case SQL_C_TIMESTAMP:
        case SQL_C_TYPE_DATE:
        case SQL_C_TYPE_TIME:
        case SQL_C_TYPE_TIMESTAMP: return to_moment(cell, target);
        case SQL_C_GUID: return to_guid(cell, target);
        default:
            return is_interval(target.c_type) ? to_interval(cell, target) : Outcome::impossible;
    }
}

}  // namespace

bool is_error(Outcome outcome) {
    return outcome > Outcome::fraction_lost;
}

void report(Statement& statement, Outcome outcome, SQLLEN row, SQLINTEGER column) {
    static constexpr struct {
        const char* state;
        const char* message;
    } words[] = {
        {"00000", ""},
        {"01004", "the value did not fit into the buffer"},
        {"01S07", "a fraction was cut off"},
        {"22003", "the value is out of the target's range"},
        {"22018", "the text is no value of the target's type"},
        {"22007", "the value is no date or time ODBC can hold"},
        {"22015", "the interval's leading field has more digits than the target holds"},
        {"22002", "the value is null and no indicator is bound"},
        {"07006", "the column cannot be converted to that C type"},
    };
    const auto& word = words[static_cast<int>(outcome)];
    statement.warn(word.state, word.message, row, column);
}

Outcome convert(const Cell& cell, const Target& target, Piecewise* piece) {
    if (target.indicator != nullptr && target.indicator != target.length) *target.indicator = 0;
    if (target.c_type == SQL_C_CHAR || target.c_type == SQL_C_WCHAR)
        return to_text(cell, target, piece);
    if (target.c_type == SQL_C_BINARY) return to_binary(cell, target, piece);
    if (target.data == nullptr) return Outcome::exact;
    const Outcome outcome = to_fixed(cell, target);
    if (piece != nullptr) piece->finished = !is_error(outcome);
    return outcome;
}

Outcome convert_null(const Target& target) {
    SQLLEN* indicator = target.indicator != nullptr ? target.indicator : target.length;
    if (indicator == nullptr) return Outcome::no_indicator;
    *indicator = SQL_NULL_DATA;
    return Outcome::exact;
}

SQLLEN element_size(SQLSMALLINT c_type, SQLLEN capacity) {
    switch (c_type) {
        case SQL_C_BIT:
        case SQL_C_TINYINT:
        case SQL_C_STINYINT:
        case SQL_C_UTINYINT: return 1;
        case SQL_C_SHORT:
        case SQL_C_SSHORT:
        case SQL_C_USHORT: return 2;
        case SQL_C_LONG:
        case SQL_C_SLONG:
        case SQL_C_ULONG:
        case SQL_C_FLOAT: return 4;
        case SQL_C_SBIGINT:
        case SQL_C_UBIGINT:
        case SQL_C_DOUBLE: return 8;
        case SQL_C_NUMERIC: return sizeof(SQL_NUMERIC_STRUCT);
        case SQL_C_DATE:
        case SQL_C_TYPE_DATE: return sizeof(SQL_DATE_STRUCT);
        case SQL_C_TIME:
        case SQL_C_TYPE_TIME: return sizeof(SQL_TIME_STRUCT);
        case SQL_C_TIMESTAMP:
        case SQL_C_TYPE_TIMESTAMP: return sizeof(SQL_TIMESTAMP_STRUCT);
        case SQL_C_GUID: return sizeof(SQLGUID);
        default:
            return is_interval(c_type) ? static_cast<SQLLEN>(sizeof(SQL_INTERVAL_STRUCT))
                                       : capacity;
    }
}

}  // namespace hive_odbc
