// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include <azoth/pool/pool_listener.hpp>

#include "process.hpp"

namespace azoth::detail {

/// A connection as far as decisions need to know it. Owned by the borrower while lent, by the pool
/// while idle.
struct Slot {
    Slot* previous = nullptr;
    Slot* next = nullptr;
    std::uint64_t number = 0;
    /// Of the pool when the connect began; a lower one than the pool's now is stale.
    std::uint64_t generation = 0;
    std::int64_t opened_at = 0;
    std::int64_t lent_at = 0;
    ThreadMark holder;
    /// Must not be lent again, and why. Written by the borrower alone.
    std::optional<CloseReason> doom;
};

/// What a borrower is to do next.
enum class Step : std::uint8_t {
    wait,      ///< sleep until the step has changed
    use,       ///< take `slot`
    test,      ///< ping `slot`, then take it or report
    connect,   ///< open a connection of `generation`
    deadlock,  ///< nothing can ever come
    disposed,
};

/// A borrower on its way to a connection. Lives on its thread's stack.
struct Ticket {
    Ticket* previous = nullptr;
    Ticket* next = nullptr;
    ThreadMark thread;
    std::int64_t arrived_at = 0;
    Step step = Step::wait;
    Slot* slot = nullptr;
    std::uint64_t generation = 0;
};

}  // namespace azoth::detail
