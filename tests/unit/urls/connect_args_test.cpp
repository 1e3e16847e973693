// SPDX-License-Identifier: MIT
#include <azoth/urls/connect_args.hpp>

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <azoth/error/error.hpp>

namespace azoth {
namespace {

std::string joined(const std::vector<ConnectArg>& args) {
    std::string text;
    for (const ConnectArg& arg : args)
        text.append(arg.name).append("=").append(arg.value.reveal()).append(";");
    return text;
}

TEST(ConnectArgs, come_in_order_under_the_librarys_names) {
    const Url url("pg://ada:s%40fe@h:5432/shop?sslmode=require");
    EXPECT_EQ(joined(translate_connect_args(url)),
              "host=h;port=5432;user=ada;password=s@fe;database=shop;");
    EXPECT_EQ(joined(translate_connect_args(
                  url, {.host = "SERVER", .user = "UID", .password = "PWD", .database = ""})),
              "SERVER=h;port=5432;UID=ada;PWD=s@fe;");
}

TEST(ConnectArgs, absent_parts_are_dropped_and_empty_ones_stay) {
    EXPECT_EQ(joined(translate_connect_args(Url("pg://"))), "");
    EXPECT_EQ(joined(translate_connect_args(Url("pg://:@/"))), "user=;password=;database=;");
    EXPECT_EQ(joined(translate_connect_args(Url("pg://:7"))), "port=7;");
}

TEST(ConnectArgs, hosts_are_joined) {
    EXPECT_EQ(joined(translate_connect_args(Url("pg://a,b"))), "host=a,b;");
    EXPECT_EQ(joined(translate_connect_args(Url("pg://a:1,[::1]"))), "host=a,::1;port=1,;");
    EXPECT_EQ(joined(translate_connect_args(Url("pg://?host=a&host=b:2"))), "host=a,b;port=,2;");
    EXPECT_THROW((void)translate_connect_args(Url("pg://a?host=b")), UrlError);
}

TEST(ConnectArgs, values_do_not_print) {
    for (const ConnectArg& arg : translate_connect_args(Url("pg://hunter:hunter@hunter/hunter")))
        EXPECT_EQ(testing::PrintToString(arg.value), "***") << arg.name;
}

}  // namespace
}  // namespace azoth
