// SPDX-License-Identifier: MIT
#include <map>
#include <variant>

#include "odbc_entry.hpp"
#include "odbc_text.hpp"

namespace hive_odbc {
namespace {

/// A small number, a mask, or a text: the three shapes ODBC knows.
using Answer = std::variant<SQLUSMALLINT, SQLUINTEGER, const char*>;

constexpr SQLUINTEGER to_text = SQL_CVT_CHAR | SQL_CVT_VARCHAR;
constexpr SQLUINTEGER to_numbers = SQL_CVT_BIT | SQL_CVT_TINYINT | SQL_CVT_SMALLINT |
                                   SQL_CVT_INTEGER | SQL_CVT_BIGINT | SQL_CVT_REAL |
                                   SQL_CVT_DOUBLE | SQL_CVT_DECIMAL;
constexpr SQLUINTEGER to_moments = SQL_CVT_DATE | SQL_CVT_TIMESTAMP;

constexpr SQLUSMALLINT small(int value) {
    return static_cast<SQLUSMALLINT>(value);
}
constexpr SQLUINTEGER mask(unsigned long value) {
    return static_cast<SQLUINTEGER>(value);
}

const char* const keywords =
    "ANTI,ARCHIVE,ARRAY,BINARY,BUCKET,BUCKETS,CLUSTER,CLUSTERED,CONF,DATABASE,DATABASES,DEFINED,"
    "DELIMITED,"
    "DIRECTORY,DISTRIBUTE,EXCHANGE,EXPORT,EXTENDED,FORMATTED,IMPORT,INPATH,ITEMS,LATERAL,LINES,"
    "LOAD,LOCATION,"
    "LOCK,MACRO,MAP,MAPJOIN,MATERIALIZED,MORE,MSCK,OVERWRITE,PARTITIONED,PARTITIONS,PERCENT,PURGE,"
    "QUALIFY,RCFILE,"
    "REBUILD,REDUCE,REGEXP,RELOAD,RENAME,REPAIR,REPLACE,RLIKE,SEMI,SERDE,SERDEPROPERTIES,SHOW,"
    "SKEWED,SORT,SORTED,"
    "STORED,STREAMTABLE,STRING,STRUCT,TABLES,TABLESAMPLE,TBLPROPERTIES,TERMINATED,TOUCH,TRANSFORM,"
    "UNARCHIVE,"
    "UNIONTYPE,UNIQUEJOIN,UNLOCK,USE,UTC,VIEWS";

const std::map<SQLUSMALLINT, Answer>& about_driver() {
    static const std::map<SQLUSMALLINT, Answer> answers{
        {SQL_DRIVER_NAME, "libazothhiveodbc.so"},
        {SQL_DRIVER_VER, "00.01.0000"},
        {SQL_DRIVER_ODBC_VER, "03.80"},
        {SQL_ODBC_INTERFACE_CONFORMANCE, mask(SQL_OIC_CORE)},
        {SQL_ODBC_API_CONFORMANCE, small(SQL_OAC_LEVEL1)},
        {SQL_ODBC_SQL_CONFORMANCE, small(SQL_OSC_MINIMUM)},
        {SQL_ODBC_SAG_CLI_CONFORMANCE, small(SQL_OSCC_NOT_COMPLIANT)},
        {SQL_STANDARD_CLI_CONFORMANCE, mask(SQL_SCC_XOPEN_CLI_VERSION1)},
        {SQL_XOPEN_CLI_YEAR, "1995"},
        {SQL_MAX_DRIVER_CONNECTIONS, small(0)},
        {SQL_MAX_CONCURRENT_ACTIVITIES, small(0)},
        {SQL_MAX_ASYNC_CONCURRENT_STATEMENTS, mask(0)},
        {SQL_ASYNC_MODE, mask(SQL_AM_NONE)},
        {SQL_ASYNC_DBC_FUNCTIONS, mask(SQL_ASYNC_DBC_NOT_CAPABLE)},
        {SQL_ASYNC_NOTIFICATION, mask(SQL_ASYNC_NOTIFICATION_NOT_CAPABLE)},
        {SQL_DRIVER_AWARE_POOLING_SUPPORTED, mask(SQL_DRIVER_AWARE_POOLING_NOT_CAPABLE)},
        {SQL_ACTIVE_ENVIRONMENTS, small(0)},
        {SQL_FILE_USAGE, small(SQL_FILE_NOT_SUPPORTED)},
        {SQL_GETDATA_EXTENSIONS,
         mask(SQL_GD_ANY_COLUMN | SQL_GD_ANY_ORDER | SQL_GD_BLOCK | SQL_GD_BOUND)},
        {SQL_BATCH_SUPPORT, mask(0)},
        {SQL_BATCH_ROW_COUNT, mask(0)},
        {SQL_PARAM_ARRAY_ROW_COUNTS, mask(SQL_PARC_NO_BATCH)},
        {SQL_PARAM_ARRAY_SELECTS, mask(SQL_PAS_NO_BATCH)},
        {SQL_NEED_LONG_DATA_LEN, "N"},
        {SQL_DESCRIBE_PARAMETER, "N"},
        {SQL_MULT_RESULT_SETS, "N"},
        {SQL_MULTIPLE_ACTIVE_TXN, "Y"},
        {SQL_ROW_UPDATES, "N"},
        {SQL_COLLATION_SEQ, "UTF-8"},
    };
    return answers;
}

const std::map<SQLUSMALLINT, Answer>& about_cursors() {
    static const std::map<SQLUSMALLINT, Answer> answers{
        {SQL_SCROLL_OPTIONS, mask(SQL_SO_FORWARD_ONLY)},
        {SQL_SCROLL_CONCURRENCY, mask(SQL_SCCO_READ_ONLY)},
        {SQL_FORWARD_ONLY_CURSOR_ATTRIBUTES1,
         mask(SQL_CA1_NEXT | SQL_CA1_LOCK_NO_CHANGE | SQL_CA1_POS_POSITION)},
        {SQL_FORWARD_ONLY_CURSOR_ATTRIBUTES2,
         mask(SQL_CA2_READ_ONLY_CONCURRENCY | SQL_CA2_MAX_ROWS_SELECT)},
        {SQL_STATIC_CURSOR_ATTRIBUTES1, mask(0)},
        {SQL_STATIC_CURSOR_ATTRIBUTES2, mask(0)},
        {SQL_KEYSET_CURSOR_ATTRIBUTES1, mask(0)},
        {SQL_KEYSET_CURSOR_ATTRIBUTES2, mask(0)},
        {SQL_DYNAMIC_CURSOR_ATTRIBUTES1, mask(0)},
        {SQL_DYNAMIC_CURSOR_ATTRIBUTES2, mask(0)},
        {SQL_CURSOR_SENSITIVITY, mask(SQL_INSENSITIVE)},
        {SQL_FETCH_DIRECTION, mask(SQL_FD_FETCH_NEXT)},
        {SQL_LOCK_TYPES, mask(0)},
        {SQL_POS_OPERATIONS, mask(SQL_POS_POSITION)},
        {SQL_POSITIONED_STATEMENTS, mask(0)},
        {SQL_STATIC_SENSITIVITY, mask(0)},
        {SQL_BOOKMARK_PERSISTENCE, mask(0)},
        {SQL_TXN_CAPABLE, small(SQL_TC_NONE)},
        {SQL_TXN_ISOLATION_OPTION, mask(0)},
        {SQL_DTC_TRANSITION_COST, mask(0)},
        {SQL_DEFAULT_TXN_ISOLATION, mask(0)},
        {SQL_CURSOR_COMMIT_BEHAVIOR, small(SQL_CB_PRESERVE)},
        {SQL_CURSOR_ROLLBACK_BEHAVIOR, small(SQL_CB_PRESERVE)},
        {SQL_DATA_SOURCE_READ_ONLY, "N"},
    };
    return answers;
}

const std::map<SQLUSMALLINT, Answer>& about_names() {
    static const std::map<SQLUSMALLINT, Answer> answers{
        {SQL_IDENTIFIER_QUOTE_CHAR, "`"},
        {SQL_IDENTIFIER_CASE, small(SQL_IC_LOWER)},
        {SQL_QUOTED_IDENTIFIER_CASE, small(SQL_IC_LOWER)},
        {SQL_SEARCH_PATTERN_ESCAPE, "\\"},
        {SQL_SPECIAL_CHARACTERS, ""},
        {SQL_CATALOG_NAME, "N"},
        {SQL_CATALOG_NAME_SEPARATOR, ""},
        {SQL_CATALOG_TERM, ""},
        {SQL_CATALOG_LOCATION, small(0)},
        {SQL_CATALOG_USAGE, mask(0)},
        {SQL_SCHEMA_TERM, "database"},
        {SQL_SCHEMA_USAGE,
         mask(SQL_SU_DML_STATEMENTS | SQL_SU_TABLE_DEFINITION | SQL_SU_PRIVILEGE_DEFINITION)},
        {SQL_TABLE_TERM, "table"},
        {SQL_PROCEDURE_TERM, ""},
        {SQL_PROCEDURES, "N"},
        {SQL_ACCESSIBLE_TABLES, "N"},
        {SQL_ACCESSIBLE_PROCEDURES, "N"},
        {SQL_KEYWORDS, keywords},
        {SQL_MAX_COLUMN_NAME_LEN, small(128)},
        {SQL_MAX_TABLE_NAME_LEN, small(128)},
        {SQL_MAX_SCHEMA_NAME_LEN, small(128)},
        {SQL_MAX_CATALOG_NAME_LEN, small(0)},
        {SQL_MAX_IDENTIFIER_LEN, small(128)},
        {SQL_MAX_CURSOR_NAME_LEN, small(128)},
        {SQL_MAX_PROCEDURE_NAME_LEN, small(0)},
        {SQL_MAX_USER_NAME_LEN, small(0)},
        {SQL_MAX_COLUMNS_IN_GROUP_BY, small(0)},
        {SQL_MAX_COLUMNS_IN_INDEX, small(0)},
        {SQL_MAX_COLUMNS_IN_ORDER_BY, small(0)},
        {SQL_MAX_COLUMNS_IN_SELECT, small(0)},
        {SQL_MAX_COLUMNS_IN_TABLE, small(0)},
        {SQL_MAX_TABLES_IN_SELECT, small(0)},
        {SQL_MAX_INDEX_SIZE, mask(0)},
        {SQL_MAX_ROW_SIZE, mask(0)},
        {SQL_MAX_ROW_SIZE_INCLUDES_LONG, "Y"},
        {SQL_MAX_STATEMENT_LEN, mask(0)},
        {SQL_MAX_CHAR_LITERAL_LEN, mask(0)},
        {SQL_MAX_BINARY_LITERAL_LEN, mask(0)},
        {SQL_COLUMN_ALIAS, "Y"},
        {SQL_INTEGRITY, "N"},
        {SQL_OUTER_JOINS, "Y"},
        {SQL_LIKE_ESCAPE_CLAUSE, "N"},
        {SQL_ORDER_BY_COLUMNS_IN_SELECT, "N"},
        {SQL_EXPRESSIONS_IN_ORDERBY, "Y"},
    };
    return answers;
}

const std::map<SQLUSMALLINT, Answer>& about_sql() {
    static const std::map<SQLUSMALLINT, Answer> answers{
        {SQL_SQL_CONFORMANCE, mask(SQL_SC_SQL92_ENTRY)},
        {SQL_NULL_COLLATION, small(SQL_NC_LOW)},
        {SQL_NON_NULLABLE_COLUMNS, small(SQL_NNC_NON_NULL)},
        {SQL_CONCAT_NULL_BEHAVIOR, small(SQL_CB_NULL)},
        {SQL_CORRELATION_NAME, small(SQL_CN_ANY)},
        {SQL_GROUP_BY, small(SQL_GB_GROUP_BY_CONTAINS_SELECT)},
        {SQL_UNION, mask(SQL_U_UNION | SQL_U_UNION_ALL)},
        {SQL_SUBQUERIES,
         mask(SQL_SQ_COMPARISON | SQL_SQ_EXISTS | SQL_SQ_IN | SQL_SQ_CORRELATED_SUBQUERIES)},
        {SQL_OJ_CAPABILITIES, mask(SQL_OJ_LEFT | SQL_OJ_RIGHT | SQL_OJ_FULL | SQL_OJ_NESTED |
                                   SQL_OJ_NOT_ORDERED | SQL_OJ_INNER | SQL_OJ_ALL_COMPARISON_OPS)},
        {SQL_AGGREGATE_FUNCTIONS, mask(SQL_AF_ALL | SQL_AF_AVG | SQL_AF_COUNT | SQL_AF_DISTINCT |
                                       SQL_AF_MAX | SQL_AF_MIN | SQL_AF_SUM)},
        {SQL_STRING_FUNCTIONS,
         mask(SQL_FN_STR_ASCII | SQL_FN_STR_CONCAT | SQL_FN_STR_LCASE | SQL_FN_STR_LENGTH |
              SQL_FN_STR_LOCATE | SQL_FN_STR_LTRIM | SQL_FN_STR_REPEAT | SQL_FN_STR_REPLACE |
              SQL_FN_STR_RTRIM | SQL_FN_STR_SOUNDEX | SQL_FN_STR_SPACE | SQL_FN_STR_SUBSTRING |
              SQL_FN_STR_UCASE | SQL_FN_STR_CHAR_LENGTH | SQL_FN_STR_CHARACTER_LENGTH |
              SQL_FN_STR_OCTET_LENGTH)},
        {SQL_NUMERIC_FUNCTIONS,
         mask(SQL_FN_NUM_ABS | SQL_FN_NUM_ACOS | SQL_FN_NUM_ASIN | SQL_FN_NUM_ATAN |
              SQL_FN_NUM_CEILING | SQL_FN_NUM_COS | SQL_FN_NUM_DEGREES | SQL_FN_NUM_EXP |
              SQL_FN_NUM_FLOOR | SQL_FN_NUM_LOG | SQL_FN_NUM_LOG10 | SQL_FN_NUM_PI |
              SQL_FN_NUM_POWER | SQL_FN_NUM_RADIANS | SQL_FN_NUM_RAND | SQL_FN_NUM_ROUND |
              SQL_FN_NUM_SIGN | SQL_FN_NUM_SIN | SQL_FN_NUM_SQRT | SQL_FN_NUM_TAN)},
        {SQL_TIMEDATE_FUNCTIONS,
         mask(SQL_FN_TD_YEAR | SQL_FN_TD_MONTH | SQL_FN_TD_QUARTER | SQL_FN_TD_HOUR |
              SQL_FN_TD_MINUTE | SQL_FN_TD_SECOND | SQL_FN_TD_DAYOFMONTH | SQL_FN_TD_CURRENT_DATE |
              SQL_FN_TD_CURRENT_TIMESTAMP | SQL_FN_TD_EXTRACT)},
        {SQL_SYSTEM_FUNCTIONS, mask(0)},
        {SQL_TIMEDATE_ADD_INTERVALS, mask(0)},
        {SQL_TIMEDATE_DIFF_INTERVALS, mask(0)},
        {SQL_DATETIME_LITERALS, mask(SQL_DL_SQL92_DATE | SQL_DL_SQL92_TIMESTAMP)},
        {SQL_SQL92_PREDICATES, mask(SQL_SP_BETWEEN | SQL_SP_COMPARISON | SQL_SP_EXISTS | SQL_SP_IN |
                                    SQL_SP_ISNOTNULL | SQL_SP_ISNULL | SQL_SP_LIKE)},
        {SQL_SQL92_VALUE_EXPRESSIONS,
         mask(SQL_SVE_CASE | SQL_SVE_CAST | SQL_SVE_COALESCE | SQL_SVE_NULLIF)},
        {SQL_SQL92_RELATIONAL_JOIN_OPERATORS,
         mask(SQL_SRJO_CROSS_JOIN | SQL_SRJO_FULL_OUTER_JOIN | SQL_SRJO_INNER_JOIN |
              SQL_SRJO_LEFT_OUTER_JOIN | SQL_SRJO_RIGHT_OUTER_JOIN | SQL_SRJO_EXCEPT_JOIN |
              SQL_SRJO_INTERSECT_JOIN)},
        {SQL_SQL92_STRING_FUNCTIONS,
         mask(SQL_SSF_LOWER | SQL_SSF_UPPER | SQL_SSF_SUBSTRING | SQL_SSF_TRIM_BOTH)},
        {SQL_SQL92_NUMERIC_VALUE_FUNCTIONS, mask(SQL_SNVF_CHAR_LENGTH | SQL_SNVF_CHARACTER_LENGTH |
                                                 SQL_SNVF_EXTRACT | SQL_SNVF_OCTET_LENGTH)},
        {SQL_SQL92_DATETIME_FUNCTIONS, mask(SQL_SDF_CURRENT_DATE | SQL_SDF_CURRENT_TIMESTAMP)},
        {SQL_SQL92_FOREIGN_KEY_DELETE_RULE, mask(0)},
        {SQL_SQL92_FOREIGN_KEY_UPDATE_RULE, mask(0)},
        {SQL_SQL92_GRANT, mask(0)},
        {SQL_SQL92_REVOKE, mask(0)},
        {SQL_SQL92_ROW_VALUE_CONSTRUCTOR, mask(SQL_SRVC_VALUE_EXPRESSION | SQL_SRVC_NULL)},
        {SQL_INSERT_STATEMENT, mask(SQL_IS_INSERT_LITERALS | SQL_IS_INSERT_SEARCHED)},
        {SQL_CREATE_TABLE, mask(SQL_CT_CREATE_TABLE)},
        {SQL_CREATE_VIEW, mask(SQL_CV_CREATE_VIEW)},
        {SQL_CREATE_SCHEMA, mask(SQL_CS_CREATE_SCHEMA)},
        {SQL_DROP_TABLE, mask(SQL_DT_DROP_TABLE)},
        {SQL_DROP_VIEW, mask(SQL_DV_DROP_VIEW)},
        {SQL_DROP_SCHEMA, mask(SQL_DS_DROP_SCHEMA | SQL_DS_CASCADE | SQL_DS_RESTRICT)},
        {SQL_ALTER_TABLE, mask(SQL_AT_ADD_COLUMN)},
        {SQL_ALTER_DOMAIN, mask(0)},
        {SQL_CREATE_ASSERTION, mask(0)},
        {SQL_CREATE_CHARACTER_SET, mask(0)},
        {SQL_CREATE_COLLATION, mask(0)},
        {SQL_CREATE_DOMAIN, mask(0)},
        {SQL_CREATE_TRANSLATION, mask(0)},
        {SQL_DROP_ASSERTION, mask(0)},
        {SQL_DROP_CHARACTER_SET, mask(0)},
        {SQL_DROP_COLLATION, mask(0)},
        {SQL_DROP_DOMAIN, mask(0)},
        {SQL_DROP_TRANSLATION, mask(0)},
        {SQL_DDL_INDEX, mask(0)},
        {SQL_INDEX_KEYWORDS, mask(0)},
        {SQL_INFO_SCHEMA_VIEWS, mask(0)},
    };
    return answers;
}

const std::map<SQLUSMALLINT, Answer>& about_conversions() {
    static const std::map<SQLUSMALLINT, Answer> answers{
        {SQL_CONVERT_FUNCTIONS, mask(SQL_FN_CVT_CAST)},
        {SQL_CONVERT_BIT, mask(to_text | to_numbers)},
        {SQL_CONVERT_TINYINT, mask(to_text | to_numbers)},
        {SQL_CONVERT_SMALLINT, mask(to_text | to_numbers)},
        {SQL_CONVERT_INTEGER, mask(to_text | to_numbers)},
        {SQL_CONVERT_BIGINT, mask(to_text | to_numbers)},
        {SQL_CONVERT_REAL, mask(to_text | to_numbers)},
        {SQL_CONVERT_FLOAT, mask(to_text | to_numbers)},
        {SQL_CONVERT_DOUBLE, mask(to_text | to_numbers)},
        {SQL_CONVERT_DECIMAL, mask(to_text | to_numbers)},
        {SQL_CONVERT_NUMERIC, mask(to_text | to_numbers)},
        {SQL_CONVERT_CHAR, mask(to_text | to_numbers | to_moments | SQL_CVT_VARBINARY)},
        {SQL_CONVERT_VARCHAR, mask(to_text | to_numbers | to_moments | SQL_CVT_VARBINARY)},
        {SQL_CONVERT_LONGVARCHAR, mask(0)},
        {SQL_CONVERT_WCHAR, mask(0)},
        {SQL_CONVERT_WVARCHAR, mask(0)},
        {SQL_CONVERT_WLONGVARCHAR, mask(0)},
        {SQL_CONVERT_GUID, mask(0)},
        {SQL_CONVERT_DATE, mask(to_text | to_moments)},
        {SQL_CONVERT_TIME, mask(0)},
        {SQL_CONVERT_TIMESTAMP, mask(to_text | to_moments)},
        {SQL_CONVERT_BINARY, mask(0)},
        {SQL_CONVERT_VARBINARY, mask(to_text)},
        {SQL_CONVERT_LONGVARBINARY, mask(0)},
        {SQL_CONVERT_INTERVAL_DAY_TIME, mask(0)},
        {SQL_CONVERT_INTERVAL_YEAR_MONTH, mask(0)},
    };
    return answers;
}

/// ODBC wants `##.##.####` and then whatever the product says itself.
std::string padded_version(const std::string& version) {
    int parts[3] = {0, 0, 0};
    std::sscanf(version.c_str(), "%d.%d.%d", &parts[0], &parts[1], &parts[2]);
    char text[64];
    std::snprintf(text, sizeof text, "%02d.%02d.%04d", parts[0] % 100, parts[1] % 100,
                  parts[2] % 10000);
    return std::string(text) + " " + version;
}

bool about_connection(const Connection& connection, SQLUSMALLINT kind, std::string& text) {
    switch (kind) {
        case SQL_DBMS_NAME: text = "Apache Hive"; return true;
        case SQL_DBMS_VER: text = padded_version(connection.dbms_version); return true;
        case SQL_DATA_SOURCE_NAME: text = connection.data_source; return true;
        case SQL_SERVER_NAME: text = connection.options.endpoint.host; return true;
        case SQL_USER_NAME: text = connection.options.endpoint.user; return true;
        case SQL_DATABASE_NAME: text = connection.current_database(); return true;
        default: return false;
    }
}

SQLRETURN get_info(SQLHDBC handle, SQLUSMALLINT kind, SQLPOINTER value, SQLSMALLINT size,
                   SQLSMALLINT* length, bool wide) {
    return enter<Connection>(handle, [&](Connection& connection) {
        const TextOut text_out = out_bytes(value, size, wide);
        std::string text;
        if (about_connection(connection, kind, text))
            return success(connection, put_text(text_out, text, length));
        for (const auto* answers : {&about_driver(), &about_cursors(), &about_names(), &about_sql(),
                                    &about_conversions()}) {
            const auto found = answers->find(kind);
            if (found == answers->end()) continue;
            if (const auto* words = std::get_if<const char*>(&found->second)) {
                return success(connection, put_text(text_out, *words, length));
            }
            if (const auto* number = std::get_if<SQLUSMALLINT>(&found->second)) {
                if (value != nullptr) *static_cast<SQLUSMALLINT*>(value) = *number;
                if (length != nullptr) *length = sizeof *number;
            } else {
                if (value != nullptr)
                    *static_cast<SQLUINTEGER*>(value) = std::get<SQLUINTEGER>(found->second);
                if (length != nullptr) *length = sizeof(SQLUINTEGER);
            }
            return static_cast<SQLRETURN>(SQL_SUCCESS);
        }
        throw OdbcError("HY096", "unknown information type " + std::to_string(kind));
    });
}

}  // namespace
}  // namespace hive_odbc

using namespace hive_odbc;

HIVE_ODBC_ENTRY SQLGetInfo(SQLHDBC handle, SQLUSMALLINT kind, SQLPOINTER value, SQLSMALLINT size,
                           SQLSMALLINT* length) {
    return get_info(handle, kind, value, size, length, false);
}

HIVE_ODBC_ENTRY SQLGetInfoW(SQLHDBC handle, SQLUSMALLINT kind, SQLPOINTER value, SQLSMALLINT size,
                            SQLSMALLINT* length) {
    return get_info(handle, kind, value, size, length, true);
}
