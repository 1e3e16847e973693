// SPDX-License-Identifier: MIT
// Schemas, sequences, views, ALTER TABLE, and the single steps of <azoth/schema/ddl.hpp>.
#include <algorithm>

#include <azoth/compile/ddl_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/ddl.hpp>

namespace azoth::compile {

// ── ALTER TABLE ──────────────────────────────────────────────────────────────────────────────────

std::string DdlCompiler::add_foreign_key(const TableData& table, const ForeignKeyData& key) const {
    require(Capability::alter_constraints, "ALTER TABLE … ADD CONSTRAINT");
    return "ALTER TABLE " + table_name(table) + " ADD " + foreign_key_clause(table, key);
}

std::string DdlCompiler::drop_constraint(const TableData& table, std::string_view constraint,
                                         bool if_exists, bool cascade, Quoting quoting) const {
    require(Capability::alter_constraints, "ALTER TABLE … DROP CONSTRAINT");
    if (cascade) require(Capability::drop_cascade, "DROP CONSTRAINT … CASCADE");
    return "ALTER TABLE " + table_name(table) + " DROP CONSTRAINT " +
           (if_exists ? "IF EXISTS " : "") + context_.identifiers.prepare(constraint, quoting) +
           (cascade ? " CASCADE" : "");
}

std::vector<std::string> DdlCompiler::render_constraint(const TableData& table,
                                                        const TableData& addition) const {
    require(Capability::alter_constraints, "ALTER TABLE … ADD CONSTRAINT");
    TableData bare = addition;  // the columns and their comments are there already
    bare.columns.clear();
    check_table_options(bare);
    std::string statement;
    const auto add = [&](const std::string& clause) {
        statement = "ALTER TABLE " + table_name(table) + " ADD " + clause;
    };
    if (!addition.foreign_keys.empty()) {
        statement = add_foreign_key(table, addition.foreign_keys.front());
    } else if (!addition.uniques.empty()) {
        add(unique_clause(table, addition.uniques.front()));
    } else if (!addition.checks.empty()) {
        add(check_clause(table, addition.checks.front()));
    } else if (!addition.other_constraints.empty()) {
        const TextConstraintData& other = addition.other_constraints.front();
        add(constraint_prefix(other.name, false, other.name_quoting) + other.definition);
    } else {
        TableData changed = table;
        changed.primary_key = addition.primary_key;
        add(primary_key_clause(changed));
    }
    std::vector<std::string> statements{std::move(statement)};
    for (std::string& comment : comment_statements(bare)) statements.push_back(std::move(comment));
    return statements;
}

std::vector<std::string> DdlCompiler::render_index(const DdlData& data) const {
    std::vector<std::string> statements{create_index(*data.table, data.index, data.if_not_exists)};
    TableData bare;
    bare.schema = data.table->schema;
    bare.schema_quoting = data.table->schema_quoting;
    bare.temporary = data.table->temporary;
    bare.indexes.push_back(data.index);
    for (std::string& comment : comment_statements(bare)) statements.push_back(std::move(comment));
    return statements;
}

std::string DdlCompiler::defer_foreign_keys() const {
    return {};
}

// ── schemas and sequences ────────────────────────────────────────────────────────────────────────

std::string DdlCompiler::create_schema(std::string_view name, bool if_not_exists) const {
    require(Capability::create_schema, "CREATE SCHEMA");
    return (if_not_exists ? "CREATE SCHEMA IF NOT EXISTS " : "CREATE SCHEMA ") +
           prepared(context_.schema(name));
}

std::string DdlCompiler::create_sequence(const SequenceData& sequence, bool if_not_exists) const {
    require(Capability::sequences, "CREATE SEQUENCE");
    std::string sql = if_not_exists ? "CREATE SEQUENCE IF NOT EXISTS " : "CREATE SEQUENCE ";
    sql += qualified(sequence.schema, sequence.name, sequence.schema_quoting, sequence.quoting);
    if (sequence.type.is_known()) sql += " AS " + context_.types.spell(sequence.type, ledger());
    const std::string options = sequence_clauses(sequence.options);
    return options.empty() ? sql : sql + ' ' + options;
}

std::vector<std::string> DdlCompiler::sequence_statements(const SequenceData& sequence,
                                                          bool if_not_exists) const {
    std::vector<std::string> statements{create_sequence(sequence, if_not_exists)};
    if (!sequence.comment.empty()) {
        require(Capability::constraint_comments, "the comment of a sequence");
        statements.push_back(
            "COMMENT ON SEQUENCE " +
            qualified(sequence.schema, sequence.name, sequence.schema_quoting, sequence.quoting) +
            " IS " + text_literal(sequence.comment));
    }
    if (!sequence.owner_table.empty()) statements.push_back(own_sequence(sequence));
    return statements;
}

std::string DdlCompiler::own_sequence(const SequenceData& sequence) const {
    require(Capability::owned_sequences, "a sequence that belongs to a column");
    return "ALTER SEQUENCE " +
           qualified(sequence.schema, sequence.name, sequence.schema_quoting, sequence.quoting) +
           " OWNED BY " + qualified(sequence.schema, sequence.owner_table) + '.' +
           prepared(sequence.owner_column);
}

bool DdlCompiler::needs(const SequenceData& sequence) const noexcept {
    return !sequence.optional || !ledger().supports(Capability::generated_keys);
}

std::string DdlCompiler::drop_sequence(const SequenceData& sequence, bool if_exists,
                                       bool cascade) const {
    require(Capability::sequences, "DROP SEQUENCE");
    if (cascade) require(Capability::drop_cascade, "DROP SEQUENCE … CASCADE");
    return (if_exists ? "DROP SEQUENCE IF EXISTS " : "DROP SEQUENCE ") +
           qualified(sequence.schema, sequence.name, sequence.schema_quoting, sequence.quoting) +
           (cascade ? " CASCADE" : "");
}

// ── enum types ───────────────────────────────────────────────────────────────────────────────────

std::string DdlCompiler::create_enum(const SqlType& type) const {
    require(Capability::named_enums, "CREATE TYPE … AS ENUM");
    std::string labels;
    for (const std::string& label : type.labels()) {
        if (!labels.empty()) labels += ", ";
        labels += text_literal(label);
    }
    return "CREATE TYPE " + qualified(type.schema(), type.name()) + " AS ENUM (" + labels + ")";
}

std::string DdlCompiler::drop_enum(const SqlType& type, bool if_exists, bool cascade) const {
    require(Capability::named_enums, "DROP TYPE");
    if (cascade) require(Capability::drop_cascade, "DROP TYPE … CASCADE");
    return (if_exists ? "DROP TYPE IF EXISTS " : "DROP TYPE ") +
           qualified(type.schema(), type.name()) + (cascade ? " CASCADE" : "");
}

std::vector<SqlType> DdlCompiler::named_enums(const TableData& table) const {
    std::vector<SqlType> found;
    if (table.kind != TableKind::table) return found;
    for (const ColumnData& column : table.columns) {
        const SqlType& variant = ledger().variant_of(column.type);
        const SqlType& type =
            variant.kind() == TypeKind::array ? ledger().variant_of(variant.item()) : variant;
        if (!TypeCompiler::is_named_enum(type, ledger())) continue;
        const bool is_new = std::none_of(found.begin(), found.end(), [&](const SqlType& known) {
            return known.name() == type.name() && known.schema() == type.schema() &&
                   std::ranges::equal(known.labels(), type.labels());
        });
        if (is_new) found.push_back(type);
    }
    return found;
}

// ── views ────────────────────────────────────────────────────────────────────────────────────────

std::vector<std::string> DdlCompiler::create_view(const TableData& view, bool if_not_exists,
                                                  bool or_replace) const {
    require(Capability::views, "CREATE VIEW");
    check_options(view.options, DialectOptionRule::Place::view);
    const bool is_materialized = view.kind == TableKind::materialized_view;
    std::vector<std::string> statements;
    std::string sql = "CREATE ";
    if (or_replace && ledger().supports(Capability::or_replace_view) && !is_materialized) {
        sql += "OR REPLACE ";
    } else if (or_replace) {
        // The same in two steps, which is exact where DDL is part of the transaction.
        require(Capability::transactional_ddl, "CREATE OR REPLACE VIEW");
        statements.push_back(drop_view(view, true, false));
    }
    if (view.temporary) {
        require(Capability::temporary_views, "a temporary view");
        sql += "TEMPORARY ";
    }
    if (is_materialized) {
        require(Capability::materialized_views, "a materialized view");
        sql += "MATERIALIZED ";
    }
    sql += if_not_exists ? "VIEW IF NOT EXISTS " : "VIEW ";
    sql += table_name(view);
    std::vector<std::string> columns;
    for (const ColumnData& column : view.columns) columns.push_back(column.name);
    if (!columns.empty()) sql += " (" + column_list(view, columns) + ")";
    sql += " AS" + inline_comment(view.comment) + ' ' + query_text(view.definition);
    statements.push_back(std::move(sql));
    for (const IndexData& index : view.indexes) statements.push_back(create_index(view, index));
    for (std::string& comment : comment_statements(view)) statements.push_back(std::move(comment));
    return statements;
}

std::string DdlCompiler::drop_view(const TableData& view, bool if_exists, bool cascade) const {
    require(Capability::views, "DROP VIEW");
    if (view.kind == TableKind::materialized_view) {
        require(Capability::materialized_views, "a materialized view");
    }
    if (cascade) require(Capability::drop_cascade, "DROP VIEW … CASCADE");
    return std::string("DROP ") +
           (view.kind == TableKind::materialized_view ? "MATERIALIZED VIEW " : "VIEW ") +
           (if_exists ? "IF EXISTS " : "") + table_name(view) + (cascade ? " CASCADE" : "");
}

std::string DdlCompiler::create_table_as(const DdlData& data) const {
    require(Capability::create_table_as, "CREATE TABLE AS");
    if (data.temporary) require(Capability::temporary_tables, "a temporary table");
    return std::string("CREATE ") + (data.temporary ? "TEMPORARY " : "") +
           (data.if_not_exists ? "TABLE IF NOT EXISTS " : "TABLE ") +
           (data.temporary && data.schema.empty() ? prepared(data.name)
                                                  : qualified(data.schema, data.name)) +
           " AS " + query_text(SchemaExpression(data.query));
}

// ── names of what is dropped ────────────────────────────────────────────────────────────────────

/// A name that CREATE cuts is cut alike. What the description does not know (any more) may have got
/// its name from a convention; no other name was ever that long.
std::string DdlCompiler::dropped_name(const TableData& table, const std::string& name) const {
    const auto is_given = [&](const auto& parts) {
        return std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
            return part.name == name && !part.generated_name;
        });
    };
    const PrimaryKeyData& key = table.primary_key;
    const bool is_written = (key.name == name && !key.generated_name) || is_given(table.uniques) ||
                            is_given(table.checks) || is_given(table.foreign_keys) ||
                            is_given(table.indexes);
    return final_name(name, !is_written);
}

namespace {

/// How the description writes the name of one of its parts.
Quoting quoting_of(const TableData& table, const std::string& name) {
    const auto in = [&](const auto& parts) {
        for (const auto& part : parts) {
            if (part.name == name) return part.name_quoting;
        }
        return Quoting::by_rule;
    };
    const PrimaryKeyData& key = table.primary_key;
    for (const Quoting quoting : {key.name == name ? key.name_quoting : Quoting::by_rule,
                                  in(table.uniques), in(table.checks), in(table.foreign_keys),
                                  in(table.other_constraints), in(table.indexes)}) {
        if (quoting != Quoting::by_rule) return quoting;
    }
    return Quoting::by_rule;
}

const IndexData* index_called(const TableData& table, const std::string& name) {
    const auto found = std::find_if(table.indexes.begin(), table.indexes.end(),
                                    [&](const IndexData& index) { return index.name == name; });
    return found == table.indexes.end() ? nullptr : &*found;
}

}  // namespace

bool DdlCompiler::commits_by_itself(const DdlElement& element) const {
    const DdlData& data = element.data();
    const std::string option = ledger().dialect() + "_concurrently";
    const auto lets_work = [&](const IndexData& index) { return flag(index.options, option); };
    switch (data.kind) {
        case DdlKind::create_index: return lets_work(data.index);
        case DdlKind::drop_index: {
            const IndexData* known = index_called(*data.table, data.name);
            return known != nullptr && lets_work(*known);
        }
        case DdlKind::create_table:
            return data.if_not_exists &&
                   std::any_of(data.table->indexes.begin(), data.table->indexes.end(), lets_work);
        default: return false;
    }
}

// ── any step ─────────────────────────────────────────────────────────────────────────────────────

std::vector<std::string> DdlCompiler::render(const DdlElement& element) const {
    if (!element.applies_to(ledger().dialect()) && !element.applies_to(ledger().server()))
        return {};
    const DdlData& data = element.data();
    if (data.condition && !data.condition(ledger())) return {};
    switch (data.kind) {
        case DdlKind::create_table: return create_table(*data.table, data.if_not_exists);
        case DdlKind::drop_table: return {drop_table(*data.table, data.if_exists, data.cascade)};
        case DdlKind::create_table_as: return {create_table_as(data)};
        case DdlKind::create_index: return render_index(data);
        case DdlKind::drop_index: {
            IndexData index;
            index.name = dropped_name(*data.table, data.name);
            index.name_quoting = quoting_of(*data.table, data.name);
            if (const IndexData* known = index_called(*data.table, data.name)) {
                index.options = known->options;
            }
            return {drop_index(*data.table, index, data.if_exists)};
        }
        case DdlKind::add_constraint: return render_constraint(*data.table, *data.addition);
        case DdlKind::drop_constraint:
            return {drop_constraint(*data.table, dropped_name(*data.table, data.name),
                                    data.if_exists, data.cascade,
                                    quoting_of(*data.table, data.name))};
        case DdlKind::create_schema: return {create_schema(data.name, data.if_not_exists)};
        case DdlKind::drop_schema:
            require(Capability::create_schema, "DROP SCHEMA");
            if (data.cascade) require(Capability::drop_cascade, "DROP SCHEMA … CASCADE");
            return {(data.if_exists ? "DROP SCHEMA IF EXISTS " : "DROP SCHEMA ") +
                    prepared(context_.schema(data.name)) + (data.cascade ? " CASCADE" : "")};
        case DdlKind::create_sequence:
            return sequence_statements(data.sequence, data.if_not_exists);
        case DdlKind::drop_sequence:
            return {drop_sequence(data.sequence, data.if_exists, data.cascade)};
        case DdlKind::create_enum: return {create_enum(data.type)};
        case DdlKind::drop_enum: return {drop_enum(data.type, data.if_exists, data.cascade)};
        case DdlKind::create_view:
            return create_view(*data.table, data.if_not_exists, data.or_replace);
        case DdlKind::drop_view: return {drop_view(*data.table, data.if_exists, data.cascade)};
        case DdlKind::set_table_comment: return {set_comment(*data.table, {}, data.comment)};
        case DdlKind::set_column_comment:
            static_cast<void>(data.table->column(data.name));
            return {set_comment(*data.table, data.name, data.comment)};
        case DdlKind::set_constraint_comment:
            require(Capability::constraint_comments, "the comment of a constraint");
            // A dialect whose comments are part of CREATE refuses to change any.
            static_cast<void>(set_comment(*data.table, {}, data.comment));
            return {"COMMENT ON CONSTRAINT " +
                    context_.identifiers.prepare(dropped_name(*data.table, data.name),
                                                 quoting_of(*data.table, data.name)) +
                    " ON " + table_name(*data.table) + " IS " +
                    (data.comment.empty() ? std::string("NULL") : text_literal(data.comment))};
        case DdlKind::text: return {data.name};
    }
    return {};
}

}  // namespace azoth::compile
