// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "statement_cache.hpp"

namespace azoth::detail {

class OwnCache;

/// What the engine keeps with a driver connection while it lies in the pool: prepared statements,
/// which must go before the connection does.
struct SessionState {
    SessionState(std::size_t capacity, std::uint64_t connection_number)
        : statements(capacity), number(connection_number) {}

    /// The statements of a program's own cache, as long as that is there.
    [[nodiscard]] StatementCache& statements_of(const std::shared_ptr<OwnCache>& cache,
                                                std::size_t capacity);

    StatementCache statements;
    std::vector<std::pair<std::weak_ptr<OwnCache>, std::unique_ptr<StatementCache>>> own;
    const std::uint64_t number;
    std::uint64_t cache_epoch = 0;   ///< of the engine, when its caches were cleared last
    std::uint64_t schema_epoch = 0;  ///< of the engine, as far as this session knows
    /// Goes up when names may mean something else than before; forms prepared in another epoch are
    /// prepared anew.
    std::uint64_t epoch = 0;
};

}  // namespace azoth::detail
