// SPDX-License-Identifier: MIT
// Random parts, rendered and read again; Boost.URL reads the same text as an independent witness.
#include <algorithm>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <azoth/urls/url.hpp>
#include <boost/url/src.hpp>

namespace azoth {
namespace {

class RandomParts {
public:
    explicit RandomParts(unsigned seed) : engine_(seed) {}

    UrlParts next() {
        UrlParts parts;
        parts.dialect = name();
        if (chance()) parts.driver = name();
        if (chance()) parts.user = text();
        if (parts.user && chance()) parts.password = text();
        const int hosts = below(4);
        for (int i = 0; i < hosts; ++i) parts.hosts.push_back(host());
        if (chance()) parts.database = text();
        const int params = below(5);
        for (int i = 0; i < params; ++i) parts.query.push_back({"k" + text(), text()});
        return parts;
    }

private:
    int below(int limit) { return std::uniform_int_distribution<>(0, limit - 1)(engine_); }
    bool chance() { return below(2) == 0; }

    std::string name() {
        std::string result(1, static_cast<char>('a' + below(26)));
        for (int i = below(6); i > 0; --i) result += "abcz019_"[below(8)];
        return result;
    }

    std::string text() {
        static constexpr const char* pieces[] = {"é", "日", "😀", "%41", "://", "***", "@", "/",
                                                 ":", "?",  "#", "&",   "=",   "+",   " ", "%"};
        std::string result;
        for (int i = below(9); i > 0; --i) {
            if (below(3) == 0)
                result += pieces[below(std::size(pieces))];
            else
                result += static_cast<char>(' ' + below('~' - ' ' + 1));
        }
        return result;
    }

    UrlHost host() {
        static constexpr const char* addresses[] = {"::1",       "fe80::1%eth0", "2001:db8::25%25",
                                                    "127.0.0.1", "/var/run/a:b", "@abstract"};
        UrlHost result;
        if (below(3) == 0) {
            result.name = addresses[below(std::size(addresses))];
        } else {
            result.name = text();
            std::erase_if(result.name, [](char c) { return c == ':' || c == ','; });
        }
        if (result.name.empty() || chance()) result.port = 1 + below(65535);
        return result;
    }

    std::mt19937 engine_;
};

std::optional<std::string> decoded(bool present, boost::urls::pct_string_view text) {
    if (!present) return std::nullopt;
    return text.decode();
}

/// Compares with what Boost.URL reads, as far as it knows our grammar: no '_' in the scheme, one
/// host, no zone.
bool witness_agrees(const Url& url, const std::string& text) {
    const auto& hosts = url.hosts();
    const bool known = text.substr(0, text.find(':')).find('_') == text.npos && hosts.size() == 1 &&
                       hosts[0].name.find('%') == std::string::npos;
    if (!known) return false;

    const auto read = boost::urls::parse_uri(text);
    EXPECT_TRUE(read) << text;
    if (!read) return false;
    EXPECT_EQ(decoded(read->has_userinfo(), read->encoded_user()), url.user());
    const auto password = decoded(read->has_password(), read->encoded_password());
    EXPECT_EQ(password.has_value(), url.password().has_value());
    EXPECT_TRUE(!password || url.password() == Secret(*password));
    EXPECT_EQ(read->encoded_host_address().decode(), hosts[0].name);
    EXPECT_EQ(read->port(), hosts[0].port ? std::to_string(*hosts[0].port) : "");
    EXPECT_EQ(decoded(url.database().has_value(), read->encoded_path()),
              url.database() ? std::optional("/" + *url.database()) : std::nullopt);
    std::vector<UrlParam> query;
    for (const auto& param : read->params()) query.push_back({param.key, param.value});
    EXPECT_EQ(query, url.query());
    return true;
}

TEST(UrlRoundTrip, reading_a_rendered_url_gives_it_back) {
    RandomParts random(20240611);
    int witnessed = 0;
    for (int i = 0; i < 20'000 && !testing::Test::HasFailure(); ++i) {
        const UrlParts parts = random.next();
        const Url url = Url::create(parts);
        const std::string text = url.render(Reveal::secrets);
        SCOPED_TRACE(text);
        ASSERT_TRUE(
            std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; }));

        UrlProblem problem;
        const auto again = Url::try_parse(text, problem);
        ASSERT_TRUE(again) << problem.code << ' ' << problem.component;
        ASSERT_EQ(*again, url);
        ASSERT_EQ(again->parts(), parts);
        ASSERT_EQ(again->hash(), url.hash());
        ASSERT_EQ(again->render(Reveal::secrets), text);
        witnessed += witness_agrees(url, text);
    }
    EXPECT_GT(witnessed, 2'000) << "the witness was hardly asked";
}

TEST(UrlRoundTrip, what_is_printed_depends_on_no_password) {
    RandomParts random(7);
    for (int i = 0; i < 2'000; ++i) {
        const Url url = Url::create(random.next());
        if (!url.password()) continue;
        EXPECT_EQ(url.to_string(), url.with_password("other").to_string());
    }
}

}  // namespace
}  // namespace azoth
