// SPDX-License-Identifier: MIT
#include <azoth/error/error.hpp>
#include <azoth/urls/url.hpp>
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "url_cases.hpp"

namespace azoth {
namespace {

using test::bad_urls;
using test::good_urls;
using testing::HasSubstr;
using testing::Not;

std::string shown(std::string_view text) {
    return testing::PrintToString(std::string(text));
}

/// The code that reading this text fails with, or "" when it does not fail.
std::string code_of(std::string_view text) {
    UrlProblem problem;
    return Url::try_parse(text, problem) ? "" : std::string(problem.code);
}

TEST(UrlParse, refuses_each_bad_url_with_code_component_and_offset) {
    for (const auto& bad : bad_urls) {
        SCOPED_TRACE(shown(bad.text));
        try {
            const Url url(bad.text);
            ADD_FAILURE() << "was read as " << url.render(Reveal::secrets);
        } catch (const UrlError& error) {
            EXPECT_EQ(error.code(), bad.code);
            EXPECT_EQ(error.details().component, bad.component);
            EXPECT_EQ(error.details().offset, bad.offset);
            EXPECT_THAT(error.what(), HasSubstr("byte " + std::to_string(bad.offset)));
        }
    }
}

TEST(UrlParse, repeats_nothing_of_a_refused_url) {
    int with_password = 0;
    for (const auto& bad : bad_urls) {
        if (bad.text.find("hunt") == bad.text.npos) continue;
        ++with_password;
        SCOPED_TRACE(shown(bad.text));
        try {
            (void)Url(bad.text);
            ADD_FAILURE() << "was read";
        } catch (const UrlError& error) {
            EXPECT_THAT(error.what(), Not(HasSubstr("hunt")));
            EXPECT_THAT(error.details().hint, Not(HasSubstr("hunt")));
        }
    }
    EXPECT_GT(with_password, 20) << "the table lost its passwords";
}

TEST(UrlParse, try_parse_says_the_same_without_throwing) {
    for (const auto& bad : bad_urls) {
        SCOPED_TRACE(shown(bad.text));
        UrlProblem problem;
        EXPECT_FALSE(Url::try_parse(bad.text));
        EXPECT_FALSE(Url::try_parse(bad.text, problem));
        EXPECT_EQ(problem.code, bad.code);
        EXPECT_EQ(problem.offset, bad.offset);
    }
    for (const auto& good : good_urls) EXPECT_TRUE(Url::try_parse(good.text)) << good.text;
}

TEST(UrlParse, reads_each_good_url) {
    for (const auto& good : good_urls) {
        SCOPED_TRACE(shown(good.text));
        const auto url = Url::try_parse(good.text);
        ASSERT_TRUE(url);
        EXPECT_EQ(url->render(Reveal::secrets), good.rendered);
        EXPECT_EQ(Url(url->render(Reveal::secrets)), *url);
        EXPECT_EQ(Url::create(url->parts()), *url);
    }
}

TEST(UrlParse, hints_say_how_to_escape) {
    const auto hint = [](std::string_view text) {
        UrlProblem problem;
        EXPECT_FALSE(Url::try_parse(text, problem)) << text;
        return std::string(problem.hint);
    };
    EXPECT_THAT(hint("postgresql://u:p@ss@h/d"), HasSubstr("%40"));
    EXPECT_THAT(hint("postgresql://u:pa/ss@h/d"), HasSubstr("%2F"));
    EXPECT_THAT(hint("postgresql://u:pa#ss@h/d"), HasSubstr("%23"));
    EXPECT_THAT(hint("postgresql://u:pa?ss@h/d"), HasSubstr("%3F"));
    EXPECT_THAT(hint("postgresql://u:p%zz@h/d"), HasSubstr("%25"));
    EXPECT_THAT(hint("postgresql://::1/d"), HasSubstr("[::1]"));
}

TEST(UrlParse, reads_all_parts) {
    const Url url("PostgreSQL+odbc://a%40b:s%2Fx@h1:1,h2/my%20db?b=1&a=x+y&b=&c=%2B");
    EXPECT_EQ(url.dialect(), "postgresql");
    EXPECT_EQ(url.driver(), "odbc");
    EXPECT_EQ(url.user(), "a@b");
    ASSERT_TRUE(url.password());
    EXPECT_EQ(url.password()->reveal(), "s/x");
    EXPECT_EQ(url.hosts(), (std::vector<UrlHost>{{"h1", 1}, {"h2", {}}}));
    EXPECT_EQ(url.database(), "my db");
    EXPECT_EQ(url.query(),
              (std::vector<UrlParam>{{"b", "1"}, {"a", "x y"}, {"b", ""}, {"c", "+"}}));
}

TEST(UrlParse, absent_and_empty_differ) {
    EXPECT_EQ(Url("sqlite://").database(), std::nullopt);
    EXPECT_EQ(Url("sqlite:///").database(), "");
    EXPECT_EQ(Url("sqlite:///rel").database(), "rel");
    EXPECT_EQ(Url("sqlite:////abs").database(), "/abs");
    EXPECT_EQ(Url("sqlite:///:memory:").database(), ":memory:");
    EXPECT_EQ(Url("pg://h").database(), std::nullopt);
    EXPECT_EQ(Url("pg://h/").database(), "");

    EXPECT_EQ(Url("pg://h").user(), std::nullopt);
    EXPECT_EQ(Url("pg://:p@h").user(), "");
    EXPECT_EQ(Url("pg://u@h").password(), std::nullopt);
    EXPECT_EQ(Url("pg://u:@h").password(), Secret(""));

    EXPECT_TRUE(Url("pg:///d").hosts().empty());
    EXPECT_EQ(Url("pg://h/d").port(), std::nullopt);
    EXPECT_EQ(Url("pg://h:/d").port(), std::nullopt);
    EXPECT_EQ(Url("pg://:1/d").host(), std::nullopt);
    EXPECT_EQ(Url("pg://:1/d").port(), 1);
    EXPECT_EQ(Url("pg://h").driver(), std::nullopt);
}

TEST(UrlParse, decodes_hosts_and_keeps_zones) {
    EXPECT_EQ(Url("pg://%2Fvar%2Frun/d").host(), "/var/run");
    EXPECT_EQ(Url("pg://[fe80::1%25eth0]/d").host(), "fe80::1%eth0");
    EXPECT_EQ(Url("pg://[fe80::1%eth0]/d").host(), "fe80::1%eth0");
    EXPECT_EQ(Url("pg://[::1]:5/d").port(), 5);
}

TEST(UrlParse, what_a_driver_must_quote_arrives_verbatim) {
    EXPECT_EQ(Url("hive://u:p;DRIVER=%2Ftmp%2Fe.so@h/d").password(), "p;DRIVER=/tmp/e.so");
    EXPECT_EQ(Url("hive://u:p}w;{@h/d").password(), "p}w;{");
    EXPECT_EQ(Url("hive://h?driver=Evil}UID=x").query_scalar("driver"), "Evil}UID=x");
    EXPECT_EQ(Url("hive://h?driver=/tmp/e.so").query_scalar("driver"), "/tmp/e.so");
    EXPECT_EQ(Url("hive://h?a;b=c").query_scalar("a;b"), "c");
    EXPECT_EQ(Url("pg://h/dbname=x host=evil").database(), "dbname=x host=evil");
}

TEST(UrlParse, long_names_are_refused) {
    const std::string fits(1024, 'n');
    const std::string name(1025, 'n');
    EXPECT_EQ(code_of("pg://" + fits + "@" + fits), "");
    EXPECT_EQ(code_of("pg://" + name + "@h"), "option_too_long");
    EXPECT_EQ(code_of("pg://u@" + name), "option_too_long");
    EXPECT_EQ(code_of("pg://u:" + name + "@h"), "");
}

TEST(UrlParse, sizes_have_limits) {
    const std::string head = "sqlite:///";
    EXPECT_EQ(code_of(head + std::string(65536 - head.size(), 'x')), "");
    EXPECT_EQ(code_of(head + std::string(65537 - head.size(), 'x')), "url_too_long");
    EXPECT_EQ(code_of(head + std::string(2 << 20, 'x')), "url_too_long");
    EXPECT_EQ(code_of(head + std::string(30000, '{')), "url_too_long") << "90 000 bytes encoded";

    const auto with_pairs = [](int count) {
        std::string text = "pg://h?k=v";
        for (int i = 1; i < count; ++i) text += "&k=v";
        return text;
    };
    EXPECT_EQ(code_of(with_pairs(1000)), "");
    EXPECT_EQ(code_of(with_pairs(1001)), "url_too_many_params");
    EXPECT_EQ(code_of(with_pairs(100'000)), "url_too_many_params");
}

/// Anything worse than linear would need hours for texts of these shapes.
TEST(UrlParse, reading_is_linear) {
    const auto begin = std::chrono::steady_clock::now();
    for (const std::string_view piece :
         {"@", "/", ":", "%", ",", "[", "?", "&", "a=&", "%41", "::1,"})
        for (const std::string_view head : {"pg://", "pg://u:p@", "pg:///", "pg://h?", ""}) {
            std::string text(head);
            while (text.size() + piece.size() <= 65536) text += piece;
            (void)Url::try_parse(text);
            (void)Url::try_parse(text + std::string(2 << 20, 'x'));
        }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

}  // namespace
}  // namespace azoth
