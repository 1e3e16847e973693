// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <azoth/engine/connection.hpp>
#include <azoth/engine/engine_options.hpp>
#include <azoth/engine/retry_policy.hpp>
#include <azoth/error/export.hpp>
#include <azoth/error/handler.hpp>
#include <azoth/pool/pool_holder.hpp>
#include <azoth/pool/pool_metrics.hpp>
#include <azoth/urls/url.hpp>

namespace azoth {

namespace driver {
class Driver;
}
namespace detail {
class EngineCore;
struct EngineSettings;
}  // namespace detail

/// A database: where it is, how to speak to it, and a pool of connections. Made once and kept;
/// connects to nothing until the first use, when the server is asked once for its version. A cheap
/// handle; copies share everything. Thread-safe.
class AZOTH_EXPORT Engine {
public:
    /// Programs call create_engine(). Throws what `driver.check()` finds in the URL and options.
    Engine(std::shared_ptr<const Dialect> dialect, std::shared_ptr<driver::Driver> driver, Url url,
           EngineOptions options = {});
    Engine(const Engine&);
    Engine(Engine&&) noexcept;
    Engine& operator=(const Engine&);
    Engine& operator=(Engine&&) noexcept;
    ~Engine();

    /// Prints with the password hidden.
    [[nodiscard]] const Url& url() const noexcept;
    [[nodiscard]] const Dialect& dialect() const noexcept;
    /// The client library, such as "SQLite 3.40.1".
    [[nodiscard]] std::string client() const;

    /// Borrows a connection. Throws `OperationalError` when the database cannot be reached,
    /// `TimeoutError` (`pool_timeout`) when all are in use for too long.
    [[nodiscard]] Connection connect(const ConnectOptions& options = {}) const;
    /// Runs `work(connection)` in a transaction of its own: committed when it returns, rolled back
    /// when it throws. Gives back what `work` returns.
    template <std::invocable<Connection&> Work>
    auto begin(Work&& work, const ConnectOptions& options = {}) const {
        Connection connection = connect(options);
        return connection.begin([&] { return std::forward<Work>(work)(connection); });
    }
    /// The same, and once more where another transaction came in between or the connection was
    /// lost: `engine.begin(transfer, RetryPolicy{.attempts = 8})`. Each attempt has a transaction
    /// and a connection of its own, so `work` must be fit to run from its beginning: what it does
    /// outside of the database is done again. An error that it swallows, one that is none of this
    /// library's, and work that has committed a part of itself end the attempts. The last error
    /// arrives as it was, with `details().attempts`. Throws `ArgumentError` (`bad_option_value`)
    /// for a policy without sense.
    template <std::invocable<Connection&> Work, std::same_as<RetryPolicy> Policy>
    auto begin(Work&& work, const Policy& policy, const ConnectOptions& options = {}) const {
        using Outcome = std::decay_t<std::invoke_result_t<Work&, Connection&>>;
        if constexpr (std::is_void_v<Outcome>) {
            run_again(policy, options, [&](Connection& connection) { work(connection); });
        } else {
            std::optional<Outcome> outcome;
            run_again(policy, options,
                      [&](Connection& connection) { outcome.emplace(work(connection)); });
            return Outcome(*std::move(outcome));
        }
    }

    /// An engine over the same pool and caches that executes differently:
    /// `engine.execution_options({.isolation_level = Isolation::autocommit})`.
    [[nodiscard]] Engine execution_options(const ConnectOptions& options) const;

    /// What each execution is asked for unless it or its connection says otherwise.
    [[nodiscard]] const ExecutionOptions& execution_options() const noexcept;

    /// Whether the connected server can do it; connects if it has not been asked yet.
    [[nodiscard]] bool supports(compile::Capability capability) const;

    /// Takes part in what happens; from many threads if the engine is used so. A handler may take
    /// its own listener away, which is how one hears something once.
    ListenerId listen(Listener listener, ListenerOrder order = ListenerOrder::last);
    void unlisten(ListenerId id);
    [[nodiscard]] bool listens(ListenerId id) const;
    /// Changes echo at run time, for all that share this engine.
    void set_echo(Echo echo);

    /// Closes idle connections, and lent ones when they return. Later use is `InvalidRequestError`
    /// (`engine_disposed`); in a child process of fork() it is `forked_engine`: make another there.
    void dispose();
    /// Forgets compiled and prepared statements.
    void clear_compiled_cache();
    [[nodiscard]] CacheStatistics cache_statistics() const;
    [[nodiscard]] PoolMetrics pool_metrics() const;
    /// Who has a connection now, the longest holder first; see `PoolOptions::trace_holders`.
    [[nodiscard]] std::vector<PoolHolder> pool_holders() const;

private:
    friend struct detail::ConnectionAccess;
    Engine(std::shared_ptr<detail::EngineCore> core,
           std::shared_ptr<const detail::EngineSettings> settings) noexcept;
    void run_again(const RetryPolicy& policy, const ConnectOptions& options,
                   const Handler<Connection&>& work) const;

    std::shared_ptr<detail::EngineCore> core_;
    std::shared_ptr<const detail::EngineSettings> settings_;
};

}  // namespace azoth
