// SPDX-License-Identifier: MIT
#include "odbc_types.hpp"

#include <cctype>
#include <cstdlib>

#include "odbc_interval.hpp"

namespace hive_odbc {
namespace {

using hs2::TypeKind;

OdbcType number(SQLSMALLINT type, SQLULEN precision, SQLLEN display, SQLLEN bytes, int radix = 10) {
    OdbcType made;
    made.concise = made.verbose = type;
    made.column_size = precision;
    made.display_size = display;
    made.octet_length = bytes;
    made.radix = radix;
    return made;
}

OdbcType text(SQLSMALLINT type, int length) {
    OdbcType made;
    made.concise = made.verbose = type;
    made.column_size = static_cast<SQLULEN>(length);
    made.display_size = length;
    made.octet_length = static_cast<SQLLEN>(length) * 4;  // UTF-8
    made.is_unsigned = true;
    made.case_sensitive = true;
    made.quoted = true;
    return made;
}

OdbcType moment(SQLSMALLINT concise, SQLSMALLINT code, SQLULEN size, SQLLEN bytes) {
    OdbcType made;
    made.concise = concise;
    made.verbose = SQL_DATETIME;
    made.datetime_code = code;
    made.column_size = size;
    made.display_size = static_cast<SQLLEN>(size);
    made.octet_length = bytes;
    made.is_unsigned = true;
    made.quoted = true;
    return made;
}

}  // namespace

OdbcType odbc_type(const hs2::ValueType& type, const Sizes& sizes) {
    switch (type.kind) {
        case TypeKind::boolean: {
            OdbcType made = number(SQL_BIT, 1, 1, 1, 0);
            made.is_unsigned = true;
            return made;
        }
        case TypeKind::tinyint: return number(SQL_TINYINT, 3, 4, 1);
        case TypeKind::smallint: return number(SQL_SMALLINT, 5, 6, 2);
        case TypeKind::integer: return number(SQL_INTEGER, 10, 11, 4);
        case TypeKind::bigint: return number(SQL_BIGINT, 19, 20, 8);
        case TypeKind::float4: return number(SQL_REAL, 24, 14, 4, 2);
        case TypeKind::float8: return number(SQL_DOUBLE, 53, 24, 8, 2);
        case TypeKind::decimal: {
            OdbcType made = number(SQL_DECIMAL, static_cast<SQLULEN>(type.precision),
                                   type.precision + 2, type.precision + 2);
            made.decimal_digits = static_cast<SQLSMALLINT>(type.scale);
            return made;
        }
        case TypeKind::date:
            return moment(SQL_TYPE_DATE, SQL_CODE_DATE, 10, sizeof(SQL_DATE_STRUCT));
        case TypeKind::timestamp: {
            OdbcType made =
                moment(SQL_TYPE_TIMESTAMP, SQL_CODE_TIMESTAMP, 29, sizeof(SQL_TIMESTAMP_STRUCT));
            made.decimal_digits = 9;
            return made;
        }
        case TypeKind::varchar: return text(SQL_VARCHAR, type.length);
        case TypeKind::character: return text(SQL_CHAR, type.length);
        case TypeKind::binary: {
            OdbcType made = text(SQL_VARBINARY, sizes.binary_length);
            made.display_size = static_cast<SQLLEN>(sizes.binary_length) * 2;
            made.octet_length = sizes.binary_length;
            made.case_sensitive = false;
            return made;
        }
        case TypeKind::timestamp_local: return text(SQL_VARCHAR, 64);
        case TypeKind::interval_year_month:
        case TypeKind::interval_day_time: return text(SQL_VARCHAR, 40);
        case TypeKind::null: return text(SQL_VARCHAR, 1);
        default: return text(SQL_VARCHAR, sizes.string_length);
    }
}

SQLSMALLINT default_c_type(SQLSMALLINT sql_type) {
    if (is_interval(sql_type)) return sql_type;
    switch (sql_type) {
        case SQL_BIT: return SQL_C_BIT;
        case SQL_TINYINT: return SQL_C_STINYINT;
        case SQL_SMALLINT: return SQL_C_SSHORT;
        case SQL_INTEGER: return SQL_C_SLONG;
        case SQL_BIGINT: return SQL_C_SBIGINT;
        case SQL_REAL: return SQL_C_FLOAT;
        case SQL_FLOAT:
        case SQL_DOUBLE: return SQL_C_DOUBLE;
        case SQL_TYPE_DATE:
        case SQL_DATE: return SQL_C_TYPE_DATE;
        case SQL_TYPE_TIME:
        case SQL_TIME: return SQL_C_TYPE_TIME;
        case SQL_TYPE_TIMESTAMP:
        case SQL_TIMESTAMP: return SQL_C_TYPE_TIMESTAMP;
        case SQL_BINARY:
        case SQL_VARBINARY:
        case SQL_LONGVARBINARY: return SQL_C_BINARY;
        case SQL_WCHAR:
        case SQL_WVARCHAR:
        case SQL_WLONGVARCHAR: return SQL_C_WCHAR;
        case SQL_GUID: return SQL_C_GUID;
        default: return SQL_C_CHAR;
    }
}

hs2::ValueType parse_spelling(const std::string& text) {
    std::size_t end = 0;
    std::string word;
    while (end < text.size() && text[end] != '(' && text[end] != '<') {
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[end++])));
    }
    while (!word.empty() && word.back() == ' ') word.pop_back();
    hs2::ValueType type;
    int first = 0;
    int second = 0;
    if (end < text.size() && text[end] == '(') {
        char* rest = nullptr;
        first = static_cast<int>(std::strtol(text.c_str() + end + 1, &rest, 10));
        if (*rest == ',') second = static_cast<int>(std::strtol(rest + 1, nullptr, 10));
    }
    static const struct {
        const char* word;
        TypeKind kind;
    } names[] = {
        {"boolean", TypeKind::boolean},
        {"tinyint", TypeKind::tinyint},
        {"smallint", TypeKind::smallint},
        {"int", TypeKind::integer},
        {"integer", TypeKind::integer},
        {"bigint", TypeKind::bigint},
        {"float", TypeKind::float4},
        {"double", TypeKind::float8},
        {"double precision", TypeKind::float8},
        {"string", TypeKind::string},
        {"timestamp", TypeKind::timestamp},
        {"binary", TypeKind::binary},
        {"array", TypeKind::array},
        {"map", TypeKind::map},
        {"struct", TypeKind::structure},
        {"uniontype", TypeKind::union_type},
        {"decimal", TypeKind::decimal},
        {"void", TypeKind::null},
        {"date", TypeKind::date},
        {"varchar", TypeKind::varchar},
        {"char", TypeKind::character},
        {"interval_year_month", TypeKind::interval_year_month},
        {"interval_day_time", TypeKind::interval_day_time},
        {"timestamp with local time zone", TypeKind::timestamp_local},
    };
    type.kind = TypeKind::user_defined;
    for (const auto& name : names) {
        if (word == name.word) type.kind = name.kind;
    }
    type.length = first;
    type.precision = type.kind == TypeKind::decimal && first == 0 ? 10 : first;
    type.scale = second;
    return type;
}

}  // namespace hive_odbc
