// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <utility>
#include <vector>

#include <azoth/sql/params.hpp>

#include "session_core.hpp"

namespace azoth::detail {

/// One flush: finds what changed, writes it, and only then tells the objects.
///
///     plan ─ relationships become key columns, orphans deletes ─▶ execute ─ INSERTs in the order
///     of foreign keys, UPDATEs of changed columns, DELETEs the other way round ─▶ publish ─ keys,
///     snapshots, collections
///
/// Until publish() no object changes, so that a flush that fails leaves them as they were.
class UnitOfWork {
public:
    explicit UnitOfWork(SessionCore& session) : session_(session) {}

    /// Whether there is anything to write. Takes new related objects into the session. Throws
    /// `OrmError`.
    [[nodiscard]] bool plan();
    void execute();
    void publish();
    /// Forgets the plan.
    void abandon() noexcept;
    /// Whether anything may have reached the database.
    [[nodiscard]] bool has_sent() const noexcept { return has_sent_; }

private:
    /// A row that refers to another one by a relationship, which says so instead of its members.
    struct Link {
        const Relation* relation;
        const std::vector<std::size_t>* columns;  ///< of the row
        ObjectNode* parent;                       ///< null: to none
        bool is_postponed = false;                ///< written by an UPDATE after all INSERTs
    };
    /// What the plan has for one object.
    struct Row {
        ObjectNode* node;
        std::vector<Link> links{};
        std::vector<std::pair<std::size_t, Value>> learned{};  ///< values that the database made
        std::size_t level = 0;  ///< behind how many of the same rank it must be inserted
        bool is_visited = false;
    };
    struct Changed {
        ObjectNode* owner;
        const Relation* relation;
    };

    [[nodiscard]] Row& row_of(ObjectNode& node);
    [[nodiscard]] Row* find_row(const ObjectNode& node) noexcept;

    void plan_relations(ObjectNode& node);
    void plan_relation(ObjectNode& node, const Relation& relation, RelatedState& state);
    void plan_orphans();
    void plan_deletes();
    void check_links() const;
    void plan_deletes_of(const std::vector<ObjectNode*>& owners, const Relation& relation,
                         std::vector<ObjectNode*>& deleted);
    void link(ObjectNode& child, const Relation& relation, const std::vector<std::size_t>& columns,
              ObjectNode* parent);
    [[nodiscard]] bool is_dirty(ObjectNode& node, std::vector<std::size_t>& columns);
    void plan_levels();
    std::size_t level_of(Row& row, std::vector<const ObjectNode*>& way);

    [[nodiscard]] const Link* link_of(const Row* row, std::size_t column) const noexcept;
    /// What the row will hold in a column.
    [[nodiscard]] Value value_of(ObjectNode& node, const Row* row, std::size_t column,
                                 bool postponed_too);
    [[nodiscard]] Value key_part(ObjectNode& node, std::size_t part);

    void insert_all();
    void insert_batch(const Mapping& mapping, const std::vector<std::size_t>& columns,
                      const std::vector<ObjectNode*>& nodes);
    [[nodiscard]] std::vector<std::size_t> inserted_columns(ObjectNode& node);
    void update_all();
    void update_batch(const Mapping& mapping, const std::vector<std::size_t>& columns,
                      const std::vector<ObjectNode*>& nodes);
    void delete_all();
    void delete_batch(const Mapping& mapping, const std::vector<ObjectNode*>& nodes);
    /// Reads columns that the database has made.
    void read_back(const Mapping& mapping, const std::vector<std::size_t>& columns,
                   const std::vector<ObjectNode*>& nodes);
    [[nodiscard]] Connection& connection();
    [[nodiscard]] Result run(const Statement& statement, const std::vector<Params>& sets);

    void publish_row(ObjectNode& node, Row* row);
    void leave_collections(ObjectNode& child, const std::vector<Link>& links);
    void leave_collections(ObjectNode& child);
    void leave_old_owners(ObjectNode& child, const std::vector<std::size_t>& changed);
    void publish_keys(ObjectNode& node, const Row* row, const ValueView* before);
    void leave_collection(ObjectNode& child, const Relation& to_many, const ObjectNode* stays);
    void publish_relation(const Changed& changed);
    void publish_inverse(const Row& row);

    SessionCore& session_;
    std::deque<Row> rows_;  ///< a node's `planned` is its place here, from 1
    std::vector<ObjectNode*> inserts_;
    std::vector<std::pair<ObjectNode*, std::vector<std::size_t>>> updates_;
    std::vector<ObjectNode*> deletes_;
    std::vector<std::pair<ObjectNode*, const Relation*>> orphans_;
    std::vector<Changed> changed_;
    bool has_sent_ = false;
};

}  // namespace azoth::detail
