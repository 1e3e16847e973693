// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <azoth/error/export.hpp>

namespace azoth {

namespace detail {
class OwnCache;
}

/// Hits and misses of a cache of compiled statements.
struct CacheStatistics {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::size_t size = 0;
};

/// A cache of compiled statements of a program's own, beside the engine's: for statements that
/// would drive out others, or be driven out by them.
///
///     const auto reports = CompiledCache::make(50);
///     db.execute(query, {.compiled_cache = reports});
///
/// Their prepared forms are kept apart on each connection, too, as long as the cache is there. It
/// serves the one engine that uses it first; another one is `InvalidRequestError`
/// (`foreign_cache`). Copies are the same cache; thread-safe.
class AZOTH_EXPORT CompiledCache {
public:
    /// The engine's own cache, unless another one is given further away.
    CompiledCache() noexcept = default;
    /// The engine's own cache, whatever the engine's options or the connection say.
    [[nodiscard]] static CompiledCache none() noexcept;
    /// Keeps up to `capacity` statements, at least one.
    [[nodiscard]] static CompiledCache make(std::size_t capacity = 500);

    [[nodiscard]] bool empty() const noexcept { return cache_ == nullptr; }
    /// As an option: a cache, or none().
    [[nodiscard]] bool is_set() const noexcept { return is_none_ || !empty(); }
    [[nodiscard]] CacheStatistics statistics() const;
    void clear() const;

private:
    friend class detail::OwnCache;
    std::shared_ptr<detail::OwnCache> cache_;
    bool is_none_ = false;
};

}  // namespace azoth
