// SPDX-License-Identifier: MIT
#include <azoth/schema/ddl.hpp>

#include <algorithm>

#include <azoth/error/error.hpp>
#include <azoth/schema/metadata.hpp>

#include "stored_names.hpp"
#include "table_parts.hpp"

namespace azoth {

namespace {

/// What is there of a table for parts that are added to it: its columns and its conventions.
TableData holder_for(const Table& table) {
    TableData holder;
    const TableData& data = table.data();
    holder.schema = data.schema;
    holder.schema_quoting = data.schema_quoting;
    holder.name = data.name;
    holder.quoting = data.quoting;
    holder.kind = data.kind;
    holder.temporary = data.temporary;
    holder.columns = data.columns;
    holder.home = data.home;
    return holder;
}

/// The part gets its name, and its expressions their columns, as in the table's description.
TableData completed(TableData holder) {
    const MetaDataOptions standard;
    const MetaDataOptions& options = holder.home ? *holder.home : standard;
    for (ForeignKeyData& key : holder.foreign_keys) {
        if (key.referred_schema.empty()) key.referred_schema = options.schema;
    }
    use_stored_names(holder);
    apply_naming(options.naming, holder);
    check_parts(holder);
    resolve_this_columns(holder);
    return holder;
}

/// A table description that holds one part.
template <class Data>
TableData holding(const Table& table, std::vector<Data> TableData::*list, const Data& part) {
    TableData holder = holder_for(table);
    (holder.*list).push_back(part);
    return completed(std::move(holder));
}

IndexData find_index(const Table& table, const ParamName& name) {
    for (const IndexData& index : table.data().indexes) {
        if (index.name == name.view()) return index;
    }
    throw ArgumentError("no_such_index", "the table \"" + table.data().full_name() +
                                             "\" has no index \"" + name.text() + "\"");
}

DdlData create(const Table& table, IndexData index) {
    DdlData data;
    data.kind = DdlKind::create_index;
    data.table = table.shared_data();
    data.index = std::move(index);
    return data;
}

const SqlType& checked_enum(const SqlType& type) {
    if (type.kind() == TypeKind::enum_ && !type.name().empty()) return type;
    throw ArgumentError("bad_type_argument",
                        "an enum type that is made by itself has a name: Enum{…}.named(\"mood\")");
}

}  // namespace

CreateEnum::CreateEnum(const SqlType& type)
    : DdlWords({.kind = DdlKind::create_enum, .type = checked_enum(type)}) {}

DropEnum::DropEnum(const SqlType& type)
    : DropWords({.kind = DdlKind::drop_enum, .type = checked_enum(type)}) {}

bool DdlElement::applies_to(std::string_view name) const noexcept {
    return data_.dialects.empty() ||
           std::find(data_.dialects.begin(), data_.dialects.end(), name) != data_.dialects.end();
}

CreateTableAs::CreateTableAs(const ParamName& name, const Statement& query, const ParamName& schema)
    : CreateWords({.kind = DdlKind::create_table_as,
                   .name = name.text(),
                   .schema = schema.text(),
                   .query = query.node()}) {}

CreateIndex::CreateIndex(const Table& table, const Index& index)
    : CreateWords(
          create(table, holding(table, &TableData::indexes, index.data()).indexes.front())) {}

CreateIndex::CreateIndex(const Table& table, const ParamName& name)
    : CreateWords(create(table, find_index(table, name))) {}

AddConstraint::AddConstraint(const Table& table, TableData addition)
    : DdlWords({.kind = DdlKind::add_constraint,
                .table = table.shared_data(),
                .addition = std::make_shared<const TableData>(std::move(addition))}) {}

AddConstraint::AddConstraint(const Table& table, const ForeignKeyConstraint& constraint)
    : AddConstraint(table, holding(table, &TableData::foreign_keys, constraint.data())) {}

AddConstraint::AddConstraint(const Table& table, const UniqueConstraint& constraint)
    : AddConstraint(table, holding(table, &TableData::uniques, constraint.data())) {}

AddConstraint::AddConstraint(const Table& table, const CheckConstraint& constraint)
    : AddConstraint(table, holding(table, &TableData::checks, constraint.data())) {}

AddConstraint::AddConstraint(const Table& table, const TextConstraint& constraint)
    : AddConstraint(table, holding(table, &TableData::other_constraints, constraint.data())) {}

AddConstraint::AddConstraint(const Table& table, const PrimaryKeyConstraint& constraint)
    : AddConstraint(table, [&] {
          TableData holder = holder_for(table);
          holder.primary_key = constraint.data();
          return completed(std::move(holder));
      }()) {}

}  // namespace azoth
