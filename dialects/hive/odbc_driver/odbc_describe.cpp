// SPDX-License-Identifier: MIT
#include "odbc_entry.hpp"
#include "odbc_text.hpp"

namespace hive_odbc {
namespace {

const Record& column_of(const Statement& statement, SQLUSMALLINT number) {
    if (!statement.has_result) throw OdbcError("07005", "the statement has no result");
    if (number == 0 || number > statement.ird->records.size()) {
        throw OdbcError("07009", "there is no such column");
    }
    return statement.ird->records[number - 1U];
}

template <class Char>
SQLRETURN describe(SQLHSTMT handle, SQLUSMALLINT number, Char* name, SQLSMALLINT name_size,
                   SQLSMALLINT* name_length, SQLSMALLINT* type, SQLULEN* size, SQLSMALLINT* digits,
                   SQLSMALLINT* nullable) {
    return enter<Statement>(handle, [&](Statement& statement) {
        const Record& column = column_of(statement, number);
        if (type != nullptr) *type = column.concise_type;
        if (size != nullptr) *size = column.length;
        if (digits != nullptr) *digits = column.scale;
        if (nullable != nullptr) *nullable = column.nullable;
        return success(statement, put_text(out(name, name_size), column.name, name_length));
    });
}

/// Text attributes into `text`; true if `field` is one.
bool text_attribute(const Statement& statement, const Record& column, SQLUSMALLINT field,
                    std::string& text) {
    switch (field) {
        case SQL_DESC_NAME:
        case SQL_DESC_LABEL:
        case SQL_COLUMN_NAME: text = column.name; return true;
        case SQL_DESC_BASE_COLUMN_NAME:
            text = column.table.empty() ? column.name : column.name.substr(column.table.size() + 1);
            return true;
        case SQL_DESC_TABLE_NAME:
        case SQL_DESC_BASE_TABLE_NAME: text = column.table; return true;
        case SQL_DESC_TYPE_NAME:
        case SQL_DESC_LOCAL_TYPE_NAME: text = hs2::spelling(column.hive_type); return true;
        case SQL_DESC_CATALOG_NAME: text.clear(); return true;
        case SQL_DESC_SCHEMA_NAME:
            text = column.table.empty() ? std::string() : statement.connection.current_database();
            return true;
        case SQL_DESC_LITERAL_PREFIX:
        case SQL_DESC_LITERAL_SUFFIX: {
            const bool quoted =
                odbc_type(column.hive_type, statement.connection.options.sizes).quoted;
            text = quoted ? "'" : "";
            return true;
        }
        default: return false;
    }
}

SQLLEN number_attribute(const Statement& statement, const Record& column, SQLUSMALLINT field) {
    const OdbcType type = odbc_type(column.hive_type, statement.connection.options.sizes);
    switch (field) {
        case SQL_DESC_CONCISE_TYPE: return type.concise;
        case SQL_DESC_TYPE: return type.verbose;
        case SQL_DESC_LENGTH:
        case SQL_COLUMN_LENGTH: return static_cast<SQLLEN>(type.column_size);
        case SQL_DESC_OCTET_LENGTH: return type.octet_length;
        case SQL_DESC_DISPLAY_SIZE: return type.display_size;
        case SQL_DESC_PRECISION:
        case SQL_COLUMN_PRECISION:
            return type.verbose == SQL_DATETIME ? type.decimal_digits
                                                : static_cast<SQLLEN>(type.column_size);
        case SQL_DESC_SCALE:
        case SQL_COLUMN_SCALE: return type.decimal_digits;
        case SQL_DESC_NULLABLE:
        case SQL_COLUMN_NULLABLE: return column.nullable;
        case SQL_DESC_UNSIGNED: return type.is_unsigned ? SQL_TRUE : SQL_FALSE;
        case SQL_DESC_CASE_SENSITIVE: return type.case_sensitive ? SQL_TRUE : SQL_FALSE;
        case SQL_DESC_NUM_PREC_RADIX: return type.radix;
        case SQL_DESC_AUTO_UNIQUE_VALUE: return SQL_FALSE;
        case SQL_DESC_FIXED_PREC_SCALE: return SQL_FALSE;
        case SQL_DESC_SEARCHABLE: return type.quoted ? SQL_PRED_SEARCHABLE : SQL_PRED_BASIC;
        case SQL_DESC_UPDATABLE: return SQL_ATTR_READWRITE_UNKNOWN;
        case SQL_DESC_UNNAMED: return column.name.empty() ? SQL_UNNAMED : SQL_NAMED;
        case SQL_DESC_COUNT:
        case SQL_COLUMN_COUNT: return static_cast<SQLLEN>(statement.ird->records.size());
        default: throw OdbcError("HY091", "unknown column attribute");
    }
}

SQLRETURN attribute(SQLHSTMT handle, SQLUSMALLINT number, SQLUSMALLINT field, SQLPOINTER text,
                    SQLSMALLINT text_size, SQLSMALLINT* text_length, SQLLEN* value, bool wide) {
    return enter<Statement>(handle, [&](Statement& statement) {
        if (field == SQL_DESC_COUNT || field == SQL_COLUMN_COUNT) {
            if (value != nullptr) *value = static_cast<SQLLEN>(statement.ird->records.size());
            return SQLRETURN{SQL_SUCCESS};
        }
        const Record& column = column_of(statement, number);
        std::string words;
        if (text_attribute(statement, column, field, words)) {
            return success(statement,
                           put_text(out_bytes(text, text_size, wide), words, text_length));
        }
        const SQLLEN found = number_attribute(statement, column, field);
        if (value != nullptr) *value = found;
        return SQLRETURN{SQL_SUCCESS};
    });
}

}  // namespace
}  // namespace hive_odbc

using namespace hive_odbc;

HIVE_ODBC_ENTRY SQLNumResultCols(SQLHSTMT handle, SQLSMALLINT* count) {
    return enter<Statement>(handle, [&](Statement& statement) {
        if (count != nullptr) {
            *count =
                statement.has_result ? static_cast<SQLSMALLINT>(statement.ird->records.size()) : 0;
        }
        return SQL_SUCCESS;
    });
}

HIVE_ODBC_ENTRY SQLDescribeCol(SQLHSTMT handle, SQLUSMALLINT number, SQLCHAR* name,
                               SQLSMALLINT name_size, SQLSMALLINT* name_length, SQLSMALLINT* type,
                               SQLULEN* size, SQLSMALLINT* digits, SQLSMALLINT* nullable) {
    return describe(handle, number, name, name_size, name_length, type, size, digits, nullable);
}

HIVE_ODBC_ENTRY SQLDescribeColW(SQLHSTMT handle, SQLUSMALLINT number, SQLWCHAR* name,
                                SQLSMALLINT name_size, SQLSMALLINT* name_length, SQLSMALLINT* type,
                                SQLULEN* size, SQLSMALLINT* digits, SQLSMALLINT* nullable) {
    return describe(handle, number, name, name_size, name_length, type, size, digits, nullable);
}

HIVE_ODBC_ENTRY SQLColAttribute(SQLHSTMT handle, SQLUSMALLINT number, SQLUSMALLINT field,
                                SQLPOINTER text, SQLSMALLINT text_size, SQLSMALLINT* text_length,
                                SQLLEN* value) {
    return attribute(handle, number, field, text, text_size, text_length, value, false);
}

HIVE_ODBC_ENTRY SQLColAttributeW(SQLHSTMT handle, SQLUSMALLINT number, SQLUSMALLINT field,
                                 SQLPOINTER text, SQLSMALLINT text_size, SQLSMALLINT* text_length,
                                 SQLLEN* value) {
    return attribute(handle, number, field, text, text_size, text_length, value, true);
}
