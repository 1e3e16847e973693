// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <azoth/orm/session.hpp>

#include "identity_map.hpp"
#include "related_state.hpp"
#include "session_connections.hpp"

namespace azoth::detail {

/// The objects of a session and what became of them in the transaction that is open.
class SessionCore {
public:
    SessionCore(SessionConnections connections, Registry models, SessionOptions options);
    ~SessionCore();

    [[nodiscard]] const Mappings& mappings() const noexcept { return *models_.mappings(); }
    [[nodiscard]] const std::shared_ptr<ObjectHeap>& heap() const noexcept { return heap_; }
    [[nodiscard]] IdentityMap& identities() noexcept { return identities_; }
    [[nodiscard]] const SessionOptions& options() const noexcept { return options_; }
    /// Of what is executed now.
    [[nodiscard]] const ExecutionOptions& execution_options() const noexcept {
        return nearer_ != nullptr ? *nearer_ : options_.execution_options;
    }
    [[nodiscard]] SessionConnections& connections() noexcept { return connections_; }

    // ── objects ─────────────────────────────────────────────────────────────────────────────
    /// All that are pending, persistent or about to be deleted, in the order in which they came,
    /// and those that went since the last sweep(). Grows while a flush walks it.
    [[nodiscard]] std::vector<ObjectNode*>& tracked() noexcept { return tracked_; }
    /// Makes an object of the heap, and those it leads to, pending.
    void attach(ObjectNode& node, const Mapping& mapping);
    /// An object that was read: all its members are those of the row. No other object has its key,
    /// whose hash this is.
    void adopt(ObjectNode& node, const Mapping& mapping, std::size_t key_hash);
    /// Deletes a pending one at once, marks a persistent one.
    void mark_deleted(ObjectNode& node);
    /// It stays in tracked() until sweep().
    void let_go(ObjectNode& node) noexcept;
    void sweep() noexcept;
    void expunge_all();
    /// The session's node of an object. Throws `OrmError` (`not_in_session`).
    [[nodiscard]] ObjectNode& node_of(const std::shared_ptr<void>& object) const;
    [[nodiscard]] bool has(const ObjectNode* node) const noexcept;
    [[nodiscard]] static bool is_modified(ObjectNode& node);

    // ── the transaction ─────────────────────────────────────────────────────────────────────
    void flush();
    void autoflush();
    void commit();
    void rollback();
    void close() noexcept;
    /// Throws `InvalidRequestError` (`transaction_aborted`) after a flush that failed.
    void require_usable() const;
    /// A connection for the statement, after a flush.
    [[nodiscard]] Connection& connection_for(const Statement& statement);

    /// What a flush is about to change, so that rollback() finds it.
    void note(ObjectNode& node);
    void note(ObjectNode& owner, const Relation& relation);

private:
    friend class NearerOptions;
    /// An object as it was when the transaction began.
    struct Before {
        ObjectNode* node;
        ObjectState state;
        const ValueView* snapshot;
        std::optional<Value> generated_key;
    };
    struct Touched {
        ObjectNode* owner;
        const Relation* relation;
    };

    void restore(const Before& before);
    void restore_members(ObjectNode& node);
    void forget_changes();

    SessionConnections connections_;
    Registry models_;
    SessionOptions options_;
    const ExecutionOptions* nearer_ = nullptr;  ///< of the query that is read now
    std::shared_ptr<ObjectHeap> heap_ = ObjectHeap::make(models_.mappings());
    IdentityMap identities_;
    std::vector<ObjectNode*> tracked_;
    std::vector<Before> before_;
    std::vector<Touched> touched_;
    bool has_gone_ = false;
    bool is_flushing_ = false;
    bool needs_rollback_ = false;
};

/// While it lives, what a session executes has these options over the session's own.
class NearerOptions {
public:
    NearerOptions(SessionCore& session, const ExecutionOptions& options)
        : session_(session), before_(session.nearer_) {
        if (&options == &unset_options) return;
        merged_ = merged(options, session.options_.execution_options);
        session_.nearer_ = &*merged_;
    }
    ~NearerOptions() { session_.nearer_ = before_; }
    NearerOptions(const NearerOptions&) = delete;
    NearerOptions& operator=(const NearerOptions&) = delete;

private:
    SessionCore& session_;
    const ExecutionOptions* const before_;
    std::optional<ExecutionOptions> merged_;
};

}  // namespace azoth::detail
