// SPDX-License-Identifier: MIT
#include "session_core.hpp"

#include <algorithm>
#include <utility>

#include <azoth/error/error.hpp>

#include "unit_of_work.hpp"

namespace azoth::detail {

SessionCore::SessionCore(SessionConnections connections, Registry models, SessionOptions options)
    : connections_(std::move(connections)),
      models_(std::move(models)),
      options_(std::move(options)) {}

SessionCore::~SessionCore() {
    close();
    // Objects that somebody holds are readable from here on, and no longer written.
    for (ObjectNode* node : tracked_) node->state = ObjectState::gone;
}

// ── objects ─────────────────────────────────────────────────────────────────────────────────────

void SessionCore::attach(ObjectNode& node, const Mapping& mapping) {
    if (node.state == ObjectState::deleting) node.state = ObjectState::persistent;
    if (node.state == ObjectState::pending || node.state == ObjectState::persistent) return;
    if (node.state == ObjectState::gone) sweep();  // it may be there still
    node.mapping = &mapping;
    node.state = ObjectState::pending;
    node.snapshot = nullptr;
    tracked_.push_back(&node);
    for (const auto& relation : mapping.relations) {
        RelatedBase& handle = relation->in(node.object());
        RelatedState* state = RelatedAccess::state(handle);
        if (state == nullptr || state->is_shared) {
            RelatedAccess::reset(handle, *relation->empty);
            continue;
        }
        if (state->own_heap) heap_->absorb(*state->own_heap);
        state->own_heap = nullptr;
        state->kept = nullptr;
        state->relation = relation.get();
        state->owner = &node;
        state->stored.clear();
        for (ObjectNode* item : state->items) {
            if (item->heap != heap_.get()) {
                throw OrmError("other_session", "the relationship " + relation->name +
                                                    " leads to an object of another session");
            }
            attach(*item, *relation->target);
        }
    }
}

void SessionCore::adopt(ObjectNode& node, const Mapping& mapping, std::size_t key_hash) {
    node.mapping = &mapping;
    node.snapshot = make_snapshot(node);
    node.state = ObjectState::persistent;
    for (const auto& relation : mapping.relations) {
        RelatedAccess::reset(relation->in(node.object()), *relation->unloaded);
    }
    identities_.insert(node, key_hash);
    tracked_.push_back(&node);
}

void SessionCore::mark_deleted(ObjectNode& node) {
    if (node.state == ObjectState::pending) {
        let_go(node);
    } else if (node.state == ObjectState::persistent) {
        node.state = ObjectState::deleting;
    }
}

void SessionCore::let_go(ObjectNode& node) noexcept {
    if (node.snapshot != nullptr) identities_.erase(node);
    node.state = ObjectState::gone;
    node.snapshot = nullptr;
    has_gone_ = true;
}

void SessionCore::sweep() noexcept {
    if (!std::exchange(has_gone_, false)) return;
    std::erase_if(tracked_,
                  [](const ObjectNode* node) { return node->state == ObjectState::gone; });
}

void SessionCore::expunge_all() {
    for (ObjectNode* node : tracked_) {
        node->state = ObjectState::gone;
        node->snapshot = nullptr;
    }
    tracked_.clear();
    identities_.clear();
    forget_changes();
    // Those that nobody holds are freed with the old heap.
    heap_ = ObjectHeap::make(models_.mappings());
}

bool SessionCore::has(const ObjectNode* node) const noexcept {
    return node != nullptr && node->heap == heap_.get() &&
           (node->state == ObjectState::pending || node->state == ObjectState::persistent ||
            node->state == ObjectState::deleting);
}

ObjectNode& SessionCore::node_of(const std::shared_ptr<void>& object) const {
    ObjectNode* node = ObjectHeap::node_of(object);
    if (has(node)) return *node;
    throw OrmError("not_in_session",
                   object == nullptr ? "there is no object" : "the object is not in this session",
                   {.hint = "sessions have what they added or loaded themselves"});
}

bool SessionCore::is_modified(ObjectNode& node) {
    if (node.state != ObjectState::persistent) return true;
    Value scratch;
    const auto& columns = node.mapping->columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].is_fetched) continue;
        if (!is_unchanged(columns[i].view(node.object(), scratch), node.snapshot[i])) return true;
    }
    return std::any_of(node.mapping->relations.begin(), node.mapping->relations.end(),
                       [&](const auto& relation) {
                           const auto* state = RelatedAccess::state(relation->in(node.object()));
                           return state != nullptr && !state->is_shared && state->is_changed();
                       });
}

// ── the transaction ─────────────────────────────────────────────────────────────────────────────

void SessionCore::require_usable() const {
    if (!needs_rollback_) return;
    throw InvalidRequestError("transaction_aborted",
                              "a flush has failed in this transaction, which did more before",
                              {.hint = "call rollback(), and do the unit of work again"});
}

Connection& SessionCore::connection_for(const Statement& statement) {
    require_usable();
    autoflush();
    return connections_.connection_for(statement);
}

void SessionCore::autoflush() {
    if (options_.autoflush) flush();
}

void SessionCore::flush() {
    require_usable();
    if (is_flushing_) return;
    is_flushing_ = true;
    const bool wrote_before = connections_.has_written();
    UnitOfWork work(*this);
    try {
        if (work.plan()) {
            connections_.note_write();
            work.execute();
        }
    } catch (...) {
        is_flushing_ = false;
        work.abandon();
        if (work.has_sent()) {
            // What was sent is undone with the transaction; the objects were not touched.
            if (wrote_before || !connections_.owns_work()) {
                needs_rollback_ = true;
            } else {
                connections_.rollback();
            }
        }
        throw;
    }
    work.publish();
    is_flushing_ = false;
}

void SessionCore::commit() {
    flush();
    try {
        connections_.commit();
    } catch (...) {
        needs_rollback_ = true;
        throw;
    }
    forget_changes();
}

void SessionCore::rollback() {
    needs_rollback_ = false;
    connections_.rollback();
    for (std::size_t i = before_.size(); i-- > 0;) restore(before_[i]);
    for (const Touched& touched : touched_) {
        RelatedAccess::reset(touched.relation->in(touched.owner->object()),
                             *touched.relation->unloaded);
    }
    forget_changes();
    // What was not flushed goes as well.
    const std::vector<ObjectNode*> all = tracked_;
    for (ObjectNode* node : all) {
        if (node->state == ObjectState::pending) {
            let_go(*node);
            continue;
        }
        if (node->state == ObjectState::gone) continue;
        node->state = ObjectState::persistent;
        restore_members(*node);
    }
    sweep();
}

void SessionCore::restore(const Before& before) {
    ObjectNode& node = *before.node;
    if (before.state == ObjectState::pending) {
        // Its row is gone, and with it the key that the database gave.
        let_go(node);
        if (before.generated_key) {
            const ColumnSlot& slot = node.mapping->columns[*node.mapping->generated_key];
            slot.ops->assign(slot.in(node.object()), before.generated_key->view());
        }
        return;
    }
    const bool was_deleted = node.state == ObjectState::gone;
    node.snapshot = before.snapshot;
    node.state = ObjectState::persistent;
    if (was_deleted) {
        static_cast<void>(identities_.insert(node));
        tracked_.push_back(&node);
    }
}

void SessionCore::restore_members(ObjectNode& node) {
    Value scratch;
    const auto& columns = node.mapping->columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (is_unchanged(columns[i].view(node.object(), scratch), node.snapshot[i])) continue;
        columns[i].ops->assign(columns[i].in(node.object()), node.snapshot[i]);
    }
    for (const auto& relation : node.mapping->relations) {
        RelatedBase& handle = relation->in(node.object());
        const RelatedState* state = RelatedAccess::state(handle);
        if (state != nullptr && !state->is_shared && state->is_changed()) {
            RelatedAccess::reset(handle, *relation->unloaded);
        }
    }
}

void SessionCore::forget_changes() {
    for (const Before& before : before_) before.node->is_noted = false;
    before_.clear();
    touched_.clear();
}

void SessionCore::close() noexcept {
    try {
        if (connections_.in_transaction()) rollback();
    } catch (...) {  // NOLINT(bugprone-empty-catch): the connection is closed below
    }
    connections_.close();
    needs_rollback_ = false;
}

void SessionCore::note(ObjectNode& node) {
    if (node.is_noted) return;
    node.is_noted = true;
    Before before{&node, node.state, node.snapshot, std::nullopt};
    if (node.state == ObjectState::pending && node.mapping->generated_key) {
        Value scratch;
        const ColumnSlot& slot = node.mapping->columns[*node.mapping->generated_key];
        before.generated_key = Value::copy_of(slot.view(node.object(), scratch));
    }
    before_.push_back(std::move(before));
}

void SessionCore::note(ObjectNode& owner, const Relation& relation) {
    touched_.push_back({&owner, &relation});
}

}  // namespace azoth::detail
