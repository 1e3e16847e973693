// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <azoth/orm/entity.hpp>
#include <azoth/schema/table_draft.hpp>

namespace azoth::detail {

/// A column of a description.
struct MappedColumn {
    const MemberOps* ops;
    Locate locate;
    std::ptrdiff_t place;  ///< of the Mapped object within the description
    ColumnData data;
    bool own_type;  ///< the description names it; otherwise it is that of the member
};

/// A relationship of a description, and what a Registry has found out about it.
struct MappedRelation {
    RelationDraft draft;
    std::string name;
    std::ptrdiff_t place;
    std::weak_ptr<EntityData> target;  ///< the other side, once registered
    std::vector<std::size_t> own_columns;
    std::vector<std::size_t> target_columns;
};

/// A description, shared by its copies.
struct EntityData {
    EntityData(const StructOps& ops, std::string_view table)
        : ops(&ops), draft(std::string(table)) {}

    const StructOps* ops;
    TableDraft draft;
    std::string table_name;
    sql::NodePtr source;  ///< the table, or an alias of it
    /// What this is an alias of; null for the table itself.
    std::shared_ptr<EntityData> original;
    std::vector<MappedColumn> columns;
    std::vector<MappedRelation> relations;
    std::string problem;  ///< the first thing that is wrong; empty: nothing

    /// The table itself, whichever alias this is.
    [[nodiscard]] EntityData& root() noexcept { return original ? *original : *this; }
    [[nodiscard]] const EntityData& root() const noexcept { return original ? *original : *this; }
};

}  // namespace azoth::detail
