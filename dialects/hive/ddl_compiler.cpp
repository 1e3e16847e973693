// SPDX-License-Identifier: MIT
#include "ddl_compiler.hpp"

#include <algorithm>

#include <azoth/compile/default_text.hpp>

#include "types.hpp"

namespace azoth::hive {

namespace {

constexpr std::string_view not_enforced = " DISABLE NOVALIDATE";

bool is_plain(ReferentialAction action) noexcept {
    return action == ReferentialAction::unspecified || action == ReferentialAction::no_action;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_constrained(const TableData& table, const ColumnData& column) {
    const auto holds = [&](const auto& key) { return has(key.columns, column.name); };
    return !column.nullable || column.server_default || holds(table.primary_key) ||
           std::any_of(table.uniques.begin(), table.uniques.end(), holds) ||
           std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), holds);
}

/// What the grammar takes behind DEFAULT.
bool is_plain_default(std::string_view sql) {
    std::string word(sql.substr(0, sql.find_first_of(" (")));
    for (char& c : word) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    constexpr std::string_view words[] = {"CAST",         "CURRENT_DATE", "CURRENT_TIMESTAMP",
                                          "CURRENT_USER", "DATE",         "TIMESTAMP"};
    if (std::find(std::begin(words), std::end(words), word) != std::end(words)) return true;
    return !sql.starts_with('(') && compile::is_one_term(sql);
}

}  // namespace

std::string HiveDdlCompiler::text_literal(std::string_view text) const {
    return quoted_text(text);
}

std::string HiveDdlCompiler::column_definition(const TableData&, const ColumnData& column) const {
    std::string sql =
        column_name(column) + ' ' + context_.types.spell(column.type, context_.ledger);
    if (column.computed) context_.ledger.refuse("a computed column");
    if (column.identity) context_.ledger.refuse("an IDENTITY");
    if (!collate_clause(column).empty()) context_.ledger.refuse("a collation");
    if (column.server_default || !column.nullable) {
        context_.ledger.require(compile::Capability::check_constraints, "NOT NULL or DEFAULT");
    }
    // The grammar has room for one constraint.
    if (column.server_default && !column.nullable) {
        context_.ledger.refuse("DEFAULT together with NOT NULL");
    }
    if (column.server_default) sql += " DEFAULT " + default_value(column);
    if (!column.nullable) sql += " NOT NULL";
    if (!column.comment.empty()) {
        require(compile::Capability::column_comments, "a comment");
        sql += " COMMENT " + text_literal(column.comment);
    }
    return sql;
}

/// A constant must have the column's very type, 1.50 is a DECIMAL(2, 1), and has no sign; but a
/// cast may stand there.
std::string HiveDdlCompiler::default_value(const ColumnData& column) const {
    std::string value = DdlCompiler::default_value(column);
    if (!column.server_default) return value;
    if (!column.server_default->node()) {
        if (!is_plain_default(value)) {
            require(compile::Capability::expression_defaults, "a DEFAULT that is an expression");
        }
        return value;
    }
    const SqlType& type = context_.ledger.variant_of(column.type);
    const bool is_exact =
        type.kind() != TypeKind::integer && type.kind() != TypeKind::double_ &&
        (type.is_integer() || type.kind() == TypeKind::numeric || type.kind() == TypeKind::float_);
    if (!is_exact && !value.starts_with("(-") && value != "NULL") return value;
    return "CAST(" + value + " AS " + context_.types.spell(type, context_.ledger) + ')';
}

std::string HiveDdlCompiler::primary_key_clause(const TableData& table) const {
    const std::string clause = DdlCompiler::primary_key_clause(table);
    return clause.empty() ? clause : clause + std::string(not_enforced);
}

std::string HiveDdlCompiler::unique_clause(const TableData& table, const UniqueData& unique) const {
    return DdlCompiler::unique_clause(table, unique) + std::string(not_enforced);
}

std::string HiveDdlCompiler::foreign_key_clause(const TableData& table,
                                                const ForeignKeyData& key) const {
    static_cast<void>(deferral_clause(key.deferral, compile::Capability::deferrable_foreign_keys,
                                      "a deferrable FOREIGN KEY"));
    if (key.match == MatchType::full || key.match == MatchType::partial) {
        context_.ledger.refuse("MATCH of a FOREIGN KEY");
    }
    if (!is_plain(key.on_delete) || !is_plain(key.on_update)) {
        context_.ledger.refuse("an action of a FOREIGN KEY", "Hive does not enforce foreign keys");
    }
    return constraint_prefix(key) + "FOREIGN KEY (" + column_list(table, key.columns) + ")" +
           references_clause(key) + std::string(not_enforced);
}

std::string HiveDdlCompiler::table_suffix(const TableData& table) const {
    std::string sql;
    if (!table.comment.empty()) {
        require(compile::Capability::column_comments, "a comment");
        sql += " COMMENT " + text_literal(table.comment);
    }
    return sql + " STORED AS ORC TBLPROPERTIES ('transactional'='true')";
}

std::vector<std::string> HiveDdlCompiler::comment_statements(const TableData& table) const {
    refuse_constraint_comments(table);
    return {};  // the others stand with what they describe
}

/// CHANGE COLUMN takes keys, NOT NULL and DEFAULT from the column.
std::string HiveDdlCompiler::set_comment(const TableData& table, std::string_view column,
                                         std::string_view text) const {
    if (table.kind != TableKind::table) context_.ledger.refuse("the comment of a view");
    require(compile::Capability::column_comments, "a comment");
    const std::string start = "ALTER TABLE " + table_name(table);
    if (column.empty()) {
        return start + " SET TBLPROPERTIES ('comment'=" + text_literal(text) + ")";
    }
    const ColumnData& stated = table.column(column);
    if (is_constrained(table, stated)) {
        context_.ledger.refuse("changing the comment of a column with a key, NOT NULL or DEFAULT",
                               "CHANGE COLUMN would take those from it");
    }
    const std::string name = column_name(stated);
    return start + " CHANGE COLUMN " + name + ' ' + name + ' ' +
           context_.types.spell(stated.type, context_.ledger) + " COMMENT " + text_literal(text);
}

}  // namespace azoth::hive
