// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <azoth/urls/url_parts.hpp>

#include "problem.hpp"

namespace azoth::urls {

/// How a host is spelled: percent-encoded before the path, already decoded in a query value.
enum class Spelling : bool { encoded, raw };

/// Reads `h1:1,[::1]:2,…`. An entry that names neither host nor port is refused.
[[nodiscard]] Verdict parse_host_list(std::string_view list, Place place, Spelling spelling,
                                      std::vector<UrlHost>& hosts);

/// Reads one `host[:port]`.
[[nodiscard]] Verdict parse_host(std::string_view entry, Place place, Spelling spelling,
                                 UrlHost& host);

/// Reads the digits of a port; nothing at all means the default.
[[nodiscard]] Verdict parse_port(std::string_view digits, Place place, std::optional<int>& port);

/// What must hold for a host wherever it came from.
[[nodiscard]] Verdict check_host(const UrlHost& host, Place place);

/// A name that is a path of a socket, not a name on the network.
[[nodiscard]] bool is_socket_name(std::string_view name) noexcept;

}  // namespace azoth::urls
