// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/sql/fields.hpp>

/// Nodes of the statements that change rows: INSERT, UPDATE, DELETE.
namespace azoth::sql {

/// `column = value`.
class Assignment final : public NodeOf<Assignment, NodeKind::assignment> {
public:
    Assignment(NodePtr column, NodePtr value)
        : column(std::move(column)), value(std::move(value)) {}

    NodePtr column;  ///< a ColumnRef
    NodePtr value;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Assignment::column, &Assignment::value);
    }
};

/// Inside an upsert: the value that the row which could not be inserted has for a column.
class Excluded final : public NodeOf<Excluded, NodeKind::excluded> {
public:
    explicit Excluded(NodePtr column) : NodeOf(column->type()), column(std::move(column)) {}

    NodePtr column;  ///< a ColumnRef of the table that is inserted into

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Excluded::column);
    }
};

enum class ConflictAction : std::uint8_t {
    none,             ///< the upsert is not finished: it does not say yet
    nothing,          ///< the row that is there stays
    update,           ///< `assignments` are made
    update_inserted,  ///< and every other inserted column outside the key takes the new value
    unnamed,          ///< nor which conflict it means
};

/// What an upsert does where a row with the same key is there already.
class OnConflict final : public NodeOf<OnConflict, NodeKind::on_conflict> {
public:
    OnConflict() = default;
    OnConflict(const OnConflict&) = default;

    NodeList key;            ///< ColumnRefs; empty: any unique key
    NodePtr key_where;       ///< of a partial unique index
    std::string constraint;  ///< instead of a key: its constraint's name
    ConflictAction action = ConflictAction::none;
    NodeList assignments;
    NodePtr where;  ///< rows that do not fulfil it stay as they are

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&OnConflict::key, &OnConflict::key_where, &OnConflict::constraint,
                    &OnConflict::action, &OnConflict::assignments, &OnConflict::where);
    }
};

/// INSERT INTO target (columns) VALUES (…), (…), or of what a select yields. `values` holds the
/// rows one after another, each as wide as `columns`; `every_row` are Assignments that hold for
/// each of them. Without any column it inserts one row of defaults.
class Insert final : public NodeOf<Insert, NodeKind::insert> {
public:
    explicit Insert(NodePtr target) : target(std::move(target)) {}
    Insert(const Insert&) = default;

    NodePtr target;    ///< a TableSource
    NodeList columns;  ///< ColumnRefs
    NodeList values;
    NodeList every_row;
    NodePtr select;      ///< a Select; then there are no values
    NodeList conflicts;  ///< OnConflict nodes, tried in order
    NodeList returning;
    bool in_parameter_order = false;  ///< returned rows stand in the order of the inserted ones
    bool fetches_key = true;          ///< the result is asked for the key of the one row
    NodeList ctes;                    ///< added by name, referred to or not
    NodeList phrases;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Insert::target, &Insert::columns, &Insert::values, &Insert::every_row,
                    &Insert::select, &Insert::conflicts, &Insert::returning,
                    &Insert::in_parameter_order, &Insert::fetches_key, &Insert::ctes,
                    &Insert::phrases);
    }
};

class Update final : public NodeOf<Update, NodeKind::update> {
public:
    explicit Update(NodePtr target) : target(std::move(target)) {}
    Update(const Update&) = default;

    NodePtr target;
    NodeList assignments;
    NodeList from;  ///< further sources that values and condition speak of
    NodePtr where;
    NodeList order_by;  ///< which rows, where there is a limit
    NodePtr limit;
    NodeList returning;
    NodeList ctes;  ///< added by name, referred to or not
    NodeList phrases;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Update::target, &Update::assignments, &Update::from, &Update::where,
                    &Update::order_by, &Update::limit, &Update::returning, &Update::ctes,
                    &Update::phrases);
    }
};

class Delete final : public NodeOf<Delete, NodeKind::delete_from> {
public:
    explicit Delete(NodePtr target) : target(std::move(target)) {}
    Delete(const Delete&) = default;

    NodePtr target;
    NodeList from;  ///< USING: further sources that the condition speaks of
    NodePtr where;
    NodeList order_by;  ///< which rows, where there is a limit
    NodePtr limit;
    NodeList returning;
    NodeList ctes;  ///< added by name, referred to or not
    NodeList phrases;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Delete::target, &Delete::from, &Delete::where, &Delete::order_by,
                    &Delete::limit, &Delete::returning, &Delete::ctes, &Delete::phrases);
    }
};

/// INSERT of a query's rows into partitions of a table.
class PartitionInsert final : public NodeOf<PartitionInsert, NodeKind::partition_insert> {
public:
    PartitionInsert(NodePtr target, bool overwrites)
        : target(std::move(target)), overwrites(overwrites) {}
    PartitionInsert(const PartitionInsert&) = default;

    NodePtr target;      ///< a TableSource
    bool overwrites;     ///< what is there goes
    NodeList partition;  ///< Assignments; without a value where the query yields it
    bool if_not_exists = false;
    NodePtr query;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&PartitionInsert::target, &PartitionInsert::overwrites,
                    &PartitionInsert::partition, &PartitionInsert::if_not_exists,
                    &PartitionInsert::query);
    }
};

}  // namespace azoth::sql
