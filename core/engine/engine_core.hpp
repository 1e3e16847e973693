// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

#include <azoth/compile/compiled_cache.hpp>
#include <azoth/dialect/dialect.hpp>
#include <azoth/driver/driver.hpp>
#include <azoth/engine/engine.hpp>
#include <azoth/engine/engine_options.hpp>
#include <azoth/pool/pool.hpp>

#include "observers.hpp"

namespace azoth::detail {

/// What a sub-engine may say differently.
struct EngineSettings {
    ConnectOptions connection;
};

/// What an engine's handles share: the way to the database, the pool, the caches. Thread-safe.
class EngineCore : public std::enable_shared_from_this<EngineCore> {
public:
    EngineCore(std::shared_ptr<const Dialect> dialect, std::shared_ptr<driver::Driver> driver,
               Url url, EngineOptions options);

    /// A connection from the pool, the server's answers known.
    [[nodiscard]] Lease check_out() { return pool.checkout(); }
    /// The server's answers; valid after the first check_out(), and for the engine's life.
    [[nodiscard]] const compile::Ledger& ledger() const noexcept {
        return *ledger_.load(std::memory_order_acquire);
    }
    [[nodiscard]] bool knows_server() const noexcept {
        return ledger_.load(std::memory_order_acquire) != nullptr;
    }
    /// The compiled form of a statement, and whether a cache knew it.
    [[nodiscard]] std::shared_ptr<const compile::Compiled> compile(const Statement& statement,
                                                                   compile::CompiledCache& known,
                                                                   sql::Matcher& matcher,
                                                                   bool& cached);
    void clear_caches();
    /// Changes whenever prepared statements must be forgotten.
    [[nodiscard]] std::uint64_t cache_epoch() const noexcept {
        return cache_epoch_.load(std::memory_order_relaxed);
    }

    /// Changes whenever somebody changed the schema through this engine.
    [[nodiscard]] std::uint64_t schema_epoch() const noexcept {
        return schema_epoch_.load(std::memory_order_relaxed);
    }
    void schema_changed() noexcept { schema_epoch_.fetch_add(1, std::memory_order_relaxed); }

    const std::uint64_t number;  ///< of the engine within the process, never used again
    const std::shared_ptr<const Dialect> dialect;
    const std::shared_ptr<driver::Driver> driver;
    const Url url;
    const EngineOptions options;
    compile::CompiledCache cache;
    Observers observers;
    Pool pool;

private:
    /// Tells of what is suspicious in a statement that was just compiled.
    void lint(const Statement& statement, const compile::Compiled& compiled) const;
    [[nodiscard]] PoolOptions pool_options() const;
    [[nodiscard]] std::unique_ptr<driver::Connection> connect();
    friend class EnginePoolListener;
    /// Asks the server, unless it has answered before. The pool lets one connection alone here
    /// until the first stands.
    void probe(driver::Connection& connection);

    std::mutex probe_mutex_;
    std::unique_ptr<const compile::Ledger> probed_;
    std::atomic<const compile::Ledger*> ledger_{nullptr};
    std::atomic<std::uint64_t> cache_epoch_{0};
    std::atomic<std::uint64_t> schema_epoch_{0};
};

}  // namespace azoth::detail
