// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <azoth/driver/transaction.hpp>
#include <azoth/engine/events.hpp>
#include <azoth/engine/execution_options.hpp>
#include <azoth/pool/pool_options.hpp>
#include <azoth/urls/secret_provider.hpp>

namespace azoth {

class PoolListener;

/// What an engine tells about its work: `statements` writes each statement with its parameters,
/// timing and cache status, and the marks of transactions; `rows` each row that is read as well.
enum class Echo : std::uint8_t { off, statements, rows };

/// How an engine works. Every member has a default:
/// `create_engine(url, {.echo = Echo::statements, .pool = {.size = 10}})`.
struct EngineOptions {
    Echo echo = Echo::off;
    PoolOptions pool{};
    /// Hears everything the engine's pool does, from the first connect to each close; see
    /// `<azoth/pool/pool_listener.hpp>`. `Engine::listen()` covers what most programs want.
    std::shared_ptr<PoolListener> pool_listener{};
    /// Keeps values out of echo, events and errors: a promise, which no ExecutionOptions takes
    /// back.
    bool hide_parameters = false;
    /// Of every connection that does not ask for another; empty: the database's default.
    std::optional<Isolation> isolation_level{};
    /// Compiled statements kept; 0 keeps none.
    std::size_t query_cache_size = 500;
    /// Whether statements are searched for cartesian products when they are compiled, as
    /// `find_cartesian_products` does. What is found goes to `Listener::warning` and to echo; a
    /// program that has neither pays nothing.
    bool enable_from_linting = true;
    /// Prepared statements kept on each connection; 0 keeps none.
    std::size_t prepared_cache_size = 200;
    ExecutionOptions execution_options{};
    /// Options for the driver, as in the URL's query; these win.
    std::vector<std::pair<std::string, std::string>> connect_args{};
    /// Asked for the password each time a connection is opened, in place of the URL's: tokens that
    /// expire, a vault. The URL must name a user. May be called from several threads at once.
    SecretProvider password_provider{};
    /// Longest a connect may take; 0: the driver's default.
    std::int64_t connect_timeout_ms = 0;
    /// Where echo goes; empty: the standard error stream.
    EchoSink echo_sink{};
    /// Tells this engine's lines of echo from others': `azoth.orders[3] SELECT …`. Empty: none.
    std::string logging_name{};
};

/// What one connection wants to differ in: `engine.connect({.isolation_level = …})`.
struct ConnectOptions {
    std::optional<Isolation> isolation_level{};
    std::optional<bool> read_only{};
    std::optional<bool> deferrable{};
    LockMode lock_mode = LockMode::by_default;
    ExecutionOptions execution_options{};
};

}  // namespace azoth
