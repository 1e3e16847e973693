// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <azoth/urls/secret.hpp>

namespace azoth {

/// One place to connect to.
struct UrlHost {
    /// A host name, an IPv4 address, an IPv6 address without brackets (`fe80::1%eth0`), a socket
    /// directory (`/var/run/postgresql`) or a data source name. Empty only beside a port: the
    /// driver's default host.
    std::string name{};
    /// 1 to 65535; absent means the driver's default.
    std::optional<int> port{};

    bool operator==(const UrlHost&) const = default;
};

/// One `key=value` of the query. The key is never empty, the value may be.
struct UrlParam {
    std::string key{};
    std::string value{};

    bool operator==(const UrlParam&) const = default;
};

/// What a URL is made of, every part raw: nothing here is percent-encoded. Absent and empty differ
/// (`u@h` has no password, `u:@h` an empty one; `sqlite://` no database, `sqlite:///` an empty
/// one).
struct UrlParts {
    std::string dialect{};                ///< `[a-z][a-z0-9_]*`
    std::optional<std::string> driver{};  ///< the same alphabet
    std::optional<std::string> user{};
    std::optional<Secret> password{};  ///< only beside a user, which may be empty
    std::vector<UrlHost> hosts{};
    std::optional<std::string> database{};
    std::vector<UrlParam> query{};  ///< in the order written; keys may repeat

    bool operator==(const UrlParts&) const = default;
};

}  // namespace azoth
