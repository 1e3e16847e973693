// SPDX-License-Identifier: MIT
#include "session_state.hpp"

#include "own_cache.hpp"

namespace azoth::detail {

StatementCache& SessionState::statements_of(const std::shared_ptr<OwnCache>& cache,
                                            std::size_t capacity) {
    for (const auto& [known, statements] : own) {
        if (known.lock() == cache) return *statements;
    }
    // Forms that an execution still uses stay until the next time.
    std::erase_if(
        own, [](const auto& entry) { return entry.first.expired() && !entry.second->in_use(); });
    own.emplace_back(cache, std::make_unique<StatementCache>(capacity));
    return *own.back().second;
}

}  // namespace azoth::detail
