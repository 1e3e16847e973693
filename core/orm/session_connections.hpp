// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <azoth/orm/session.hpp>

namespace azoth::detail {

/// The connections of a session: its own ones, opened when they are needed and given back when the
/// transaction ends, or one that belongs to somebody else.
class SessionConnections {
public:
    /// `options`: of each connection that it opens.
    SessionConnections(ReadWriteRouter router, ExecutionOptions options);
    SessionConnections(Connection& joined, JoinMode mode);

    [[nodiscard]] Connection& writer();
    /// The one that a statement belongs to. What may change something makes this transaction one
    /// that has written.
    [[nodiscard]] Connection& connection_for(const Statement& statement);
    /// Where rows that were just asked for are read.
    [[nodiscard]] Connection& reader();
    /// A flush is about to write.
    void note_write() noexcept { has_written_ = true; }
    /// Whether statements of this transaction may have changed something.
    [[nodiscard]] bool has_written() const noexcept { return has_written_; }
    [[nodiscard]] bool in_transaction() const noexcept;
    /// Whether rollback() undoes nothing but what this session did.
    [[nodiscard]] bool owns_work() const noexcept {
        return joined_ == nullptr || mode_ == JoinMode::create_savepoint;
    }

    void commit();
    void rollback();
    /// Never throws: what cannot be rolled back is closed.
    void close() noexcept;

private:
    void end_transaction() noexcept;

    std::optional<ReadWriteRouter> router_;
    ExecutionOptions options_;
    std::optional<Connection> writer_;
    std::optional<Connection> reader_;
    Connection* joined_ = nullptr;
    JoinMode mode_ = JoinMode::create_savepoint;
    std::optional<Savepoint> savepoint_;
    bool has_written_ = false;
    bool stays_with_writer_ = false;
};

}  // namespace azoth::detail
