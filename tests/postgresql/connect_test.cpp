// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "proxy.hpp"
#include "server.hpp"

namespace {

using azoth::OperationalError;
using azoth::TimeoutError;
using azoth::Url;
using azoth_test::catch_error;
using azoth_test::error_code;
using azoth_test::scalar;

class Connect : public azoth_test::OnServer {};

/// A port on which somebody listens and never answers.
class SilentPort {
public:
    SilentPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(socket_, generic, size) != 0 || ::listen(socket_, 4) != 0 ||
            ::getsockname(socket_, generic, &size) != 0) {
            throw std::runtime_error("no port");
        }
        port_ = ntohs(address.sin_port);
    }
    ~SilentPort() { ::close(socket_); }
    SilentPort(const SilentPort&) = delete;
    SilentPort& operator=(const SilentPort&) = delete;

    [[nodiscard]] int port() const { return port_; }

private:
    int socket_;
    int port_ = 0;
};

TEST_F(Connect, OpensASession) {
    const auto db = connect();
    EXPECT_TRUE(db->is_open());
    EXPECT_GE(db->server_version(), (azoth::Version{15, 0, 0}));
    EXPECT_EQ(db->transaction_status(), azoth::driver::TransactionStatus::idle);
    EXPECT_EQ(scalar(*db, "select current_setting('application_name')").as<std::string>(), "azoth");
    EXPECT_TRUE(db->ping(60'000));
    db->close();
    db->close();
    EXPECT_FALSE(db->is_open());
    EXPECT_FALSE(db->ping(1000));
    EXPECT_EQ(db->transaction_status(), azoth::driver::TransactionStatus::unknown);
}

TEST_F(Connect, OpensASessionOnASocket) {
    const char* const socket_url = std::getenv("AZOTH_TEST_POSTGRESQL_SOCKET_URL");
    if (socket_url == nullptr) GTEST_SKIP() << "not run: no socket URL";
    EXPECT_TRUE(connect(Url(socket_url))->is_open());
}

TEST_F(Connect, SaysThatThePasswordIsWrong) {
    const auto error = catch_error<OperationalError>(
        [] { static_cast<void>(connect(url().with_password(azoth::Secret("wr0ng-secret")))); });
    EXPECT_EQ(error.code(), "auth_failed");
    EXPECT_EQ(error.details().sqlstate, "28P01");
    EXPECT_FALSE(error.details().retryable);
    EXPECT_EQ(std::string(error.what()).find("wr0ng-secret"), std::string::npos);
    EXPECT_EQ(error_code<OperationalError>(
                  [] { static_cast<void>(connect(url().with_password(std::nullopt))); }),
              "auth_failed");
}

TEST_F(Connect, TakesADatabaseNameAsAName) {
    const auto error = catch_error<OperationalError>([] {
        static_cast<void>(connect(url().with_database("dbname=postgres application_name=evil")));
    });
    EXPECT_EQ(error.code(), "no_such_database");
    EXPECT_EQ(error.details().sqlstate, "3D000");
}

TEST_F(Connect, SaysThatNobodyIsThere) {
    int port = 0;
    { port = SilentPort().port(); }
    const auto error = catch_error<OperationalError>(
        [&] { static_cast<void>(connect(url().with_host("127.0.0.1", port))); });
    EXPECT_EQ(error.code(), "connect_refused");
    EXPECT_NE(error.message().find("127.0.0.1:" + std::to_string(port)), std::string::npos);
    EXPECT_EQ(error_code<OperationalError>(
                  [] { static_cast<void>(connect(url().with_host("no-such-host.invalid"))); }),
              "host_not_found");
    EXPECT_EQ(error_code<OperationalError>([] {
                  static_cast<void>(connect(url().with_hosts({}).update_query(
                      {{"host", "/nonexistent/directory"}, {"port", "5432"}})));
              }),
              "connect_refused");
}

TEST_F(Connect, GivesUpInTime) {
    // The URL would wait for hours: that the test ends shows who decides.
    const SilentPort silent;
    const Url patient =
        url().with_host("127.0.0.1", silent.port()).update_query({{"connect_timeout", "36000"}});
    EXPECT_EQ(error_code<TimeoutError>([&] { static_cast<void>(connect(patient, 200)); }),
              "connect_timeout");
}

TEST_F(Connect, TriesTheHostsInOrder) {
    const SilentPort silent;
    int refused = 0;
    { refused = SilentPort().port(); }
    const Url several = url().with_hosts(
        {{"127.0.0.1", refused}, {"127.0.0.1", silent.port()}, {"127.0.0.1", *url().port()}});
    // Each host has this long, which a busy machine may need for the one that answers.
    const auto db = connect(several, 3000);
    EXPECT_EQ(scalar(*db, "select 1").as<int>(), 1);
    EXPECT_EQ(
        error_code<OperationalError>([] {
            static_cast<void>(connect(url().update_query({{"target_session_attrs", "standby"}})));
        }),
        "wrong_target");
    EXPECT_TRUE(
        connect(url().update_query({{"target_session_attrs", "prefer-standby"}}))->is_open());
}

TEST_F(Connect, BringsOddSettingsIntoOrder) {
    const auto db = connect(url().update_query({{"options",
                                                 "-c DateStyle=German -c IntervalStyle=iso_8601 "
                                                 "-c standard_conforming_strings=off"}}));
    EXPECT_EQ(scalar(*db, "select current_setting('DateStyle')").as<std::string>().substr(0, 3),
              "ISO");
    EXPECT_EQ(scalar(*db, "show standard_conforming_strings").as<std::string>(), "on");
}

TEST_F(Connect, RefusesToReadAnotherEncoding) {
    const auto db = connect();
    db->execute_script("set client_encoding to 'LATIN1'");
    EXPECT_EQ(error_code<OperationalError>([&] { scalar(*db, "select 'ä'"); }),
              "client_encoding_changed");
    EXPECT_TRUE(db->reset(60'000));
    EXPECT_EQ(scalar(*db, "select 'ä'").as<std::string>(), "ä");
}

TEST_F(Connect, AFrozenServerDoesNotHoldPing) {
    azoth_test::Proxy proxy(std::string(*url().host()), *url().port());
    const auto db = connect(url().with_host("127.0.0.1", proxy.port()));
    EXPECT_TRUE(db->ping(60'000));
    proxy.freeze();
    EXPECT_FALSE(db->ping(100)) << "without a limit it would never end";
    EXPECT_FALSE(db->is_open());
}

}  // namespace
