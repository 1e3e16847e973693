// SPDX-License-Identifier: MIT
#include <azoth/urls/secret.hpp>

#include <cstring>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <azoth/urls/secret_provider.hpp>
#include <azoth/urls/url.hpp>

namespace azoth {
namespace {

static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_constructible_v<Secret, std::nullptr_t>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);
static_assert(std::is_nothrow_move_assignable_v<Secret>);

TEST(Secret, keeps_text_and_shows_none) {
    const Secret secret = "hunter2";
    EXPECT_EQ(secret.reveal(), "hunter2");
    EXPECT_EQ(secret.size(), 7U);
    EXPECT_EQ(secret.reveal().data()[7], '\0');
    std::ostringstream out;
    out << secret << ' ' << Secret{};
    EXPECT_EQ(out.str(), "*** ***");
    EXPECT_EQ(testing::PrintToString(secret), "***");
}

TEST(Secret, compares_by_text) {
    EXPECT_EQ(Secret("abc"), Secret(std::string("abc")));
    EXPECT_NE(Secret("abc"), Secret("abd"));
    EXPECT_NE(Secret("abc"), Secret("xbc"));
    EXPECT_NE(Secret("abc"), Secret("ab"));
    EXPECT_EQ(Secret(), Secret(""));
    EXPECT_EQ(Secret(std::string("a\0b", 3)).size(), 3U);
    EXPECT_NE(Secret(std::string("a\0b", 3)), Secret(std::string("a\0c", 3)));
}

TEST(Secret, copies_and_moves) {
    Secret first = "one";
    Secret copy = first;
    EXPECT_NE(copy.reveal().data(), first.reveal().data());
    const char* bytes = first.reveal().data();
    Secret moved = std::move(first);
    EXPECT_EQ(moved.reveal().data(), bytes) << "moving leaves no copy behind";
    EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): the promise under test
    EXPECT_EQ(first.reveal(), "");
    copy = moved;
    copy = *&copy;
    EXPECT_EQ(copy, "one");
    copy = Secret("two");
    EXPECT_EQ(copy.reveal(), "two");
    moved = Secret();
    EXPECT_TRUE(moved.empty());
}

TEST(Secret, text_is_wiped_in_place) {
    std::string text = "a password that is long enough to live on the heap";
    const std::size_t size = text.size();
    const char* bytes = text.data();
    wipe(text);
    EXPECT_TRUE(text.empty());
    ASSERT_EQ(text.data(), bytes);
    text.resize(size, 'x');  // the buffer is the string's again, so it may be looked at
    std::string other = "short";
    wipe(other);
    EXPECT_EQ(other, "");
}

TEST(Secret, a_provider_feeds_the_url_of_each_connection) {
    int asked = 0;
    const SecretProvider provider = [&] { return Secret("token" + std::to_string(++asked)); };
    const Url url("pg://ada@h");
    EXPECT_EQ(url.with_password(provider()).password(), "token1");
    EXPECT_EQ(url.with_password(provider()).password(), "token2");
    EXPECT_EQ(url.password(), std::nullopt);
}

}  // namespace
}  // namespace azoth
