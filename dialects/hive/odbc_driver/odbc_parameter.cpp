// SPDX-License-Identifier: MIT
#include "odbc_parameter.hpp"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "odbc_convert.hpp"
#include "odbc_interval.hpp"
#include "odbc_literal.hpp"
#include "odbc_moment.hpp"
#include "odbc_number.hpp"
#include "odbc_text.hpp"

namespace hive_odbc {
namespace {

/// A parameter's value out of the application's memory; `text` points into it or into `storage`.
struct Value {
    Cell cell;
    std::string storage;
};

const char* element(const Descriptor& apd, void* base, SQLLEN size, SQLULEN row) {
    if (base == nullptr) return nullptr;
    const SQLLEN offset = apd.bind_offset != nullptr ? *apd.bind_offset : 0;
    const SQLLEN stride = apd.bind_type == SQL_PARAM_BIND_BY_COLUMN ? size : apd.bind_type;
    return static_cast<const char*>(base) + offset + static_cast<SQLLEN>(row) * stride;
}

template <class T>
T load(const char* data) {
    T value;
    std::memcpy(&value, data, sizeof value);
    return value;
}

void be_text(Value& value, std::string text, Cell::Kind kind) {
    value.storage = std::move(text);
    value.cell.kind = kind;
    value.cell.text = value.storage;
}

void be_integer(Value& value, long long number) {
    value.cell.kind = Cell::Kind::integer;
    value.cell.integer = number;
}

void be_real(Value& value, double number, bool single) {
    value.cell.kind = Cell::Kind::real;
    value.cell.real = number;
    value.cell.single = single;
}

std::string checked_date(int year, int month, int day) {
    if (!is_valid_date(year, month, day)) throw OdbcError("22007", "a date parameter names no day");
    return date_text(year, month, day);
}

std::string guid_text(const SQLGUID& guid) {
    char text[40];
    std::snprintf(text, sizeof text, "%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                  static_cast<unsigned>(guid.Data1), guid.Data2, guid.Data3, guid.Data4[0],
                  guid.Data4[1], guid.Data4[2], guid.Data4[3], guid.Data4[4], guid.Data4[5],
                  guid.Data4[6], guid.Data4[7]);
    return text;
}

std::size_t counted(const char* data, SQLLEN length, std::size_t unit) {
    if (length >= 0) return static_cast<std::size_t>(length);
    if (length != SQL_NTS) throw OdbcError("HY090", "a parameter has an invalid length");
    if (unit == 1) return std::strlen(data);
    std::size_t size = 0;
    while (load<char16_t>(data + size) != 0) size += 2;
    return size;
}

std::string wide_text(const char* data, std::size_t bytes) {
    std::u16string copy(bytes / 2, u'\0');
    std::memcpy(copy.data(), data, copy.size() * 2);
    return to_utf8(copy);
}

void read_moment(Value& value, SQLSMALLINT c_type, const char* data) {
    if (c_type == SQL_C_DATE || c_type == SQL_C_TYPE_DATE) {
        const auto date = load<SQL_DATE_STRUCT>(data);
        be_text(value, checked_date(date.year, date.month, date.day), Cell::Kind::date);
    } else if (c_type == SQL_C_TIME || c_type == SQL_C_TYPE_TIME) {
        const auto time = load<SQL_TIME_STRUCT>(data);
        if (!is_valid_time(time.hour, time.minute, time.second)) {
            throw OdbcError("22007", "a time parameter names no time");
        }
        be_text(value, time_text(time.hour, time.minute, time.second), Cell::Kind::text);
    } else {
        const auto moment = load<SQL_TIMESTAMP_STRUCT>(data);
        (void)checked_date(moment.year, moment.month, moment.day);
        if (!is_valid_time(moment.hour, moment.minute, moment.second) ||
            moment.fraction > 999'999'999) {
            throw OdbcError("22007", "a timestamp parameter names no time");
        }
        be_text(value, timestamp_text(moment), Cell::Kind::timestamp);
    }
}

void read_value(Value& value, const Record& bound, SQLSMALLINT c_type, const char* data,
                SQLLEN length) {
    if (is_interval(c_type)) {
        const int digits = bound.numeric_shape_set ? bound.precision : 6;
        const auto interval = Interval::take(load<SQL_INTERVAL_STRUCT>(data), c_type, digits);
        return be_text(value, interval.to_text(), Cell::Kind::text);
    }
    switch (c_type) {
        case SQL_C_CHAR: {
            value.cell.kind = Cell::Kind::text;
            value.cell.text = {data, counted(data, length, 1)};
            return;
        }
        case SQL_C_WCHAR:
            return be_text(value, wide_text(data, counted(data, length, 2)), Cell::Kind::text);
        case SQL_C_BINARY: {
            if (length < 0) throw OdbcError("HY090", "a binary parameter needs its length");
            value.cell.kind = Cell::Kind::binary;
            value.cell.text = {data, static_cast<std::size_t>(length)};
            return;
        }
        case SQL_C_BIT:
            value.cell.kind = Cell::Kind::boolean;
            value.cell.integer = load<unsigned char>(data) != 0 ? 1 : 0;
            return;
        case SQL_C_TINYINT:
        case SQL_C_STINYINT: return be_integer(value, load<std::int8_t>(data));
        case SQL_C_UTINYINT: return be_integer(value, load<std::uint8_t>(data));
        case SQL_C_SHORT:
        case SQL_C_SSHORT: return be_integer(value, load<std::int16_t>(data));
        case SQL_C_USHORT: return be_integer(value, load<std::uint16_t>(data));
        case SQL_C_LONG:
        case SQL_C_SLONG: return be_integer(value, load<std::int32_t>(data));
        case SQL_C_ULONG: return be_integer(value, load<std::uint32_t>(data));
        case SQL_C_SBIGINT: return be_integer(value, load<std::int64_t>(data));
        case SQL_C_UBIGINT:
            return be_text(value, std::to_string(load<std::uint64_t>(data)), Cell::Kind::decimal);
        case SQL_C_FLOAT: return be_real(value, load<float>(data), true);
        case SQL_C_DOUBLE: return be_real(value, load<double>(data), false);
        case SQL_C_NUMERIC:
            return be_text(value, take_numeric(load<SQL_NUMERIC_STRUCT>(data)).to_text(),
                           Cell::Kind::decimal);
        case SQL_C_GUID: return be_text(value, guid_text(load<SQLGUID>(data)), Cell::Kind::text);
        case SQL_C_DATE:
        case SQL_C_TIME:
        case SQL_C_TIMESTAMP:
        case SQL_C_TYPE_DATE:
        case SQL_C_TYPE_TIME:
        case SQL_C_TYPE_TIMESTAMP: return read_moment(value, c_type, data);
        default: throw OdbcError("07006", "parameters of this C type are not supported");
    }
}

/// Whatever the application bound: months as years and months, the rest as days and time.
void append_interval(std::string& out, const Cell& cell, SQLSMALLINT sql_type) {
    if (cell.kind != Cell::Kind::text)
        throw OdbcError("07006", "the parameter's C type cannot become its SQL type");
    const auto interval = Interval::parse(cell.text, sql_type);
    if (!interval) throw OdbcError("22018", "a text parameter is no interval of its SQL type");
    literal::append_interval(out, interval->to_text(), interval->of_months);
}

template <class T>
T converted(const Cell& cell, SQLSMALLINT c_type) {
    T made{};
    Target target;
    target.c_type = c_type;
    target.data = &made;
    const Outcome outcome = convert(cell, target, nullptr);
    if (outcome == Outcome::exact) return made;
    if (outcome == Outcome::impossible) {
        throw OdbcError("07006", "the parameter's C type cannot become its SQL type");
    }
    const bool out_of_range = outcome == Outcome::out_of_range || outcome == Outcome::fraction_lost;
    throw OdbcError(out_of_range ? "22003" : "22018",
                    out_of_range ? "a parameter does not fit its SQL type"
                                 : "a text parameter is no value of its SQL type");
}

void append_ranged(std::string& out, const Cell& cell, long long least, long long most) {
    const auto value = converted<std::int64_t>(cell, SQL_C_SBIGINT);
    if (value < least || value > most)
        throw OdbcError("22003", "a parameter does not fit its SQL type");
    literal::append_integer(out, value);
}

void append_decimal_of(std::string& out, const Cell& cell) {
    std::string text(cell.text);
    if (cell.kind == Cell::Kind::integer || cell.kind == Cell::Kind::boolean)
        text = std::to_string(cell.integer);
    if (cell.kind == Cell::Kind::real) {
        char digits[64];
        text.assign(
            digits,
            cell.single
                ? std::to_chars(digits, digits + sizeof digits, static_cast<float>(cell.real)).ptr
                : std::to_chars(digits, digits + sizeof digits, cell.real).ptr);
    }
    const auto parsed = Decimal::parse(text);
    if (!parsed) throw OdbcError("22018", "a parameter is no decimal number");
    if (parsed->digits.size() > 38 || parsed->scale > 38) {
        throw OdbcError("22003", "a decimal parameter has more than 38 digits");
    }
    literal::append_decimal(out, parsed->to_text());
}

std::string bytes_of_hexadecimal(std::string_view text) {
    std::string bytes;
    if (text.size() % 2 != 0)
        throw OdbcError("22018", "a binary parameter given as text has an odd digit");
    for (std::size_t i = 0; i < text.size(); i += 2) {
        unsigned char byte = 0;
        const auto read = std::from_chars(text.data() + i, text.data() + i + 2, byte, 16);
        if (read.ec != std::errc() || read.ptr != text.data() + i + 2) {
            throw OdbcError("22018", "a binary parameter given as text is not hexadecimal");
        }
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

/// The characters of any value, as a text parameter holds them.
std::string characters(const Cell& cell) {
    if (cell.kind == Cell::Kind::binary || !cell.text.empty() || cell.kind == Cell::Kind::text) {
        return std::string(cell.text);
    }
    char buffer[128] = {};
    Target target;
    target.data = buffer;
    target.capacity = sizeof buffer;
    (void)convert(cell, target, nullptr);
    return buffer;
}

void append_literal(std::string& out, const Cell& cell, SQLSMALLINT sql_type) {
    switch (sql_type) {
        case SQL_BIT:
            return literal::append_boolean(out, converted<unsigned char>(cell, SQL_C_BIT) != 0);
        case SQL_TINYINT: return append_ranged(out, cell, -128, 127);
        case SQL_SMALLINT: return append_ranged(out, cell, -32768, 32767);
        case SQL_INTEGER:
            return append_ranged(out, cell, std::numeric_limits<int>::min(),
                                 std::numeric_limits<int>::max());
        case SQL_BIGINT:
            return append_ranged(out, cell, std::numeric_limits<long long>::min(),
                                 std::numeric_limits<long long>::max());
        case SQL_REAL:
        case SQL_FLOAT:
        case SQL_DOUBLE: {
            const bool narrow = cell.kind == Cell::Kind::real && cell.single;
            if (!narrow) return literal::append_double(out, converted<double>(cell, SQL_C_DOUBLE));
            // A float parameter means the short number it prints as, not the long tail of its
            // double.
            if (!std::isfinite(cell.real)) return literal::append_double(out, cell.real);
            const std::string shortest = characters(cell);
            double value = 0;
            std::from_chars(shortest.data(), shortest.data() + shortest.size(), value);
            return literal::append_double(out, value);
        }
        case SQL_DECIMAL:
        case SQL_NUMERIC: return append_decimal_of(out, cell);
        case SQL_DATE:
        case SQL_TYPE_DATE: {
            const auto date = converted<SQL_DATE_STRUCT>(cell, SQL_C_TYPE_DATE);
            return literal::append_date(out, date_text(date.year, date.month, date.day));
        }
        case SQL_TIMESTAMP:
        case SQL_TYPE_TIMESTAMP:
            return literal::append_timestamp(
                out, timestamp_text(converted<SQL_TIMESTAMP_STRUCT>(cell, SQL_C_TYPE_TIMESTAMP)));
        case SQL_INTERVAL_YEAR:
        case SQL_INTERVAL_MONTH:
        case SQL_INTERVAL_YEAR_TO_MONTH:
        case SQL_INTERVAL_DAY:
        case SQL_INTERVAL_HOUR:
        case SQL_INTERVAL_MINUTE:
        case SQL_INTERVAL_SECOND:
        case SQL_INTERVAL_DAY_TO_HOUR:
        case SQL_INTERVAL_DAY_TO_MINUTE:
        case SQL_INTERVAL_DAY_TO_SECOND:
        case SQL_INTERVAL_HOUR_TO_MINUTE:
        case SQL_INTERVAL_HOUR_TO_SECOND:
        case SQL_INTERVAL_MINUTE_TO_SECOND: return append_interval(out, cell, sql_type);
        case SQL_BINARY:
        case SQL_VARBINARY:
        case SQL_LONGVARBINARY:
            if (cell.kind == Cell::Kind::text) {
                return literal::append_binary(out, bytes_of_hexadecimal(cell.text));
            }
            return literal::append_binary(out, characters(cell));
        case SQL_CHAR:
        case SQL_VARCHAR:
        case SQL_LONGVARCHAR:
        case SQL_WCHAR:
        case SQL_WVARCHAR:
        case SQL_WLONGVARCHAR:
        case SQL_GUID:
        case SQL_TIME:
        case SQL_TYPE_TIME: return literal::append_string(out, characters(cell));
        default: throw OdbcError("HYC00", "parameters of this SQL type are not supported");
    }
}

}  // namespace

SQLLEN parameter_indicator(const Statement& statement, std::size_t number, SQLULEN row) {
    const Record& bound = statement.apd->records[number];
    const char* indicator = element(*statement.apd, bound.indicator_ptr, sizeof(SQLLEN), row);
    if (indicator != nullptr) {
        const auto told = load<SQLLEN>(indicator);
        if (told == SQL_NULL_DATA || bound.indicator_ptr == bound.octet_length_ptr) return told;
    }
    const char* length = element(*statement.apd, bound.octet_length_ptr, sizeof(SQLLEN), row);
    return length != nullptr ? load<SQLLEN>(length) : SQL_NTS;
}

bool is_at_execution(SQLLEN indicator) {
    return indicator == SQL_DATA_AT_EXEC || indicator <= SQL_LEN_DATA_AT_EXEC_OFFSET;
}

void append_parameter(std::string& out, const Statement& statement, std::size_t number, SQLULEN row,
                      const std::string* supplied, bool supplied_null) {
    const Record& bound = statement.apd->records[number];
    const Record& wanted = statement.ipd->records[number];
    const SQLLEN indicator = parameter_indicator(statement, number, row);
    if (indicator == SQL_NULL_DATA || supplied_null) {
        out += "NULL";
        return;
    }
    if (indicator == SQL_DEFAULT_PARAM) throw OdbcError("07S01", "Hive has no default parameters");
    const SQLSMALLINT c_type = bound.concise_type == SQL_C_DEFAULT
                                   ? default_c_type(wanted.concise_type)
                                   : bound.concise_type;
    Value value;
    if (supplied != nullptr) {
        if (static_cast<SQLLEN>(supplied->size()) < element_size(c_type, 0)) {
            throw OdbcError("22018", "SQLPutData gave too few bytes for a parameter");
        }
        read_value(value, bound, c_type, supplied->data(), static_cast<SQLLEN>(supplied->size()));
    } else {
        const char* data =
            element(*statement.apd, bound.data, element_size(c_type, bound.octet_length), row);
        if (data == nullptr) throw OdbcError("HY009", "a parameter has no buffer");
        SQLLEN length = indicator;
        if (c_type == SQL_C_BINARY && length == SQL_NTS) length = bound.octet_length;
        read_value(value, bound, c_type, data, length);
    }
    append_literal(out, value.cell, wanted.concise_type);
}

}  // namespace hive_odbc
