// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <azoth/sql/fields.hpp>
#include <azoth/sql/table_description.hpp>

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
    /// For joins along foreign keys and for `select(table)`; gone when the table is.
    std::weak_ptr<const TableDescription> table;

    static constexpr auto fields(auto&& list) { return list(&TableSource::identity); }
};

/// `inner AS name`. Every alias is a source of its own: two aliases of one table differ, and so do
/// their columns. The key does not say which alias is which; the Matcher pairs the aliases of two
/// statements one to one, so that a query built anew with fresh aliases finds its cached form.
/// Without a name the compiler numbers it within the statement.
class AliasSource final : public NodeOf<AliasSource, NodeKind::alias> {
public:
    AliasSource(NodePtr inner, std::string name)
        : inner(std::move(inner)), name(std::move(name)) {}

    NodePtr inner;  ///< a table or a select
    std::string name;

    [[nodiscard]] bool same_fields(const Node& other, Matcher& matcher) const override {
        switch (matcher.pair(*this, other)) {
            case Matcher::Pairing::contradicts: return false;
            case Matcher::Pairing::known: return true;
            case Matcher::Pairing::is_new: break;
        }
        return NodeOf::same_fields(other, matcher);
    }

    static constexpr bool always_has_binds = true;  // pairs are collected like binds
    static constexpr auto fields(auto&& list) {
        return list(&AliasSource::inner, &AliasSource::name);
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
