// SPDX-License-Identifier: MIT
#include <azoth/schema/constraint.hpp>

#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/schema/foreign_key.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/source.hpp>

namespace azoth {

std::vector<std::string> column_names(std::initializer_list<ParamName> columns) {
    if (columns.size() == 0) throw ArgumentError("bad_constraint", "a constraint names no column");
    std::vector<std::string> names;
    names.reserve(columns.size());
    for (const ParamName& column : columns) names.push_back(column.text());
    return names;
}

namespace {

/// "table.column" or "schema.table.column".
struct Target {
    std::string schema;
    std::string table;
    std::string column;
};

[[noreturn]] void refuse_target(const std::string& text) {
    throw ArgumentError("bad_foreign_key_target",
                        "a foreign key refers to \"table.column\", not \"" + text + "\"",
                        {.hint = "a name with dots of its own stands in double quotes: "
                                 "\"\\\"sales.2024\\\".id\""});
}

/// The text between the dots. Within double quotes dots are part of a name, and two quotes one.
std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '.') {
            parts.emplace_back();
        } else if (text[i] != '"' || !parts.back().empty()) {
            parts.back() += text[i];
        } else {
            while (true) {
                const std::size_t end = text.find('"', i + 1);
                if (end == std::string::npos) refuse_target(text);
                parts.back() += text.substr(i + 1, end - i - 1);
                i = end;
                if (end + 1 == text.size() || text[end + 1] != '"') break;
                parts.back() += '"';
                ++i;
            }
            if (i + 1 != text.size() && text[i + 1] != '.') refuse_target(text);
        }
    }
    return parts;
}

Target parse_target(const std::string& text) {
    std::vector<std::string> parts = parts_of(text);
    for (const std::string& part : parts) {
        if (part.empty() || parts.size() < 2) refuse_target(text);
    }
    Target target;
    target.column = std::move(parts.back());
    parts.pop_back();
    target.table = std::move(parts.back());
    parts.pop_back();
    // What is left is a schema, in some databases with that of a catalogue before it.
    for (const std::string& part : parts) {
        if (!target.schema.empty()) target.schema += '.';
        target.schema += part;
    }
    return target;
}

Target target_of(const Expr& expression) {
    const auto* column = sql::as<sql::ColumnRef>(*expression.node());
    const auto* table = column != nullptr ? sql::as<sql::TableSource>(*column->source) : nullptr;
    if (table == nullptr) {
        throw ArgumentError("bad_foreign_key_target",
                            "a foreign key refers to a column of a table, not to an expression");
    }
    return {table->schema, table->name, column->name};
}

ForeignKeyData key_to(Target target) {
    ForeignKeyData data;
    data.referred_schema = std::move(target.schema);
    data.referred_table = std::move(target.table);
    data.referred_columns = {std::move(target.column)};
    return data;
}

template <class Targets, class Read>
ForeignKeyData key_over(std::initializer_list<ParamName> columns, const Targets& targets,
                        Read read) {
    ForeignKeyData data;
    data.columns = column_names(columns);
    if (columns.size() != targets.size()) {
        throw ArgumentError("bad_foreign_key_target",
                            "a foreign key has as many targets as columns");
    }
    for (const auto& target : targets) {
        Target parsed = read(target);
        if (!data.referred_table.empty() &&
            (data.referred_table != parsed.table || data.referred_schema != parsed.schema)) {
            throw ArgumentError("bad_foreign_key_target", "a foreign key refers to one table");
        }
        data.referred_schema = std::move(parsed.schema);
        data.referred_table = std::move(parsed.table);
        data.referred_columns.push_back(std::move(parsed.column));
    }
    return data;
}

}  // namespace

ForeignKeyData ForeignKey::parse(const std::string& target) {
    return key_to(parse_target(target));
}

ForeignKeyData ForeignKey::parse(const Expr& target) {
    return key_to(target_of(target));
}

ForeignKeyConstraint::ForeignKeyConstraint(std::initializer_list<ParamName> columns,
                                           std::initializer_list<ParamName> targets)
    : data_(key_over(columns, targets,
                     [](const ParamName& target) { return parse_target(target.text()); })) {}

ForeignKeyConstraint::ForeignKeyConstraint(std::initializer_list<ParamName> columns,
                                           std::initializer_list<Expr> targets)
    : data_(key_over(columns, targets, target_of)) {}

ForeignKey ForeignKey::named(const ParamName& name, Quoting quoting) const {
    ForeignKey copy = *this;
    copy.data_.name = name.text();
    copy.data_.name_quoting = quoting;
    return copy;
}

ForeignKey ForeignKey::comment(const ParamName& text) const {
    ForeignKey copy = *this;
    copy.data_.comment = text.text();
    return copy;
}

ForeignKeyConstraint ForeignKeyConstraint::named(const ParamName& name, Quoting quoting) const {
    ForeignKeyConstraint copy = *this;
    copy.data_.name = name.text();
    copy.data_.name_quoting = quoting;
    return copy;
}

ForeignKeyConstraint ForeignKeyConstraint::comment(const ParamName& text) const {
    ForeignKeyConstraint copy = *this;
    copy.data_.comment = text.text();
    return copy;
}

}  // namespace azoth
