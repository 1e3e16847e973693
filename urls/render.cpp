// SPDX-License-Identifier: MIT
#include "render.hpp"

#include <string_view>

#include "address.hpp"
#include "percent.hpp"
#include "query.hpp"

namespace azoth::urls {
namespace {

constexpr SafeBytes safe_in_userinfo{"+"};
constexpr SafeBytes safe_in_host{""};
constexpr SafeBytes safe_in_database{"+/:,="};
constexpr SafeBytes safe_in_query{"/:,"};

constexpr std::size_t longest_escape = 3;
constexpr std::size_t delimiters = 16;  ///< more than stand around any one part

/// At least the length of the rendered text.
std::size_t size_bound(const UrlParts& parts) {
    const auto bound = [](std::string_view text) {
        return text.size() * longest_escape + delimiters;
    };
    std::size_t size = bound(parts.dialect);
    for (const auto& part : {&parts.driver, &parts.user, &parts.database})
        if (*part) size += bound(**part);
    if (parts.password) size += bound(parts.password->reveal());
    for (const UrlHost& host : parts.hosts) size += bound(host.name);
    for (const UrlParam& param : parts.query) size += bound(param.key) + bound(param.value);
    return size;
}

void append_userinfo(std::string& text, const UrlParts& parts, Reveal reveal) {
    if (!parts.user) return;
    append_encoded(text, *parts.user, safe_in_userinfo);
    if (parts.password) {
        text += ':';
        if (reveal == Reveal::secrets)
            append_encoded(text, parts.password->reveal(), safe_in_userinfo);
        else
            text += hidden_text;
    }
    text += '@';
}

void append_host(std::string& text, const UrlHost& host) {
    if (is_ipv6(host.name)) {
        const std::size_t zone = host.name.find('%');
        text.append("[").append(host.name, 0, zone);
        if (zone != host.name.npos) text.append("%25").append(host.name, zone + 1);
        text += ']';
    } else {
        append_encoded(text, host.name, safe_in_host);
    }
    if (host.port) text.append(":").append(std::to_string(*host.port));
}

void append_hosts(std::string& text, const UrlParts& parts) {
    for (const UrlHost& host : parts.hosts) {
        if (&host != &parts.hosts.front()) text += ',';
        append_host(text, host);
    }
}

void append_query(std::string& text, const UrlParts& parts, Reveal reveal) {
    char lead = '?';
    for (const UrlParam& param : parts.query) {
        text += lead;
        lead = '&';
        append_encoded(text, param.key, safe_in_query);
        text += '=';
        if (reveal == Reveal::secrets || !is_secret_key(param.key))
            append_encoded(text, param.value, safe_in_query);
        else
            text += hidden_text;
    }
}

}  // namespace

std::string render_url(const UrlParts& parts, Reveal reveal) {
    std::string text;
    text.reserve(size_bound(parts));
    text += parts.dialect;
    if (parts.driver) text.append("+").append(*parts.driver);
    text += "://";
    append_userinfo(text, parts, reveal);
    append_hosts(text, parts);
    if (parts.database) {
        text += '/';
        append_encoded(text, *parts.database, safe_in_database);
    }
    append_query(text, parts, reveal);
    return text;
}

}  // namespace azoth::urls
