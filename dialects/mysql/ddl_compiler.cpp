// SPDX-License-Identifier: MIT
#include "ddl_compiler.hpp"

#include <algorithm>
#include <cctype>

#include <azoth/compile/default_text.hpp>
#include <azoth/error/error.hpp>

#include "dialect.hpp"
#include "storage.hpp"

namespace azoth::mysql {

namespace {

using compile::Ledger;

constexpr std::uint32_t longest_text_key = longest_key / bytes_of_character;
constexpr std::size_t longest_name = 64;
/// Of a text without a length.
constexpr std::uint32_t text_prefix = 255;

/// Finds a column in an expression.
class ColumnFinder final : public sql::ChildVisitor {
public:
    explicit ColumnFinder(std::string_view wanted) : wanted_(wanted) {}
    void child(const sql::Node& node) override {
        if (const auto* column = sql::as<sql::ColumnRef>(node)) {
            found = found || column->name == wanted_;
        } else {
            node.each_child(*this);
        }
    }
    bool found = false;

private:
    std::string_view wanted_;
};

/// Errors 1103 and 1166.
void require_name(std::string_view name) {
    if (!name.ends_with(' ')) return;
    throw CompileError("bad_identifier", "the name \"" + std::string(name) +
                                             "\" ends with a space, which the server refuses");
}

bool reads(const SchemaExpression& expression, const ColumnData* column) {
    if (column == nullptr || !expression.node()) return false;
    ColumnFinder finder(column->name);
    finder.child(*expression.node());
    return finder.found;
}

bool is_word(std::string_view text, std::string_view word) {
    return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
        return std::toupper(static_cast<unsigned char>(a)) == b;
    });
}

/// What may follow DEFAULT as it stands; everything else is an expression in parentheses.
bool is_constant(std::string_view sql) {
    const bool is_value = sql.find_first_of("0123456789.+-'(") == 0;
    if (is_value && compile::is_one_term(sql)) return true;
    return is_word(sql, "NULL") || is_word(sql, "TRUE") || is_word(sql, "FALSE") ||
           is_word(sql.substr(0, 17), "CURRENT_TIMESTAMP");
}

/// Kept outside of its row, so that a key or a default of it has its own rules.
bool is_large(std::string_view spelling) {
    return spelling == "LONGTEXT" || spelling == "LONGBLOB" || spelling == "JSON";
}

/// MariaDB keeps long values unique by their hash; elsewhere a prefix would be unique instead.
bool has_long_keys(const Ledger& ledger) {
    return is_mariadb(ledger) && ledger.version() >= Version{10, 4, 0};
}

bool has_default_expressions(const Ledger& ledger) {
    return ledger.version() >= (is_mariadb(ledger) ? Version{10, 2, 1} : Version{8, 0, 13});
}

}  // namespace

std::span<const compile::DialectOptionRule> MysqlDdlCompiler::option_rules() const noexcept {
    using Rule = compile::DialectOptionRule;
    static constexpr Rule rules[] = {
        {"mysql_engine", Rule::Place::table, Rule::Form::words},
        {"mysql_charset", Rule::Place::table, Rule::Form::words},
        {"mysql_collate", Rule::Place::table, Rule::Form::words},
        {"mysql_row_format", Rule::Place::table, Rule::Form::words},
        {"mysql_auto_increment", Rule::Place::table, Rule::Form::number},
        {"mysql_partition_by", Rule::Place::table, Rule::Form::sql},
        {"mysql_prefix", Rule::Place::index, Rule::Form::words},  // FULLTEXT, SPATIAL
        {"mysql_using", Rule::Place::index, Rule::Form::words},
        {"mysql_length", Rule::Place::index, Rule::Form::number},  // of each column
        {"mysql_with_parser", Rule::Place::index, Rule::Form::identifier},
    };
    return rules;
}

std::string MysqlDdlCompiler::text_literal(std::string_view text) const {
    return quoted_text(text);
}

std::string MysqlDdlCompiler::column_definition(const TableData& table,
                                                const ColumnData& column) const {
    std::string sql = column_name(column) + ' ' + column_type(table, column);
    sql += collate_clause(column);
    const std::string value = default_value(column);
    if (!value.empty()) sql += " DEFAULT " + value;
    if (column.computed) {
        sql += computed_clause(column);
        if (!is_mariadb(context_.ledger) &&
            reads(column.computed->expression, table.autoincrement_column())) {
            context_.ledger.lacks("a computed column that reads an AUTO_INCREMENT column");
        }
        if (!column.nullable && is_mariadb(context_.ledger)) {
            context_.ledger.refuse("NOT NULL of a computed column");
        }
    }
    if (!column.nullable) sql += " NOT NULL";
    if (column.identity) {
        require_only_number(table, column);
        sql += identity_clause(column);
    } else if (table.autoincrement_column() == &column) {
        sql += autoincrement_clause();
    }
    if (!column.comment.empty()) {
        require(compile::Capability::column_comments, "a comment");
        sql += " COMMENT " + text_literal(column.comment);
    }
    return sql;
}

/// AUTO_INCREMENT is of one column, which leads a key.
void MysqlDdlCompiler::require_only_number(const TableData& table, const ColumnData& column) const {
    const auto leads = [&](const auto& key) {
        return !key.columns.empty() && key.columns.front() == column.name;
    };
    const ColumnData* const generated = table.autoincrement_column();
    const bool is_only =
        (generated == nullptr || generated == &column) &&
        std::count_if(table.columns.begin(), table.columns.end(),
                      [](const ColumnData& other) { return other.identity.has_value(); }) == 1;
    const bool is_key =
        leads(table.primary_key) || std::any_of(table.uniques.begin(), table.uniques.end(), leads);
    if (!is_only) context_.ledger.lacks("a second numbered column");
    if (!is_key) context_.ledger.lacks("an IDENTITY that is not the first column of a key");
}

std::string MysqlDdlCompiler::default_value(const ColumnData& column) const {
    std::string sql = DdlCompiler::default_value(column);
    if (sql.empty()) return sql;
    // A literal below zero needs no parentheses, which would make it an expression.
    if (sql.starts_with("(-") && sql.find_first_not_of("0123456789.eE+-", 1) == sql.size() - 1) {
        sql = sql.substr(1, sql.size() - 2);
    }
    const SqlType& type = context_.ledger.variant_of(column.type);
    const bool is_time =
        type.kind() == TypeKind::timestamp || type.kind() == TypeKind::timestamp_tz;
    if (is_time && is_word(sql, "CURRENT_TIMESTAMP")) {
        // The digits must be those of the column.
        return "CURRENT_TIMESTAMP" + fraction_spelling(type, context_.ledger);
    }
    const bool is_large_column = is_large(context_.types.spell(column.type, context_.ledger));
    if (is_constant(sql) && !is_large_column) return sql;
    if (!has_default_expressions(context_.ledger)) {
        context_.ledger.refuse(is_large_column ? "DEFAULT of " + type.describe()
                                               : std::string("an expression for DEFAULT"));
    }
    const bool has_parentheses = sql.starts_with('(') && compile::is_one_term(sql);
    return has_parentheses ? sql : "(" + sql + ")";
}

std::string MysqlDdlCompiler::enum_condition(const ColumnData& column) const {
    // ENUM(…) holds its labels by itself.
    const bool is_native = context_.ledger.variant_of(column.type).is_native_enum();
    return is_native ? std::string() : DdlCompiler::enum_condition(column);
}

void MysqlDdlCompiler::require_mariadb(bool asked, std::string_view construct) const {
    if (asked && !is_mariadb(context_.ledger)) context_.ledger.refuse(construct);
}

std::vector<std::string> MysqlDdlCompiler::create_view(const TableData& view, bool if_not_exists,
                                                       bool or_replace) const {
    require_mariadb(if_not_exists, "CREATE VIEW IF NOT EXISTS");
    if (!view.comment.empty()) context_.ledger.refuse("the comment of a view");
    return DdlCompiler::create_view(view, if_not_exists, or_replace);
}

std::string MysqlDdlCompiler::primary_key_clause(const TableData& table) const {
    if (table.primary_key.columns.empty()) return {};
    return constraint_prefix(table.primary_key) + "PRIMARY KEY (" +
           key_parts(table, table.primary_key.columns, true) + ")" +
           deferral_clause(table.primary_key.deferral, compile::Capability::deferrable_keys,
                           "a deferrable PRIMARY KEY");
}

std::string MysqlDdlCompiler::unique_clause(const TableData& table,
                                            const UniqueData& unique) const {
    return constraint_prefix(unique) + "UNIQUE (" + key_parts(table, unique.columns, true) + ")" +
           deferral_clause(unique.deferral, compile::Capability::deferrable_keys,
                           "a deferrable UNIQUE");
}

std::string MysqlDdlCompiler::foreign_key_clause(const TableData& table,
                                                 const ForeignKeyData& key) const {
    if (key.on_delete == ReferentialAction::set_default ||
        key.on_update == ReferentialAction::set_default) {
        context_.ledger.refuse("SET DEFAULT of a FOREIGN KEY");
    }
    // The server names it after the table, which may leave no room.
    constexpr std::string_view ending = "_ibfk_1";
    if (!key.name.empty() || table.name.size() + ending.size() <= longest_name) {
        return DdlCompiler::foreign_key_clause(table, key);
    }
    ForeignKeyData named = key;
    named.name = "fk_" + table.name;
    for (const std::string& column : key.columns) named.name += '_' + column;
    named.generated_name = true;
    return DdlCompiler::foreign_key_clause(table, named);
}

std::string MysqlDdlCompiler::check_clause(const TableData& table, const CheckData& check) const {
    if (reads(check.condition, table.autoincrement_column())) {
        context_.ledger.lacks("a CHECK of an AUTO_INCREMENT column",
                              "no_autoincrement, where the program gives the keys");
    }
    return DdlCompiler::check_clause(table, check);
}

void MysqlDdlCompiler::require_storable(const TableData& table) const {
    require_name(table.name);
    for (const ColumnData& column : table.columns) require_name(column.name);
    if (!option(table.options, "mysql_charset").empty()) return;
    std::uint64_t bytes = 0;
    std::uint64_t nullable = 0;
    for (const ColumnData& column : table.columns) {
        bytes += row_bytes(context_.types.spell(column.type, context_.ledger));
        nullable += column.nullable ? 1 : 0;
    }
    if (bytes + (nullable + 7) / 8 <= longest_row) return;
    context_.ledger.lacks("a row of " + std::to_string(bytes) + " bytes",
                          "texts that are seldom long are Text{}");
}

std::string MysqlDdlCompiler::table_suffix(const TableData& table) const {
    require_storable(table);
    const auto given = [&](std::string_view name) { return option(table.options, name); };
    const std::string engine = given("mysql_engine");
    const std::string charset = given("mysql_charset");
    std::string collation = given("mysql_collate");
    if (collation.empty() && charset.empty()) collation = exact_collation(context_.ledger);
    std::string sql = " ENGINE=" + (engine.empty() ? std::string("InnoDB") : engine) +
                      " DEFAULT CHARSET=" + (charset.empty() ? std::string("utf8mb4") : charset);
    const auto add = [&](std::string_view words, const std::string& value) {
        if (!value.empty()) sql.append(words).append(value);
    };
    add(" COLLATE=", collation);
    add(" ROW_FORMAT=", given("mysql_row_format"));
    add(" AUTO_INCREMENT=", given("mysql_auto_increment"));
    if (!table.comment.empty()) {
        require(compile::Capability::column_comments, "a comment");
        sql += " COMMENT=" + text_literal(table.comment);
    }
    add(" PARTITION BY ", given("mysql_partition_by"));
    return sql;
}

std::vector<std::string> MysqlDdlCompiler::comment_statements(const TableData& table) const {
    TableData constraints = table;
    for (IndexData& index : constraints.indexes) index.comment.clear();
    refuse_constraint_comments(constraints);
    return {};  // the others stand with what they describe
}

std::string MysqlDdlCompiler::create_index(const TableData& table, const IndexData& index,
                                           bool if_not_exists) const {
    require_mariadb(if_not_exists, "CREATE INDEX IF NOT EXISTS");
    check_options(index.options, compile::DialectOptionRule::Place::index);
    const std::string prefix = option(index.options, "mysql_prefix");
    const std::string length = option(index.options, "mysql_length");
    if (index.unique && !prefix.empty()) context_.ledger.refuse("a unique " + prefix + " index");
    std::string parts;
    const bool is_plain = length.empty() && prefix.empty();
    const std::uint32_t room =
        is_plain ? room_of_texts(table, index.columns(), index.unique) : longest_key;
    for (const IndexPart& part : index.parts) {
        if (!parts.empty()) parts += ", ";
        if (!part.collation.empty()) context_.ledger.refuse("COLLATE in an index");
        if (!part.operator_class.empty()) context_.ledger.refuse("an operator class");
        if (part.column.empty()) {
            parts += index_part(table, part);
            continue;
        }
        const ColumnData& column = table.column(part.column);
        if (!length.empty()) {
            parts += column_name(column) + '(' + length + ')';
        } else {
            parts += prefix.empty() ? key_part(column, index.unique, room) : column_name(column);
        }
        if (part.nulls != sql::Nulls::by_default) {
            context_.ledger.refuse("NULLS FIRST and NULLS LAST in an index");
        }
        if (part.direction == sql::Direction::ascending) parts += " ASC";
        if (part.direction == sql::Direction::descending) parts += " DESC";
    }
    const std::string method = option(index.options, "mysql_using");
    const std::string parser = option(index.options, "mysql_with_parser");
    return std::string("CREATE ") + (index.unique ? "UNIQUE " : "") +
           (prefix.empty() ? prefix : prefix + ' ') + "INDEX " +
           (if_not_exists ? "IF NOT EXISTS " : "") + part_name(index) +
           (method.empty() ? method : " USING " + method) + " ON " + table_name(table) + " (" +
           parts + ")" + (parser.empty() ? parser : " WITH PARSER " + parser) +
           (index.comment.empty() ? std::string() : " COMMENT " + text_literal(index.comment)) +
           index_suffix(table, index);
}

std::string MysqlDdlCompiler::drop_index(const TableData& table, const IndexData& index,
                                         bool if_exists) const {
    require_mariadb(if_exists, "DROP INDEX IF EXISTS");
    return (if_exists ? "DROP INDEX IF EXISTS " : "DROP INDEX ") + part_name(index) + " ON " +
           table_name(table);
}

std::string MysqlDdlCompiler::drop_constraint(const TableData& table, std::string_view constraint,
                                              bool if_exists, bool cascade, Quoting quoting) const {
    require_mariadb(if_exists, "DROP CONSTRAINT IF EXISTS");
    return DdlCompiler::drop_constraint(table, constraint, if_exists, cascade, quoting);
}

std::string MysqlDdlCompiler::set_comment(const TableData& table, std::string_view column,
                                          std::string_view text) const {
    if (table.kind != TableKind::table) context_.ledger.refuse("the comment of a view");
    require(compile::Capability::column_comments, "a comment");
    if (!column.empty()) return set_column_comment(table, column, text);
    return "ALTER TABLE " + table_name(table) + " COMMENT = " + text_literal(text);
}

/// MODIFY COLUMN states the whole column anew.
std::string MysqlDdlCompiler::set_column_comment(const TableData& table, std::string_view column,
                                                 std::string_view text) const {
    TableData changed = table;
    for (ColumnData& stated : changed.columns) {
        if (stated.name != column) continue;
        if (stated.fetched || stated.fetched_on_update) {
            context_.ledger.lacks("the comment of a column whose value the database makes",
                                  "MODIFY COLUMN would take that away: write it as ddl()");
        }
        stated.comment = text;
    }
    return "ALTER TABLE " + table_name(table) + " MODIFY COLUMN " +
           stored_column(changed, changed.column(column));
}

std::string MysqlDdlCompiler::key_parts(const TableData& table,
                                        const std::vector<std::string>& columns,
                                        bool unique) const {
    std::string parts;
    const std::uint32_t room = room_of_texts(table, columns, unique);
    for (const std::string& name : columns) {
        if (!parts.empty()) parts += ", ";
        parts += key_part(table.column(name), unique, room);
    }
    return parts;
}

std::uint32_t MysqlDdlCompiler::room_of_texts(const TableData& table,
                                              const std::vector<std::string>& columns,
                                              bool unique) const {
    std::uint32_t others = 0;
    std::vector<std::uint32_t> texts;
    for (const std::string& name : columns) {
        const ColumnData& column = table.column(name);
        const std::string spelling = context_.types.spell(column.type, context_.ledger);
        const bool is_text = spelling.starts_with("VARCHAR") || is_large(spelling);
        if (is_text) {
            texts.push_back(is_large(spelling)
                                ? text_prefix
                                : std::min(spelled_length(spelling), longest_text_key));
        } else {
            others += key_bytes(spelling);
        }
    }
    const auto bytes_with = [&](std::uint32_t room) {
        std::uint32_t bytes = others;
        for (const std::uint32_t length : texts)
            bytes += bytes_of_character * std::min(length, room);
        return bytes;
    };
    const bool has_options = !option(table.options, "mysql_charset").empty();
    if (has_options || bytes_with(longest_key) <= longest_key) return longest_key;
    if (unique) {
        if (!has_long_keys(context_.ledger) || columns == table.primary_key.columns) {
            context_.ledger.lacks("a unique key of more than 3072 bytes");
        }
        return longest_key;
    }
    std::uint32_t room = longest_text_key;
    while (room > 1 && bytes_with(room) > longest_key) --room;
    return room;
}

std::string MysqlDdlCompiler::key_part(const ColumnData& column, bool unique,
                                       std::uint32_t room) const {
    const std::string spelling = context_.types.spell(column.type, context_.ledger);
    const SqlType& type = context_.ledger.variant_of(column.type);
    const bool is_long =
        type.is_text() && type.length() && *type.length() > std::min(room, longest_text_key);
    if (!is_large(spelling) && !is_long) return column_name(column);
    if (spelling == "JSON" && !is_mariadb(context_.ledger)) {
        context_.ledger.refuse("a key over " + type.describe());
    }
    if (!unique) {
        // A search looks at the whole value after the prefix has found the row.
        const std::uint32_t prefix = is_long ? longest_text_key : text_prefix;
        return column_name(column) + '(' + std::to_string(std::min(prefix, room)) + ')';
    }
    if (!has_long_keys(context_.ledger) || column.primary_key) {
        context_.ledger.refuse("a unique key over " + type.describe(), "write String{n}, n ≤ 768");
    }
    return column_name(column);
}

}  // namespace azoth::mysql
