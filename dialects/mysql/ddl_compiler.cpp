// SPDX-License-Identifier: MIT
#include "ddl_compiler.hpp"

#include <algorithm>
#include <cctype>

#include "dialect.hpp"

namespace azoth::mysql {

namespace {

using compile::Ledger;

/// InnoDB keeps 3072 bytes of a key, and a character takes up to four.
constexpr std::uint32_t longest_key = 768;
constexpr std::string_view text_prefix = "(255)";

bool is_word(std::string_view text, std::string_view word) {
    return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
        return std::toupper(static_cast<unsigned char>(a)) == b;
    });
}

/// What may follow DEFAULT as it stands; everything else is an expression in parentheses.
bool is_constant(std::string_view sql) {
    const char first = sql.empty() ? '(' : sql.front();
    if (first == '\'' || first == '(' || (first >= '0' && first <= '9')) return true;
    if ((first == '-' || first == '+') && sql.find_first_not_of("0123456789.eE+-") == sql.npos) {
        return true;
    }
    return is_word(sql, "NULL") || is_word(sql, "TRUE") || is_word(sql, "FALSE") ||
           is_word(sql.substr(0, 17), "CURRENT_TIMESTAMP");
}

/// Kept outside of its row, so that a key or a default of it has its own rules.
bool is_large(std::string_view spelling) {
    return spelling == "LONGTEXT" || spelling == "LONGBLOB" || spelling == "JSON";
}

/// Bytes and code points decide, trailing spaces included.
std::string_view exact_collation(const Ledger& ledger) {
    if (is_mariadb(ledger)) {
        return ledger.version() >= Version{10, 2, 2} ? "utf8mb4_nopad_bin" : "utf8mb4_bin";
    }
    return ledger.version() >= Version{8, 0, 17} ? "utf8mb4_0900_bin" : "utf8mb4_bin";
}

bool has_default_expressions(const Ledger& ledger) {
    return ledger.version() >= (is_mariadb(ledger) ? Version{10, 2, 1} : Version{8, 0, 13});
}

}  // namespace

std::string MysqlDdlCompiler::text_literal(std::string_view text) const {
    return quoted_text(text);
}

std::string MysqlDdlCompiler::column_definition(const TableData& table,
                                                const ColumnData& column) const {
    std::string sql =
        prepared(column.name) + ' ' + context_.types.spell(column.type, context_.ledger);
    sql += default_clause(column);
    if (!column.nullable) sql += " NOT NULL";
    if (table.autoincrement_column() == &column) sql += " AUTO_INCREMENT";
    if (!column.comment.empty()) sql += " COMMENT " + text_literal(column.comment);
    return sql;
}

std::string MysqlDdlCompiler::default_clause(const ColumnData& column) const {
    if (!column.server_default) return {};
    const SqlType& type = column.type.variant_for(context_.ledger.dialect());
    const std::string& sql = *column.server_default;
    const bool is_time =
        type.kind() == TypeKind::timestamp || type.kind() == TypeKind::timestamp_tz;
    if (is_time && is_word(sql, "CURRENT_TIMESTAMP")) {
        // The digits must be those of the column.
        return " DEFAULT CURRENT_TIMESTAMP" + fraction_spelling(type, context_.ledger);
    }
    const bool is_large_column = is_large(context_.types.spell(column.type, context_.ledger));
    if (is_constant(sql) && !is_large_column) return " DEFAULT " + sql;
    if (!has_default_expressions(context_.ledger)) {
        context_.ledger.refuse(is_large_column ? "DEFAULT of " + type.describe()
                                               : std::string("an expression for DEFAULT"));
    }
    return " DEFAULT " + (sql.starts_with('(') ? sql : "(" + sql + ")");
}

std::string MysqlDdlCompiler::enum_check(const ColumnData& column) const {
    // ENUM(…) holds its labels by itself.
    const bool is_native = column.type.variant_for(context_.ledger.dialect()).is_native_enum();
    return is_native ? std::string() : DdlCompiler::enum_check(column);
}

std::string MysqlDdlCompiler::primary_key_clause(const TableData& table) const {
    if (table.primary_key.columns.empty()) return {};
    return constraint_name(table.primary_key.name) + "PRIMARY KEY (" +
           key_parts(table, table.primary_key.columns, true) + ")";
}

std::string MysqlDdlCompiler::unique_clause(const TableData& table,
                                            const UniqueData& unique) const {
    return constraint_name(unique.name) + "UNIQUE (" + key_parts(table, unique.columns, true) + ")";
}

std::string MysqlDdlCompiler::foreign_key_clause(const TableData& table,
                                                 const ForeignKeyData& key) const {
    if (key.on_delete == ReferentialAction::set_default ||
        key.on_update == ReferentialAction::set_default) {
        context_.ledger.refuse("SET DEFAULT of a FOREIGN KEY");
    }
    return DdlCompiler::foreign_key_clause(table, key);
}

std::string MysqlDdlCompiler::table_suffix(const TableData& table) const {
    std::string sql = " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=";
    sql += exact_collation(context_.ledger);
    if (!table.comment.empty()) sql += " COMMENT=" + text_literal(table.comment);
    return sql;
}

std::vector<std::string> MysqlDdlCompiler::comment_statements(const TableData&) const {
    return {};  // they stand with what they describe
}

std::string MysqlDdlCompiler::create_index(const TableData& table, const IndexData& index) const {
    return std::string(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") +
           prepared(index.name) + " ON " + table_name(table) + " (" +
           key_parts(table, index.columns, index.unique) + ")";
}

std::string MysqlDdlCompiler::drop_index(const TableData& table, const IndexData& index) const {
    return "DROP INDEX " + prepared(index.name) + " ON " + table_name(table);
}

std::string MysqlDdlCompiler::key_parts(const TableData& table,
                                        const std::vector<std::string>& columns,
                                        bool unique) const {
    std::string parts;
    for (const std::string& name : columns) {
        if (!parts.empty()) parts += ", ";
        parts += key_part(table.column(name), unique);
    }
    return parts;
}

std::string MysqlDdlCompiler::key_part(const ColumnData& column, bool unique) const {
    const std::string spelling = context_.types.spell(column.type, context_.ledger);
    const SqlType& type = column.type.variant_for(context_.ledger.dialect());
    const bool is_long = type.is_text() && type.length() && *type.length() > longest_key;
    if (!is_large(spelling) && !is_long) return prepared(column.name);
    if (spelling == "JSON" && !is_mariadb(context_.ledger)) {
        context_.ledger.refuse("a key over " + type.describe());
    }
    if (!unique) {
        // A search looks at the whole value after the prefix has found the row.
        return prepared(column.name) +
               (is_long ? "(" + std::to_string(longest_key) + ")" : std::string(text_prefix));
    }
    // MariaDB keeps long values unique by their hash; elsewhere a prefix would be unique instead.
    const bool has_long_keys =
        is_mariadb(context_.ledger) && context_.ledger.version() >= Version{10, 4, 0};
    if (!has_long_keys || column.primary_key) {
        context_.ledger.refuse("a unique key over " + type.describe(), "write String{n}, n ≤ 768");
    }
    return prepared(column.name);
}

}  // namespace azoth::mysql
