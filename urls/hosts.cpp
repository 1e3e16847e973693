// SPDX-License-Identifier: MIT
#include "hosts.hpp"

#include <charconv>

#include "address.hpp"
#include "limits.hpp"
#include "percent.hpp"
#include "text_check.hpp"

namespace azoth::urls {
namespace {

constexpr int max_port = 65535;
constexpr std::string_view port_hint =
    "a port is a number from 1 to 65535; if this is a password, '@' and the host are missing "
    "after it, or one of / ? # @ in it must be written as %2F %3F %23 %40";

UrlProblem bad_port(Place place) {
    return problem("url_bad_port", {"port", place.offset},
                   "the port is not a number from 1 to 65535", port_hint);
}

UrlProblem bad_host(Place place, std::string_view message, std::string_view hint) {
    return problem("url_bad_host", place, message, hint);
}

/// RFC 6874 writes a zone as `%25eth0`; the plain `%eth0` that everyone types is taken too.
std::string unbracketed(std::string_view inside, Spelling spelling) {
    const std::size_t percent = inside.find('%');
    std::string name(inside);
    if (spelling == Spelling::encoded && percent != inside.npos &&
        inside.substr(percent + 1, 2) == "25")
        name.erase(percent + 1, 2);
    return name;
}

Verdict parse_bracketed(std::string_view entry, Place place, Spelling spelling, UrlHost& host) {
    const std::size_t close = entry.find(']');
    if (close == entry.npos)
        return problem("url_unclosed_ipv6", place, "a '[' without its ']'",
                       "an IPv6 address is written as [::1]");
    host.name = unbracketed(entry.substr(1, close - 1), spelling);
    if (!is_ipv6(host.name))
        return problem("url_bad_ipv6", place.at(1), "no IPv6 address between the brackets",
                       "an IPv6 address is written as [::1] or [fe80::1%25eth0]");
    const std::string_view rest = entry.substr(close + 1);
    if (rest.empty()) return std::nullopt;
    if (rest.front() != ':')
        return bad_host(place.at(close + 1), "text after ']' that is no port",
                        "a port follows the address as [::1]:5432");
    return parse_port(rest.substr(1), place.at(close + 2), host.port);
}

Verdict parse_name(std::string_view written, Place place, Spelling spelling, std::string& name) {
    if (spelling == Spelling::raw) {
        name = written;
        return std::nullopt;
    }
    const std::size_t stray = written.find_first_of(" []");
    if (stray != written.npos)
        return bad_host(place.at(stray), "a blank or bracket in the host",
                        "brackets enclose a whole IPv6 address; a blank is written as %20");
    name.reserve(written.size());
    return append_decoded(name, written, place);
}

}  // namespace

bool is_socket_name(std::string_view name) noexcept {
    return !name.empty() && (name.front() == '/' || name.front() == '@');
}

Verdict parse_port(std::string_view digits, Place place, std::optional<int>& port) {
    if (digits.empty()) return std::nullopt;
    unsigned value = 0;
    // An unsigned target takes no sign, and from_chars skips no blanks.
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    if (!whole || value == 0 || value > max_port) return bad_port(place);
    port = static_cast<int>(value);
    return std::nullopt;
}

Verdict check_host(const UrlHost& host, Place place) {
    if (host.name.empty() && !host.port)
        return problem("url_host_list", place, "an entry names neither a host nor a port",
                       "remove the superfluous ':' or ','");
    if (host.name.size() > max_name_bytes)
        return problem("option_too_long", place, "the host is longer than 1024 bytes");
    if (auto fault = check_text(host.name, {place.component, std::nullopt})) return fault;
    if (host.name.find(',') != host.name.npos)
        return bad_host(place, "a comma within the name of a host", "name each host by itself");
    if (host.name.find(':') != host.name.npos && !is_socket_name(host.name) && !is_ipv6(host.name))
        return bad_host(place, "a colon within the name of a host",
                        "give the port apart, and an IPv6 address without brackets");
    if (host.port && (*host.port < 1 || *host.port > max_port)) return bad_port(place);
    return std::nullopt;
}

Verdict parse_host(std::string_view entry, Place place, Spelling spelling, UrlHost& host) {
    if (entry.starts_with('[')) return parse_bracketed(entry, place, spelling, host);

    const bool whole = spelling == Spelling::raw && (is_socket_name(entry) || is_ipv6(entry));
    const std::size_t colon = whole ? entry.npos : entry.find(':');
    if (colon != entry.npos) {
        if (entry.find(':', colon + 1) != entry.npos && resembles_ipv6(entry))
            return problem("url_ipv6_needs_brackets", place, "an IPv6 address without brackets",
                           "write it as [::1], with a port as [::1]:5432");
        if (auto bad = parse_port(entry.substr(colon + 1), place.at(colon + 1), host.port))
            return bad;
    }
    if (auto bad = parse_name(entry.substr(0, colon), place, spelling, host.name)) return bad;
    return check_host(host, place);
}

Verdict parse_host_list(std::string_view list, Place place, Spelling spelling,
                        std::vector<UrlHost>& hosts) {
    for (std::size_t begin = 0;;) {
        const std::size_t comma = list.find(',', begin);
        const std::string_view entry = list.substr(begin, comma - begin);
        if (auto bad = parse_host(entry, place.at(begin), spelling, hosts.emplace_back()))
            return bad;
        if (comma == list.npos) return std::nullopt;
        begin = comma + 1;
    }
}

}  // namespace azoth::urls
