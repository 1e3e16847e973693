// SPDX-License-Identifier: MIT
#include "ddl_compiler.hpp"

#include <algorithm>

#include <azoth/compile/default_text.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/ddl.hpp>

#include "stored_types.hpp"

namespace azoth::sqlite {

namespace {

using Rule = compile::DialectOptionRule;

constexpr Rule rules[] = {
    {"sqlite_autoincrement", Rule::Place::table, Rule::Form::flag},
    {"sqlite_strict", Rule::Place::table, Rule::Form::flag},
    {"sqlite_without_rowid", Rule::Place::table, Rule::Form::flag},
    {"sqlite_using", Rule::Place::table, Rule::Form::sql},  // the module of a virtual table
    {"sqlite_untyped", Rule::Place::column, Rule::Form::flag},
    {"sqlite_on_conflict_not_null", Rule::Place::column, Rule::Form::words},
    {"sqlite_on_conflict", Rule::Place::constraint, Rule::Form::words},
    {"sqlite_terms", Rule::Place::constraint, Rule::Form::sql},  // a key's columns, written out
};

/// What a STRICT table calls the storage of a type (https://www.sqlite.org/stricttables.html).
std::string_view strict_type(const SqlType& type) {
    switch (type.kind()) {
        case TypeKind::boolean:
        case TypeKind::small_integer:
        case TypeKind::integer:
        case TypeKind::big_integer:
        case TypeKind::unsigned_big_integer: return "INTEGER";
        case TypeKind::float_:
        case TypeKind::double_: return "REAL";
        case TypeKind::binary:
        case TypeKind::bytes: return "BLOB";
        case TypeKind::custom: return type.name();
        default: return "TEXT";
    }
}

bool names(const std::vector<std::string>& columns, const std::string& column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// Whether the column is part of what must not be there twice.
bool is_of_key(const TableData& table, const std::string& column) {
    if (names(table.primary_key.columns, column)) return true;
    const auto is_unique = [&](const UniqueData& unique) { return names(unique.columns, column); };
    return std::any_of(table.uniques.begin(), table.uniques.end(), is_unique);
}

}  // namespace

std::string escaped_comment(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\0') throw CompileError("value_has_nul", "a comment contains a NUL byte");
        if (c == '\\' || (c == '/' && !out.empty() && out.back() == '*')) out += '\\';
        out += c;
    }
    return out;
}

std::span<const compile::DialectOptionRule> SqliteDdlCompiler::option_rules() const noexcept {
    return rules;
}

bool SqliteDdlCompiler::keeps_rowid(const TableData& table) const {
    return !flag(table.options, "sqlite_without_rowid");
}

bool SqliteDdlCompiler::is_rowid(const TableData& table, const ColumnData& column) const {
    return table.autoincrement_column() == &column && keeps_rowid(table);
}

void SqliteDdlCompiler::refuse_schema(std::string_view schema, std::string_view construct) const {
    const std::string_view name = context().schema(schema);
    if (name.empty() || name == "temp") return;
    ledger().refuse(construct, "leave out the schema: what is temporary is in \"temp\"");
}

std::vector<std::string> SqliteDdlCompiler::create_view(const TableData& view, bool if_not_exists,
                                                        bool or_replace) const {
    if (view.temporary) refuse_schema(view.schema, "a temporary view in a schema");
    return DdlCompiler::create_view(view, if_not_exists, or_replace);
}

std::string SqliteDdlCompiler::create_table_as(const DdlData& data) const {
    if (data.temporary) refuse_schema(data.schema, "a temporary table in a schema");
    return DdlCompiler::create_table_as(data);
}

std::string SqliteDdlCompiler::create_words(const TableData& table) const {
    if (table.temporary) refuse_schema(table.schema, "a temporary table in a schema");
    std::string words = "CREATE ";
    // A table of the schema "temp" is temporary, and must not be called so twice.
    if (table.temporary && context().schema(table.schema) != "temp") words += "TEMPORARY ";
    for (const std::string& prefix : table.prefixes) words += prefix + ' ';
    return words + "TABLE";
}

std::string SqliteDdlCompiler::create_statement(const TableData& table, bool if_not_exists) const {
    const std::string module = option(table.options, "sqlite_using");
    if (module.empty()) return DdlCompiler::create_statement(table, if_not_exists);
    // The module makes the columns.
    return std::string("CREATE VIRTUAL TABLE ") + (if_not_exists ? "IF NOT EXISTS " : "") +
           table_name(table) + " USING " + module;
}

std::string SqliteDdlCompiler::column_type(const TableData& table, const ColumnData& column) const {
    // Exactly this spelling makes the column the row's id, which SQLite generates
    // (https://www.sqlite.org/lang_createtable.html#rowid).
    if (is_rowid(table, column)) return "INTEGER";
    const SqlType& type = ledger().variant_of(column.type);
    if (flag(column.options, "sqlite_untyped")) return {};
    // A key of the program's own: as INTEGER, SQLite would make up a value where none is given.
    if (table.primary_key.columns.size() == 1 && column.primary_key &&
        type.kind() == TypeKind::integer && keeps_rowid(table)) {
        return "INT";
    }
    if (flag(table.options, "sqlite_strict")) return std::string(strict_type(type));
    return DdlCompiler::column_type(table, column);
}

/// DROP TABLE deletes the rows first, which those of the other tables may still refer to
/// (https://www.sqlite.org/foreignkeys.html#fk_schemacommands). COMMIT looks whether any is left;
/// the word OFF would forget that.
std::string SqliteDdlCompiler::defer_foreign_keys() const {
    return ledger().version() < Version{3, 8, 0} ? "" : "PRAGMA defer_foreign_keys = ON";
}

/// An expression stands in parentheses.
std::string SqliteDdlCompiler::default_value(const ColumnData& column) const {
    const std::string value = DdlCompiler::default_value(column);
    return value.empty() || compile::is_one_term(value) ? value : '(' + value + ')';
}

std::string SqliteDdlCompiler::conflict_clause(const DialectOptions& options,
                                               std::string_view name) const {
    const std::string how = option(options, name);
    return how.empty() ? how : " ON CONFLICT " + how;
}

std::string SqliteDdlCompiler::column_definition(const TableData& table,
                                                 const ColumnData& column) const {
    std::string type = column_type(table, column);
    std::string sql = column_name(column);
    if (!type.empty()) sql += ' ' + type;
    if (is_rowid(table, column) && flag(table.options, "sqlite_autoincrement")) {
        const PrimaryKeyData& key = table.primary_key;
        sql += ' ' + constraint_prefix(key) + "PRIMARY KEY" +
               conflict_clause(key.options, "sqlite_on_conflict") + " AUTOINCREMENT";
    }
    if (column.identity) {
        sql += identity_clause(column);
        if (!is_rowid(table, column)) ledger().refuse("an IDENTITY that is not the whole key");
    }
    sql += collate_clause(column);
    const std::string value = default_value(column);
    if (!value.empty()) sql += " DEFAULT " + value;
    if (column.computed) {
        if (names(table.primary_key.columns, column.name)) {
            ledger().lacks("a computed column in the PRIMARY KEY", "UniqueConstraint may name it");
        }
        sql += computed_clause(column);
    }
    if (!column.nullable) {
        sql += " NOT NULL" + conflict_clause(column.options, "sqlite_on_conflict_not_null");
    }
    return sql;
}

std::string SqliteDdlCompiler::stored_column(const TableData& table,
                                             const ColumnData& column) const {
    std::string sql = column_definition(table, column);
    if (is_decimal_text(column) && is_of_key(table, column.name)) {
        sql.append(" COLLATE ").append(decimal_collation);
    }
    return sql;
}

/// Whether equal numbers may be stored as different texts, 1.1 and 1.10.
bool SqliteDdlCompiler::is_decimal_text(const ColumnData& column) const {
    const SqlType& type = column.type.variant_for("sqlite");
    return type.kind() == TypeKind::numeric && type.collation().empty() && !type.is_exact() &&
           ledger().supports(compile::Capability::exact_decimals);
}

std::string SqliteDdlCompiler::identity_clause(const ColumnData& column) const {
    if (!(*column.identity == Identity{})) {
        ledger().refuse("an IDENTITY with options",
                        "SQLite numbers a single integer key from 1 on; "
                        "DialectOption{\"sqlite_autoincrement\", true} never uses a number twice");
    }
    return {};
}

std::string SqliteDdlCompiler::terms(const TableData& table, const DialectOptions& options,
                                     const std::vector<std::string>& columns) const {
    const std::string written = option(options, "sqlite_terms");
    return " (" + (written.empty() ? column_list(table, columns) : written) + ")" +
           conflict_clause(options, "sqlite_on_conflict");
}

std::string SqliteDdlCompiler::primary_key_clause(const TableData& table) const {
    const PrimaryKeyData& key = table.primary_key;
    static_cast<void>(deferral_clause(key.deferral, compile::Capability::deferrable_keys,
                                      "a deferrable PRIMARY KEY"));
    if (flag(table.options, "sqlite_autoincrement")) {
        if (table.autoincrement_column() == nullptr || !keeps_rowid(table)) {
            ledger().refuse("AUTOINCREMENT without a single generated integer key");
        }
        return {};  // stands behind its column
    }
    return constraint_prefix(key) + "PRIMARY KEY" + terms(table, key.options, key.columns);
}

std::string SqliteDdlCompiler::unique_clause(const TableData& table,
                                             const UniqueData& unique) const {
    return constraint_prefix(unique) + "UNIQUE" + terms(table, unique.options, unique.columns) +
           deferral_clause(unique.deferral, compile::Capability::deferrable_keys,
                           "a deferrable UNIQUE");
}

std::string SqliteDdlCompiler::check_clause(const TableData& table, const CheckData& check) const {
    return DdlCompiler::check_clause(table, check) +
           conflict_clause(check.options, "sqlite_on_conflict");
}

std::string SqliteDdlCompiler::foreign_key_clause(const TableData& table,
                                                  const ForeignKeyData& key) const {
    // SQLite's foreign keys stay within one schema, and its grammar has no place for another.
    const auto schema = [&](std::string_view name) -> std::string_view {
        if (name.empty() && table.temporary) return "temp";
        const std::string_view written = context().schema(name);
        return written.empty() ? "main" : written;
    };
    if (schema(key.referred_schema) != schema(table.schema)) {
        ledger().refuse("a FOREIGN KEY into another schema");
    }
    ForeignKeyData local = key;
    local.referred_schema.clear();
    compile::CompilerContext untranslated = context();
    untranslated.schemas = nullptr;
    return SqliteDdlCompiler(untranslated).DdlCompiler::foreign_key_clause(table, local);
}

std::string SqliteDdlCompiler::table_suffix(const TableData& table) const {
    std::string suffix;
    if (flag(table.options, "sqlite_strict")) {
        if (ledger().version() < Version{3, 37, 0}) ledger().refuse("a STRICT table");
        suffix += " STRICT";
    }
    if (!keeps_rowid(table)) {
        if (table.primary_key.columns.empty()) {
            ledger().refuse("a table WITHOUT ROWID that has no primary key");
        }
        suffix += suffix.empty() ? " WITHOUT ROWID" : ", WITHOUT ROWID";
    }
    return suffix;
}

std::string SqliteDdlCompiler::inline_comment(std::string_view text) const {
    if (text.empty()) return {};
    require(compile::Capability::column_comments, "a comment");
    return " /* comment: " + escaped_comment(text) + " */";
}

std::vector<std::string> SqliteDdlCompiler::comment_statements(const TableData& table) const {
    if (table.kind == TableKind::table) return {};
    for (const ColumnData& column : table.columns) {
        if (!column.comment.empty()) ledger().refuse("the comment of a view's column");
    }
    return {};
}

std::string SqliteDdlCompiler::set_comment(const TableData&, std::string_view,
                                           std::string_view) const {
    ledger().refuse("changing a comment", "SQLite keeps comments in the text of CREATE TABLE");
}

std::string SqliteDdlCompiler::create_index(const TableData& table, const IndexData& index,
                                            bool if_not_exists) const {
    check_options(index.options, Rule::Place::index);
    std::string parts;
    for (const IndexPart& part : index.parts) {
        if (!parts.empty()) parts += ", ";
        if (!part.operator_class.empty()) ledger().refuse("an operator class");
        IndexPart written = part;
        const bool names_column = part.expression.empty() && part.collation.empty();
        if (index.unique && names_column && is_decimal_text(table.column(part.column))) {
            written.collation = decimal_collation;
        }
        parts += index_part(table, written);
    }
    std::string sql = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    if (if_not_exists) sql += "IF NOT EXISTS ";
    // The schema stands before the index, never before the table.
    const std::string& schema = table.schema.empty() && table.temporary ? "temp" : table.schema;
    return sql +
           qualified(schema, final_name(index.name, index.generated_name), table.schema_quoting,
                     index.name_quoting) +
           " ON " + context().identifiers.prepare(table.name, table.quoting) + " (" + parts +
           inline_comment(index.comment) + ")" + index_suffix(table, index);
}

}  // namespace azoth::sqlite
