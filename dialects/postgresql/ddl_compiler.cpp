// SPDX-License-Identifier: MIT
#include "ddl_compiler.hpp"

#include <string_view>

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
    {"postgresql_no_inherit", Rule::Place::constraint, Rule::Form::flag},
    {"postgresql_nulls_not_distinct", Rule::Place::constraint, Rule::Form::flag},
    {"postgresql_concurrently", Rule::Place::index, Rule::Form::flag},
    {"postgresql_nulls_not_distinct", Rule::Place::index, Rule::Form::flag},
    {"postgresql_tablespace", Rule::Place::index, Rule::Form::identifier},
    {"postgresql_using", Rule::Place::index, Rule::Form::identifier},
    {"postgresql_with", Rule::Place::index, Rule::Form::sql},
};

bool has_identities(const compile::Ledger& ledger) {
    return ledger.version() >= Version{10, 0, 0};
}

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Skips a type's name after `::`, such as "character varying(10)[]", and returns where it ends.
std::size_t skip_type(std::string_view text, std::size_t at) {
    constexpr std::string_view continued[] = {" varying", " precision", " without time zone",
                                              " with time zone"};
    while (at < text.size() && (is_word_byte(text[at]) || text[at] == '.' || text[at] == '"')) ++at;
    for (bool again = true; again;) {
        again = false;
        if (at < text.size() && text[at] == '(' && text.find(')', at) != text.npos) {
            at = text.find(')', at) + 1;
            again = true;
        }
        for (const std::string_view words : continued) {
            if (text.substr(at, words.size()) == words) {
                at += words.size();
                again = true;
            }
        }
        if (text.substr(at, 2) == "[]") {
            at += 2;
            again = true;
        }
    }
    return at;
}

/// Behind the closing quote; a doubled one does not close.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
    const char quote = text[at++];
    for (; at < text.size(); ++at) {
        if (text[at] != quote) continue;
        if (at + 1 == text.size() || text[at + 1] != quote) return at + 1;
        ++at;
    }
    return at;
}

bool replace_end(std::string& text, std::string_view end, std::string_view by) {
    if (!text.ends_with(end)) return false;
    text.replace(text.size() - end.size(), end.size(), by);
    return true;
}

/// A quoted piece: of E'' the plain text, of '-5'::integer the number.
void append_quoted(std::string& out, const std::string& quoted, bool is_cast) {
    const std::string_view inside = quoted.size() < 2
                                        ? std::string_view()
                                        : std::string_view(quoted).substr(1, quoted.size() - 2);
    if (is_cast && inside.size() > 1 && inside.front() == '-' &&
        inside.find_first_not_of("0123456789.", 1) == inside.npos) {
        out += inside;
        return;
    }
    const bool is_escaped = quoted.front() == '\'' && out.ends_with('e') &&
                            (out.size() < 2 || !is_word_byte(out[out.size() - 2]));
    if (!is_escaped) {
        out += quoted;
        return;
    }
    out.pop_back();
    for (std::size_t i = 0; i < quoted.size(); ++i) {
        if (quoted[i] == '\\' && i + 1 < quoted.size()) ++i;
        out += quoted[i];
    }
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
    switch (column.type.variant_for(ledger().dialect()).kind()) {
        case TypeKind::small_integer: return "SMALLSERIAL";
        case TypeKind::integer: return "SERIAL";
        default: return "BIGSERIAL";
    }
}

std::string PostgresqlDdlCompiler::autoincrement_clause() const {
    return has_identities(ledger()) ? DdlCompiler::autoincrement_clause() : std::string();
}

std::string PostgresqlDdlCompiler::create_words(const TableData& table) const {
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
    return DdlCompiler::create_statement(table, if_not_exists);
}

std::string PostgresqlDdlCompiler::unique_clause(const TableData& table,
                                                 const UniqueData& unique) const {
    std::string clause = DdlCompiler::unique_clause(table, unique);
    if (!flag(unique.options, "postgresql_nulls_not_distinct")) return clause;
    if (ledger().version() < Version{15, 0, 0}) ledger().refuse("UNIQUE NULLS NOT DISTINCT");
    return clause.insert(clause.find("UNIQUE (") + 6, " NULLS NOT DISTINCT");
}

std::string PostgresqlDdlCompiler::check_clause(const TableData& table,
                                                const CheckData& check) const {
    return DdlCompiler::check_clause(table, check) +
           (flag(check.options, "postgresql_no_inherit") ? " NO INHERIT" : "");
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
    return DdlCompiler::create_view(view, if_not_exists, or_replace);
}

std::string PostgresqlDdlCompiler::create_index(const TableData& table, const IndexData& index,
                                                bool if_not_exists) const {
    check_options(index.options, Rule::Place::index);
    std::string sql = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    if (flag(index.options, "postgresql_concurrently")) sql += "CONCURRENTLY ";
    if (if_not_exists) sql += "IF NOT EXISTS ";
    sql += prepared(final_name(index.name, index.generated_name)) + " ON " + table_name(table);
    const std::string method = option(index.options, "postgresql_using");
    if (!method.empty()) sql += " USING " + method;
    std::string parts;
    for (const IndexPart& part : index.parts) {
        if (!parts.empty()) parts += ", ";
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

/// The server keeps expressions parsed, and prints them with parentheses and casts of its own,
/// lists as arrays, E'' strings as plain ones and negative numbers in quotes. Without those,
/// without blanks and in lower case outside of quotes, what was written and what the server prints
/// are mostly the same.
std::string PostgresqlDdlCompiler::comparable(const std::string& expression) const {
    std::string out;
    bool is_list = false;  // between what were the brackets of = ANY (ARRAY[…])
    for (std::size_t at = 0; at < expression.size();) {
        const char c = expression[at];
        if (c == '\'' || c == '"') {
            const std::size_t stop = end_of_quoted(expression, at);
            append_quoted(out, expression.substr(at, stop - at),
                          expression.compare(stop, 2, "::") == 0);
            at = stop;
        } else if (expression.compare(at, 2, "::") == 0) {
            at = skip_type(expression, at + 2);
        } else if (c == '(' || c == ')' || c == ' ' || c == '\n' || (c == ']' && is_list)) {
            is_list = is_list && c != ']';
            ++at;
        } else if (c == '[' && (replace_end(out, "=anyarray", "in") ||
                                replace_end(out, "<>allarray", "notin"))) {
            is_list = true;
            ++at;
        } else {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            ++at;
        }
    }
    return out;
}

}  // namespace azoth::postgresql
