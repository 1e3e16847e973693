// SPDX-License-Identifier: MIT
#include "query.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "limits.hpp"
#include "percent.hpp"
#include "text_check.hpp"

namespace azoth::urls {
namespace {

UrlProblem bad_query(Place place, std::string_view message) {
    return problem("url_bad_query", place, message,
                   "a query is key=value pairs joined by '&'; write key= for an empty value, and "
                   "'?' in a password as %3F");
}

Verdict parse_param(std::string_view pair, Place place, UrlParam& param) {
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos)
        return bad_query(place, pair.empty() ? "an empty pair" : "a key without '='");
    if (equals == 0) return bad_query(place, "a value without a key");

    const std::string_view value = pair.substr(equals + 1);
    param.key.reserve(equals);
    param.value.reserve(value.size());
    if (auto bad = append_decoded(param.key, pair.substr(0, equals), place, Plus::space))
        return bad;
    return append_decoded(param.value, value, place.at(equals + 1), Plus::space);
}

}  // namespace

Verdict parse_query(std::string_view text, Place place, std::vector<UrlParam>& query) {
    if (text.empty()) return std::nullopt;
    for (std::size_t begin = 0;;) {
        if (query.size() == max_query_params) return too_many_params(place.at(begin));
        const std::size_t end = text.find('&', begin);
        const std::string_view pair = text.substr(begin, end - begin);
        if (auto bad = parse_param(pair, place.at(begin), query.emplace_back())) return bad;
        if (end == text.npos) return std::nullopt;
        begin = end + 1;
    }
}

Verdict check_query(const std::vector<UrlParam>& query) {
    const Place place{"query", std::nullopt};
    if (query.size() > max_query_params) return too_many_params(place);
    for (const UrlParam& param : query) {
        if (param.key.empty()) return bad_query(place, "a value without a key");
        if (auto bad = check_text(param.key, place)) return bad;
        if (auto bad = check_text(param.value, place)) return bad;
    }
    return std::nullopt;
}

bool has_too_many_params(std::string_view text) noexcept {
    const std::size_t mark = text.find('?');
    if (mark == text.npos) return false;
    const auto separators =
        std::count(text.begin() + static_cast<std::ptrdiff_t>(mark), text.end(), '&');
    return static_cast<std::size_t>(separators) >= max_query_params;
}

UrlProblem too_many_params(Place place) {
    return problem("url_too_many_params", place, "more than 1000 key=value pairs in the query");
}

bool is_secret_key(std::string_view key) {
    static constexpr std::array<std::string_view, 11> marks = {
        "password", "passwd",  "passphrase",  "pwd",        "secret",      "token",
        "apikey",   "api_key", "private_key", "credential", "odbc_connect"};
    std::string lower(key);
    std::transform(key.begin(), key.end(), lower.begin(), to_lower);
    if (lower == "key" || lower == "hexkey") return true;  // what encrypting SQLite builds call it
    return std::any_of(marks.begin(), marks.end(),
                       [&](std::string_view mark) { return lower.find(mark) != lower.npos; });
}

}  // namespace azoth::urls
