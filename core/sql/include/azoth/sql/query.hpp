// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <azoth/sql/bind.hpp>
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

/// `column = value` of an UPDATE.
class Assignment final : public NodeOf<Assignment, NodeKind::assignment> {
public:
    Assignment(NodePtr column, NodePtr value)
        : column(std::move(column)), value(std::move(value)) {}

    NodePtr column;
    NodePtr value;

    static constexpr auto fields(auto&& list) {
        return list(&Assignment::column, &Assignment::value);
    }
};

/// INSERT INTO target (columns) VALUES (…), (…). `values` holds the rows one after another, each as
/// wide as `columns`; without columns it inserts one row of defaults.
class Insert final : public NodeOf<Insert, NodeKind::insert> {
public:
    explicit Insert(NodePtr target) : target(std::move(target)) {}
    Insert(const Insert&) = default;

    NodePtr target;    ///< a TableSource
    NodeList columns;  ///< ColumnRefs
    NodeList values;
    NodeList returning;

    static constexpr auto fields(auto&& list) {
        return list(&Insert::target, &Insert::columns, &Insert::values, &Insert::returning);
    }
};

class Update final : public NodeOf<Update, NodeKind::update> {
public:
    explicit Update(NodePtr target) : target(std::move(target)) {}
    Update(const Update&) = default;

    NodePtr target;
    NodeList assignments;
    NodePtr where;
    NodeList returning;

    static constexpr auto fields(auto&& list) {
        return list(&Update::target, &Update::assignments, &Update::where, &Update::returning);
    }
};

class Delete final : public NodeOf<Delete, NodeKind::delete_from> {
public:
    explicit Delete(NodePtr target) : target(std::move(target)) {}
    Delete(const Delete&) = default;

    NodePtr target;
    NodePtr where;
    NodeList returning;

    static constexpr auto fields(auto&& list) {
        return list(&Delete::target, &Delete::where, &Delete::returning);
    }
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
