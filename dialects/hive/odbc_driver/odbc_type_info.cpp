// SPDX-License-Identifier: MIT
#include "odbc_entry.hpp"
#include "odbc_execute.hpp"
#include "odbc_table.hpp"

namespace hive_odbc {
namespace {

using hs2::TypeKind;

struct Offered {
    const char* name;
    TypeKind kind;
    int length;
    int precision;
    int scale;
    const char* parameters;
};

/// Ordered by ODBC type number, the closest match of each first, as ODBC wants them.
constexpr Offered offered[] = {
    {"BOOLEAN", TypeKind::boolean, 0, 0, 0, nullptr},
    {"TINYINT", TypeKind::tinyint, 0, 0, 0, nullptr},
    {"BIGINT", TypeKind::bigint, 0, 0, 0, nullptr},
    {"BINARY", TypeKind::binary, 0, 0, 0, nullptr},
    {"CHAR", TypeKind::character, 255, 0, 0, "length"},
    {"DECIMAL", TypeKind::decimal, 0, 38, 38, "precision,scale"},
    {"INT", TypeKind::integer, 0, 0, 0, nullptr},
    {"SMALLINT", TypeKind::smallint, 0, 0, 0, nullptr},
    {"FLOAT", TypeKind::float4, 0, 0, 0, nullptr},
    {"DOUBLE", TypeKind::float8, 0, 0, 0, nullptr},
    {"STRING", TypeKind::string, 0, 0, 0, nullptr},
    {"VARCHAR", TypeKind::varchar, 65535, 0, 0, "max length"},
    {"TIMESTAMP WITH LOCAL TIME ZONE", TypeKind::timestamp_local, 0, 0, 0, nullptr},
    {"ARRAY", TypeKind::array, 0, 0, 0, "element type"},
    {"MAP", TypeKind::map, 0, 0, 0, "key type,value type"},
    {"STRUCT", TypeKind::structure, 0, 0, 0, "fields"},
    {"UNIONTYPE", TypeKind::union_type, 0, 0, 0, "types"},
    {"DATE", TypeKind::date, 0, 0, 0, nullptr},
    {"TIMESTAMP", TypeKind::timestamp, 0, 0, 0, nullptr},
};

bool same_type(SQLSMALLINT wanted, SQLSMALLINT offered_type) {
    if (wanted == SQL_ALL_TYPES || wanted == offered_type) return true;
    switch (wanted) {
        case SQL_DATE: return offered_type == SQL_TYPE_DATE;
        case SQL_TIMESTAMP: return offered_type == SQL_TYPE_TIMESTAMP;
        case SQL_NUMERIC: return offered_type == SQL_DECIMAL;
        case SQL_FLOAT: return offered_type == SQL_DOUBLE;
        default: return false;
    }
}

Datum quote_for(const OdbcType& type) {
    return type.quoted && type.concise != SQL_VARBINARY ? Datum(std::string("'")) : Datum();
}

SQLRETURN type_info(SQLHSTMT handle, SQLSMALLINT wanted) {
    return enter<Statement>(handle, [&](Statement& statement) {
        (void)statement.connection.connected();
        constexpr auto text = TypeKind::varchar;
        constexpr auto small = TypeKind::smallint;
        constexpr auto big = TypeKind::integer;
        Table table{{"TYPE_NAME", text},          {"DATA_TYPE", small},
                    {"COLUMN_SIZE", big},         {"LITERAL_PREFIX", text},
                    {"LITERAL_SUFFIX", text},     {"CREATE_PARAMS", text},
                    {"NULLABLE", small},          {"CASE_SENSITIVE", small},
                    {"SEARCHABLE", small},        {"UNSIGNED_ATTRIBUTE", small},
                    {"FIXED_PREC_SCALE", small},  {"AUTO_UNIQUE_VALUE", small},
                    {"LOCAL_TYPE_NAME", text},    {"MINIMUM_SCALE", small},
                    {"MAXIMUM_SCALE", small},     {"SQL_DATA_TYPE", small},
                    {"SQL_DATETIME_SUB", small},  {"NUM_PREC_RADIX", big},
                    {"INTERVAL_PRECISION", small}};
        for (const Offered& one : offered) {
            const OdbcType type = odbc_type({one.kind, one.length, one.precision, one.scale},
                                            statement.connection.options.sizes);
            if (!same_type(wanted, type.concise)) continue;
            const bool number = type.radix != 0;
            const bool scaled = one.kind == TypeKind::decimal;
            const bool moment = type.verbose == SQL_DATETIME;
            const std::string name = one.name;
            table.add({name, static_cast<long long>(type.concise),
                       static_cast<long long>(type.column_size), quote_for(type), quote_for(type),
                       one.parameters != nullptr ? Datum(std::string(one.parameters)) : Datum(),
                       static_cast<long long>(SQL_NULLABLE),
                       static_cast<long long>(type.case_sensitive),
                       static_cast<long long>(type.quoted ? SQL_SEARCHABLE : SQL_ALL_EXCEPT_LIKE),
                       number ? Datum(0LL) : Datum(), 0LL, number ? Datum(0LL) : Datum(), name,
                       scaled || moment ? Datum(0LL) : Datum(),
                       scaled   ? Datum(38LL)
                       : moment ? Datum(static_cast<long long>(type.decimal_digits))
                                : Datum(),
                       static_cast<long long>(type.verbose),
                       moment ? Datum(static_cast<long long>(type.datetime_code)) : Datum(),
                       number ? Datum(static_cast<long long>(type.radix)) : Datum(), Datum()});
        }
        present(statement, std::move(table.columns), std::move(table.batch));
        return SQL_SUCCESS;
    });
}

}  // namespace
}  // namespace hive_odbc

using namespace hive_odbc;

HIVE_ODBC_ENTRY SQLGetTypeInfo(SQLHSTMT handle, SQLSMALLINT type) {
    return type_info(handle, type);
}
HIVE_ODBC_ENTRY SQLGetTypeInfoW(SQLHSTMT handle, SQLSMALLINT type) {
    return type_info(handle, type);
}
