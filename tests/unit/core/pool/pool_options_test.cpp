// SPDX-License-Identifier: MIT
#include <azoth/pool/pool_options.hpp>

#include <gtest/gtest.h>

#include <string>

#include "fake_connection.hpp"

namespace azoth {
namespace {

std::string refused(const PoolOptions& options) {
    try {
        check(options);
    } catch (const ArgumentError& error) {
        return error.code() + " " + error.details().component;
    }
    return {};
}

TEST(PoolOptions, DefaultsAndEdgesAreGood) {
    EXPECT_EQ(refused({}), "");
    EXPECT_EQ(refused({.size = 1, .max_overflow = -1, .timeout_ms = -1, .recycle_ms = -1}), "");
    EXPECT_EQ(refused({.size = 1'000'000, .max_overflow = 0, .timeout_ms = 0, .recycle_ms = 0}),
              "");
}

TEST(PoolOptions, NamesTheMemberThatIsOutOfRange) {
    EXPECT_EQ(refused({.size = 0}), "bad_option_value size");
    EXPECT_EQ(refused({.size = -1}), "bad_option_value size");
    EXPECT_EQ(refused({.size = 1, .max_overflow = -5}), "bad_option_value max_overflow");
    EXPECT_EQ(refused({.timeout_ms = -2}), "bad_option_value timeout_ms");
    EXPECT_EQ(refused({.timeout_ms = INT64_MAX}), "bad_option_value timeout_ms");
    EXPECT_EQ(refused({.recycle_ms = -2}), "bad_option_value recycle_ms");
    EXPECT_EQ(refused({.reset_timeout_ms = 0}), "bad_option_value reset_timeout_ms");
    EXPECT_EQ(refused({.ping_timeout_ms = 0}), "bad_option_value ping_timeout_ms");
    EXPECT_EQ(refused({.max_connecting = 0}), "bad_option_value max_connecting");
    EXPECT_EQ(refused({.kind = static_cast<PoolKind>(9)}), "bad_option_value kind");
}

TEST(PoolOptions, TheMessageTellsTheRange) {
    const auto [code, text] = test::thrown([] { check({.max_overflow = -5}); });
    EXPECT_NE(text.find("max_overflow is -5; it goes from -1 to 1000000"), std::string::npos)
        << text;
}

}  // namespace
}  // namespace azoth
