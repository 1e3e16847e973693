// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <azoth/compile/compiled_cache.hpp>
#include <azoth/compile/literal.hpp>
#include <azoth/value/describe.hpp>

namespace golden {

namespace {

std::string describe_values(const compile::Compiled& compiled, const Statement& statement) {
    sql::Matcher matcher;
    if (!compile::serves(compiled, *statement.node(), matcher)) {
        return "\n-- the compiled form does not serve its own statement";
    }
    std::string values;
    for (const compile::Parameter& parameter : compiled.parameters) {
        if (parameter.is_literal) continue;
        values += values.empty() ? "\n-- " : ", ";
        if (parameter.generator) {
            values += "(made)";
            continue;
        }
        const sql::Bind& bind = parameter.constant ? sql::cast<sql::Bind>(*parameter.constant)
                                                   : *matcher.binds().at(parameter.bind);
        values += parameter.name.empty() ? describe(bind.value.view()) : ":" + parameter.name;
        if (parameter.type.is_known()) values += " " + parameter.type.describe();
    }
    return values;
}

/// What an execution writes into the text.
std::string literal_mark(const compile::Compiled& compiled, const compile::Expansion& gap,
                         const Statement& statement, const Target& target) {
    const compile::Parameter& parameter = compiled.parameters[gap.parameter];
    if (!parameter.name.empty()) {
        const bool is_number = parameter.type.is_number();
        return is_number ? "1 /* " + parameter.name + " */" : "'a value of " + parameter.name + "'";
    }
    sql::Matcher matcher;
    static_cast<void>(compile::serves(compiled, *statement.node(), matcher));
    const Value& value = matcher.binds().at(parameter.bind)->value;
    return target.dialect->literals().render(value.view(), parameter.type, target.ledger);
}

/// A value as SQLite keeps it: numbers as they are, all else as text.
std::string literal_of(const ValueView& value, const SqlType& type) {
    if (value.is_null()) return "NULL";
    return type.is_integer() ? to_string(value) : "'" + to_string(value) + "'";
}

std::string literals(const Value& array, const SqlType& type) {
    std::string all;
    for (const Value& value : array.view().array()) {
        all += (all.empty() ? "" : ", ") + literal_of(value.view(), type);
    }
    return all;
}

}  // namespace

std::string render(const Statement& statement, const Target& target) {
    const compile::Compiled compiled = compile_statement(statement, *target.dialect, target.ledger);
    std::string sql = compiled.sql;
    const bool numbered = target.dialect->placeholders() == compile::PlaceholderStyle::numbered;
    for (auto at = compiled.expansions.rbegin(); at != compiled.expansions.rend(); ++at) {
        if (compiled.parameters[at->parameter].is_literal) {
            sql.insert(at->offset, literal_mark(compiled, *at, statement, target));
            continue;
        }
        std::string mark;
        for (const compile::Expansion::Around& around : at->placeholders) {
            if (!mark.empty()) mark += ", ";
            mark += around.before + (numbered ? "$n" : "?") + around.after;
        }
        sql.insert(at->offset, at->opening + (at->has_tuples ? "(" + mark + ")" : mark));
    }
    return sql + describe_values(compiled, statement);
}

std::string render_with_values(const Statement& statement, const Target& target) {
    const compile::Compiled compiled = compile_statement(statement, *target.dialect, target.ledger);
    sql::Matcher matcher;
    static_cast<void>(compile::serves(compiled, *statement.node(), matcher));
    std::string sql = compiled.sql;
    // From the end, so that what stands before keeps its place.
    auto list = compiled.expansions.rbegin();
    for (auto at = compiled.parameters.rbegin(); at != compiled.parameters.rend(); ++at) {
        if (at->generator) continue;
        const Value& value =
            (at->constant ? sql::cast<sql::Bind>(*at->constant) : *matcher.binds().at(at->bind))
                .value;
        if (at->is_literal) {
            sql.insert(list->offset, literal_mark(compiled, *list, statement, target));
            ++list;
        } else if (at->expands) {
            sql.insert((list++)->offset, literals(value, at->type));
        } else {
            sql.replace(sql.rfind('?'), 1, literal_of(value.view(), at->type));
        }
    }
    return sql;
}

std::string render(const Table& table, const Target& target) {
    return join_statements(target.dialect->make_ddl_compiler(target.dialect->context(target.ledger))
                               ->create_table(table.data()));
}

std::string join_statements(const std::vector<std::string>& statements) {
    std::string all;
    for (const std::string& statement : statements) {
        if (!all.empty()) all += ";\n";
        all += statement;
    }
    return all;
}

}  // namespace golden
