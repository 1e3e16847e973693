// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/driver/driver.hpp>
#include <azoth/urls/secret.hpp>
#include <azoth/urls/url.hpp>

namespace azoth::libpq {

/// One place to try.
struct Endpoint {
    std::string host;  ///< name, address, socket directory; empty: libpq's default
    std::string port;  ///< empty: libpq's default

    /// "host:port" for people.
    [[nodiscard]] std::string shown() const;
    [[nodiscard]] bool is_socket() const noexcept { return host.empty() || host[0] == '/'; }
};

/// Everything libpq is told, as keys and values: never a conninfo string, which a value could
/// break out of.
struct ConnectPlan {
    std::vector<Endpoint> endpoints;  ///< at least one
    std::vector<std::pair<std::string, Secret>> options;
    std::string target_session_attrs;  ///< empty: any
    std::int64_t timeout_ms = 0;       ///< for each endpoint
};

/// Reads a URL and the options given in code, which win, without I/O. Throws `ArgumentError`
/// (`unknown_option` with the nearest name, `bad_option_value`, `bad_socket_path`,
/// `socket_path_too_long`, `identifier_too_long`) and `UrlError` for the URL's own faults.
[[nodiscard]] ConnectPlan make_connect_plan(const Url& url, const driver::ConnectArgs& args);

}  // namespace azoth::libpq
