// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>

#include <azoth/compile/compiled_cache.hpp>
#include <azoth/engine/compiled_cache.hpp>

namespace azoth::detail {

class EngineCore;

/// What a CompiledCache holds.
class OwnCache {
public:
    explicit OwnCache(std::size_t capacity) : statements(capacity) {}

    /// The cache of a handle that is not empty, for this engine. Throws `InvalidRequestError` where
    /// another engine has used it: compiled forms are for one server.
    [[nodiscard]] static const std::shared_ptr<OwnCache>& of(const CompiledCache& handle,
                                                             const EngineCore& engine);

    compile::CompiledCache statements;

private:
    std::atomic<std::uint64_t> engine_{0};  ///< the number of the one that uses it
};

}  // namespace azoth::detail
