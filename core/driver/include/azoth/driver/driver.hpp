// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/driver/connection.hpp>
#include <azoth/error/export.hpp>
#include <azoth/urls/url.hpp>

namespace azoth::driver {

/// Driver options given in code, in order: they win over the URL's query.
using ConnectArgs = std::vector<std::pair<std::string, std::string>>;

/// What a new session needs. Borrowed for the call.
struct ConnectRequest {
    const Url& url;
    const ConnectArgs& connect_args;
    std::int64_t timeout_ms = 0;  ///< 0: the driver's default
};

/// How an engine should keep this driver's connections unless told otherwise.
enum class PoolPreference : std::uint8_t {
    queue,   ///< a bounded pool
    single,  ///< one connection that everybody shares in turn (an in-memory database)
    none,    ///< open and close each time
};

/// A client library behind the contract: opens sessions. One per engine, made by a plugin's driver
/// factory. Thread-safe: connect() may be called from many threads at once.
class AZOTH_EXPORT Driver {
public:
    virtual ~Driver();

    /// Name after the `+` of a URL, such as "libpq".
    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    /// Client library and version, for people, such as "SQLite 3.40.1".
    [[nodiscard]] virtual std::string client() const = 0;

    /// Looks at URL and options without I/O: unknown options (`unknown_option`, with the nearest
    /// name), bad values (`bad_option_value`), parts that make no sense for this database. Called
    /// once when an engine is created.
    virtual void check(const Url& url, const ConnectArgs& args) const = 0;
    [[nodiscard]] virtual PoolPreference pool_preference(const Url& url) const;

    /// Opens a session, ready for use. Throws `OperationalError` (`connect_refused`,
    /// `cannot_open`, `auth_failed`, …) or `TimeoutError` (`connect_timeout`).
    [[nodiscard]] virtual std::unique_ptr<Connection> connect(const ConnectRequest& request) = 0;
};

}  // namespace azoth::driver
