// SPDX-License-Identifier: MIT
// Boost.URL as an independent reader of rendered URLs. Include it in one file of a program: it
// brings that library's definitions along.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/urls/url.hpp>
#include <boost/url/src.hpp>

namespace azoth::test {

enum class Witness { silent, agrees, disagrees };

/// Whether Boost.URL finds the parts of `url` in its rendered `text`. It is silent where it knows
/// another grammar than ours: '_' in the scheme, no host or several, a zone.
inline Witness ask_boost(const Url& url, std::string_view text) {
    const auto& hosts = url.hosts();
    const bool known = text.substr(0, text.find(':')).find('_') == text.npos && hosts.size() == 1 &&
                       hosts[0].name.find('%') == std::string::npos;
    if (!known) return Witness::silent;

    const auto read = boost::urls::parse_uri(text);
    if (!read) return Witness::disagrees;
    const auto decoded = [](bool present, boost::urls::pct_string_view part) {
        return present ? std::optional<std::string>(part.decode()) : std::nullopt;
    };
    const auto password = decoded(read->has_password(), read->encoded_password());
    const std::optional<std::string> path =
        url.database() ? std::optional("/" + *url.database()) : std::nullopt;
    std::vector<UrlParam> query;
    for (const auto& param : read->params()) query.push_back({param.key, param.value});
    const bool same = decoded(read->has_userinfo(), read->encoded_user()) == url.user() &&
                      password.has_value() == url.password().has_value() &&
                      (!password || *url.password() == Secret(*password)) &&
                      read->encoded_host_address().decode() == hosts[0].name &&
                      read->port() == (hosts[0].port ? std::to_string(*hosts[0].port) : "") &&
                      decoded(url.database().has_value(), read->encoded_path()) == path &&
                      query == url.query();
    return same ? Witness::agrees : Witness::disagrees;
}

}  // namespace azoth::test
