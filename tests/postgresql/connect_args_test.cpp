// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "libpq/connect_args.hpp"
#include "server.hpp"

namespace {

using azoth::ArgumentError;
using azoth::Url;
using azoth::libpq::ConnectPlan;
using azoth::libpq::make_connect_plan;
using azoth_test::catch_error;
using azoth_test::error_code;

ConnectPlan plan(std::string_view url, const azoth::driver::ConnectArgs& args = {}) {
    return make_connect_plan(Url(url), args);
}

std::string value_of(const ConnectPlan& plan, std::string_view key) {
    std::string found = "absent";
    for (const auto& [name, value] : plan.options) {
        if (name == key) found = value.reveal();
    }
    return found;
}

std::string refusal(std::string_view url) {
    return error_code<ArgumentError>([&] { static_cast<void>(plan(url)); });
}

TEST(ConnectArgs, PassesThePartsAsKeysAndValues) {
    const ConnectPlan made = plan(
        "postgresql://ada:p%20w=@db.example:5433/shop%20a=b?application_name=x&sslmode=require");
    ASSERT_EQ(made.endpoints.size(), 1U);
    EXPECT_EQ(made.endpoints[0].host, "db.example");
    EXPECT_EQ(made.endpoints[0].port, "5433");
    EXPECT_EQ(value_of(made, "user"), "ada");
    EXPECT_EQ(value_of(made, "password"), "p w=");
    EXPECT_EQ(value_of(made, "dbname"), "shop a=b");
    EXPECT_EQ(value_of(made, "application_name"), "x");
    EXPECT_EQ(value_of(made, "sslmode"), "require");
    EXPECT_EQ(value_of(made, "client_encoding"), "UTF8");
    EXPECT_EQ(value_of(made, "tcp_user_timeout"), "60000");
}

TEST(ConnectArgs, KnowsHostListsAndSockets) {
    const ConnectPlan list = plan("postgresql://a:1,b,[::1]:3/d?target_session_attrs=primary");
    ASSERT_EQ(list.endpoints.size(), 3U);
    EXPECT_EQ(list.endpoints[1].host, "b");
    EXPECT_EQ(list.endpoints[1].port, "");
    EXPECT_EQ(list.endpoints[2].shown(), "[::1]:3");
    EXPECT_EQ(list.target_session_attrs, "primary");
    const ConnectPlan socket = plan("postgresql:///d?host=/var/run/postgresql&port=5433");
    ASSERT_EQ(socket.endpoints.size(), 1U);
    EXPECT_EQ(socket.endpoints[0].shown(), "/var/run/postgresql/.s.PGSQL.5433");
    EXPECT_EQ(refusal("postgresql:///d?host=relative/dir"), "bad_socket_path");
    EXPECT_EQ(refusal("postgresql:///d?host=/" + std::string(107, 'x')), "socket_path_too_long");
}

TEST(ConnectArgs, OptionsInCodeWin) {
    const ConnectPlan made = plan("postgresql://h/d?sslmode=require&connect_timeout=3",
                                  {{"sslmode", "disable"}, {"connect_timeout", "7"}});
    EXPECT_EQ(value_of(made, "sslmode"), "disable");
    EXPECT_EQ(made.timeout_ms, 7000);
}

TEST(ConnectArgs, RefusesUnknownOptionsWithTheNearestName) {
    const auto error = catch_error<ArgumentError>(
        [] { static_cast<void>(plan("postgresql://h/d?sslmod=require")); });
    EXPECT_EQ(error.code(), "unknown_option");
    EXPECT_NE(error.details().hint.find("sslmode"), std::string::npos);
    EXPECT_EQ(error.details().component, "sslmod");
    for (const char* word : {"service", "passfile", "password", "user", "dbname", "replication"}) {
        EXPECT_EQ(refusal(std::string("postgresql://h/d?") + word + "=x"), "unknown_option");
    }
}

TEST(ConnectArgs, RefusesBadValuesAndSaysWhatIsTaken) {
    const auto error =
        catch_error<ArgumentError>([] { static_cast<void>(plan("postgresql://h/d?tls=yes")); });
    EXPECT_EQ(error.code(), "bad_option_value");
    EXPECT_NE(error.message().find("verify-full"), std::string::npos);
    EXPECT_EQ(refusal("postgresql://h/d?connect_timeout=abc"), "bad_option_value");
    EXPECT_EQ(refusal("postgresql://h/d?connect_timeout=0"), "bad_option_value");
    EXPECT_EQ(refusal("postgresql://h/d?connect_timeout=4294967297"), "bad_option_value");
    EXPECT_EQ(refusal("postgresql://h/d?client_encoding=latin1"), "bad_option_value");
    EXPECT_EQ(refusal("postgresql://h/d?sslmode=require&tls=require"), "bad_option_value");
    EXPECT_EQ(refusal("postgresql://h/" + std::string(64, 'd')), "identifier_too_long");
    EXPECT_EQ(refusal("postgresql://" + std::string(64, 'u') + "@h/d"), "identifier_too_long");
    EXPECT_EQ(refusal("postgresql://h/" + std::string(63, 'd')), "no error");
}

}  // namespace
