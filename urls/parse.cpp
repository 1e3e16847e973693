// SPDX-License-Identifier: MIT
//
// Reading a URL cuts it at the first delimiter of each kind and then reads the pieces. What makes
// this more than cutting is the password: people paste one with an unescaped '@' or '/', and then
// every cut is in a wrong place, the program talks to the wrong host, and a piece of the password
// shows up as a host or database name in logs. So text that can be cut in two ways is refused, and
// no message repeats any of it.
#include "parse.hpp"

#include <algorithm>
#include <string>

#include "hosts.hpp"
#include "limits.hpp"
#include "percent.hpp"
#include "query.hpp"
#include "text_check.hpp"
#include "validate.hpp"

namespace azoth::urls {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view separator = "://";

/// The pieces of a URL, still encoded, and where each one starts.
struct Pieces {
    std::string_view scheme;
    std::string_view authority;
    std::string_view path;  ///< with its leading '/', or empty
    std::string_view query;
    std::size_t authority_at = 0;
    std::size_t path_at = 0;
    std::size_t query_at = 0;
};

Verdict check_whole(std::string_view text) {
    const Place start{"url", 0};
    if (text.empty()) return problem("url_empty", start, "the text is empty");
    if (text.size() > max_url_bytes) {
        if (has_too_many_params(text.substr(0, max_url_bytes)))
            return too_many_params({"query", max_url_bytes});
        return problem("url_too_long", start.at(max_url_bytes), "longer than 64 KiB");
    }
    if (const auto fault = find_control(text))
        return problem(fault->code, start.at(fault->index), fault->message, fault->hint);
    if (text.front() == ' ' || text.back() == ' ')
        return problem("url_whitespace", start.at(text.front() == ' ' ? 0 : text.size() - 1),
                       "a blank at the start or the end",
                       "remove it, or write it as %20 where it belongs to a name");
    return std::nullopt;
}

/// Cuts the text. A '#' is refused rather than read as data or dropped: URLs give it a meaning
/// that databases have no use for, and it is often a piece of a password.
Verdict cut(std::string_view text, Pieces& pieces) {
    const std::size_t colon = text.find(separator);
    if (colon == npos)
        return problem("url_missing_scheme_separator", {"scheme", text.size()}, "there is no '://'",
                       "a URL starts like postgresql:// or sqlite://");
    pieces.scheme = text.substr(0, colon);

    const std::size_t hash = text.find('#');
    if (hash != npos && hash > colon)
        return problem("url_fragment_unsupported", {"url", hash}, "an unescaped '#'",
                       "a '#' in a password or a name is written %23");

    pieces.authority_at = colon + separator.size();
    pieces.path_at = std::min(text.find_first_of("/?", pieces.authority_at), text.size());
    const std::size_t mark = std::min(text.find('?', pieces.path_at), text.size());
    pieces.query_at = std::min(mark + 1, text.size());
    pieces.authority = text.substr(pieces.authority_at, pieces.path_at - pieces.authority_at);
    pieces.path = text.substr(pieces.path_at, mark - pieces.path_at);
    pieces.query = text.substr(pieces.query_at);
    return std::nullopt;
}

std::string lowered(std::string_view text) {
    std::string lower(text);
    std::transform(text.begin(), text.end(), lower.begin(), to_lower);
    return lower;
}

Verdict read_scheme(std::string_view scheme, UrlParts& parts) {
    const std::size_t plus = scheme.find('+');
    parts.dialect = lowered(scheme.substr(0, plus));
    if (auto bad = check_dialect(parts.dialect, {"scheme", 0})) return bad;
    if (plus == npos) return std::nullopt;
    parts.driver = lowered(scheme.substr(plus + 1));
    return check_driver(*parts.driver, {"driver", plus + 1});
}

/// Refuses an '@' or '/' that may belong to a password. In the path of a URL with a host an '@' is
/// data only when escaped. Without a host it is, since file names have it, unless the first
/// segment reads like `user:password@`.
Verdict check_ambiguity(const Pieces& pieces) {
    const std::size_t first = pieces.authority.find('@');
    const std::size_t in_path = pieces.path.find('@');
    const bool twice =
        first != npos && (pieces.authority.find('@', first + 1) != npos || in_path != npos);
    if (twice)
        return problem("url_ambiguous_at", {"password", pieces.authority_at + first},
                       "more than one '@', so where the password ends is a guess",
                       "an '@' in a user, password or database name is written %40");
    if (in_path == npos) return std::nullopt;

    const bool like_userinfo =
        pieces.path.find(':') < in_path && pieces.path.find('/', 1) > in_path;
    if (pieces.authority.empty() && !like_userinfo) return std::nullopt;
    return problem("url_ambiguous_slash", {"password", pieces.path_at},
                   "an '@' after the '/', so the '/' may be part of a password",
                   "a '/' in a password is written %2F, an '@' in a database name %40, and only "
                   "two slashes stand before a user name");
}

/// A password lives in a string only until its secret is made.
Verdict read_password(std::string_view encoded, Place place, UrlParts& parts) {
    std::string text;
    text.reserve(encoded.size());
    Verdict bad = append_decoded(text, encoded, place);
    if (!bad) parts.password = Secret{text};
    wipe(text);
    return bad;
}

Verdict read_authority(const Pieces& pieces, UrlParts& parts) {
    const std::size_t at = pieces.authority.find('@');
    const std::size_t host_at = at == npos ? 0 : at + 1;
    if (at != npos) {
        const std::string_view userinfo = pieces.authority.substr(0, at);
        const std::size_t colon = userinfo.find(':');
        if (auto bad = append_decoded(parts.user.emplace(), userinfo.substr(0, colon),
                                      {"user", pieces.authority_at}))
            return bad;
        if (auto bad = check_user(*parts.user, {"user", pieces.authority_at})) return bad;
        if (colon != npos) {
            const Place place{"password", pieces.authority_at + colon + 1};
            if (auto bad = read_password(userinfo.substr(colon + 1), place, parts)) return bad;
        }
    }
    const std::string_view list = pieces.authority.substr(host_at);
    if (list.empty()) return std::nullopt;
    return parse_host_list(list, {"host", pieces.authority_at + host_at}, Spelling::encoded,
                           parts.hosts);
}

Verdict read_database(const Pieces& pieces, UrlParts& parts) {
    if (pieces.path.empty()) return std::nullopt;
    const std::string_view name = pieces.path.substr(1);
    std::string& database = parts.database.emplace();
    database.reserve(name.size());
    return append_decoded(database, name, {"database", pieces.path_at + 1});
}

}  // namespace

Verdict parse_url(std::string_view text, UrlParts& parts) {
    Pieces pieces;
    if (auto bad = check_whole(text)) return bad;
    if (auto bad = cut(text, pieces)) return bad;
    if (auto bad = read_scheme(pieces.scheme, parts)) return bad;
    if (auto bad = check_ambiguity(pieces)) return bad;
    if (auto bad = read_authority(pieces, parts)) return bad;
    if (auto bad = read_database(pieces, parts)) return bad;
    if (auto bad = parse_query(pieces.query, {"query", pieces.query_at}, parts.query)) return bad;
    // Only text of this size can become too long by being encoded, three bytes for one.
    return text.size() > max_url_bytes / 3 ? check_size(parts) : std::nullopt;
}

}  // namespace azoth::urls
