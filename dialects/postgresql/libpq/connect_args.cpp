// SPDX-License-Identifier: MIT
#include "connect_args.hpp"

#include <algorithm>
#include <cstdlib>

#include <azoth/error/error.hpp>
#include <azoth/value/utf8.hpp>

#include "option.hpp"

namespace azoth::libpq {

namespace {

constexpr std::size_t longest_identifier = 63;    // NAMEDATALEN - 1
constexpr std::size_t longest_socket_path = 107;  // sockaddr_un
constexpr std::int64_t default_timeout_ms = 10'000;

[[noreturn]] void refuse(std::string_view code, std::string_view message, std::string_view part,
                         std::string hint = {}) {
    ErrorDetails details;
    details.component = part;
    details.hint = std::move(hint);
    throw ArgumentError(code, message, std::move(details));
}

void check_names(const Url& url) {
    for (const UrlParam& param : url.query()) {
        if (find_option(param.key) != nullptr) continue;
        refuse("unknown_option", "PostgreSQL connections have no such option", param.key,
               did_you_mean_option(param.key));
    }
}

void check_identifier(const std::optional<std::string>& name, std::string_view part) {
    if (name.has_value() && name->size() > longest_identifier) {
        refuse("identifier_too_long", "PostgreSQL takes names of at most 63 bytes", part);
    }
}

Endpoint make_endpoint(const UrlHost& host) {
    Endpoint endpoint{host.name, host.port.has_value() ? std::to_string(*host.port) : ""};
    if (endpoint.host.starts_with('@')) {
        refuse("bad_socket_path", "abstract sockets are not supported", "host");
    }
    if (endpoint.host.find('/') == std::string::npos) return endpoint;
    if (!endpoint.host.starts_with('/')) {
        refuse("bad_socket_path", "a socket directory is an absolute path", "host",
               "begin it with a slash");
    }
    const std::string file = endpoint.host + "/.s.PGSQL." +
                             (endpoint.port.empty() ? std::string("5432") : endpoint.port);
    if (file.size() > longest_socket_path) {
        refuse("socket_path_too_long", "the path of a socket may have 107 bytes", "host");
    }
    return endpoint;
}

/// libpq's own keywords that this driver decides on, unless told otherwise.
constexpr std::pair<std::string_view, std::string_view> defaults[] = {
    {"keepalives_idle", "60"},
    {"keepalives_interval", "10"},
    {"keepalives_count", "3"},
    {"tcp_user_timeout", "60000"},
};

void add_options(const Url& url, ConnectPlan& plan) {
    const auto add = [&plan](std::string_view name, const Secret& value) {
        plan.options.emplace_back(std::string(name), value);
    };
    bool has_sslmode = false;
    for (const UrlParam& param : url.query()) {
        if (param.key == "host" || param.key == "port") continue;  // the endpoints
        const std::string_view value = url.query_scalar(param.key).value_or("");
        check_option_value(*find_option(param.key), value);
        if (param.key == "client_encoding") continue;  // always UTF-8
        if (param.key == "connect_timeout") {
            plan.timeout_ms = std::strtoll(param.value.c_str(), nullptr, 10) * 1000;
        } else if (param.key == "target_session_attrs") {
            plan.target_session_attrs = param.value;
        } else if (param.key == "tls" || param.key == "sslmode") {
            if (has_sslmode) {
                refuse("bad_option_value", "tls and sslmode say the same: give one of them", "tls");
            }
            has_sslmode = true;
            add("sslmode", param.value);
        } else {
            add(param.key, param.value);
        }
    }
    for (const auto& [name, value] : defaults) {
        if (!url.query_scalar(name).has_value()) add(name, value);
    }
    add("client_encoding", "UTF8");
    add("fallback_application_name", "azoth");
}

}  // namespace

std::string Endpoint::shown() const {
    if (host.empty()) return "the default host";
    if (is_socket()) return host + "/.s.PGSQL." + (port.empty() ? "5432" : port);
    const bool v6 = host.find(':') != std::string::npos;
    return (v6 ? "[" + host + "]" : host) + ":" + (port.empty() ? "5432" : port);
}

ConnectPlan make_connect_plan(const Url& given, const driver::ConnectArgs& args) {
    std::vector<UrlParam> pairs;
    for (const auto& [name, value] : args) pairs.push_back({name, value});
    const Url url = pairs.empty() ? given : given.update_query(std::move(pairs));
    check_names(url);
    check_identifier(url.user(), "user");
    check_identifier(url.database(), "database");

    ConnectPlan plan;
    plan.timeout_ms = default_timeout_ms;
    for (const UrlHost& host : url.endpoints()) plan.endpoints.push_back(make_endpoint(host));
    if (plan.endpoints.empty()) plan.endpoints.emplace_back();
    if (url.user().has_value() && !url.user()->empty()) {
        plan.options.emplace_back("user", *url.user());
    }
    if (url.password().has_value()) plan.options.emplace_back("password", *url.password());
    if (url.database().has_value() && !url.database()->empty()) {
        plan.options.emplace_back("dbname", *url.database());
    }
    add_options(url, plan);
    return plan;
}

}  // namespace azoth::libpq
