// SPDX-License-Identifier: MIT
// Tables in a form that compares: the very clauses of CREATE TABLE, with everything that means the
// same written the same.
#include <cstdint>
#include <string_view>

#include <azoth/compile/ddl_compiler.hpp>
#include <azoth/schema/sequence_data.hpp>
#include <azoth/types/types.hpp>

namespace azoth::compile {

namespace {

using Kind = TablePart::Kind;

std::int64_t largest_of(const SqlType& type) {
    if (type.kind() == TypeKind::small_integer) return INT16_MAX;
    if (type.kind() == TypeKind::integer) return INT32_MAX;
    return INT64_MAX;
}

/// Without what a database takes where nothing is said.
SequenceOptions without_defaults(SequenceOptions options, const SqlType& type) {
    const bool ascends = options.increment.value_or(1) > 0;
    const std::int64_t largest = largest_of(type);
    const std::int64_t first = ascends ? options.minimum.value_or(1) : options.maximum.value_or(-1);
    if (options.start == first) options.start.reset();
    if (options.minimum == (ascends ? 1 : -largest - 1)) options.minimum.reset();
    if (options.maximum == (ascends ? largest : -1)) options.maximum.reset();
    if (options.increment == 1) options.increment.reset();
    if (options.cache == 1) options.cache.reset();
    return options;
}

ReferentialAction without_default(ReferentialAction action) {
    return action == ReferentialAction::no_action ? ReferentialAction::unspecified : action;
}

Deferral without_default(Deferral deferral) {
    return deferral == Deferral::not_deferrable ? Deferral::unspecified : deferral;
}

bool is_null(std::string_view value) {
    return value.size() == 4 && (value[0] | 32) == 'n' && (value[1] | 32) == 'u' &&
           (value[2] | 32) == 'l' && (value[3] | 32) == 'l';
}

/// An exact type in capitals, but for names and labels in quotes: no database tells its types by
/// case.
SqlType in_capitals(const SqlType& type) {
    if (type.kind() == TypeKind::array && type.item().is_exact()) {
        return Array(in_capitals(type.item()), type.dimensions());
    }
    if (!type.is_exact()) return type;
    std::string spelling(type.name());
    char quote = '\0';
    for (char& c : spelling) {
        if (quote != '\0') {
            if (c == quote) quote = '\0';
        } else if (c == '\'' || c == '"' || c == '`') {
            quote = c;
        } else if (c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 'a' + 'A');
        }
    }
    return CustomType(spelling, type);
}

/// The constraint without what is compared beside it.
template <class Constraint>
Constraint bare(Constraint constraint) {
    constraint.name.clear();
    return constraint;
}

}  // namespace

std::string DdlCompiler::comparable(const std::string& expression) const {
    return expression;
}

std::string DdlCompiler::comparable_query(const std::string& query) const {
    return query;
}

std::string_view DdlCompiler::default_schema() const noexcept {
    return {};
}

TableData DdlCompiler::comparable_table(const TableData& table) const {
    TableData copy = without_system_columns(table);
    // How a name is written is the program's business.
    copy.schema_quoting = copy.quoting = Quoting::by_rule;
    const bool is_in_default = table.schema.empty() || table.schema == default_schema();
    const auto written = [this](SchemaExpression& expression) {
        if (!expression.empty()) {
            expression = SchemaExpression(comparable(this->expression(expression)));
        }
    };
    for (ColumnData& column : copy.columns) {
        if (column.server_default) {
            const std::string value = comparable(default_value(column));
            // What a column has anyway.
            if (is_null(value)) {
                column.server_default.reset();
            } else {
                column.server_default = SchemaExpression(value);
            }
        }
        if (column.computed) written(column.computed->expression);
        if (column.identity) {
            column.identity->options =
                without_defaults(column.identity->options, ledger().variant_of(column.type));
            column.nullable = false;  // whether it is said or not
        }
        column.quoting = Quoting::by_rule;
        column.type = in_capitals(ledger().variant_of(column.type));
        // Its enum may say in words where the table is.
        if (is_in_default) column.type = column.type.moved(default_schema(), {});
    }
    for (CheckData& check : copy.checks) written(check.condition);
    copy.primary_key.deferral = without_default(copy.primary_key.deferral);
    for (UniqueData& unique : copy.uniques) unique.deferral = without_default(unique.deferral);
    for (ForeignKeyData& key : copy.foreign_keys) {
        key.on_delete = without_default(key.on_delete);
        key.on_update = without_default(key.on_update);
        key.deferral = without_default(key.deferral);
        key.quoting = {};
        if (is_in_default && key.referred_schema == default_schema()) key.referred_schema.clear();
    }
    for (IndexData& index : copy.indexes) {
        index.name_quoting = Quoting::by_rule;
        written(index.where);
        for (IndexPart& part : index.parts) {
            written(part.expression);
            if (part.direction == sql::Direction::ascending) {
                part.direction = sql::Direction::by_default;
            }
        }
    }
    return copy;
}

std::vector<TablePart> DdlCompiler::parts(const TableData& original) const {
    const TableData table = comparable_table(original);
    std::vector<TablePart> parts;
    const auto add = [&](Kind kind, std::string name, std::string definition) {
        parts.push_back({kind, std::move(name), std::move(definition)});
    };
    const auto comment = [&](std::string name, const std::string& text) {
        if (!text.empty()) add(Kind::comment, std::move(name), text);
    };
    const bool is_table = table.kind == TableKind::table;
    if (is_table) {
        add(Kind::table, {}, create_words(table) + table_suffix(table));
    } else {
        add(Kind::table, {}, table.kind == TableKind::view ? "VIEW" : "MATERIALIZED VIEW");
        add(Kind::query, {}, comparable_query(query_text(table.definition)));
    }
    comment("table", table.comment);
    for (const SqlType& type : named_enums(table)) {
        add(Kind::enum_type, qualified(type.schema(), type.name()), create_enum(type));
    }
    for (const ColumnData& column : table.columns) {
        // A view's columns have the types that its query gives them.
        add(Kind::column, column.name, is_table ? column_definition(table, column) : column.name);
        comment("column " + column.name, column.comment);
        const std::string condition = enum_condition(column);
        if (is_table && !condition.empty())
            add(Kind::check, {}, "CHECK (" + comparable(condition) + ")");
    }
    if (!table.primary_key.columns.empty()) {
        TableData unnamed = table;
        unnamed.primary_key.name.clear();
        add(Kind::primary_key, final_name(table.primary_key.name, table.primary_key.generated_name),
            primary_key_clause(unnamed));
        comment("primary key", table.primary_key.comment);
    }
    for (const UniqueData& unique : table.uniques) {
        const std::string name = final_name(unique.name, unique.generated_name);
        add(Kind::unique, name, unique_clause(table, bare(unique)));
        comment("unique " + name, unique.comment);
    }
    for (const ForeignKeyData& key : table.foreign_keys) {
        const std::string name = final_name(key.name, key.generated_name);
        add(Kind::foreign_key, name, foreign_key_clause(table, bare(key)));
        comment("foreign key " + name, key.comment);
    }
    for (const CheckData& check : table.checks) {
        const std::string name = final_name(check.name, check.generated_name);
        add(Kind::check, name, check_clause(table, bare(check)));
        comment("check " + name, check.comment);
    }
    for (const TextConstraintData& other : table.other_constraints) {
        add(Kind::other_constraint, other.name, comparable(other.definition));
        comment("constraint " + other.name, other.comment);
    }
    for (const IndexData& index : table.indexes) {
        const std::string name = final_name(index.name, index.generated_name);
        add(Kind::index, name, create_index(table, index));
        comment("index " + name, index.comment);
    }
    return parts;
}

std::vector<TablePart> DdlCompiler::sequence_parts(const SequenceData& sequence) const {
    if (!needs(sequence)) return {};
    require(Capability::sequences, "a sequence");
    std::string definition = "SEQUENCE";
    const SqlType& type = ledger().variant_of(sequence.type);
    // Where nothing is said numbers have 64 bits.
    if (type.is_known() && type.kind() != TypeKind::big_integer) {
        definition += " AS " + context_.types.spell(type, ledger());
    }
    const std::string options = sequence_clauses(without_defaults(sequence.options, type));
    if (!options.empty()) definition += ' ' + options;
    if (!sequence.owner_table.empty()) {
        definition +=
            " OWNED BY " + prepared(sequence.owner_table) + '.' + prepared(sequence.owner_column);
    }
    std::vector<TablePart> parts{{Kind::sequence, {}, std::move(definition)}};
    if (!sequence.comment.empty()) parts.push_back({Kind::comment, "sequence", sequence.comment});
    return parts;
}

}  // namespace azoth::compile
