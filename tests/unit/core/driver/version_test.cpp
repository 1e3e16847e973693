// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <azoth/driver/version.hpp>
#include <azoth/error/error.hpp>

namespace azoth {
namespace {

TEST(Version, ReadsWhatServersSay) {
    EXPECT_EQ(parse_version("15"), (Version{15, 0, 0}));
    EXPECT_EQ(parse_version("8.0.20"), (Version{8, 0, 20}));
    EXPECT_EQ(parse_version("15.18 (Debian 15.18-0+deb12u1)"), (Version{15, 18, 0}));
    EXPECT_EQ(parse_version("10.11.6-MariaDB"), (Version{10, 11, 6}));
    EXPECT_EQ(to_string(Version{3, 40, 1}), "3.40.1");
}

TEST(Version, RefusesWhatIsNone) {
    for (const char* text : {"", "x", "-1", "v8", "99999999999"}) {
        try {
            static_cast<void>(parse_version(text));
            ADD_FAILURE() << text;
        } catch (const ArgumentError& error) {
            EXPECT_EQ(error.code(), "bad_version") << text;
        }
    }
}

TEST(Version, ComparesNumbersNotText) {
    EXPECT_LT((Version{8, 0, 9}), (Version{8, 0, 20}));
    EXPECT_LT((Version{9, 6, 0}), (Version{10, 0, 0}));
}

}  // namespace
}  // namespace azoth
