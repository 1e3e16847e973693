// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <azoth/error/error.hpp>
#include <azoth/urls/url.hpp>

namespace azoth {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<UrlHost> endpoints(std::string_view text) {
    return Url(text).endpoints();
}

std::string code_of(std::string_view text) {
    const Url url(text);
    try {
        (void)url.endpoints();
        return "";
    } catch (const UrlError& error) {
        return error.code();
    }
}

TEST(Endpoints, three_spellings_mean_the_same) {
    const auto both = ElementsAre(UrlHost{"A", 1}, UrlHost{"B", 2});
    EXPECT_THAT(endpoints("pg://A:1,B:2/d"), both);
    EXPECT_THAT(endpoints("pg:///d?host=A:1&host=B:2"), both);
    EXPECT_THAT(endpoints("pg:///d?host=A,B&port=1,2"), both);
    EXPECT_THAT(endpoints("pg:///d?host=A,B&port=1&port=2"), both);
    EXPECT_THAT(endpoints("pg:///d?host=A:1,B:2"), both);
}

TEST(Endpoints, ports_are_optional_host_by_host) {
    EXPECT_THAT(endpoints("pg:///d?host=A&host=B:2"),
                ElementsAre(UrlHost{"A", {}}, UrlHost{"B", 2}));
    EXPECT_THAT(endpoints("pg:///d?host=A,B&port=,2"),
                ElementsAre(UrlHost{"A", {}}, UrlHost{"B", 2}));
    EXPECT_THAT(endpoints("pg:///d?host=A,B"), ElementsAre(UrlHost{"A", {}}, UrlHost{"B", {}}));
    EXPECT_THAT(endpoints("pg:///d?port=7"), ElementsAre(UrlHost{"", 7}));
    EXPECT_THAT(endpoints("pg:///d"), IsEmpty());
    EXPECT_THAT(endpoints("pg://h/d?sslmode=x"), ElementsAre(UrlHost{"h", {}}));
}

TEST(Endpoints, sockets_and_addresses) {
    EXPECT_THAT(endpoints("pg:///d?host=/var/run/postgresql"),
                ElementsAre(UrlHost{"/var/run/postgresql", {}}));
    EXPECT_THAT(endpoints("pg:///d?host=/tmp/a:b&port=5"), ElementsAre(UrlHost{"/tmp/a:b", 5}));
    EXPECT_THAT(endpoints("pg:///d?host=::1"), ElementsAre(UrlHost{"::1", {}}));
    EXPECT_THAT(endpoints("pg:///d?host=[fe80::1%25eth0]:5&host=::2"),
                ElementsAre(UrlHost{"fe80::1%eth0", 5}, UrlHost{"::2", {}}));
}

TEST(Endpoints, mixtures_and_mismatches_are_refused) {
    for (const std::string_view text :
         {"pg://h/d?host=A", "pg://h/d?port=1", "pg:///d?host=A:1&host=B:2&port=1,2",
          "pg:///d?host=A,B&host=C", "pg:///d?host=A:1&port=1", "pg:///d?host=A,B&port=1",
          "pg:///d?host=A&port=1,2", "pg:///d?port=1,2", "pg:///d?host=A,,B",
          "pg:///d?host=", "pg:///d?port=", "pg:///d?host=A&host="})
        EXPECT_EQ(code_of(text), "url_host_list") << text;
    EXPECT_EQ(code_of("pg:///d?host=A:x"), "url_bad_port");
    EXPECT_EQ(code_of("pg:///d?host=A&port=0"), "url_bad_port");
    EXPECT_EQ(code_of("pg:///d?host=A,B&port=1,99999"), "url_bad_port");
    EXPECT_EQ(code_of("pg:///d?host=[::1"), "url_unclosed_ipv6");
    EXPECT_EQ(code_of("pg:///d?host=[zz]"), "url_bad_ipv6");
}

}  // namespace
}  // namespace azoth
