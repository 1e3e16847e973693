// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/urls/secret.hpp>
#include <azoth/urls/url.hpp>

namespace azoth {

/// What a client library calls the parts of a URL. An empty name leaves the part out.
struct ConnectArgNames {
    std::string_view host = "host";
    std::string_view port = "port";
    std::string_view user = "user";
    std::string_view password = "password";
    std::string_view database = "database";
};

/// One argument for a client library. The value is a secret whichever part it came from, so that
/// no argument list is printed by accident.
struct ConnectArg {
    std::string name{};
    Secret value{};
};

/// The URL's parts under a client library's names, in the order of `ConnectArgNames`. Absent parts
/// are left out, empty ones stay. Several hosts are joined with commas, and so are their ports once
/// one of them has a port (`host=a,b port=1,`). The query takes part only in as far as it names
/// hosts, see `Url::endpoints()`, and throws as that does; the rest is the driver's to read.
[[nodiscard]] AZOTH_EXPORT std::vector<ConnectArg> translate_connect_args(
    const Url& url, const ConnectArgNames& names = {});

}  // namespace azoth
