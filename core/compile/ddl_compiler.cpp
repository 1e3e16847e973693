// SPDX-License-Identifier: MIT
// Tables, their columns, constraints and indexes; the other statements are in ddl_steps.cpp.
#include <azoth/compile/ddl_compiler.hpp>

#include <algorithm>
#include <string_view>

#include <azoth/compile/literal.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/naming_convention.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/types/stored_value.hpp>

namespace azoth::compile {

namespace {

std::string_view action_text(ReferentialAction action) {
    switch (action) {
        case ReferentialAction::unspecified: return {};
        case ReferentialAction::no_action: return "NO ACTION";
        case ReferentialAction::restrict: return "RESTRICT";
        case ReferentialAction::cascade: return "CASCADE";
        case ReferentialAction::set_null: return "SET NULL";
        case ReferentialAction::set_default: return "SET DEFAULT";
    }
    return {};
}

Value default_in(const SqlType& type, const ValueView& value, const std::string& column) {
    try {
        Value stored = literal_value(type, value);
        require_room(type, stored.view());
        return stored;
    } catch (const ConversionError& error) {
        throw CompileError("unsupported_literal",
                           "the default of the column \"" + column + "\" is " +
                               std::string(kind_name(value.kind())) + ", which is no value for " +
                               type.describe(),
                           {.hint = error.message(), .column = column});
    }
}

/// Joins the parts of a definition, one per line.
class Lines {
public:
    void add(const std::string& part) {
        if (part.empty()) return;
        text += separator_;
        text += part;
        separator_ = ",\n    ";
    }
    std::string text;

private:
    std::string_view separator_ = "\n    ";
};

}  // namespace

DdlCompiler::~DdlCompiler() = default;

// ── names and values ─────────────────────────────────────────────────────────────────────────────

std::string DdlCompiler::text_literal(std::string_view text) const {
    const LiteralCompiler& literals =
        context_.source != nullptr ? context_.source->literals() : CompilerSource().literals();
    return literals.render(ValueView(text), SqlType(), context_.ledger);
}

std::string DdlCompiler::expression(const SchemaExpression& expression) const {
    if (!expression.node()) return expression.text();
    const CompilerSource standard;
    const CompilerSource& source = context_.source != nullptr ? *context_.source : standard;
    return source.make_sql_compiler(context_)->render_inline(expression.node(), false);
}

std::string DdlCompiler::query_text(const SchemaExpression& definition) const {
    if (!definition.node()) return definition.text();
    const CompilerSource standard;
    const CompilerSource& source = context_.source != nullptr ? *context_.source : standard;
    return source.make_sql_compiler(context_)->render_inline(definition.node(), true);
}

std::string DdlCompiler::qualified(std::string_view described, std::string_view name,
                                   Quoting schema_quoting, Quoting quoting) const {
    const std::string_view schema = context_.schema(described);
    std::string written = context_.identifiers.prepare(name, quoting);
    if (schema.empty()) return written;
    return context_.identifiers.prepare(schema, schema_quoting) + '.' + written;
}

std::string DdlCompiler::table_name(const TableData& table) const {
    if (table.temporary && table.schema.empty()) {
        return context_.identifiers.prepare(table.name, table.quoting);
    }
    return qualified(table.schema, table.name, table.schema_quoting, table.quoting);
}

std::string DdlCompiler::beside(const TableData& table, std::string_view name,
                                Quoting quoting) const {
    // A temporary table lives in no schema of the program's.
    if (table.temporary && table.schema.empty()) return context_.identifiers.prepare(name, quoting);
    return qualified(table.schema, name, table.schema_quoting, quoting);
}

std::string DdlCompiler::column_list(const TableData& table,
                                     const std::vector<std::string>& names) const {
    std::string out;
    for (const std::string& name : names) {
        if (!out.empty()) out += ", ";
        const ColumnData* column = table.find_column(name);
        out += column == nullptr ? prepared(name) : column_name(*column);
    }
    return out;
}

std::string DdlCompiler::final_name(const std::string& name, bool is_generated) const {
    const IdentifierRules& rules = context_.identifiers.rules();
    // A limit in characters is kept in bytes too, which is within it.
    const std::size_t limit = rules.max_bytes != 0 ? rules.max_bytes : rules.max_characters;
    return is_generated ? cut_name(name, limit) : name;
}

std::string DdlCompiler::constraint_prefix(const std::string& name, bool is_generated,
                                           Quoting quoting) const {
    if (name.empty()) return {};
    return "CONSTRAINT " + context_.identifiers.prepare(final_name(name, is_generated), quoting) +
           ' ';
}

// ── tables ───────────────────────────────────────────────────────────────────────────────────────

namespace {

bool has_system_columns(const TableData& table) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [](const ColumnData& column) { return column.system; });
}

/// A column takes its type from what it refers to, which has to be known by then.
void require_types(const TableData& table, const Ledger& ledger) {
    for (const ColumnData& column : table.columns) {
        if (column.type.is_known()) continue;
        for (const ForeignKeyData& key : table.foreign_keys) {
            const auto at = std::find(key.columns.begin(), key.columns.end(), column.name);
            if (at == key.columns.end() || key.referred_columns.empty()) continue;
            const std::string schema =
                key.referred_schema.empty() ? "" : " of the schema \"" + key.referred_schema + '"';
            ledger.reject(CompileError(
                "unsupported_type",
                "the type of the column \"" + column.name + "\" of \"" + table.full_name() +
                    "\" is that of \"" +
                    key.referred_columns[static_cast<std::size_t>(at - key.columns.begin())] +
                    "\" in the table \"" + key.referred_table + '"' + schema +
                    ", which the metadata does not have",
                {.hint = "describe that table, or give the column a type; a name with dots of its "
                         "own stands in double quotes: ForeignKey{\"\\\"sales.2024\\\".id\"}",
                 .table = table.full_name(),
                 .column = column.name}));
            break;
        }
    }
}

}  // namespace

TableData DdlCompiler::without_system_columns(const TableData& table) {
    TableData rest = table;
    std::erase_if(rest.columns, [](const ColumnData& column) { return column.system; });
    return rest;
}

std::vector<std::string> DdlCompiler::create_table(const TableData& table,
                                                   bool if_not_exists) const {
    if (has_system_columns(table)) {
        return create_table(without_system_columns(table), if_not_exists);
    }
    if (table.kind != TableKind::table) return create_view(table, if_not_exists, false);
    if (table.columns.empty()) {
        throw CompileError("table_without_columns",
                           "the table \"" + table.full_name() + "\" has no columns");
    }
    check_table_options(table);
    require_types(table, ledger());
    std::vector<std::string> statements{create_statement(table, if_not_exists)};
    for (std::string& late : late_constraints(table)) statements.push_back(std::move(late));
    for (IndexData index : table.indexes) {
        // On a new table nobody has to be waited for, and no transaction to be left.
        const auto lets_work = [](const DialectOption& option) {
            return option.name.ends_with("_concurrently");
        };
        if (!if_not_exists) std::erase_if(index.options, lets_work);
        statements.push_back(create_index(table, index, if_not_exists));
    }
    for (std::string& comment : comment_statements(table)) statements.push_back(std::move(comment));
    return statements;
}

std::string DdlCompiler::create_statement(const TableData& table, bool if_not_exists) const {
    Lines lines;
    for (const ColumnData& column : table.columns) {
        lines.add(stored_column(table, column) + inline_comment(column.comment));
    }
    if (!table.primary_key.columns.empty()) {
        const std::string clause = primary_key_clause(table);
        if (!clause.empty()) lines.add(clause + inline_comment(table.primary_key.comment));
    }
    for (const UniqueData& unique : table.uniques) {
        lines.add(unique_clause(table, unique) + inline_comment(unique.comment));
    }
    for (const ForeignKeyData& key : table.foreign_keys) {
        lines.add(foreign_key_clause(table, key) + inline_comment(key.comment));
    }
    for (const ColumnData& column : table.columns) {
        const std::string condition = enum_condition(column);
        if (!condition.empty()) lines.add("CHECK (" + condition + ")");
    }
    for (const CheckData& check : table.checks) {
        lines.add(check_clause(table, check) + inline_comment(check.comment));
    }
    for (const TextConstraintData& other : table.other_constraints) {
        lines.add(constraint_prefix(other.name, false, other.name_quoting) + other.definition +
                  inline_comment(other.comment));
    }
    std::string sql = create_words(table);
    if (if_not_exists) {
        require(Capability::if_not_exists, "CREATE TABLE IF NOT EXISTS");
        sql += " IF NOT EXISTS";
    }
    return sql + ' ' + table_name(table) + " (" + inline_comment(table.comment) + lines.text +
           "\n)" + table_suffix(table);
}

std::string DdlCompiler::create_words(const TableData& table) const {
    std::string words = "CREATE ";
    if (table.temporary) {
        require(Capability::temporary_tables, "a temporary table");
        words += "TEMPORARY ";
    }
    for (const std::string& prefix : table.prefixes) words += prefix + ' ';
    return words + "TABLE";
}

std::string DdlCompiler::column_type(const TableData&, const ColumnData& column) const {
    return context_.spell(column.type);
}

std::string DdlCompiler::column_definition(const TableData& table, const ColumnData& column) const {
    std::string sql = column_name(column) + ' ' + column_type(table, column);
    sql += collate_clause(column);
    if (column.identity) {
        require(Capability::generated_keys, "an IDENTITY");
        sql += identity_clause(column);
    } else if (table.autoincrement_column() == &column &&
               context_.ledger.supports(Capability::generated_keys)) {
        sql += autoincrement_clause();
    }
    const std::string value = default_value(column);
    if (!value.empty()) sql += " DEFAULT " + value;
    if (column.computed) sql += computed_clause(column);
    if (!column.nullable) sql += " NOT NULL";
    return sql;
}

std::string DdlCompiler::stored_column(const TableData& table, const ColumnData& column) const {
    return column_definition(table, column);
}

std::string DdlCompiler::collate_clause(const ColumnData& column) const {
    const SqlType& type = context_.ledger.variant_of(column.type);
    if (type.collation().empty()) return {};
    if (type.collation_schema().empty()) return " COLLATE " + prepared(type.collation());
    require(Capability::collation_schemas, "a collation in a schema");
    return " COLLATE " + prepared(type.collation_schema()) + '.' + prepared(type.collation());
}

std::string DdlCompiler::default_value(const ColumnData& column) const {
    if (!column.server_default) return {};
    const SchemaExpression& value = *column.server_default;
    if (!value.node()) return value.text();
    if (const auto* bind = sql::as<sql::Bind>(*value.node())) {
        const LiteralCompiler& literals =
            context_.source != nullptr ? context_.source->literals() : CompilerSource().literals();
        // As it would be bound: the text of a date is a date, 5 in a Numeric is exact.
        const SqlType& type = context_.ledger.variant_of(column.type);
        const Value stored = default_in(type, bind->value.view(), column.name);
        return literals.render(stored.view(), type.with_decorator(nullptr), context_.ledger);
    }
    require(Capability::expression_defaults, "a DEFAULT that is an expression");
    return '(' + expression(value) + ')';
}

std::string DdlCompiler::enum_condition(const ColumnData& column) const {
    const SqlType& type = context_.ledger.variant_of(column.type);
    if (!context_.types.needs_label_check(column.type, context_.ledger)) return {};
    require(Capability::check_constraints, "the CHECK of an Enum");
    std::string labels;
    for (const std::string& label : type.labels()) {
        if (!labels.empty()) labels += ", ";
        labels += text_literal(label);
    }
    return column_name(column) + " IN (" + labels + ")";
}

std::string DdlCompiler::autoincrement_clause() const {
    return " GENERATED BY DEFAULT AS IDENTITY";
}

std::string DdlCompiler::sequence_clauses(const SequenceOptions& options) const {
    std::string sql;
    const auto add = [&](std::string_view words, const std::optional<std::int64_t>& number) {
        if (!number) return;
        if (!sql.empty()) sql += ' ';
        sql.append(words).append(std::to_string(*number));
    };
    add("START WITH ", options.start);
    add("INCREMENT BY ", options.increment);
    add("MINVALUE ", options.minimum);
    add("MAXVALUE ", options.maximum);
    add("CACHE ", options.cache);
    if (options.cycle) sql += sql.empty() ? "CYCLE" : " CYCLE";
    return sql;
}

std::string DdlCompiler::identity_clause(const ColumnData& column) const {
    const Identity& identity = *column.identity;
    const SqlType& type = ledger().variant_of(column.type);
    if (!type.is_integer() && !type.is_exact()) {
        ledger().lacks("an IDENTITY of " + type.describe(), "integers are numbered");
    }
    if (identity == Identity{}) return autoincrement_clause();
    require(Capability::identity_options, "an IDENTITY with options");
    std::string sql =
        identity.always ? " GENERATED ALWAYS AS IDENTITY" : " GENERATED BY DEFAULT AS IDENTITY";
    const std::string options = sequence_clauses(identity.options);
    return options.empty() ? sql : sql + " (" + options + ")";
}

std::string DdlCompiler::computed_clause(const ColumnData& column) const {
    const Computed& computed = *column.computed;
    std::string_view words;
    switch (computed.storage) {
        case ComputedStorage::stored:
            require(Capability::computed_stored, "a stored computed column");
            words = " STORED";
            break;
        case ComputedStorage::virtual_:
            require(Capability::computed_virtual, "a virtual computed column");
            words = " VIRTUAL";
            break;
        case ComputedStorage::by_default:
            if (!context_.ledger.supports(Capability::computed_virtual)) {
                require(Capability::computed_stored, "a computed column");
                words = " STORED";
            } else {
                words = " VIRTUAL";
            }
    }
    return " GENERATED ALWAYS AS (" + expression(computed.expression) + ")" + std::string(words);
}

// ── constraints ──────────────────────────────────────────────────────────────────────────────────

std::string DdlCompiler::deferral_clause(Deferral deferral, Capability capability,
                                         std::string_view construct) const {
    switch (deferral) {
        case Deferral::unspecified: return {};
        // What a constraint is where there is no choice.
        case Deferral::not_deferrable:
            return ledger().supports(capability) ? " NOT DEFERRABLE" : "";
        case Deferral::deferrable: require(capability, construct); return " DEFERRABLE";
        case Deferral::initially_deferred:
            require(capability, construct);
            return " DEFERRABLE INITIALLY DEFERRED";
    }
    return {};
}

std::string DdlCompiler::primary_key_clause(const TableData& table) const {
    const PrimaryKeyData& key = table.primary_key;
    if (key.columns.empty()) return {};
    return constraint_prefix(key) + "PRIMARY KEY (" + column_list(table, key.columns) + ")" +
           deferral_clause(key.deferral, Capability::deferrable_keys, "a deferrable PRIMARY KEY");
}

std::string DdlCompiler::unique_clause(const TableData& table, const UniqueData& unique) const {
    return constraint_prefix(unique) + "UNIQUE (" + column_list(table, unique.columns) + ")" +
           deferral_clause(unique.deferral, Capability::deferrable_keys, "a deferrable UNIQUE");
}

std::string DdlCompiler::check_clause(const TableData&, const CheckData& check) const {
    require(Capability::check_constraints, "CHECK");
    return constraint_prefix(check) + "CHECK (" + expression(check.condition) + ")";
}

std::string DdlCompiler::references_clause(const ForeignKeyData& key) const {
    std::string sql = " REFERENCES " + qualified(key.referred_schema, key.referred_table,
                                                 key.quoting.schema, key.quoting.table);
    for (std::size_t i = 0; i < key.referred_columns.size(); ++i) {
        sql += i == 0 ? " (" : ", ";
        sql += context_.identifiers.prepare(key.referred_columns[i], i < key.quoting.columns.size()
                                                                         ? key.quoting.columns[i]
                                                                         : Quoting::by_rule);
    }
    return key.referred_columns.empty() ? sql : sql + ')';
}

std::string DdlCompiler::foreign_key_clause(const TableData& table,
                                            const ForeignKeyData& key) const {
    require(Capability::foreign_keys, "FOREIGN KEY");
    std::string sql = constraint_prefix(key);
    sql += "FOREIGN KEY (" + column_list(table, key.columns) + ")" + references_clause(key);
    switch (key.match) {
        case MatchType::unspecified:
        case MatchType::simple: break;  // the rule of every database
        case MatchType::full:
            require(Capability::match_full, "MATCH FULL");
            sql += " MATCH FULL";
            break;
        case MatchType::partial: context_.ledger.refuse("MATCH PARTIAL");
    }
    if (key.on_delete != ReferentialAction::unspecified) {
        sql.append(" ON DELETE ").append(action_text(key.on_delete));
    }
    if (key.on_update != ReferentialAction::unspecified) {
        sql.append(" ON UPDATE ").append(action_text(key.on_update));
    }
    return sql + deferral_clause(key.deferral, Capability::deferrable_foreign_keys,
                                 "a deferrable FOREIGN KEY");
}

std::vector<std::string> DdlCompiler::late_constraints(const TableData&) const {
    return {};
}

std::string DdlCompiler::table_suffix(const TableData&) const {
    return {};
}

std::string DdlCompiler::inline_comment(std::string_view) const {
    return {};
}

std::string DdlCompiler::set_comment(const TableData& table, std::string_view column,
                                     std::string_view text) const {
    const std::string what = column.empty() ? "TABLE " + table_name(table)
                                            : "COLUMN " + table_name(table) + '.' +
                                                  column_list(table, {std::string(column)});
    const std::string_view kind = table.kind == TableKind::view ? "VIEW "
                                  : table.kind == TableKind::materialized_view
                                      ? "MATERIALIZED VIEW "
                                      : "TABLE ";
    require(Capability::column_comments, "COMMENT ON");
    return "COMMENT ON " + (column.empty() ? std::string(kind) + table_name(table) : what) +
           " IS " + (text.empty() ? std::string("NULL") : text_literal(text));
}

std::vector<std::string> DdlCompiler::comment_statements(const TableData& table) const {
    std::vector<std::string> statements;
    if (!table.comment.empty()) statements.push_back(set_comment(table, {}, table.comment));
    for (const ColumnData& column : table.columns) {
        if (column.comment.empty()) continue;
        statements.push_back(set_comment(table, column.name, column.comment));
    }
    const auto constraint = [&](const auto& part, bool is_generated) {
        if (part.comment.empty()) return;
        require(Capability::constraint_comments, "the comment of a constraint");
        if (part.name.empty()) {
            context_.ledger.refuse("the comment of a constraint without a name",
                                   "give the constraint a name");
        }
        statements.push_back(
            "COMMENT ON CONSTRAINT " +
            context_.identifiers.prepare(final_name(part.name, is_generated), part.name_quoting) +
            " ON " + table_name(table) + " IS " + text_literal(part.comment));
    };
    constraint(table.primary_key, table.primary_key.generated_name);
    for (const UniqueData& unique : table.uniques) constraint(unique, unique.generated_name);
    for (const ForeignKeyData& key : table.foreign_keys) constraint(key, key.generated_name);
    for (const CheckData& check : table.checks) constraint(check, check.generated_name);
    for (const TextConstraintData& other : table.other_constraints) constraint(other, false);
    for (const IndexData& index : table.indexes) {
        if (index.comment.empty()) continue;
        require(Capability::constraint_comments, "the comment of an index");
        statements.push_back(
            "COMMENT ON INDEX " +
            beside(table, final_name(index.name, index.generated_name), index.name_quoting) +
            " IS " + text_literal(index.comment));
    }
    return statements;
}

void DdlCompiler::refuse_constraint_comments(const TableData& table) const {
    bool any = !table.primary_key.comment.empty();
    for (const UniqueData& unique : table.uniques) any = any || !unique.comment.empty();
    for (const CheckData& check : table.checks) any = any || !check.comment.empty();
    for (const ForeignKeyData& key : table.foreign_keys) any = any || !key.comment.empty();
    for (const TextConstraintData& other : table.other_constraints) {
        any = any || !other.comment.empty();
    }
    for (const IndexData& index : table.indexes) any = any || !index.comment.empty();
    if (any) context_.ledger.refuse("the comment of a constraint or index");
}

std::string DdlCompiler::drop_table(const TableData& table, bool if_exists, bool cascade) const {
    if (table.kind != TableKind::table) return drop_view(table, if_exists, cascade);
    if (cascade) require(Capability::drop_cascade, "DROP TABLE … CASCADE");
    return (if_exists ? "DROP TABLE IF EXISTS " : "DROP TABLE ") + table_name(table) +
           (cascade ? " CASCADE" : "");
}

// ── indexes ──────────────────────────────────────────────────────────────────────────────────────

std::string DdlCompiler::index_part(const TableData& table, const IndexPart& part) const {
    std::string sql;
    if (part.expression.empty()) {
        sql = column_list(table, {part.column});
    } else {
        require(Capability::expression_indexes, "an index over an expression");
        sql = '(' + expression(part.expression) + ')';
    }
    if (!part.collation.empty()) sql += " COLLATE " + prepared(part.collation);
    if (!part.operator_class.empty()) sql += ' ' + prepared(part.operator_class);
    if (part.direction == sql::Direction::ascending) sql += " ASC";
    if (part.direction == sql::Direction::descending) sql += " DESC";
    if (part.nulls != sql::Nulls::by_default) {
        require(Capability::index_nulls_ordering, "NULLS FIRST and NULLS LAST in an index");
        sql += part.nulls == sql::Nulls::first ? " NULLS FIRST" : " NULLS LAST";
    }
    return sql;
}

std::string DdlCompiler::index_suffix(const TableData& table, const IndexData& index) const {
    std::string sql;
    if (!index.include.empty()) {
        require(Capability::index_include, "INCLUDE in an index");
        sql += " INCLUDE (" + column_list(table, index.include) + ")";
    }
    if (!index.where.empty()) {
        require(Capability::partial_indexes, "a partial index");
        sql += " WHERE " + expression(index.where);
    }
    return sql;
}

std::string DdlCompiler::create_index(const TableData& table, const IndexData& index,
                                      bool if_not_exists) const {
    require(Capability::named_indexes, "CREATE INDEX");
    check_options(index.options, DialectOptionRule::Place::index);
    std::string parts;
    for (const IndexPart& part : index.parts) {
        if (!parts.empty()) parts += ", ";
        parts += index_part(table, part);
    }
    return std::string(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") +
           (if_not_exists ? "IF NOT EXISTS " : "") + part_name(index) + " ON " + table_name(table) +
           " (" + parts + ")" + index_suffix(table, index);
}

std::string DdlCompiler::drop_index(const TableData& table, const IndexData& index,
                                    bool if_exists) const {
    require(Capability::named_indexes, "DROP INDEX");
    return (if_exists ? "DROP INDEX IF EXISTS " : "DROP INDEX ") +
           beside(table, final_name(index.name, index.generated_name), index.name_quoting);
}

}  // namespace azoth::compile
