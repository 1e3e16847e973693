// SPDX-License-Identifier: MIT
#include <azoth/urls/url.hpp>

#include <sstream>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <azoth/error/error.hpp>

namespace azoth {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

static_assert(!std::is_convertible_v<const char*, Url>);
static_assert(std::is_nothrow_copy_constructible_v<Url>);

template <class Action>
std::string code_of(Action action) {
    try {
        action();
        return "";
    } catch (const UrlError& error) {
        EXPECT_EQ(error.details().offset, std::nullopt);
        return error.code();
    }
}

std::string create_code(UrlParts parts) {
    return code_of([&] { (void)Url::create(std::move(parts)); });
}

TEST(Url, is_built_from_raw_parts) {
    const Url url = Url::create({.dialect = "postgresql",
                                 .driver = "odbc",
                                 .user = "a@b",
                                 .password = "s/x:%",
                                 .hosts = {{"::1", 5432}, {"/var/run", {}}},
                                 .database = "my db",
                                 .query = {{"sslmode", "require"}, {"a&b", "=?#"}}});
    EXPECT_EQ(url.render(Reveal::secrets),
              "postgresql+odbc://a%40b:s%2Fx%3A%25@[::1]:5432,%2Fvar%2Frun/my%20db"
              "?sslmode=require&a%26b=%3D%3F%23");
    EXPECT_EQ(Url(url.render(Reveal::secrets)), url);
}

TEST(Url, raw_parts_are_checked_like_parsed_ones) {
    EXPECT_EQ(create_code({}), "url_empty_scheme");
    EXPECT_EQ(create_code({.dialect = "Pg"}), "") << "lower-cased";
    EXPECT_EQ(create_code({.dialect = "pg/x"}), "url_bad_scheme");
    EXPECT_EQ(create_code({.dialect = "pg", .driver = ""}), "url_bad_driver_name");
    EXPECT_EQ(create_code({.dialect = "pg", .driver = "../x"}), "url_bad_driver_name");
    EXPECT_EQ(create_code({.dialect = "pg", .user = std::string("a\0b", 3)}), "url_nul_byte");
    EXPECT_EQ(create_code({.dialect = "pg", .user = std::string(1025, 'u')}), "option_too_long");
    EXPECT_EQ(create_code({.dialect = "pg", .password = "p"}), "url_password_without_user");
    EXPECT_EQ(create_code({.dialect = "pg", .user = "", .password = "p\n"}), "url_control_char");
    EXPECT_EQ(create_code({.dialect = "pg", .hosts = {{}}}), "url_host_list");
    EXPECT_EQ(create_code({.dialect = "pg", .hosts = {{"h", 0}}}), "url_bad_port");
    EXPECT_EQ(create_code({.dialect = "pg", .hosts = {{"h", 70000}}}), "url_bad_port");
    EXPECT_EQ(create_code({.dialect = "pg", .hosts = {{"h", -1}}}), "url_bad_port");
    EXPECT_EQ(create_code({.dialect = "pg", .hosts = {{"[::1]", {}}}}), "url_bad_host");
    EXPECT_EQ(create_code({.dialect = "pg", .hosts = {{"h:1", {}}}}), "url_bad_host");
    EXPECT_EQ(create_code({.dialect = "pg", .hosts = {{"a,b", {}}}}), "url_bad_host");
    EXPECT_EQ(create_code({.dialect = "pg", .hosts = {{"h\xFF", {}}}}), "url_invalid_utf8");
    EXPECT_EQ(create_code({.dialect = "pg", .database = "\x1B[31m"}), "url_control_char");
    EXPECT_EQ(create_code({.dialect = "pg", .query = {{"", "x"}}}), "url_bad_query");
    EXPECT_EQ(create_code({.dialect = "pg", .query = {{"k", "\xC3"}}}), "url_invalid_utf8");
    EXPECT_EQ(create_code({.dialect = "pg", .query = std::vector<UrlParam>(1001, {"k", ""})}),
              "url_too_many_params");
    EXPECT_EQ(create_code({.dialect = "pg", .database = std::string(65536, 'x')}), "url_too_long");
}

TEST(Url, printing_hides_secrets) {
    const Url url(
        "pg://ada:hunter2@h/d?sslpassword=hunter3&PWD=hunter4&access_token=hunter5"
        "&odbc_connect=PWD%3Dhunter6&key=hunter7&passfile=f&sslmode=require");
    std::ostringstream out;
    out << url;
    EXPECT_EQ(out.str(), url.to_string());
    EXPECT_EQ(url.to_string(),
              "pg://ada:***@h/d?sslpassword=***&PWD=***&access_token=***&odbc_connect=***&key=***"
              "&passfile=f&sslmode=require");
    EXPECT_THAT(url.render(Reveal::nothing), Not(HasSubstr("hunter")));
    EXPECT_THAT(url.render(Reveal::secrets), HasSubstr("hunter2"));
    EXPECT_THAT(testing::PrintToString(url), Not(HasSubstr("hunter")));

    EXPECT_EQ(Url("pg://u:@h").to_string(), "pg://u:***@h") << "an empty password is hidden too";
    EXPECT_EQ(Url("pg://u@h").to_string(), "pg://u@h");
}

TEST(Url, equality_and_hash_take_every_part) {
    const Url url("pg+x://u:p@h:1/d?a=1&b=2");
    const Url same("PG+X://u:%70@h:1/d?a=1&b=2");
    EXPECT_EQ(url, same);
    EXPECT_EQ(url.hash(), same.hash());

    const std::vector<Url> others = {url.with_dialect("qg"),
                                     url.with_driver(std::nullopt),
                                     url.with_user("v"),
                                     url.with_database("e"),
                                     url.with_database(std::nullopt),
                                     url.with_host("h", 2),
                                     url.with_host("i", 1),
                                     url.with_hosts({}),
                                     url.with_query({{"b", "2"}, {"a", "1"}}),
                                     url.with_query({})};
    std::unordered_set<Url> set{url, same};
    EXPECT_EQ(set.size(), 1U);
    for (const Url& other : others) {
        EXPECT_NE(url, other) << other;
        EXPECT_NE(url.hash(), other.hash()) << other;
    }
    set.insert(others.begin(), others.end());
    EXPECT_EQ(set.size(), 1 + others.size());

    EXPECT_NE(url, url.with_password("q"));
    EXPECT_NE(url.with_password(""), url.with_password(std::nullopt));
    EXPECT_EQ(url.hash(), url.with_password("q").hash()) << "a hash tells nothing of a password";
}

TEST(Url, changing_makes_another_url) {
    const Url url("pg://u:p@h/d?a=1");
    const Url other =
        url.with_user("v").with_password("q@").with_host("::1", 7).with_database("/e");
    EXPECT_EQ(other.render(Reveal::secrets), "pg://v:q%40@[::1]:7//e?a=1");
    EXPECT_EQ(url.render(Reveal::secrets), "pg://u:p@h/d?a=1");
    EXPECT_EQ(url.with_driver("odbc").to_string(), "pg+odbc://u:***@h/d?a=1");
    EXPECT_EQ(code_of([&] { (void)url.with_user(std::nullopt); }), "url_password_without_user");
    EXPECT_EQ(url.with_password(std::nullopt).with_user(std::nullopt).to_string(), "pg://h/d?a=1");
}

TEST(Url, a_moved_from_url_is_unchanged) {
    Url url("pg://h/d");
    const Url taken = std::move(url);
    EXPECT_EQ(url, taken);  // NOLINT(bugprone-use-after-move): the promise under test
}

TEST(Url, query_has_scalar_and_list_access) {
    const Url url("pg://h?a=1&b=&a=2");
    EXPECT_EQ(url.query_scalar("b"), "");
    EXPECT_EQ(url.query_scalar("c"), std::nullopt);
    EXPECT_EQ(code_of([&] { (void)url.query_scalar("a"); }), "url_duplicate_param");
    EXPECT_THAT(url.query_values("a"), ElementsAre("1", "2"));
    EXPECT_THAT(url.query_values("b"), ElementsAre(""));
    EXPECT_THAT(url.query_values("c"), IsEmpty());
}

TEST(Url, query_is_updated_in_order) {
    const Url url("pg://h?a=1&b=2&a=3");
    EXPECT_EQ(url.update_query({{"a", "9"}}).to_string(), "pg://h?b=2&a=9");
    EXPECT_EQ(url.update_query({{"c", "4"}, {"c", "5"}}).to_string(), "pg://h?a=1&b=2&a=3&c=4&c=5");
    EXPECT_EQ(url.update_query({{"a", "9"}}, QueryUpdate::append).to_string(),
              "pg://h?a=1&b=2&a=3&a=9");
    EXPECT_EQ(url.update_query({}), url);
    EXPECT_EQ(url.update_query_string("b=x+y&d=").to_string(), "pg://h?a=1&a=3&b=x%20y&d=");
    EXPECT_EQ(url.update_query_string("b=7", QueryUpdate::append).to_string(),
              "pg://h?a=1&b=2&a=3&b=7");
    EXPECT_EQ(url.difference_update_query({"a", "zz"}).to_string(), "pg://h?b=2");
    EXPECT_EQ(url.difference_update_query({"a", "b"}).to_string(), "pg://h");
    EXPECT_THROW((void)url.update_query_string("?x=1&"), UrlError);
    EXPECT_EQ(url.to_string(), "pg://h?a=1&b=2&a=3");
}

TEST(Url, one_host_is_asked_for_by_drivers_that_know_one) {
    EXPECT_EQ(Url("pg://h:1").host(), "h");
    EXPECT_EQ(Url("pg://").host(), std::nullopt);
    EXPECT_EQ(Url("pg://").port(), std::nullopt);
    EXPECT_EQ(code_of([] { (void)Url("pg://a,b").host(); }), "url_host_list");
    EXPECT_EQ(code_of([] { (void)Url("pg://a,b").port(); }), "url_host_list");
}

}  // namespace
}  // namespace azoth
