// SPDX-License-Identifier: MIT
#include "validate.hpp"

#include "hosts.hpp"
#include "limits.hpp"
#include "query.hpp"
#include "render.hpp"
#include "text_check.hpp"

namespace azoth::urls {
namespace {

/// A part given raw, so without a place in a text.
Place part(std::string_view component) {
    return {component, std::nullopt};
}

Verdict check_credentials(const UrlParts& parts) {
    if (parts.user) {
        if (auto bad = check_text(*parts.user, part("user"))) return bad;
        if (auto bad = check_user(*parts.user, part("user"))) return bad;
    }
    if (!parts.password) return std::nullopt;
    if (!parts.user)
        return problem("url_password_without_user", part("password"), "a password without a user",
                       "name the user, or give an empty one");
    return check_text(parts.password->reveal(), part("password"));
}

}  // namespace

Verdict check_dialect(std::string_view name, Place place) {
    if (name.empty())
        return problem("url_empty_scheme", place, "no dialect is named before '://'",
                       "a URL starts like postgresql:// or sqlite://");
    const std::size_t bad = find_bad_name_byte(name);
    if (bad == name.npos) return std::nullopt;
    return problem("url_bad_scheme", place.at(bad), "the dialect is not a plain name",
                   "a dialect's name is a letter, then letters, digits and '_'; never a path");
}

Verdict check_driver(std::string_view name, Place place) {
    const std::size_t bad = name.empty() ? 0 : find_bad_name_byte(name);
    if (bad == name.npos) return std::nullopt;
    return problem("url_bad_driver_name", place.at(bad), "the driver is not a plain name",
                   "a driver's name is a letter, then letters, digits and '_'; never a path");
}

Verdict check_user(std::string_view name, Place place) {
    if (name.size() <= max_name_bytes) return std::nullopt;
    return problem("option_too_long", place, "the user is longer than 1024 bytes");
}

Verdict check_size(const UrlParts& parts) {
    std::string text = render_url(parts, Reveal::secrets);
    const std::size_t size = text.size();
    wipe(text);
    if (size <= max_url_bytes) return std::nullopt;
    return problem("url_too_long", part("url"), "longer than 64 KiB once it is percent-encoded");
}

Verdict check_parts(const UrlParts& parts) {
    if (auto bad = check_dialect(parts.dialect, part("scheme"))) return bad;
    if (parts.driver)
        if (auto bad = check_driver(*parts.driver, part("driver"))) return bad;
    if (auto bad = check_credentials(parts)) return bad;
    for (const UrlHost& host : parts.hosts)
        if (auto bad = check_host(host, part("host"))) return bad;
    if (parts.database)
        if (auto bad = check_text(*parts.database, part("database"))) return bad;
    if (auto bad = check_query(parts.query)) return bad;
    return check_size(parts);
}

}  // namespace azoth::urls
