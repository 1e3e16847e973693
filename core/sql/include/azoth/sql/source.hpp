// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <azoth/sql/fields.hpp>

namespace azoth {
class TableData;
}

namespace azoth::sql {

/// What stands behind FROM and in front of a column's dot: a table as the schema room made it. It
/// is known by an identity that is never used again, not by an address or a name, so two tables
/// called "user" in different metadata never share cached SQL. It does not own the table: columns
/// refer to this small node, and no cycle arises.
class TableSource final : public NodeOf<TableSource, NodeKind::table> {
public:
    TableSource(std::uint64_t identity, std::string schema, std::string name)
        : identity(identity), schema(std::move(schema)), name(std::move(name)) {}

    std::uint64_t identity;
    std::string schema;  ///< empty: the default one
    std::string name;
    std::weak_ptr<const TableData> table;  ///< for joins along foreign keys

    static constexpr auto fields(auto&& list) { return list(&TableSource::identity); }
};

/// `inner AS name`. Every alias has an identity of its own: two aliases of one table differ, and so
/// their columns do. Without a name the compiler numbers it within the statement.
class AliasSource final : public NodeOf<AliasSource, NodeKind::alias> {
public:
    AliasSource(NodePtr inner, std::string name, std::uint64_t identity)
        : inner(std::move(inner)), name(std::move(name)), identity(identity) {}

    NodePtr inner;  ///< a table or a select
    std::string name;
    std::uint64_t identity;

    static constexpr auto fields(auto&& list) {
        return list(&AliasSource::inner, &AliasSource::name, &AliasSource::identity);
    }
};

enum class JoinKind : std::uint8_t { inner, left, full, cross };

/// `JOIN target ON condition`, one step of a select's join chain.
class Join final : public NodeOf<Join, NodeKind::join> {
public:
    Join(JoinKind join_kind, NodePtr target, NodePtr condition)
        : join_kind(join_kind), target(std::move(target)), condition(std::move(condition)) {}

    JoinKind join_kind;
    NodePtr target;
    NodePtr condition;  ///< null for CROSS JOIN

    static constexpr auto fields(auto&& list) {
        return list(&Join::join_kind, &Join::target, &Join::condition);
    }
};

/// A number no other source of this process has or will have.
[[nodiscard]] AZOTH_EXPORT std::uint64_t next_source_identity() noexcept;

}  // namespace azoth::sql
