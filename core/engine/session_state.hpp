// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "statement_cache.hpp"

namespace azoth::detail {

/// What the engine keeps with a driver connection while it lies in the pool: prepared statements,
/// which must go before the connection does.
struct SessionState {
    SessionState(std::size_t capacity, std::uint64_t connection_number, std::uint64_t epoch)
        : statements(capacity), number(connection_number), cache_epoch(epoch) {}

    StatementCache statements;
    const std::uint64_t number;
    std::uint64_t cache_epoch;
};

}  // namespace azoth::detail
