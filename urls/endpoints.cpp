// SPDX-License-Identifier: MIT
//
// Hosts for failover are written in three ways: before the path (libpq's), as repeated `host=A:1`,
// or as the lists `host=A,B` and `port=1,2` (SQLAlchemy's two). One URL uses one of them.
#include <string_view>
#include <vector>

#include <azoth/urls/url.hpp>

#include "hosts.hpp"
#include "problem.hpp"

namespace azoth {
namespace {

using urls::Place;
using urls::Spelling;

constexpr Place in_query{"host", std::nullopt};

[[noreturn]] void refuse(std::string_view message, std::string_view hint) {
    throw urls::make_error(urls::problem("url_host_list", in_query, message, hint));
}

[[noreturn]] void refuse_mixture() {
    refuse("hosts or ports are given in more than one way",
           "write host:1,host:2 before the path, or ?host=A:1&host=B:2, or ?host=A,B&port=1,2");
}

void check(const urls::Verdict& verdict) {
    if (verdict) throw urls::make_error(*verdict);
}

/// `host=A:1&host=B:2`
std::vector<UrlHost> repeated_hosts(const std::vector<std::string_view>& values) {
    std::vector<UrlHost> hosts;
    for (const std::string_view value : values) {
        if (value.find(',') != value.npos) refuse_mixture();
        check(urls::parse_host(value, in_query, Spelling::raw, hosts.emplace_back()));
    }
    return hosts;
}

/// `port=1,2` and `port=1&port=2`; an empty entry is an absent port.
std::vector<std::optional<int>> listed_ports(const std::vector<std::string_view>& values) {
    std::vector<std::optional<int>> ports;
    for (std::string_view rest : values) {
        for (std::size_t comma = 0; comma != rest.npos;) {
            comma = rest.find(',');
            check(urls::parse_port(rest.substr(0, comma), {"port", std::nullopt},
                                   ports.emplace_back()));
            if (comma != rest.npos) rest.remove_prefix(comma + 1);
        }
    }
    return ports;
}

/// Gives each host its port.
void assign_ports(std::vector<UrlHost>& hosts, const std::vector<std::optional<int>>& ports) {
    if (hosts.empty()) hosts.resize(1);  // a port alone is the default host's
    if (hosts.size() != ports.size())
        refuse("the numbers of hosts and ports differ", "give every host its port");
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        if (hosts[i].port) refuse_mixture();
        hosts[i].port = ports[i];
    }
}

}  // namespace

std::vector<UrlHost> Url::endpoints() const {
    const auto host_values = query_values("host");
    const auto port_values = query_values("port");
    if (!hosts().empty()) {
        if (!host_values.empty() || !port_values.empty()) refuse_mixture();
        return hosts();
    }

    std::vector<UrlHost> found;
    if (host_values.size() > 1) {
        found = repeated_hosts(host_values);
        if (!port_values.empty()) refuse_mixture();
    } else if (!host_values.empty()) {
        check(urls::parse_host_list(host_values.front(), in_query, Spelling::raw, found));
    }
    if (!port_values.empty()) assign_ports(found, listed_ports(port_values));
    for (const UrlHost& host : found) check(urls::check_host(host, in_query));
    return found;
}

std::optional<std::string_view> Url::host() const {
    if (hosts().empty()) return std::nullopt;
    if (hosts().size() > 1)
        refuse("several hosts where one is expected", "this driver connects to one host only");
    const std::string& name = hosts().front().name;
    return name.empty() ? std::nullopt : std::optional<std::string_view>(name);
}

std::optional<int> Url::port() const {
    (void)host();
    return hosts().empty() ? std::nullopt : hosts().front().port;
}

}  // namespace azoth
