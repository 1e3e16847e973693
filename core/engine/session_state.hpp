// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "statement_cache.hpp"

namespace azoth::detail {

/// What the engine keeps with a driver connection while it lies in the pool: prepared statements,
/// which must go before the connection does.
struct SessionState {
    SessionState(std::size_t capacity, std::uint64_t connection_number)
        : statements(capacity), number(connection_number) {}

    StatementCache statements;
    const std::uint64_t number;
    std::uint64_t cache_epoch = 0;   ///< of the engine, when its caches were cleared last
    std::uint64_t schema_epoch = 0;  ///< of the engine, as far as this session knows
    /// Goes up when names may mean something else than before; forms prepared in another epoch are
    /// prepared anew.
    std::uint64_t epoch = 0;
};

}  // namespace azoth::detail
