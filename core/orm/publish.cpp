// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "unit_of_work.hpp"

/// The third part of a flush: the objects learn what the database has now.
namespace azoth::detail {

void UnitOfWork::publish() {
    for (ObjectNode* node : inserts_) session_.note(*node);
    for (const auto& [node, columns] : updates_) session_.note(*node);
    for (ObjectNode* node : deletes_) session_.note(*node);
    for (const Row& row : rows_) leave_collections(*row.node, row.links);
    for (const auto& [node, columns] : updates_) leave_old_owners(*node, columns);
    for (ObjectNode* node : deletes_) leave_collections(*node);
    for (ObjectNode* node : inserts_) publish_row(*node, find_row(*node));
    for (const auto& [node, columns] : updates_) publish_row(*node, find_row(*node));
    for (const Changed& changed : changed_) publish_relation(changed);
    for (const Row& row : rows_) publish_inverse(row);
    for (ObjectNode* node : deletes_) session_.let_go(*node);
    session_.sweep();
    abandon();
}

void UnitOfWork::leave_collections(ObjectNode& child, const std::vector<Link>& links) {
    if (child.snapshot == nullptr) return;
    for (const Link& link : links) {
        const Relation* to_many = link.relation->is_many() ? link.relation : link.relation->inverse;
        if (to_many != nullptr) leave_collection(child, *to_many, link.parent);
    }
}

void UnitOfWork::leave_collections(ObjectNode& child) {
    for (const Relation* collection : child.mapping->collections) {
        leave_collection(child, *collection, nullptr);
    }
}

/// The same of a row whose key columns the program has assigned itself.
void UnitOfWork::leave_old_owners(ObjectNode& child, const std::vector<std::size_t>& changed) {
    const Row* row = find_row(child);
    for (const Relation* collection : child.mapping->collections) {
        const bool is_changed = std::any_of(
            collection->theirs.begin(), collection->theirs.end(), [&](std::size_t column) {
                return std::find(changed.begin(), changed.end(), column) != changed.end();
            });
        if (is_changed && link_of(row, collection->theirs.front()) == nullptr) {
            leave_collection(child, *collection, nullptr);
        }
    }
}

/// Takes a row out of the collection that it was in, unless it stays there.
void UnitOfWork::leave_collection(ObjectNode& child, const Relation& to_many,
                                  const ObjectNode* stays) {
    const KeyViews key(child.snapshot, to_many.theirs);
    if (key.has_null()) return;
    ObjectNode* owner = session_.identities().find(*to_many.owner, key.get());
    if (owner == nullptr || owner == stays) return;
    RelatedBase& handle = to_many.in(owner->object());
    const RelatedState* known = RelatedAccess::state(handle);
    if (known == nullptr || known->is_shared) return;
    RelatedState& state = RelatedAccess::changing(handle);
    session_.note(*owner, to_many);
    std::erase(state.items, &child);
    std::erase(state.stored, &child);
}

void UnitOfWork::publish_row(ObjectNode& node, Row* row) {
    if (row != nullptr) {
        const auto& slots = node.mapping->columns;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            if (link_of(row, i) == nullptr) continue;
            slots[i].ops->assign(slots[i].in(node.object()), value_of(node, row, i, true).view());
        }
        for (const auto& [column, value] : row->learned) {
            slots[column].ops->assign(slots[column].in(node.object()), value.view());
        }
    }
    const bool is_new = node.state == ObjectState::pending;
    const ValueView* before = std::exchange(node.snapshot, make_snapshot(node));
    node.state = ObjectState::persistent;
    if (is_new) static_cast<void>(session_.identities().insert(node));
    publish_keys(node, row, before);
}

/// Key columns that the program has assigned itself: handles follow what they say.
void UnitOfWork::publish_keys(ObjectNode& node, const Row* row, const ValueView* before) {
    const auto is_assigned = [&](const std::vector<std::size_t>& columns) {
        if (link_of(row, columns.front()) != nullptr) return false;
        return before == nullptr ||
               std::any_of(columns.begin(), columns.end(), [&](std::size_t column) {
                   return !(before[column] == node.snapshot[column]);
               });
    };
    for (const auto& relation : node.mapping->relations) {
        if (relation->is_many() || !is_assigned(relation->own)) continue;
        const bool is_none = KeyViews(node.snapshot, relation->own).has_null();
        session_.note(node, *relation);
        RelatedAccess::reset(relation->in(node.object()),
                             is_none ? *relation->empty : *relation->unloaded);
    }
    for (const Relation* collection : node.mapping->collections) {
        if (!is_assigned(collection->theirs)) continue;
        const KeyViews key(node.snapshot, collection->theirs);
        if (key.has_null()) continue;
        ObjectNode* owner = session_.identities().find(*collection->owner, key.get());
        if (owner == nullptr || owner == &node) continue;
        RelatedBase& handle = collection->in(owner->object());
        const RelatedState* known = RelatedAccess::state(handle);
        if (known == nullptr || !known->is_loaded) continue;
        // A new row is in no collection yet.
        if (before != nullptr &&
            std::find(known->items.begin(), known->items.end(), &node) != known->items.end()) {
            continue;
        }
        RelatedState& state = RelatedAccess::changing(handle);
        session_.note(*owner, *collection);
        state.items.push_back(&node);
        state.stored.push_back(&node);
    }
}

void UnitOfWork::publish_relation(const Changed& changed) {
    RelatedState& state = RelatedAccess::changing(changed.relation->in(changed.owner->object()));
    session_.note(*changed.owner, *changed.relation);
    state.stored = state.items;
    state.removed.clear();
    state.is_assigned = false;
    if (!state.is_loaded) {
        // What was added is in the database now, among others that nobody has asked for.
        RelatedAccess::reset(changed.relation->in(changed.owner->object()),
                             *changed.relation->unloaded);
    }
}

/// The other side of what was written: both say the same from here on.
void UnitOfWork::publish_inverse(const Row& row) {
    for (const Link& link : row.links) {
        const Relation* to_one = link.relation->is_many() ? link.relation->inverse : link.relation;
        const Relation* to_many = link.relation->is_many() ? link.relation : link.relation->inverse;
        if (to_one != nullptr) {
            RelatedBase& handle = to_one->in(row.node->object());
            RelatedState& state = RelatedAccess::changing(handle);
            session_.note(*row.node, *to_one);
            state.is_loaded = true;
            state.is_assigned = false;
            state.items.clear();
            if (link.parent != nullptr) state.items.push_back(link.parent);
            state.stored = state.items;
        }
        // The collection that said it has it already.
        if (to_many != nullptr && to_many != link.relation && link.parent != nullptr) {
            RelatedBase& handle = to_many->in(link.parent->object());
            const RelatedState* known = RelatedAccess::state(handle);
            if (known == nullptr || !known->is_loaded) continue;
            if (std::find(known->items.begin(), known->items.end(), row.node) !=
                known->items.end()) {
                continue;
            }
            RelatedState& state = RelatedAccess::changing(handle);
            session_.note(*link.parent, *to_many);
            state.items.push_back(row.node);
            state.stored = state.items;
        }
    }
}

}  // namespace azoth::detail
