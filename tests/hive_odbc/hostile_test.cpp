// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sql.h>
#include <sqlext.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "conversation.hpp"
#include "replies.hpp"

namespace {

TEST(Hostile, the_healthy_conversation_is_understood) {
    const Conversation heard = converse(replies::joined());
    EXPECT_TRUE(heard.complete);
    EXPECT_EQ(heard.rows, 5U);
}

TEST(Hostile, cut_anywhere) {
    const std::string whole = replies::joined();
    // The farewells at the end are not missed.
    const std::size_t needed = whole.size() - replies::all()[9].size() - replies::all()[10].size();
    for (std::size_t size = 0; size < needed; ++size) {
        const Conversation heard = converse(std::string_view(whole).substr(0, size));
        ASSERT_TRUE(heard.failed_cleanly && !heard.complete) << size;
    }
}

TEST(Hostile, one_byte_wrong_anywhere) {
    const std::string whole = replies::joined();
    int noticed = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const int change : {0x01, 0x80, 0xff}) {
            std::string wrong = whole;
            wrong[at] = static_cast<char>(wrong[at] ^ change);
            noticed += converse(wrong).failed_cleanly ? 1 : 0;
        }
    }
    EXPECT_GT(noticed, static_cast<int>(whole.size()));
}

TEST(Hostile, sizes_are_not_believed) {
    std::string said;
    for (int i = 0; i < 6; ++i) said += replies::all()[static_cast<std::size_t>(i)];
    rusage before{}, after{};
    getrusage(RUSAGE_SELF, &before);
    for (const int claimed : {0x7fffffff, 0x10000000, -1}) {
        const Conversation heard = converse(said + replies::boastful_rows(7, claimed));
        EXPECT_TRUE(heard.failed_cleanly) << claimed;
    }
    getrusage(RUSAGE_SELF, &after);
    EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 200 * 1024) << "kilobytes";
}

/// A TCP server that says `bytes` to whoever comes and hangs up, or stays silent.
class Liar {
public:
    explicit Liar(std::string bytes, bool hang_up = true)
        : bytes_(std::move(bytes)), hang_up_(hang_up) {
        listener_ = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_EQ(listen(listener_, 1), 0);
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~Liar() {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        close(listener_);
    }

    int port = 0;

private:
    void serve() const {
        const int visitor = accept(listener_, nullptr, nullptr);
        if (visitor < 0) return;
        char heard[4096];
        if (recv(visitor, heard, sizeof heard, 0) > 0) {
            (void)!send(visitor, bytes_.data(), bytes_.size(), MSG_NOSIGNAL);
        }
        if (hang_up_) shutdown(visitor, SHUT_WR);
        while (recv(visitor, heard, sizeof heard, 0) > 0) continue;
        close(visitor);
    }

    std::string bytes_;
    bool hang_up_;
    int listener_ = -1;
    std::thread thread_;
};

/// The state SQLDriverConnect leaves, called without a driver manager.
std::string state_of_connecting(int port, const std::string& more) {
    SQLHENV environment = nullptr;
    SQLHDBC connection = nullptr;
    SQLAllocHandle(SQL_HANDLE_ENV, nullptr, &environment);
    SQLAllocHandle(SQL_HANDLE_DBC, environment, &connection);
    std::string text =
        "Host=127.0.0.1;Port=" + std::to_string(port) + ";LoginTimeout=2;UID=u;" + more;
    const SQLRETURN result =
        SQLDriverConnect(connection, nullptr, reinterpret_cast<SQLCHAR*>(text.data()), SQL_NTS,
                         nullptr, 0, nullptr, SQL_DRIVER_NOPROMPT);
    SQLCHAR state[6] = {};
    SQLGetDiagRec(SQL_HANDLE_DBC, connection, 1, state, nullptr, nullptr, 0, nullptr);
    EXPECT_EQ(result, SQL_ERROR);
    SQLFreeHandle(SQL_HANDLE_DBC, connection);
    SQLFreeHandle(SQL_HANDLE_ENV, environment);
    return reinterpret_cast<char*>(state);
}

TEST(Hostile, liars_on_the_network) {
    EXPECT_EQ(state_of_connecting(Liar("").port, "AuthMech=0"), "08001");
    EXPECT_EQ(state_of_connecting(Liar("hello there\r\n").port, "AuthMech=0"), "08001");
    EXPECT_EQ(state_of_connecting(Liar(std::string("\xff\xff\xff\xff", 4)).port, "AuthMech=0"),
              "08001");
    EXPECT_EQ(state_of_connecting(Liar("SSH-2.0-x\r\n").port, "AuthMech=2"), "08001");
    EXPECT_EQ(state_of_connecting(Liar(std::string("\x03\0\0\0\x04nope", 9)).port, "AuthMech=2"),
              "28000");
    EXPECT_EQ(state_of_connecting(Liar("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello").port,
                                  "AuthMech=2;ThriftTransport=2"),
              "08001");
    EXPECT_EQ(
        state_of_connecting(Liar("HTTP/1.1 500 Oops\r\n\r\n").port, "AuthMech=2;ThriftTransport=2"),
        "08001");
    EXPECT_EQ(state_of_connecting(Liar("\x15\x03\x01").port, "AuthMech=2;SSL=1"), "08001");
}

TEST(Hostile, silence_ends_with_the_login_timeout) {
    EXPECT_EQ(state_of_connecting(Liar("", false).port, "AuthMech=0"), "HYT00");
    EXPECT_EQ(state_of_connecting(Liar("", false).port, "AuthMech=2"), "HYT00");
    EXPECT_EQ(state_of_connecting(Liar("", false).port, "AuthMech=2;SSL=1"), "HYT00");
}

TEST(Hostile, stale_and_foreign_handles) {
    SQLHENV environment = nullptr;
    SQLAllocHandle(SQL_HANDLE_ENV, nullptr, &environment);
    SQLHDBC connection = nullptr;
    ASSERT_EQ(SQLAllocHandle(SQL_HANDLE_DBC, environment, &connection), SQL_SUCCESS);
    SQLHSTMT statement = nullptr;
    EXPECT_EQ(SQLAllocHandle(SQL_HANDLE_STMT, connection, &statement), SQL_ERROR)
        << "not connected";
    EXPECT_EQ(SQLFetch(connection), SQL_INVALID_HANDLE);
    EXPECT_EQ(SQLFreeHandle(SQL_HANDLE_ENV, environment), SQL_ERROR) << "has a connection";
    EXPECT_EQ(SQLFreeHandle(SQL_HANDLE_DBC, connection), SQL_SUCCESS);
    EXPECT_EQ(SQLFreeHandle(SQL_HANDLE_DBC, connection), SQL_INVALID_HANDLE);
    EXPECT_EQ(SQLDisconnect(connection), SQL_INVALID_HANDLE);
    EXPECT_EQ(SQLFreeHandle(SQL_HANDLE_ENV, environment), SQL_SUCCESS);
}

}  // namespace
