// SPDX-License-Identifier: MIT
#include "session_connections.hpp"

#include <atomic>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/tree.hpp>

namespace azoth::detail {

namespace {

/// Whether a statement only reads: a query without locks and without a CTE that changes rows.
bool only_reads(const Statement& statement) {
    switch (statement.node()->kind()) {
        case sql::NodeKind::select:
        case sql::NodeKind::set_operation:
        case sql::NodeKind::values: break;
        default: return false;
    }
    bool reads = true;
    traverse(statement, [&](const sql::Node& node) {
        switch (node.kind()) {
            case sql::NodeKind::insert:
            case sql::NodeKind::update:
            case sql::NodeKind::delete_from:
            case sql::NodeKind::partition_insert: reads = false; break;
            case sql::NodeKind::select_options:
                if (sql::cast<sql::SelectOptions>(node).lock != sql::LockStrength::none)
                    reads = false;
                break;
            default: break;
        }
    });
    return reads;
}

/// The readers of a process take turns.
std::size_t next_turn() noexcept {
    static std::atomic<std::size_t> turn{0};
    return turn.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

SessionConnections::SessionConnections(ReadWriteRouter router, ExecutionOptions options)
    : router_(std::move(router)), options_(std::move(options)) {}

SessionConnections::SessionConnections(Connection& joined, JoinMode mode)
    : joined_(&joined), mode_(mode) {}

Connection& SessionConnections::writer() {
    if (joined_ != nullptr) {
        if (mode_ == JoinMode::create_savepoint && !savepoint_) {
            savepoint_.emplace(joined_->begin_nested());
        }
        return *joined_;
    }
    if (!writer_) writer_.emplace(router_->writer.connect({.execution_options = options_}));
    return *writer_;
}

Connection& SessionConnections::reader() {
    if (joined_ != nullptr || has_written_ || stays_with_writer_ || router_->readers.empty()) {
        return writer();
    }
    if (!reader_) {
        const Engine& engine = router_->readers[next_turn() % router_->readers.size()];
        reader_.emplace(engine.connect({.read_only = true, .execution_options = options_}));
    }
    return *reader_;
}

Connection& SessionConnections::connection_for(const Statement& statement) {
    if (only_reads(statement)) return reader();
    has_written_ = true;
    return writer();
}

bool SessionConnections::in_transaction() const noexcept {
    if (joined_ != nullptr) return savepoint_ || joined_->in_transaction();
    return (writer_ && writer_->in_transaction()) || (reader_ && reader_->in_transaction());
}

void SessionConnections::end_transaction() noexcept {
    if (router_ && router_->sticky && has_written_) stays_with_writer_ = true;
    has_written_ = false;
    savepoint_.reset();
    writer_.reset();
    reader_.reset();
}

void SessionConnections::commit() {
    if (joined_ == nullptr) {
        if (writer_ && writer_->in_transaction()) writer_->commit();
    } else if (mode_ == JoinMode::control_fully) {
        if (joined_->in_transaction()) joined_->commit();
    } else if (savepoint_) {
        savepoint_->release();
    }
    end_transaction();
}

void SessionConnections::rollback() {
    if (joined_ == nullptr) {
        if (writer_) writer_->rollback();
    } else if (mode_ != JoinMode::create_savepoint) {
        joined_->rollback();
    } else if (savepoint_) {
        savepoint_->rollback();
    }
    end_transaction();
}

void SessionConnections::close() noexcept {
    // Connections and savepoints roll back what was not committed when they go.
    if (joined_ != nullptr && mode_ == JoinMode::rollback_only) has_written_ = false;
    end_transaction();
}

}  // namespace azoth::detail
