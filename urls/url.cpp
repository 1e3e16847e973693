// SPDX-License-Identifier: MIT
#include <azoth/urls/url.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <ostream>
#include <utility>

#include "parse.hpp"
#include "query.hpp"
#include "render.hpp"
#include "text_check.hpp"
#include "validate.hpp"

namespace azoth {
namespace {

std::shared_ptr<const UrlParts> parse_or_throw(std::string_view text) {
    auto parts = std::make_shared<UrlParts>();
    if (const auto bad = urls::parse_url(text, *parts)) throw urls::make_error(*bad);
    return parts;
}

/// A copy of a URL's parts with one member replaced.
template <class Part>
UrlParts replaced(UrlParts parts, Part UrlParts::*member, Part part) {
    parts.*member = std::move(part);
    return parts;
}

std::vector<UrlParam> without(std::vector<UrlParam> query, std::vector<std::string> keys) {
    std::sort(keys.begin(), keys.end());
    std::erase_if(query, [&](const UrlParam& param) {
        return std::binary_search(keys.begin(), keys.end(), param.key);
    });
    return query;
}

void to_lower_case(std::string& name) {
    std::transform(name.begin(), name.end(), name.begin(), urls::to_lower);
}

}  // namespace

Url::Url(std::string_view text) : parts_(parse_or_throw(text)) {}

Url::Url(std::shared_ptr<const UrlParts> parts) noexcept : parts_(std::move(parts)) {}

Url Url::create(UrlParts parts) {
    to_lower_case(parts.dialect);
    if (parts.driver) to_lower_case(*parts.driver);
    if (const auto bad = urls::check_parts(parts)) throw urls::make_error(*bad);
    return Url(std::make_shared<const UrlParts>(std::move(parts)));
}

std::optional<Url> Url::try_parse(std::string_view text) {
    UrlProblem ignored;
    return try_parse(text, ignored);
}

std::optional<Url> Url::try_parse(std::string_view text, UrlProblem& problem) {
    auto parts = std::make_shared<UrlParts>();
    if (const auto bad = urls::parse_url(text, *parts)) {
        problem = *bad;
        return std::nullopt;
    }
    return Url(std::move(parts));
}

Url Url::with_dialect(std::string dialect) const {
    return create(replaced(*parts_, &UrlParts::dialect, std::move(dialect)));
}

Url Url::with_driver(std::optional<std::string> driver) const {
    return create(replaced(*parts_, &UrlParts::driver, std::move(driver)));
}

Url Url::with_user(std::optional<std::string> user) const {
    return create(replaced(*parts_, &UrlParts::user, std::move(user)));
}

Url Url::with_password(std::optional<Secret> password) const {
    return create(replaced(*parts_, &UrlParts::password, std::move(password)));
}

Url Url::with_host(std::string name, std::optional<int> port) const {
    return with_hosts({UrlHost{std::move(name), port}});
}

Url Url::with_hosts(std::vector<UrlHost> hosts) const {
    return create(replaced(*parts_, &UrlParts::hosts, std::move(hosts)));
}

Url Url::with_database(std::optional<std::string> database) const {
    return create(replaced(*parts_, &UrlParts::database, std::move(database)));
}

Url Url::with_query(std::vector<UrlParam> query) const {
    return create(replaced(*parts_, &UrlParts::query, std::move(query)));
}

Url Url::update_query(std::vector<UrlParam> pairs, QueryUpdate update) const {
    std::vector<std::string> keys;
    if (update == QueryUpdate::replace)
        for (const UrlParam& param : pairs) keys.push_back(param.key);
    std::vector<UrlParam> query = without(parts_->query, std::move(keys));
    query.insert(query.end(), std::make_move_iterator(pairs.begin()),
                 std::make_move_iterator(pairs.end()));
    return with_query(std::move(query));
}

Url Url::update_query_string(std::string_view text, QueryUpdate update) const {
    std::vector<UrlParam> pairs;
    if (const auto bad = urls::parse_query(text, {"query", 0}, pairs)) throw urls::make_error(*bad);
    return update_query(std::move(pairs), update);
}

Url Url::difference_update_query(const std::vector<std::string>& keys) const {
    return with_query(without(parts_->query, keys));
}

std::optional<std::string_view> Url::query_scalar(std::string_view key) const {
    std::optional<std::string_view> value;
    for (const UrlParam& param : parts_->query) {
        if (param.key != key) continue;
        if (value)
            throw urls::make_error({"url_duplicate_param", "query",
                                    "a key that takes one value is given twice", "keep one of them",
                                    std::nullopt});
        value = param.value;
    }
    return value;
}

std::vector<std::string_view> Url::query_values(std::string_view key) const {
    std::vector<std::string_view> values;
    for (const UrlParam& param : parts_->query)
        if (param.key == key) values.emplace_back(param.value);
    return values;
}

std::string Url::render(Reveal reveal) const {
    return urls::render_url(*parts_, reveal);
}

bool Url::equals(const Url& other) const noexcept {
    return parts_ == other.parts_ || *parts_ == *other.parts_;
}

std::size_t Url::hash() const noexcept {
    std::size_t seed = 0;
    const auto mix = [&](std::size_t value) {
        seed ^= value + 0x9E3779B97F4A7C15U + (seed << 6) + (seed >> 2);
    };
    const auto mix_text = [&](std::string_view text) { mix(std::hash<std::string_view>{}(text)); };

    mix_text(dialect());
    for (const auto* part : {&driver(), &user(), &database()}) {
        mix(part->has_value());
        if (*part) mix_text(**part);
    }
    for (const UrlHost& host : hosts()) {
        mix_text(host.name);
        mix(static_cast<std::size_t>(host.port.value_or(0)));
    }
    for (const UrlParam& param : query()) {
        mix_text(param.key);
        mix_text(param.value);
    }
    return seed;
}

std::ostream& operator<<(std::ostream& out, const Url& url) {
    return out << url.to_string();
}

}  // namespace azoth
