// SPDX-License-Identifier: MIT
#include "engine_core.hpp"

#include <utility>

#include <azoth/dialect/to_sql.hpp>
#include <azoth/engine/connect_plan.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/cartesian_product.hpp>
#include <azoth/sql/statement.hpp>

namespace azoth::detail {

namespace {

std::uint64_t next_number() noexcept {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace

/// Tells the engine's listeners and the one of its options what its pool does. The pool, which the
/// core owns, calls it.
class EnginePoolListener final : public PoolListener {
public:
    explicit EnginePoolListener(EngineCore& core)
        : core_(core),
          more_(core.options.pool_listener ? core.options.pool_listener
                                           : std::make_shared<PoolListener>()) {}

    void on_connect(const PoolEvent& event, bool first) override {
        // What they set, such as the search path, is there when the server is asked.
        more_->on_connect(event, first);
        if (core_.observers.active()) core_.observers.connected(event.connection);
        event.connection.keep_settings(core_.options.connect_timeout_ms);
        core_.probe(event.connection);
    }
    void on_checkout(const PoolEvent& event) override {
        more_->on_checkout(event);
        if (core_.observers.active()) core_.observers.checked_out(event.connection);
    }
    void on_checkin(const PoolEvent& event) noexcept override {
        if (core_.observers.active()) core_.observers.checked_in(event.connection);
        more_->on_checkin(event);
    }
    bool on_reset(const PoolEvent& event, bool clean) noexcept override {
        return more_->on_reset(event, clean);
    }
    void on_soft_invalidate(const PoolEvent& event) noexcept override {
        more_->on_soft_invalidate(event);
    }
    void on_invalidate(const PoolEvent& event, CloseReason reason) noexcept override {
        more_->on_invalidate(event, reason);
    }
    void on_detach(const PoolEvent& event) noexcept override { more_->on_detach(event); }
    void on_close(const PoolEvent& event, CloseReason reason) noexcept override {
        more_->on_close(event, reason);
    }
    void on_close_detached(const PoolEvent& event) noexcept override {
        more_->on_close_detached(event);
    }

private:
    EngineCore& core_;
    const std::shared_ptr<PoolListener> more_;
};

EngineCore::EngineCore(std::shared_ptr<const Dialect> the_dialect,
                       std::shared_ptr<driver::Driver> the_driver, Url the_url,
                       EngineOptions the_options)
    : number(next_number()),
      dialect(std::move(the_dialect)),
      driver(std::move(the_driver)),
      url(the_url),
      options(std::move(the_options)),
      cache(options.query_cache_size),
      observers(options.echo, options.echo_sink, options.logging_name),
      pool([this] { return connect(); }, pool_options(),
           std::make_shared<EnginePoolListener>(*this)) {
    if (options.password_provider) (void)url.with_password(Secret{});  // may there be one?
    if (driver != nullptr) driver->check(url, options.connect_args);
}

PoolOptions EngineCore::pool_options() const {
    PoolOptions how = options.pool;
    if (how.kind != PoolKind::by_default || driver == nullptr) return how;
    switch (driver->pool_preference(url)) {
        case driver::PoolPreference::queue: how.kind = PoolKind::queue; break;
        case driver::PoolPreference::single: how.kind = PoolKind::single; break;
        case driver::PoolPreference::none: how.kind = PoolKind::null; break;
    }
    return how;
}

std::unique_ptr<driver::Connection> EngineCore::connect() {
    ConnectPlan plan{url, options.connect_args, options.connect_timeout_ms};
    if (options.password_provider) plan.url = url.with_password(options.password_provider());
    if (observers.active()) {
        observers.connecting(plan);
        if (plan.connection) return std::move(plan.connection);
        if (driver != nullptr) driver->check(plan.url, plan.connect_args);
    }
    if (driver == nullptr) {
        throw InvalidRequestError("no_driver",
                                  "this engine has a dialect and no driver: it can "
                                  "print SQL and cannot connect");
    }
    try {
        return driver->connect({plan.url, plan.connect_args, plan.timeout_ms});
    } catch (Error& error) {
        error.attach_statement({}, {}, Phase::connect);
        ErrorEvent event{error};
        if (observers.active()) observers.error(event);
        throw;
    }
}

std::shared_ptr<const compile::Compiled> EngineCore::compile(const Statement& statement,
                                                             compile::CompiledCache& known,
                                                             sql::Matcher& matcher, bool& cached) {
    std::shared_ptr<const compile::Compiled> compiled = known.find(*statement.node(), matcher);
    if (compiled) return compiled;
    cached = false;
    auto fresh = std::make_shared<const compile::Compiled>(
        compile_statement(statement, *dialect, ledger(), true));
    if (options.enable_from_linting && observers.active()) lint(statement, *fresh);
    return known.insert(std::move(fresh));
}

void EngineCore::lint(const Statement& statement, const compile::Compiled& compiled) const {
    for (const CartesianProduct& product : find_cartesian_products(statement)) {
        const std::string message = product.describe();
        observers.warning({"cartesian_product", message, compiled.sql});
    }
}

void EngineCore::clear_caches() {
    cache.clear();
    cache_epoch_.fetch_add(1, std::memory_order_relaxed);
}

void EngineCore::probe(driver::Connection& connection) {
    // One thread asks; the others wait for the answer, and ask again if it failed.
    if (knows_server()) return;
    const std::lock_guard lock(probe_mutex_);
    if (knows_server()) return;
    probed_ = std::make_unique<const compile::Ledger>(dialect->ledger(dialect->probe(connection)));
    ledger_.store(probed_.get(), std::memory_order_release);
}

}  // namespace azoth::detail
