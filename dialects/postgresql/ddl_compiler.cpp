// SPDX-License-Identifier: MIT
#include "ddl_compiler.hpp"

#include <algorithm>
#include <string_view>

#include <azoth/schema/ddl.hpp>

#include "comparable.hpp"
#include "spelling.hpp"
#include "types.hpp"

namespace azoth::postgresql {

namespace {

using Rule = compile::DialectOptionRule;

constexpr Rule rules[] = {
    {"postgresql_foreign_server", Rule::Place::table, Rule::Form::identifier},
    {"postgresql_inherits", Rule::Place::table, Rule::Form::sql},
    {"postgresql_on_commit", Rule::Place::table, Rule::Form::words},
    {"postgresql_partition_by", Rule::Place::table, Rule::Form::sql},
    {"postgresql_partition_of", Rule::Place::table, Rule::Form::sql},
    {"postgresql_tablespace", Rule::Place::table, Rule::Form::identifier},
    {"postgresql_unlogged", Rule::Place::table, Rule::Form::flag},
    {"postgresql_using", Rule::Place::table, Rule::Form::identifier},
    {"postgresql_with", Rule::Place::table, Rule::Form::sql},
    {"postgresql_include", Rule::Place::constraint, Rule::Form::sql},  // columns, separated by ,
    {"postgresql_no_inherit", Rule::Place::constraint, Rule::Form::flag},
    {"postgresql_not_valid", Rule::Place::constraint, Rule::Form::flag},
    {"postgresql_nulls_not_distinct", Rule::Place::constraint, Rule::Form::flag},
    {"postgresql_on_delete_columns", Rule::Place::constraint, Rule::Form::sql},
    {"postgresql_concurrently", Rule::Place::index, Rule::Form::flag},
    {"postgresql_nulls_not_distinct", Rule::Place::index, Rule::Form::flag},
    {"postgresql_tablespace", Rule::Place::index, Rule::Form::identifier},
    {"postgresql_using", Rule::Place::index, Rule::Form::identifier},
    {"postgresql_with", Rule::Place::index, Rule::Form::sql},
};

bool is_sql(std::string_view option) {
    return std::any_of(std::begin(rules), std::end(rules), [&](const Rule& rule) {
        return rule.name == option && rule.form == Rule::Form::sql;
    });
}

bool has_identities(const compile::Ledger& ledger) {
    return ledger.version() >= Version{10, 0, 0};
}

}  // namespace

std::span<const Rule> PostgresqlDdlCompiler::option_rules() const noexcept {
    return rules;
}

/// Before identities there were types that bring a sequence along.
std::string PostgresqlDdlCompiler::column_type(const TableData& table,
                                               const ColumnData& column) const {
    const bool is_numbered = table.autoincrement_column() == &column || column.identity;
    if (!is_numbered || has_identities(ledger())) return DdlCompiler::column_type(table, column);
    switch (ledger().variant_of(column.type).kind()) {
        case TypeKind::small_integer: return "SMALLSERIAL";
        case TypeKind::integer: return "SERIAL";
        default: return "BIGSERIAL";
    }
}

std::string PostgresqlDdlCompiler::autoincrement_clause() const {
    return has_identities(ledger()) ? DdlCompiler::autoincrement_clause() : std::string();
}

void PostgresqlDdlCompiler::refuse_schema(std::string_view schema,
                                          std::string_view construct) const {
    const std::string_view name = context().schema(schema);
    if (name.empty() || name == "pg_temp") return;
    ledger().refuse(construct, "leave out the schema: the session has one for what is temporary");
}

std::string PostgresqlDdlCompiler::create_table_as(const DdlData& data) const {
    if (data.temporary) refuse_schema(data.schema, "a temporary table in a schema");
    return DdlCompiler::create_table_as(data);
}

std::string PostgresqlDdlCompiler::create_words(const TableData& table) const {
    if (table.temporary) refuse_schema(table.schema, "a temporary table in a schema");
    std::string words = DdlCompiler::create_words(table);
    if (!flag(table.options, "postgresql_unlogged")) return words;
    return words.replace(words.size() - 5, 5, "UNLOGGED TABLE");
}

/// Such tables are read and queried like others; made anew they would not be the same.
std::string PostgresqlDdlCompiler::create_statement(const TableData& table,
                                                    bool if_not_exists) const {
    if (!option(table.options, "postgresql_partition_of").empty()) {
        ledger().refuse("describing a partition", "ddl(\"CREATE TABLE … PARTITION OF …\")");
    }
    if (!option(table.options, "postgresql_foreign_server").empty()) {
        ledger().refuse("describing a foreign table", "ddl(\"CREATE FOREIGN TABLE …\")");
    }
    if (!has_unchecked(table)) return DdlCompiler::create_statement(table, if_not_exists);
    // ADD CONSTRAINT cannot leave alone what is there.
    if (if_not_exists) ledger().refuse("CREATE TABLE IF NOT EXISTS with a NOT VALID constraint");
    TableData checked = table;
    std::erase_if(checked.checks, [&](const CheckData& check) { return is_unchecked(check); });
    std::erase_if(checked.foreign_keys,
                  [&](const ForeignKeyData& key) { return is_unchecked(key); });
    // A key that refers to another table's is given by the program all the same.
    if (table.autoincrement_column() == nullptr) {
        for (ColumnData& column : checked.columns) column.autoincrement = false;
    }
    return DdlCompiler::create_statement(checked, if_not_exists);
}

// ── NOT VALID: what rows were there before is nobody's guarantee ────────────────────────────────

template <class Constraint>
bool PostgresqlDdlCompiler::is_unchecked(const Constraint& constraint) const {
    return flag(constraint.options, "postgresql_not_valid");
}

bool PostgresqlDdlCompiler::has_unchecked(const TableData& table) const {
    const auto is = [this](const auto& constraint) { return is_unchecked(constraint); };
    return std::any_of(table.checks.begin(), table.checks.end(), is) ||
           std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), is);
}

/// CREATE TABLE takes the words and makes a valid one, since no rows are there.
std::vector<std::string> PostgresqlDdlCompiler::late_constraints(const TableData& table) const {
    std::vector<std::string> statements;
    const auto add = [&](const std::string& clause) {
        statements.push_back("ALTER TABLE " + table_name(table) + " ADD " + clause);
    };
    for (const CheckData& check : table.checks) {
        if (is_unchecked(check)) add(check_clause(table, check));
    }
    for (const ForeignKeyData& key : table.foreign_keys) {
        if (is_unchecked(key)) add(foreign_key_clause(table, key));
    }
    return statements;
}

template <class Constraint>
std::string PostgresqlDdlCompiler::not_valid(const Constraint& constraint) const {
    if (!is_unchecked(constraint)) return {};
    if (ledger().version() < Version{9, 2, 0}) ledger().refuse("NOT VALID");
    return " NOT VALID";
}

void PostgresqlDdlCompiler::refuse_not_valid(const DialectOptions& options) const {
    if (flag(options, "postgresql_not_valid")) {
        ledger().refuse("NOT VALID for a key", "only CHECK and FOREIGN KEY may be so");
    }
}

/// The columns that a key carries without being one of them stand behind its own.
std::string PostgresqlDdlCompiler::with_include(std::string clause,
                                                const DialectOptions& options) const {
    const std::string columns = option(options, "postgresql_include");
    if (columns.empty()) return clause;
    require(compile::Capability::index_include, "INCLUDE in a key");
    const std::size_t deferral = clause.find(" DEFERRABLE", clause.rfind(')'));
    const std::size_t negated = clause.find(" NOT DEFERRABLE", clause.rfind(')'));
    return clause.insert(std::min({deferral, negated, clause.size()}),
                         " INCLUDE (" + columns + ")");
}

void PostgresqlDdlCompiler::refuse_json_key(const SqlType& general) const {
    const SqlType& type = ledger().variant_of(general);
    const SqlType& item = type.kind() == TypeKind::array ? type.item() : type;
    if (item.kind() != TypeKind::json || item.is_binary_json()) return;
    ledger().refuse("a key over a Json, which the server keeps as text,",
                    "a Jsonb can be a key, and so can cast(column, Text{}) in a unique index");
}

void PostgresqlDdlCompiler::refuse_json_key(const TableData& table,
                                            const std::vector<std::string>& columns) const {
    for (const std::string& name : columns) {
        const ColumnData* column = table.find_column(name);
        if (column != nullptr) refuse_json_key(column->type);
    }
}

std::string PostgresqlDdlCompiler::primary_key_clause(const TableData& table) const {
    refuse_json_key(table, table.primary_key.columns);
    refuse_not_valid(table.primary_key.options);
    return with_include(DdlCompiler::primary_key_clause(table), table.primary_key.options);
}

std::string PostgresqlDdlCompiler::unique_clause(const TableData& table,
                                                 const UniqueData& unique) const {
    refuse_json_key(table, unique.columns);
    refuse_not_valid(unique.options);
    std::string clause = with_include(DdlCompiler::unique_clause(table, unique), unique.options);
    if (!flag(unique.options, "postgresql_nulls_not_distinct")) return clause;
    if (ledger().version() < Version{15, 0, 0}) ledger().refuse("UNIQUE NULLS NOT DISTINCT");
    // A name could look like the word.
    const std::size_t begin = constraint_prefix(unique).size();
    return clause.insert(clause.find("UNIQUE (", begin) + 6, " NULLS NOT DISTINCT");
}

std::string PostgresqlDdlCompiler::foreign_key_clause(const TableData& table,
                                                      const ForeignKeyData& key) const {
    std::string clause = DdlCompiler::foreign_key_clause(table, key);
    const std::string columns = option(key.options, "postgresql_on_delete_columns");
    if (columns.empty()) return clause + not_valid(key);
    if (ledger().version() < Version{15, 0, 0}) ledger().refuse("ON DELETE SET of some columns");
    const bool is_null = key.on_delete == ReferentialAction::set_null;
    if (!is_null && key.on_delete != ReferentialAction::set_default) {
        ledger().refuse("columns of an ON DELETE that sets none");
    }
    const std::string_view words = is_null ? " ON DELETE SET NULL" : " ON DELETE SET DEFAULT";
    return clause.insert(clause.rfind(words) + words.size(), " (" + columns + ")") + not_valid(key);
}

std::string PostgresqlDdlCompiler::create_enum(const SqlType& type) const {
    constexpr std::size_t longest = 63;
    for (const std::string& label : type.labels()) {
        if (label.size() > longest) {
            ledger().refuse("a label of more than 63 bytes in an enum type",
                            "as_text() keeps the enum as text");
        }
    }
    return DdlCompiler::create_enum(type);
}

std::string PostgresqlDdlCompiler::check_clause(const TableData& table,
                                                const CheckData& check) const {
    return DdlCompiler::check_clause(table, check) +
           (flag(check.options, "postgresql_no_inherit") ? " NO INHERIT" : "") + not_valid(check);
}

std::string PostgresqlDdlCompiler::table_suffix(const TableData& table) const {
    std::string suffix;
    const auto add = [&](std::string_view words, std::string_view name, std::string_view close) {
        const std::string value = option(table.options, name);
        if (!value.empty()) suffix.append(words).append(value).append(close);
    };
    add(" PARTITION OF ", "postgresql_partition_of", "");
    add(" SERVER ", "postgresql_foreign_server", "");
    add(" INHERITS (", "postgresql_inherits", ")");
    add(" PARTITION BY ", "postgresql_partition_by", "");
    add(" USING ", "postgresql_using", "");
    add(" WITH (", "postgresql_with", ")");
    add(" ON COMMIT ", "postgresql_on_commit", "");
    add(" TABLESPACE ", "postgresql_tablespace", "");
    return suffix;
}

std::vector<std::string> PostgresqlDdlCompiler::create_view(const TableData& view,
                                                            bool if_not_exists,
                                                            bool or_replace) const {
    if (if_not_exists && view.kind == TableKind::view) {
        ledger().refuse("CREATE VIEW IF NOT EXISTS", "or_replace() replaces one that is there");
    }
    if (view.temporary) refuse_schema(view.schema, "a temporary view in a schema");
    return DdlCompiler::create_view(view, if_not_exists, or_replace);
}

std::string PostgresqlDdlCompiler::drop_index(const TableData& table, const IndexData& index,
                                              bool if_exists) const {
    std::string sql = DdlCompiler::drop_index(table, index, if_exists);
    constexpr std::string_view words = "DROP INDEX ";
    if (flag(index.options, "postgresql_concurrently")) sql.insert(words.size(), "CONCURRENTLY ");
    return sql;
}

std::string PostgresqlDdlCompiler::create_index(const TableData& table, const IndexData& index,
                                                bool if_not_exists) const {
    check_options(index.options, Rule::Place::index);
    std::string sql = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    if (flag(index.options, "postgresql_concurrently")) sql += "CONCURRENTLY ";
    if (if_not_exists) sql += "IF NOT EXISTS ";
    sql += part_name(index) + " ON " + table_name(table);
    const std::string method = option(index.options, "postgresql_using");
    if (!method.empty()) sql += " USING " + method;
    std::string parts;
    for (const IndexPart& part : index.parts) {
        if (!parts.empty()) parts += ", ";
        if (part.operator_class.empty()) {
            if (!part.column.empty()) refuse_json_key(table, {part.column});
            if (part.expression.node()) refuse_json_key(part.expression.node()->type());
        }
        parts += index_part(table, part);
    }
    sql += " (" + parts + ")";
    if (!index.include.empty()) {
        require(compile::Capability::index_include, "INCLUDE in an index");
        sql += " INCLUDE (" + column_list(table, index.include) + ")";
    }
    if (flag(index.options, "postgresql_nulls_not_distinct")) {
        if (ledger().version() < Version{15, 0, 0}) ledger().refuse("NULLS NOT DISTINCT");
        sql += " NULLS NOT DISTINCT";
    }
    const std::string with = option(index.options, "postgresql_with");
    if (!with.empty()) sql += " WITH (" + with + ")";
    const std::string space = option(index.options, "postgresql_tablespace");
    if (!space.empty()) sql += " TABLESPACE " + space;
    if (!index.where.empty()) sql += " WHERE " + expression(index.where);
    return sql;
}

// ── what compares ───────────────────────────────────────────────────────────────────────────────

std::string PostgresqlDdlCompiler::comparable(const std::string& expression) const {
    return comparable_text(expression);
}

DialectOptions PostgresqlDdlCompiler::comparable(const DialectOptions& options) const {
    DialectOptions copy;
    for (DialectOption option : options) {
        const std::string text = this->option(options, option.name);
        const bool is_default =
            option.name == "postgresql_using" && (text == "btree" || text == "heap");
        // How an index was made is not kept.
        if (is_default || option.name == "postgresql_concurrently") continue;
        if (option.name == "postgresql_with") {
            option.value = comparable_settings(text);
        } else if (is_sql(option.name)) {
            option.value = comparable_text(text);
        }
        copy.push_back(std::move(option));
    }
    return copy;
}

/// A type that was spelled out as the server spells it.
SqlType PostgresqlDdlCompiler::comparable_type(const SqlType& general) const {
    const SqlType& type = ledger().variant_of(general);
    const bool is_array = type.kind() == TypeKind::array;
    if (!(is_array ? type.item() : type).is_exact()) return type;
    const SqlType printed = type_from_server(server_spelling(context().spell(type)));
    if (type.collation().empty()) return printed;
    return printed.with_collation(type.collation(), type.collation_schema());
}

std::vector<TablePart> PostgresqlDdlCompiler::parts(const TableData& original) const {
    TableData table = original;
    for (ColumnData& column : table.columns) {
        const std::string value = default_value(column);
        column.type = comparable_type(column.type);
        // The server keeps what a text is as a value of the column, not the text.
        if (value.empty()) continue;
        column.server_default =
            SchemaExpression("CAST(" + value + " AS " + column_type(table, column) + ")");
    }
    const auto compare_options = [this](auto& part) { part.options = comparable(part.options); };
    compare_options(table);
    compare_options(table.primary_key);
    for (UniqueData& unique : table.uniques) compare_options(unique);
    for (CheckData& check : table.checks) compare_options(check);
    for (ForeignKeyData& key : table.foreign_keys) compare_options(key);
    for (IndexData& index : table.indexes) compare_options(index);
    return DdlCompiler::parts(table);
}

}  // namespace azoth::postgresql
