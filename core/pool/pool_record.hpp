// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>

#include <azoth/driver/connection.hpp>
#include <azoth/pool/connection_state.hpp>
#include <azoth/pool/pool_listener.hpp>
#include <azoth/pool/pool_options.hpp>

#include "slot.hpp"
#include "stack_trace.hpp"

namespace azoth::detail {

/// A pooled connection: what decisions know of it, and the thing itself. The I/O on it is done by
/// whoever has it, outside the pool's lock.
struct PoolRecord : Slot {
    std::unique_ptr<driver::Connection> connection;
    ConnectionState state;  ///< declared later, so destroyed before the connection
    bool is_dead = false;   ///< reported by its borrower: nothing is sent on it any more
    StackTrace stack;       ///< of the latest checkout, if that is traced; under the pool's lock
    PoolRecord* next_abandoned = nullptr;

    [[nodiscard]] PoolEvent event() const noexcept { return {*connection, number}; }
};

/// Makes the session fit for the next borrower; false if it must be closed.
[[nodiscard]] bool reset(PoolRecord& record, const PoolOptions& options,
                         PoolListener* listener) noexcept;

/// Ends the session and frees the record.
void close(std::unique_ptr<PoolRecord> record, CloseReason reason, PoolListener* listener) noexcept;

/// Keeps the memory of a connection that belongs to the parent process and never touches it again:
/// closing would speak on a socket that the parent still uses.
void abandon(PoolRecord& record) noexcept;

}  // namespace azoth::detail
