// SPDX-License-Identifier: MIT
#include "odbc_catalogue.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>

#include "odbc_execute.hpp"
#include "odbc_table.hpp"

namespace hive_odbc::catalogue {
namespace {

constexpr auto text = hs2::TypeKind::varchar;
constexpr auto small = hs2::TypeKind::smallint;
constexpr auto big = hs2::TypeKind::integer;

SQLRETURN show(Statement& statement, Table table) {
    present(statement, std::move(table.columns), std::move(table.batch));
    return SQL_SUCCESS;
}

Datum datum(const std::optional<std::string>& value) {
    return value ? Datum(*value) : Datum();
}

Datum number(const std::optional<std::string>& value) {
    return value && !value->empty() ? Datum(std::atoll(value->c_str())) : Datum();
}

std::string lower(std::string value) {
    for (char& c : value) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return value;
}

/// An argument as the server wants patterns; as a plain name (SQL_ATTR_METADATA_ID) its wildcards
/// are escaped.
Argument pattern(const Statement& statement, const Argument& given) {
    if (!given) return std::nullopt;
    if (statement.metadata_id == SQL_FALSE) return given;
    std::string escaped;
    for (const char c : *given) {
        if (c == '%' || c == '_' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

/// Runs a catalogue question and reads the answer whole.
TextRows ask(Statement& statement, std::unique_ptr<hs2::Operation> asked) {
    statement.close_cursor();
    statement.operation = std::move(asked);
    statement.publish(statement.operation);
    try {
        (void)wait_for(statement, *statement.operation);
        return read_all(*statement.operation);
    } catch (...) {
        statement.close_cursor();
        throw;
    }
}

/// 'TABLE','VIEW' or TABLE,VIEW.
std::vector<std::string> split_types(const std::string& list) {
    std::vector<std::string> types;
    std::string one;
    for (std::size_t i = 0; i <= list.size(); ++i) {
        if (i < list.size() && list[i] != ',') {
            if (list[i] != '\'' && !(one.empty() && list[i] == ' ')) {
                one += static_cast<char>(std::toupper(static_cast<unsigned char>(list[i])));
            }
            continue;
        }
        while (!one.empty() && one.back() == ' ') one.pop_back();
        if (!one.empty()) types.push_back(std::move(one));
        one.clear();
    }
    return types;
}

Table tables_shape() {
    return Table{{"TABLE_CAT", text},
                 {"TABLE_SCHEM", text},
                 {"TABLE_NAME", text},
                 {"TABLE_TYPE", text},
                 {"REMARKS", text}};
}

const std::optional<std::string>& at(const std::vector<std::optional<std::string>>& row,
                                     std::size_t index) {
    static const std::optional<std::string> nothing;
    return index < row.size() ? row[index] : nothing;
}

}  // namespace

SQLRETURN tables(Statement& statement, const Argument& catalog, const Argument& schema,
                 const Argument& table, const Argument& types) {
    hs2::Session& session = statement.connection.connected();
    Table made = tables_shape();
    const bool no_schema = schema && schema->empty();
    const bool no_table = table && table->empty();
    const bool no_catalog = catalog && catalog->empty();
    if (catalog && *catalog == "%" && no_schema && no_table)
        return show(statement, std::move(made));
    if (no_catalog && schema && *schema == "%" && no_table) {
        for (const auto& row : ask(statement, session.schemas("%"))) {
            made.add({Datum(), datum(at(row, 0)), Datum(), Datum(), Datum()});
        }
        return show(statement, std::move(made));
    }
    if (no_catalog && no_schema && no_table && types && *types == "%") {
        for (const auto& row : ask(statement, session.table_types())) {
            made.add({Datum(), Datum(), Datum(), datum(at(row, 0)), Datum()});
        }
        return show(statement, std::move(made));
    }
    std::vector<std::string> wanted = types ? split_types(*types) : std::vector<std::string>();
    std::erase(wanted, "%");
    const Argument table_pattern = table ? pattern(statement, table) : Argument("%");
    TextRows rows =
        ask(statement, session.tables(pattern(statement, schema), table_pattern, wanted));
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return std::tie(at(a, 3), at(a, 1), at(a, 2)) < std::tie(at(b, 3), at(b, 1), at(b, 2));
    });
    for (const auto& row : rows) {
        made.add(
            {Datum(), datum(at(row, 1)), datum(at(row, 2)), datum(at(row, 3)), datum(at(row, 4))});
    }
    return show(statement, std::move(made));
}

SQLRETURN columns(Statement& statement, const Argument& schema, const Argument& table,
                  const Argument& column) {
    hs2::Session& session = statement.connection.connected();
    const Argument table_pattern = table ? pattern(statement, table) : Argument("%");
    const Argument column_pattern = column ? pattern(statement, column) : Argument("%");
    const TextRows rows =
        ask(statement, session.columns(pattern(statement, schema), table_pattern, column_pattern));
    Table made{{"TABLE_CAT", text},        {"TABLE_SCHEM", text},     {"TABLE_NAME", text},
               {"COLUMN_NAME", text},      {"DATA_TYPE", small},      {"TYPE_NAME", text},
               {"COLUMN_SIZE", big},       {"BUFFER_LENGTH", big},    {"DECIMAL_DIGITS", small},
               {"NUM_PREC_RADIX", small},  {"NULLABLE", small},       {"REMARKS", text},
               {"COLUMN_DEF", text},       {"SQL_DATA_TYPE", small},  {"SQL_DATETIME_SUB", small},
               {"CHAR_OCTET_LENGTH", big}, {"ORDINAL_POSITION", big}, {"IS_NULLABLE", text}};
    for (const auto& row : rows) {
        hs2::ValueType hive = parse_spelling(at(row, 5).value_or("string"));
        const int size = std::atoi(at(row, 6).value_or("0").c_str());
        if (hive.length == 0) hive.length = size;
        if (hive.kind == hs2::TypeKind::decimal &&
            at(row, 5).value_or("").find('(') == std::string::npos) {
            hive.precision = size;
            hive.scale = std::atoi(at(row, 8).value_or("0").c_str());
        }
        const OdbcType type = odbc_type(hive, statement.connection.options.sizes);
        const bool is_number = type.radix != 0;
        const bool is_text = type.quoted && type.verbose != SQL_DATETIME;
        const bool is_moment = type.verbose == SQL_DATETIME;
        const bool has_digits = is_number || type.concise == SQL_TYPE_TIMESTAMP;
        made.add(
            {Datum(), datum(at(row, 1)), datum(at(row, 2)), datum(at(row, 3)),
             static_cast<long long>(type.concise), lower(at(row, 5).value_or("")),
             static_cast<long long>(type.column_size), static_cast<long long>(type.octet_length),
             has_digits ? Datum(static_cast<long long>(type.decimal_digits)) : Datum(),
             is_number ? Datum(static_cast<long long>(type.radix)) : Datum(), number(at(row, 10)),
             datum(at(row, 11)), datum(at(row, 12)), static_cast<long long>(type.verbose),
             is_moment ? Datum(static_cast<long long>(type.datetime_code)) : Datum(),
             is_text ? Datum(static_cast<long long>(type.octet_length)) : Datum(),
             number(at(row, 16)), datum(at(row, 17))});
    }
    return show(statement, std::move(made));
}

SQLRETURN primary_keys(Statement& statement, const Argument& schema, const Argument& table) {
    if (!table) throw OdbcError("HY009", "SQLPrimaryKeys needs a table");
    hs2::Session& session = statement.connection.connected();
    const std::string database =
        schema && !schema->empty() ? *schema : statement.connection.current_database();
    Table made{{"TABLE_CAT", text},   {"TABLE_SCHEM", text}, {"TABLE_NAME", text},
               {"COLUMN_NAME", text}, {"KEY_SEQ", small},    {"PK_NAME", text}};
    for (const auto& row : ask(statement, session.primary_keys(database, *table))) {
        made.add({Datum(), datum(at(row, 1)), datum(at(row, 2)), datum(at(row, 3)),
                  number(at(row, 4)), datum(at(row, 5))});
    }
    return show(statement, std::move(made));
}

SQLRETURN foreign_keys(Statement& statement, const Argument& parent_schema,
                       const Argument& parent_table, const Argument& foreign_schema,
                       const Argument& foreign_table) {
    if (!parent_table && !foreign_table) throw OdbcError("HY009", "SQLForeignKeys needs a table");
    hs2::Session& session = statement.connection.connected();
    const std::string database = statement.connection.current_database();
    const auto schema_of = [&](const Argument& schema, const Argument& table) -> Argument {
        if (schema && !schema->empty()) return schema;
        return table ? Argument(database) : Argument();
    };
    Table made{{"PKTABLE_CAT", text},   {"PKTABLE_SCHEM", text}, {"PKTABLE_NAME", text},
               {"PKCOLUMN_NAME", text}, {"FKTABLE_CAT", text},   {"FKTABLE_SCHEM", text},
               {"FKTABLE_NAME", text},  {"FKCOLUMN_NAME", text}, {"KEY_SEQ", small},
               {"UPDATE_RULE", small},  {"DELETE_RULE", small},  {"FK_NAME", text},
               {"PK_NAME", text},       {"DEFERRABILITY", small}};
    const TextRows rows =
        ask(statement,
            session.cross_reference(schema_of(parent_schema, parent_table), parent_table,
                                    schema_of(foreign_schema, foreign_table), foreign_table));
    for (const auto& row : rows) {
        made.add({Datum(), datum(at(row, 1)), datum(at(row, 2)), datum(at(row, 3)), Datum(),
                  datum(at(row, 5)), datum(at(row, 6)), datum(at(row, 7)), number(at(row, 8)),
                  number(at(row, 9)), number(at(row, 10)), datum(at(row, 11)), datum(at(row, 12)),
                  number(at(row, 13))});
    }
    return show(statement, std::move(made));
}

// Hive has no indexes, no stored procedures, and primary keys it does not enforce: these results
// are empty by nature. What is granted to whom depends on the server's authorizer and is not asked.

SQLRETURN statistics(Statement& statement, bool has_table, SQLUSMALLINT unique,
                     SQLUSMALLINT reserved) {
    (void)statement.connection.connected();
    if (!has_table) throw OdbcError("HY009", "SQLStatistics needs a table");
    if (unique > SQL_INDEX_ALL) throw OdbcError("HY100", "unknown kind of index");
    if (reserved > SQL_ENSURE) throw OdbcError("HY101", "unknown accuracy");
    return show(statement, Table{{"TABLE_CAT", text},
                                 {"TABLE_SCHEM", text},
                                 {"TABLE_NAME", text},
                                 {"NON_UNIQUE", small},
                                 {"INDEX_QUALIFIER", text},
                                 {"INDEX_NAME", text},
                                 {"TYPE", small},
                                 {"ORDINAL_POSITION", small},
                                 {"COLUMN_NAME", text},
                                 {"ASC_OR_DESC", text},
                                 {"CARDINALITY", big},
                                 {"PAGES", big},
                                 {"FILTER_CONDITION", text}});
}

SQLRETURN special_columns(Statement& statement, bool has_table, SQLUSMALLINT identifier,
                          SQLUSMALLINT scope, SQLUSMALLINT nullable) {
    (void)statement.connection.connected();
    if (!has_table) throw OdbcError("HY009", "SQLSpecialColumns needs a table");
    if (identifier != SQL_BEST_ROWID && identifier != SQL_ROWVER)
        throw OdbcError("HY097", "unknown kind of column");
    if (scope > SQL_SCOPE_SESSION) throw OdbcError("HY098", "unknown scope");
    if (nullable > SQL_NULLABLE) throw OdbcError("HY099", "unknown nullability");
    return show(statement, Table{{"SCOPE", small},
                                 {"COLUMN_NAME", text},
                                 {"DATA_TYPE", small},
                                 {"TYPE_NAME", text},
                                 {"COLUMN_SIZE", big},
                                 {"BUFFER_LENGTH", big},
                                 {"DECIMAL_DIGITS", small},
                                 {"PSEUDO_COLUMN", small}});
}

SQLRETURN procedures(Statement& statement) {
    return show(statement, Table{{"PROCEDURE_CAT", text},
                                 {"PROCEDURE_SCHEM", text},
                                 {"PROCEDURE_NAME", text},
                                 {"NUM_INPUT_PARAMS", big},
                                 {"NUM_OUTPUT_PARAMS", big},
                                 {"NUM_RESULT_SETS", big},
                                 {"REMARKS", text},
                                 {"PROCEDURE_TYPE", small}});
}

SQLRETURN procedure_columns(Statement& statement) {
    return show(statement, Table{{"PROCEDURE_CAT", text},
                                 {"PROCEDURE_SCHEM", text},
                                 {"PROCEDURE_NAME", text},
                                 {"COLUMN_NAME", text},
                                 {"COLUMN_TYPE", small},
                                 {"DATA_TYPE", small},
                                 {"TYPE_NAME", text},
                                 {"COLUMN_SIZE", big},
                                 {"BUFFER_LENGTH", big},
                                 {"DECIMAL_DIGITS", small},
                                 {"NUM_PREC_RADIX", small},
                                 {"NULLABLE", small},
                                 {"REMARKS", text},
                                 {"COLUMN_DEF", text},
                                 {"SQL_DATA_TYPE", small},
                                 {"SQL_DATETIME_SUB", small},
                                 {"CHAR_OCTET_LENGTH", big},
                                 {"ORDINAL_POSITION", big},
                                 {"IS_NULLABLE", text}});
}

SQLRETURN table_privileges(Statement& statement) {
    return show(statement, Table{{"TABLE_CAT", text},
                                 {"TABLE_SCHEM", text},
                                 {"TABLE_NAME", text},
                                 {"GRANTOR", text},
                                 {"GRANTEE", text},
                                 {"PRIVILEGE", text},
                                 {"IS_GRANTABLE", text}});
}

SQLRETURN column_privileges(Statement& statement) {
    return show(statement, Table{{"TABLE_CAT", text},
                                 {"TABLE_SCHEM", text},
                                 {"TABLE_NAME", text},
                                 {"COLUMN_NAME", text},
                                 {"GRANTOR", text},
                                 {"GRANTEE", text},
                                 {"PRIVILEGE", text},
                                 {"IS_GRANTABLE", text}});
}

}  // namespace hive_odbc::catalogue
