// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include <azoth/orm/related.hpp>

#include "object_heap.hpp"

namespace azoth::detail {

struct Relation;

/// What stands behind a Many or a One that is not empty and unowned.
///
/// Objects from the database begin with a state that all of them share, which says that nothing is
/// loaded, and new ones of a session with one that says that there is nothing. Both know the
/// relation, and with it how far the handle is from the beginning of its object: that is how a
/// handle finds its owner.
struct RelatedState {
    const Relation* relation = nullptr;  ///< null while no session has the owner
    ObjectNode* owner = nullptr;         ///< null in shared states, and while no session has it
    bool is_loaded = true;
    bool is_shared = false;
    bool is_assigned = false;  ///< a One was set since it was loaded, if it ever was
    std::vector<ObjectNode*> items;
    std::vector<ObjectNode*> stored;       ///< those that the database has
    std::vector<ObjectNode*> removed;      ///< taken out while nothing was loaded
    std::shared_ptr<ObjectHeap> own_heap;  ///< of objects whose owner no session has
    std::shared_ptr<void> kept;            ///< an object of a session, likewise

    [[nodiscard]] static std::shared_ptr<RelatedState> make_unloaded(const Relation& relation);
    [[nodiscard]] static std::shared_ptr<RelatedState> make_empty(const Relation& relation);
    [[nodiscard]] bool is_changed() const noexcept {
        return is_assigned || !removed.empty() || (is_loaded ? items != stored : !items.empty());
    }
};

/// What the session does with handles.
struct RelatedAccess {
    [[nodiscard]] static RelatedState* state(const RelatedBase& handle) noexcept {
        return handle.state_;
    }
    /// A state of the handle's own.
    [[nodiscard]] static RelatedState& changing(RelatedBase& handle) { return handle.changing(); }
    /// Gives it one of the shared states.
    static void reset(RelatedBase& handle, RelatedState& shared) noexcept;
};

}  // namespace azoth::detail
