// SPDX-License-Identifier: MIT
#include <azoth/schema/constraint.hpp>

#include <azoth/error/error.hpp>
#include <azoth/schema/foreign_key.hpp>

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

Target parse_target(const std::string& text) {
    const std::size_t last = text.rfind('.');
    if (last == std::string::npos || last == 0 || last + 1 == text.size()) {
        throw ArgumentError("bad_foreign_key_target",
                            "a foreign key refers to \"table.column\", not \"" + text + "\"");
    }
    Target target;
    target.column = text.substr(last + 1);
    const std::string rest = text.substr(0, last);
    const std::size_t dot = rest.rfind('.');
    if (dot == std::string::npos) {
        target.table = rest;
    } else {
        target.schema = rest.substr(0, dot);
        target.table = rest.substr(dot + 1);
    }
    return target;
}

}  // namespace

ForeignKeyData ForeignKey::parse(const std::string& target) {
    Target parsed = parse_target(target);
    ForeignKeyData data;
    data.referred_schema = std::move(parsed.schema);
    data.referred_table = std::move(parsed.table);
    data.referred_columns = {std::move(parsed.column)};
    return data;
}

ForeignKeyConstraint::ForeignKeyConstraint(std::initializer_list<ParamName> columns,
                                           std::initializer_list<ParamName> targets) {
    data_.columns = column_names(columns);
    if (columns.size() != targets.size()) {
        throw ArgumentError("bad_foreign_key_target",
                            "a foreign key has as many targets as columns");
    }
    for (const ParamName& target : targets) {
        Target parsed = parse_target(target.text());
        if (!data_.referred_table.empty() &&
            (data_.referred_table != parsed.table || data_.referred_schema != parsed.schema)) {
            throw ArgumentError("bad_foreign_key_target", "a foreign key refers to one table");
        }
        data_.referred_schema = std::move(parsed.schema);
        data_.referred_table = std::move(parsed.table);
        data_.referred_columns.push_back(std::move(parsed.column));
    }
}

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
