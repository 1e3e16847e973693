// SPDX-License-Identifier: MIT
#include "own_cache.hpp"

#include <algorithm>

#include <azoth/error/error.hpp>

#include "engine_core.hpp"

namespace azoth {

namespace detail {

const std::shared_ptr<OwnCache>& OwnCache::of(const CompiledCache& handle,
                                              const EngineCore& engine) {
    std::uint64_t user = 0;
    if (!handle.cache_->engine_.compare_exchange_strong(user, engine.number) &&
        user != engine.number) {
        throw InvalidRequestError("foreign_cache",
                                  "this cache of compiled statements is in use by another engine");
    }
    return handle.cache_;
}

}  // namespace detail

CompiledCache CompiledCache::make(std::size_t capacity) {
    CompiledCache made;
    made.cache_ = std::make_shared<detail::OwnCache>(std::max<std::size_t>(capacity, 1));
    return made;
}

CompiledCache CompiledCache::none() noexcept {
    CompiledCache cache;
    cache.is_none_ = true;
    return cache;
}

CacheStatistics CompiledCache::statistics() const {
    if (cache_ == nullptr) return {};
    const auto statistics = cache_->statements.statistics();
    return {statistics.hits, statistics.misses, statistics.size};
}

void CompiledCache::clear() const {
    if (cache_ != nullptr) cache_->statements.clear();
}

}  // namespace azoth
