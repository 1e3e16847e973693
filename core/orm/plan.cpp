// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include <azoth/error/error.hpp>

#include "loader.hpp"
#include "unit_of_work.hpp"

/// The first part of a flush: what is to be written.
namespace azoth::detail {

namespace {

/// Looks nodes up in a collection that may be long.
class NodeSet {
public:
    explicit NodeSet(const std::vector<ObjectNode*>& nodes) : nodes_(nodes.begin(), nodes.end()) {}
    /// Those of `others` that are not here, in their order.
    [[nodiscard]] std::vector<ObjectNode*> missing_in(
        const std::vector<ObjectNode*>& others) const {
        std::vector<ObjectNode*> result;
        for (ObjectNode* node : others) {
            if (!nodes_.contains(node)) result.push_back(node);
        }
        return result;
    }

private:
    std::unordered_set<const ObjectNode*> nodes_;
};

std::string path_of(const Relation& relation) {
    return relation.owner->name() + "." + relation.name;
}

}  // namespace

UnitOfWork::Row& UnitOfWork::row_of(ObjectNode& node) {
    if (node.planned == 0) {
        rows_.push_back({&node});
        node.planned = static_cast<std::uint32_t>(rows_.size());
    }
    return rows_[node.planned - 1];
}

UnitOfWork::Row* UnitOfWork::find_row(const ObjectNode& node) noexcept {
    return node.planned == 0 ? nullptr : &rows_[node.planned - 1];
}

bool UnitOfWork::plan() {
    session_.sweep();
    std::vector<ObjectNode*>& tracked = session_.tracked();
    // New objects are appended while their owners are looked at.
    for (std::size_t i = 0; i < tracked.size(); ++i) plan_relations(*tracked[i]);
    plan_orphans();
    plan_deletes();
    check_links();
    std::vector<std::size_t> columns;
    for (ObjectNode* node : tracked) {
        if (node->state == ObjectState::pending) {
            inserts_.push_back(node);
        } else if (node->state == ObjectState::persistent && is_dirty(*node, columns)) {
            updates_.emplace_back(node, columns);
        }
    }
    plan_levels();
    return !inserts_.empty() || !updates_.empty() || !deletes_.empty() || !changed_.empty();
}

void UnitOfWork::plan_relations(ObjectNode& node) {
    if (node.state == ObjectState::deleting) return;
    for (const auto& relation : node.mapping->relations) {
        RelatedState* state = RelatedAccess::state(relation->in(node.object()));
        if (state == nullptr || state->is_shared || !state->is_changed()) continue;
        plan_relation(node, *relation, *state);
    }
}

void UnitOfWork::plan_relation(ObjectNode& node, const Relation& relation, RelatedState& state) {
    for (ObjectNode* item : state.items) session_.attach(*item, *relation.target);
    changed_.push_back({&node, &relation});
    if (!relation.is_many()) {
        link(node, relation, relation.own, state.items.empty() ? nullptr : state.items.front());
        return;
    }
    for (ObjectNode* item : NodeSet(state.stored).missing_in(state.items)) {
        link(*item, relation, relation.theirs, &node);
    }
    const auto& before = state.is_loaded ? state.stored : state.removed;
    for (ObjectNode* item : NodeSet(state.items).missing_in(before)) {
        orphans_.emplace_back(item, &relation);
    }
}

void UnitOfWork::link(ObjectNode& child, const Relation& relation,
                      const std::vector<std::size_t>& columns, ObjectNode* parent) {
    if (parent != nullptr && parent->mapping->key.size() != columns.size()) return;
    std::vector<Link>& links = row_of(child).links;
    for (Link& known : links) {
        if (*known.columns != columns) continue;
        // Both sides of a relationship may say the same.
        if (known.parent == parent) return;
        if (parent == nullptr) return;
        if (known.parent == nullptr) {
            known.parent = parent;
            return;
        }
        throw OrmError("conflicting_relationships",
                       "an object of \"" + child.mapping->name() + "\" is given two owners by " +
                           path_of(*known.relation) + " and " + path_of(relation));
    }
    links.push_back({&relation, &columns, parent});
}

void UnitOfWork::plan_orphans() {
    for (const auto& [child, relation] : orphans_) {
        if (!session_.has(child) || child->state == ObjectState::deleting) continue;
        const Link* known = link_of(find_row(*child), relation->theirs.front());
        if (known != nullptr && known->parent != nullptr) continue;  // it has moved
        if (relation->cascade == Cascade::all_delete_orphan) {
            session_.mark_deleted(*child);
        } else {
            link(*child, *relation, relation->theirs, nullptr);
        }
    }
}

/// A row that refers to nothing must be one that can.
void UnitOfWork::check_links() const {
    for (const Row& row : rows_) {
        if (!session_.has(row.node) || row.node->state == ObjectState::deleting) continue;
        for (const Link& link : row.links) {
            if (link.parent != nullptr) continue;
            for (const std::size_t column : *link.columns) {
                const ColumnSlot& slot = row.node->mapping->columns[column];
                if (slot.ops->nullable) continue;
                throw OrmError("orphan",
                               "a row of \"" + row.node->mapping->name() +
                                   "\" belongs to nothing by " + path_of(*link.relation) +
                                   ", but its column \"" + slot.name + "\" cannot be NULL",
                               {.hint = "delete it, give it another owner, or describe the "
                                        "relationship with a cascade"});
            }
        }
    }
}

void UnitOfWork::plan_deletes() {
    // In waves, so that what belongs to many objects is loaded by few queries.
    std::vector<ObjectNode*> wave;
    for (ObjectNode* node : session_.tracked()) {
        if (node->state == ObjectState::deleting) wave.push_back(node);
    }
    while (!wave.empty()) {
        deletes_.insert(deletes_.end(), wave.begin(), wave.end());
        std::map<const Mapping*, std::vector<ObjectNode*>> by_mapping;
        for (ObjectNode* node : wave) by_mapping[node->mapping].push_back(node);
        wave.clear();
        for (const auto& [mapping, owners] : by_mapping) {
            for (const auto& relation : mapping->relations) {
                if (relation->is_many() && relation->cascade != Cascade::passive_deletes) {
                    plan_deletes_of(owners, *relation, wave);
                }
            }
        }
    }
}

void UnitOfWork::plan_deletes_of(const std::vector<ObjectNode*>& owners, const Relation& relation,
                                 std::vector<ObjectNode*>& deleted) {
    load_relation(session_, owners, relation);
    for (ObjectNode* owner : owners) {
        const RelatedState* state = RelatedAccess::state(relation.in(owner->object()));
        if (state == nullptr) continue;
        std::vector<ObjectNode*> children = state->items;
        for (ObjectNode* child : NodeSet(state->items).missing_in(state->stored)) {
            children.push_back(child);
        }
        for (ObjectNode* child : children) {
            if (!session_.has(child) || child->state == ObjectState::deleting) continue;
            const Link* known = link_of(find_row(*child), relation.theirs.front());
            if (known != nullptr && known->parent != nullptr && known->parent != owner) continue;
            if (relation.cascade == Cascade::save) {
                link(*child, relation, relation.theirs, nullptr);
                continue;
            }
            session_.mark_deleted(*child);
            if (child->state == ObjectState::deleting) deleted.push_back(child);
        }
    }
}

bool UnitOfWork::is_dirty(ObjectNode& node, std::vector<std::size_t>& columns) {
    columns.clear();
    Value scratch;
    const Row* row = find_row(node);
    const auto& slots = node.mapping->columns;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i].is_fetched) continue;
        const Link* linked = link_of(row, i);
        if (linked != nullptr) {
            if (linked->parent != nullptr && linked->parent->state == ObjectState::pending) {
                columns.push_back(i);
                continue;
            }
            if (is_unchanged(value_of(node, row, i, true).view(), node.snapshot[i])) continue;
        } else if (is_unchanged(slots[i].view(node.object(), scratch), node.snapshot[i])) {
            continue;
        }
        if (slots[i].is_key) {
            throw OrmError("key_changed",
                           "the key column \"" + slots[i].name + "\" of an object of \"" +
                               node.mapping->name() + "\" was changed",
                           {.hint = "a key says which row an object is: delete it and add another "
                                    "one"});
        }
        columns.push_back(i);
    }
    return !columns.empty();
}

void UnitOfWork::plan_levels() {
    std::vector<const ObjectNode*> way;
    for (Row& row : rows_) {
        if (row.node->state == ObjectState::pending) level_of(row, way);
    }
}

std::size_t UnitOfWork::level_of(Row& row, std::vector<const ObjectNode*>& way) {
    if (row.is_visited) return row.level;
    way.push_back(row.node);
    std::size_t level = 0;
    for (Link& link : row.links) {
        ObjectNode* parent = link.parent;
        if (parent == nullptr || parent->state != ObjectState::pending) continue;
        if (parent->mapping->rank != row.node->mapping->rank) continue;
        const bool closes_cycle = std::find(way.begin(), way.end(), parent) != way.end();
        if (!closes_cycle) {
            level = std::max(level, level_of(row_of(*parent), way) + 1);
            continue;
        }
        for (const std::size_t column : *link.columns) {
            if (row.node->mapping->columns[column].ops->nullable) continue;
            throw OrmError("flush_cycle",
                           "rows of \"" + row.node->mapping->name() + "\" and \"" +
                               parent->mapping->name() +
                               "\" refer to one another: none can be inserted first",
                           {.hint = "let one of the key columns be a std::optional: it is written "
                                    "afterwards"});
        }
        link.is_postponed = true;
    }
    way.pop_back();
    row.level = level;
    row.is_visited = true;
    return level;
}

const UnitOfWork::Link* UnitOfWork::link_of(const Row* row, std::size_t column) const noexcept {
    if (row == nullptr) return nullptr;
    for (const Link& link : row->links) {
        if (std::find(link.columns->begin(), link.columns->end(), column) != link.columns->end()) {
            return &link;
        }
    }
    return nullptr;
}

void UnitOfWork::abandon() noexcept {
    for (Row& row : rows_) row.node->planned = 0;
}

}  // namespace azoth::detail
