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

#include "boost_witness.hpp"

namespace azoth {
namespace {

using test::ask_boost;
using test::Witness;

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
        const Witness witness = ask_boost(url, text);
        ASSERT_NE(witness, Witness::disagrees);
        witnessed += witness == Witness::agrees;
    }
    EXPECT_GT(witnessed, 2'000) << "the witness was hardly asked";
}

TEST(UrlRoundTrip, the_witness_can_disagree) {
    const Url url("pg://u:p@h:1/d?a=1");
    EXPECT_EQ(ask_boost(url, "pg://u:p@h:1/d?a=1"), Witness::agrees);
    for (const std::string_view other :
         {"pg://v:p@h:1/d?a=1", "pg://u:q@h:1/d?a=1", "pg://u@h:1/d?a=1", "pg://u:p@i:1/d?a=1",
          "pg://u:p@h:2/d?a=1", "pg://u:p@h:1/e?a=1", "pg://u:p@h:1/d?a=2", "pg://u:p@h:1/d",
          "pg://u:p@h:1/d?a=1&b=2", "no url at all"})
        EXPECT_EQ(ask_boost(url, other), Witness::disagrees) << other;
    EXPECT_EQ(ask_boost(Url("pg://a,b"), "pg://a,b"), Witness::silent);
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
