// SPDX-License-Identifier: MIT
#include <azoth/schema/ddl.hpp>

#include <algorithm>

#include <azoth/error/error.hpp>

namespace azoth {

namespace {

/// An index gets its name as it would in the table's description.
IndexData named(const Table& table, IndexData index) {
    if (!index.name.empty()) return index;
    TableData holder;
    holder.name = table.name();
    holder.indexes.push_back(std::move(index));
    apply_naming(NamingConvention{}, holder);
    return std::move(holder.indexes.front());
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

/// A table description that holds one constraint.
template <class Data>
TableData holding(std::vector<Data> TableData::*list, const Data& constraint) {
    TableData holder;
    (holder.*list).push_back(constraint);
    return holder;
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

bool DdlElement::applies_to(std::string_view dialect) const noexcept {
    return data_.dialects.empty() ||
           std::find(data_.dialects.begin(), data_.dialects.end(), dialect) != data_.dialects.end();
}

CreateTableAs::CreateTableAs(const ParamName& name, const Statement& query, const ParamName& schema)
    : CreateWords({.kind = DdlKind::create_table_as,
                   .name = name.text(),
                   .schema = schema.text(),
                   .query = query.node()}) {}

CreateIndex::CreateIndex(const Table& table, const Index& index)
    : CreateWords(create(table, named(table, index.data()))) {}

CreateIndex::CreateIndex(const Table& table, const ParamName& name)
    : CreateWords(create(table, find_index(table, name))) {}

AddConstraint::AddConstraint(const Table& table, TableData addition)
    : DdlWords({.kind = DdlKind::add_constraint,
                .table = table.shared_data(),
                .addition = std::make_shared<const TableData>(std::move(addition))}) {}

AddConstraint::AddConstraint(const Table& table, const ForeignKeyConstraint& constraint)
    : AddConstraint(table, holding(&TableData::foreign_keys, constraint.data())) {}

AddConstraint::AddConstraint(const Table& table, const UniqueConstraint& constraint)
    : AddConstraint(table, holding(&TableData::uniques, constraint.data())) {}

AddConstraint::AddConstraint(const Table& table, const CheckConstraint& constraint)
    : AddConstraint(table, holding(&TableData::checks, constraint.data())) {}

AddConstraint::AddConstraint(const Table& table, const TextConstraint& constraint)
    : AddConstraint(table, holding(&TableData::other_constraints, constraint.data())) {}

AddConstraint::AddConstraint(const Table& table, const PrimaryKeyConstraint& constraint)
    : AddConstraint(table, [&] {
          TableData holder;
          holder.primary_key = constraint.data();
          return holder;
      }()) {}

}  // namespace azoth
