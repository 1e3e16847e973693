// SPDX-License-Identifier: MIT
#include <azoth/urls/connect_args.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace azoth {
namespace {

std::string joined_names(const std::vector<UrlHost>& hosts) {
    std::string text;
    for (const UrlHost& host : hosts) text.append(&host == &hosts.front() ? "" : ",") += host.name;
    return text;
}

std::string joined_ports(const std::vector<UrlHost>& hosts) {
    std::string text;
    for (const UrlHost& host : hosts) {
        if (&host != &hosts.front()) text += ',';
        if (host.port) text += std::to_string(*host.port);
    }
    return text;
}

}  // namespace

std::vector<ConnectArg> translate_connect_args(const Url& url, const ConnectArgNames& names) {
    std::vector<ConnectArg> args;
    const auto add = [&](std::string_view name, Secret value) {
        if (!name.empty()) args.push_back({std::string(name), std::move(value)});
    };

    const std::vector<UrlHost> hosts = url.endpoints();
    const auto has_name = [](const UrlHost& host) { return !host.name.empty(); };
    const auto has_port = [](const UrlHost& host) { return host.port.has_value(); };
    if (std::any_of(hosts.begin(), hosts.end(), has_name)) add(names.host, joined_names(hosts));
    if (std::any_of(hosts.begin(), hosts.end(), has_port)) add(names.port, joined_ports(hosts));
    if (url.user()) add(names.user, *url.user());
    if (url.password()) add(names.password, *url.password());
    if (url.database()) add(names.database, *url.database());
    return args;
}

}  // namespace azoth
