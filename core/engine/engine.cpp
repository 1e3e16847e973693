// SPDX-License-Identifier: MIT
#include <azoth/engine/engine.hpp>

#include <utility>

#include <azoth/pool/pool_metrics.hpp>

#include "connection_core.hpp"
#include "engine_core.hpp"

namespace azoth {

namespace {

std::shared_ptr<const detail::EngineSettings> settings_of(const EngineOptions& options) {
    auto settings = std::make_shared<detail::EngineSettings>();
    settings->connection.isolation_level = options.isolation_level;
    settings->connection.execution_options = options.execution_options;
    return settings;
}

/// `near` over `far`.
ConnectOptions merged_connect(ConnectOptions near, const ConnectOptions& far) {
    if (!near.isolation_level) near.isolation_level = far.isolation_level;
    if (!near.read_only) near.read_only = far.read_only;
    if (!near.deferrable) near.deferrable = far.deferrable;
    if (near.lock_mode == LockMode::by_default) near.lock_mode = far.lock_mode;
    near.execution_options = merged(near.execution_options, far.execution_options);
    return near;
}

bool says_nothing(const ConnectOptions& options) {
    return !options.isolation_level && !options.read_only && !options.deferrable &&
           options.lock_mode == LockMode::by_default && says_nothing(options.execution_options);
}

}  // namespace

Engine::Engine(std::shared_ptr<const Dialect> dialect, std::shared_ptr<driver::Driver> driver,
               Url url, EngineOptions options)
    : settings_(settings_of(options)) {
    core_ = std::make_shared<detail::EngineCore>(std::move(dialect), std::move(driver),
                                                 std::move(url), std::move(options));
}

Engine::Engine(std::shared_ptr<detail::EngineCore> core,
               std::shared_ptr<const detail::EngineSettings> settings) noexcept
    : core_(std::move(core)), settings_(std::move(settings)) {}

Engine::Engine(const Engine&) = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(const Engine&) = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

const Url& Engine::url() const noexcept {
    return core_->url;
}
const Dialect& Engine::dialect() const noexcept {
    return *core_->dialect;
}
std::string Engine::client() const {
    return core_->driver ? core_->driver->client() : "";
}

Connection Engine::connect(const ConnectOptions& options) const {
    const detail::Observers& observers = core_->observers;
    ConnectOptions merged = merged_connect(options, settings_->connection);
    Lease lease = core_->check_out();
    if (observers.active() && !says_nothing(options)) {
        OptionsEvent event{merged, lease.number()};
        observers.options_set(event);
    }
    Connection connection(
        std::make_shared<detail::ConnectionCore>(core_, std::move(lease), merged));
    if (observers.active()) observers.engine_connected(connection);
    return connection;
}

Engine Engine::execution_options(const ConnectOptions& options) const {
    auto settings = std::make_shared<detail::EngineSettings>();
    settings->connection = merged_connect(options, settings_->connection);
    if (core_->observers.active()) {
        OptionsEvent event{settings->connection};
        core_->observers.options_set(event);
    }
    return Engine(core_, std::move(settings));
}

const ExecutionOptions& Engine::execution_options() const noexcept {
    return settings_->connection.execution_options;
}

bool Engine::supports(compile::Capability capability) const {
    if (!core_->knows_server()) (void)core_->check_out();
    return core_->ledger().supports(capability);
}

ListenerId Engine::listen(Listener listener, ListenerOrder order) {
    return core_->observers.add(std::move(listener), order);
}
bool Engine::listens(ListenerId id) const {
    return core_->observers.has(id);
}
void Engine::unlisten(ListenerId id) {
    core_->observers.remove(id);
}
void Engine::set_echo(Echo echo) {
    core_->observers.set_echo(echo);
}
void Engine::dispose() {
    core_->pool.dispose();
    core_->observers.disposed(*this);
}
void Engine::clear_compiled_cache() {
    core_->clear_caches();
}
std::vector<PoolHolder> Engine::pool_holders() const {
    return core_->pool.holders();
}
PoolMetrics Engine::pool_metrics() const {
    return core_->pool.metrics();
}

CacheStatistics Engine::cache_statistics() const {
    const auto statistics = core_->cache.statistics();
    return {statistics.hits, statistics.misses, statistics.size};
}

}  // namespace azoth
