// SPDX-License-Identifier: MIT
#include <azoth/orm/related.hpp>

#include <algorithm>
#include <utility>

#include <azoth/error/error.hpp>

#include "mapping.hpp"
#include "related_state.hpp"

namespace azoth::detail {

namespace {

bool is_attached(const RelatedState* state) noexcept {
    return state != nullptr && state->relation != nullptr;
}

void release(RelatedState* state) noexcept {
    if (state != nullptr && !state->is_shared) delete state;
}

[[noreturn]] void throw_not_loaded(const Relation& relation) {
    const std::string path = relation.owner->name() + "." + relation.name;
    throw OrmError(
        "not_loaded", "the relationship " + path + " was not loaded",
        {.hint = "ask for it: .options(selectinload(…." + relation.name + ")), or session.load()",
         .table = relation.owner->name()});
}

const RelatedState* loaded(const RelatedState* state) {
    if (state != nullptr && !state->is_loaded) throw_not_loaded(*state->relation);
    return state;
}

void erase(std::vector<ObjectNode*>& nodes, ObjectNode* node) {
    nodes.erase(std::remove(nodes.begin(), nodes.end(), node), nodes.end());
}

bool contains(const std::vector<ObjectNode*>& nodes, const ObjectNode* node) {
    return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
}

ObjectNode& checked_node(const RelatedState& state, const std::shared_ptr<void>& object) {
    if (object == nullptr) throw ArgumentError("null_pointer", "a related object is null");
    ObjectNode* node = ObjectHeap::node_of(object);
    if (node == nullptr) {
        throw OrmError("not_in_session", "this object was made outside of any session",
                       {.hint = "give the object itself, add(Album{…}), or add it to the session "
                                "first"});
    }
    if (state.owner != nullptr && state.owner->heap != node->heap) {
        throw OrmError("other_session", "these two objects belong to two sessions");
    }
    return *node;
}

}  // namespace

std::shared_ptr<RelatedState> RelatedState::make_unloaded(const Relation& relation) {
    auto state = std::make_shared<RelatedState>();
    state->relation = &relation;
    state->is_shared = true;
    state->is_loaded = false;
    return state;
}

std::shared_ptr<RelatedState> RelatedState::make_empty(const Relation& relation) {
    auto state = make_unloaded(relation);
    state->is_loaded = true;
    return state;
}

void RelatedAccess::reset(RelatedBase& handle, RelatedState& shared) noexcept {
    release(std::exchange(handle.state_, &shared));
}

RelatedBase::RelatedBase(const RelatedBase& other) {
    if (other.state_ != nullptr && !is_attached(other.state_)) {
        state_ = new RelatedState(*other.state_);
    }
}

RelatedBase::RelatedBase(RelatedBase&& other) noexcept {
    // A handle of a session's object stays with it.
    if (!is_attached(other.state_)) state_ = std::exchange(other.state_, nullptr);
}

RelatedBase& RelatedBase::operator=(const RelatedBase& other) {
    if (this != &other) *this = RelatedBase(other);
    return *this;
}

// NOLINTNEXTLINE(*-noexcept-move*,*-exception-escape): see the header
RelatedBase& RelatedBase::operator=(RelatedBase&& other) {
    if (this == &other || is_attached(other.state_)) return *this;
    if (!is_attached(state_)) {
        release(std::exchange(state_, std::exchange(other.state_, nullptr)));
    } else if (other.state_ != nullptr && !other.state_->items.empty()) {
        throw OrmError("attached_relationship",
                       "the relationship " + state_->relation->name +
                           " of an object in a session cannot be assigned as a whole",
                       {.hint = "clear() it and add() to it"});
    }
    return *this;
}

RelatedBase::~RelatedBase() {
    release(state_);
}

bool RelatedBase::is_loaded() const noexcept {
    return state_ == nullptr || state_->is_loaded;
}

std::size_t RelatedBase::count() const {
    const RelatedState* state = loaded(state_);
    return state == nullptr ? 0 : state->items.size();
}

std::shared_ptr<void> RelatedBase::object_at(std::size_t index) const {
    const RelatedState* state = loaded(state_);
    if (state == nullptr || index >= state->items.size()) {
        throw OrmError("no_related_object", "there is no related object");
    }
    ObjectNode& node = *state->items[index];
    return node.heap->pointer(node);
}

RelatedState& RelatedBase::changing() {
    if (state_ == nullptr) {
        state_ = new RelatedState;
    } else if (state_->is_shared) {
        auto* own = new RelatedState(*state_);
        own->is_shared = false;
        own->owner = &ObjectNode::of(reinterpret_cast<std::byte*>(this) - own->relation->offset);
        state_ = own;
    }
    return *state_;
}

/// The same for the program, which may hold an object longer than its session has it.
RelatedState& RelatedBase::writable() {
    RelatedState& state = changing();
    if (state.owner != nullptr && state.owner->state == ObjectState::gone) {
        throw OrmError("detached",
                       "the relationship " + state.relation->name + " belongs to an object of \"" +
                           state.relation->owner->name() + "\" that no session has any more",
                       {.hint = "load it in a session, and change it there"});
    }
    return state;
}

void* RelatedBase::add_new(const StructOps& ops, void* from) {
    RelatedState& state = writable();
    if (state.owner == nullptr && !state.own_heap) state.own_heap = ObjectHeap::make();
    ObjectHeap& heap = state.owner == nullptr ? *state.own_heap : *state.owner->heap;
    ObjectNode& node = heap.make_moved(ops, from);
    state.items.push_back(&node);
    return node.object();
}

void* RelatedBase::replace_new(const StructOps& ops, void* from) {
    RelatedState& state = writable();
    state.items.clear();
    state.is_loaded = true;
    state.is_assigned = true;
    return add_new(ops, from);
}

void RelatedBase::add(const std::shared_ptr<void>& object) {
    RelatedState& state = writable();
    ObjectNode& node = checked_node(state, object);
    if (state.owner == nullptr && node.heap != state.own_heap.get()) {
        throw OrmError("not_in_session",
                       "the object that this one is added to is in no session yet",
                       {.hint = "add it to the session first"});
    }
    erase(state.removed, &node);
    if (!contains(state.items, &node)) state.items.push_back(&node);
}

void RelatedBase::remove(const std::shared_ptr<void>& object) {
    RelatedState& state = writable();
    ObjectNode& node = checked_node(state, object);
    if (!state.is_loaded && !contains(state.items, &node)) state.removed.push_back(&node);
    erase(state.items, &node);
}

void RelatedBase::replace(const std::shared_ptr<void>& object) {
    RelatedState& state = writable();
    ObjectNode* node = object == nullptr ? nullptr : &checked_node(state, object);
    state.items.clear();
    state.is_loaded = true;
    state.is_assigned = true;
    if (node != nullptr) state.items.push_back(node);
    if (state.owner == nullptr) state.kept = object;
}

void RelatedBase::clear() {
    static_cast<void>(loaded(state_));
    if (state_ != nullptr) writable().items.clear();
}

}  // namespace azoth::detail
