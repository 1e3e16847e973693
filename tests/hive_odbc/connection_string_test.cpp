// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "odbc_error.hpp"
#include "odbc_options.hpp"

namespace {

using namespace hive_odbc;

Options options(const std::string& text) {
    return make_options(parse_connection_string(text),
                        [](const std::string& key) { FAIL() << key; });
}

std::string state(const std::string& text) {
    try {
        (void)options(text);
    } catch (const OdbcError& error) {
        return error.sqlstate;
    }
    return "";
}

TEST(ConnectionString, braces_and_repetitions) {
    const auto pairs = parse_connection_string("DRIVER={a b};;PWD={p;w}}d{};host = h ;HOST=other;");
    EXPECT_EQ(value_of(pairs, "driver"), "a b");
    EXPECT_EQ(value_of(pairs, "pwd"), "p;w}d{");
    EXPECT_EQ(value_of(pairs, "Host"), "h");
    EXPECT_EQ(parse_connection_string(make_connection_string(pairs)), pairs);
    EXPECT_THROW((void)parse_connection_string("PWD={open"), OdbcError);
    EXPECT_THROW((void)parse_connection_string("nonsense"), OdbcError);
}

TEST(ConnectionString, keys_of_several_drivers) {
    const Options made = options(
        "Host=h;Port=1234;Schema=s;AuthMech=3;UID=u;PWD=p;SSL=1;TrustedCerts=/"
        "ca;AllowHostNameCNMismatch=1;ThriftTransport=2;"
        "HTTPPath=/"
        "x;RowsFetchedPerBlock=5;DefaultStringColumnLength=99;SSP_a.b=c;SocketTimeout=7;http."
        "header.X=y");
    EXPECT_EQ(made.endpoint.port, 1234);
    EXPECT_EQ(made.endpoint.database, "s");
    EXPECT_TRUE(made.endpoint.http);
    EXPECT_EQ(made.endpoint.http_path, "x");
    EXPECT_TRUE(made.endpoint.tls.enabled);
    EXPECT_TRUE(made.endpoint.tls.verify_certificate);
    EXPECT_FALSE(made.endpoint.tls.verify_host);
    EXPECT_EQ(made.endpoint.settings.at("a.b"), "c");
    EXPECT_EQ(made.endpoint.socket_timeout_ms, 7000);
    EXPECT_EQ(made.rows_per_fetch, 5);
    EXPECT_EQ(made.sizes.string_length, 99);
    EXPECT_EQ(options("Server=h;AuthScheme=NOSASL;TransportMode=BINARY").endpoint.login,
              hs2::Login::none);
}

TEST(ConnectionString, verification_is_on_by_default) {
    const Options made = options("Host=h;SSL=1");
    EXPECT_TRUE(made.endpoint.tls.verify_certificate && made.endpoint.tls.verify_host);
}

TEST(ConnectionString, nonsense_and_what_is_missing) {
    EXPECT_EQ(state("Host=h;Port=0"), "HY024");
    EXPECT_EQ(state("Host=h;Port=12x"), "HY024");
    EXPECT_EQ(state("Host=h;SSL=maybe"), "HY024");
    EXPECT_EQ(state("Host=h;AuthMech=1"), "HYC00");
    EXPECT_EQ(state("Host=h;ServiceDiscoveryMode=1"), "HYC00");
    EXPECT_EQ(state("Host=h;AuthMech=3;UID=u"), "28000");
    EXPECT_EQ(state("Host="), "08001");
    EXPECT_EQ(state("Host=h"), "");
}

}  // namespace
