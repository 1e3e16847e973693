// SPDX-License-Identifier: MIT
#pragma once

#include <sql.h>
#include <sqlext.h>

#include <string>

#include "value_type.hpp"

namespace hive_odbc {

/// How the connection wants unbounded types described.
struct Sizes {
    int string_length = 65535;
    int binary_length = 32767;
};

/// A column type as ODBC describes it.
struct OdbcType {
    SQLSMALLINT concise = SQL_VARCHAR;
    SQLSMALLINT verbose = SQL_VARCHAR;
    SQLSMALLINT datetime_code = 0;
    SQLULEN column_size = 0;
    SQLSMALLINT decimal_digits = 0;
    SQLLEN display_size = 0;
    SQLLEN octet_length = 0;
    SQLINTEGER radix = 0;
    bool is_unsigned = false;
    bool case_sensitive = false;
    bool quoted = false;  ///< literals have quotes around them
};

[[nodiscard]] OdbcType odbc_type(const hs2::ValueType& type, const Sizes& sizes);

/// The C type SQL_C_DEFAULT stands for.
[[nodiscard]] SQLSMALLINT default_c_type(SQLSMALLINT sql_type);

/// The Hive type behind a spelling as the metastore writes it, such as `decimal(10,2)` or
/// `array<int>`.
[[nodiscard]] hs2::ValueType parse_spelling(const std::string& text);

}  // namespace hive_odbc
