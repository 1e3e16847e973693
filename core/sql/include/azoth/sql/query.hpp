// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <azoth/sql/bind.hpp>
#include <azoth/sql/change.hpp>
#include <azoth/sql/fields.hpp>
#include <azoth/sql/source.hpp>

/// Nodes of whole statements.
namespace azoth::sql {

enum class LockStrength : std::uint8_t { none, update, share };

/// A SELECT under construction or in use. Builders change it only while they are its only owner;
/// otherwise they change a copy.
class Select final : public NodeOf<Select, NodeKind::select> {
public:
    Select() = default;
    Select(const Select&) = default;

    bool distinct = false;
    NodeList columns;
    NodeList from;   ///< sources named by select_from
    NodeList joins;  ///< Join nodes, applied in order to the first source
    NodePtr where;
    NodeList group_by;
    NodePtr having;
    NodeList order_by;
    NodePtr limit;
    NodePtr offset;
    LockStrength lock = LockStrength::none;

    static constexpr auto fields(auto&& list) {
        return list(&Select::distinct, &Select::columns, &Select::from, &Select::joins,
                    &Select::where, &Select::group_by, &Select::having, &Select::order_by,
                    &Select::limit, &Select::offset, &Select::lock);
    }
};

/// A select used as a value, a set to test, or (through an AliasSource) a source of rows.
class Subquery final : public NodeOf<Subquery, NodeKind::subquery> {
public:
    Subquery(NodePtr select, const SqlType& type) : NodeOf(type), select(std::move(select)) {}

    NodePtr select;

    static constexpr auto fields(auto&& list) { return list(&Subquery::select); }
};

class Exists final : public NodeOf<Exists, NodeKind::exists> {
public:
    Exists(NodePtr select, const SqlType& type) : NodeOf(type), select(std::move(select)) {}

    NodePtr select;

    static constexpr auto fields(auto&& list) { return list(&Exists::select); }
};

/// A whole statement given as text with `:name` binds; parts[0] bind[0] parts[1] …
class TextStatement final : public NodeOf<TextStatement, NodeKind::text_statement> {
public:
    TextStatement(std::string sql, NodeList pieces)
        : sql(std::move(sql)), pieces(std::move(pieces)) {}

    std::string sql;  ///< as the user wrote it
    NodeList pieces;  ///< TextFragments and Binds in turn

    static constexpr auto fields(auto&& list) {
        return list(&TextStatement::sql, &TextStatement::pieces);
    }
};

}  // namespace azoth::sql
