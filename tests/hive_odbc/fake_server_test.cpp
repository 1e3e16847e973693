// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sql.h>
#include <sqlext.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <random>
#include <thread>

#include "../../dialects/hive/odbc_driver/odbc_attributes.hpp"
#include "replies.hpp"

// The whole driver, from SQLDriverConnect to SQLDisconnect, against a server on a real socket whose
// answers are damaged: every call returns, and whatever fails says why.

namespace {

/// Answers each request of one visitor with the next reply; one of them is damaged, and after it
/// the server hangs up.
class FakeServer {
public:
    FakeServer(std::vector<std::string> replies, std::size_t last)
        : replies_(std::move(replies)), last_(last) {
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
    FakeServer(const FakeServer&) = delete;
    FakeServer& operator=(const FakeServer&) = delete;
    ~FakeServer() {
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
        for (std::size_t i = 0; i < replies_.size() && recv(visitor, heard, sizeof heard, 0) > 0;
             ++i) {
            (void)!send(visitor, replies_[i].data(), replies_[i].size(), MSG_NOSIGNAL);
            if (i == last_) break;
        }
        shutdown(visitor, SHUT_WR);
        while (recv(visitor, heard, sizeof heard, 0) > 0) continue;
        close(visitor);
    }

    std::vector<std::string> replies_;
    std::size_t last_;
    int listener_ = -1;
    std::thread thread_;
};

/// How far an application came.
struct Visit {
    bool complete = false;
    bool failed = false;
    std::string state;  ///< of the call that failed
};

class Application {
public:
    Application() {
        SQLAllocHandle(SQL_HANDLE_ENV, nullptr, &environment_);
        SQLAllocHandle(SQL_HANDLE_DBC, environment_, &connection_);
    }
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;
    ~Application() {
        if (statement_ != nullptr) SQLFreeHandle(SQL_HANDLE_STMT, statement_);
        SQLDisconnect(connection_);
        SQLFreeHandle(SQL_HANDLE_DBC, connection_);
        SQLFreeHandle(SQL_HANDLE_ENV, environment_);
    }

    Visit visit(int port) {
        std::string text =
            "Host=127.0.0.1;AuthMech=0;UID=u;LoginTimeout=20;SocketTimeout=20;Port=" +
            std::to_string(port);
        if (!fine(SQLDriverConnect(connection_, nullptr, bytes(text), SQL_NTS, nullptr, 0, nullptr,
                                   SQL_DRIVER_NOPROMPT),
                  SQL_HANDLE_DBC, connection_)) {
            return seen_;
        }
        SQLAllocHandle(SQL_HANDLE_STMT, connection_, &statement_);
        std::string sql = "SELECT 1";
        if (!fine(SQLExecDirect(statement_, bytes(sql), SQL_NTS), SQL_HANDLE_STMT, statement_) ||
            !read_rows()) {
            return seen_;
        }
        char id[64] = {};
        SQLGetStmtAttr(statement_, SQL_ATTR_HIVE_QUERY_ID, id, sizeof id, nullptr);
        seen_.complete = rows_ == 5 && std::strcmp(id, "query_1") == 0;
        return seen_;
    }

private:
    static SQLCHAR* bytes(std::string& text) { return reinterpret_cast<SQLCHAR*>(text.data()); }

    /// False at a failure, which must have left a diagnostic.
    bool fine(SQLRETURN result, SQLSMALLINT kind, SQLHANDLE handle) {
        if (SQL_SUCCEEDED(result) || result == SQL_NO_DATA) return true;
        seen_.failed = true;
        EXPECT_EQ(result, SQL_ERROR);
        SQLCHAR state[6] = {};
        SQLCHAR message[512] = {};
        EXPECT_TRUE(SQL_SUCCEEDED(
            SQLGetDiagRec(kind, handle, 1, state, nullptr, message, sizeof message, nullptr)));
        seen_.state = reinterpret_cast<char*>(state);
        EXPECT_EQ(seen_.state.size(), 5U);
        EXPECT_NE(message[0], 0);
        return false;
    }

    bool read_rows() {
        SQLSMALLINT columns = 0;
        SQLNumResultCols(statement_, &columns);
        for (;;) {
            const SQLRETURN result = SQLFetch(statement_);
            if (!fine(result, SQL_HANDLE_STMT, statement_)) {
                // Asking again is no better, and no worse.
                (void)SQLFetch(statement_);
                return false;
            }
            if (result == SQL_NO_DATA) return true;
            ++rows_;
            for (SQLSMALLINT i = 1; i <= columns; ++i) {
                char value[16];
                SQLLEN length = 0;
                // A damaged value may be unfit for its type; that is told too.
                (void)SQLGetData(statement_, static_cast<SQLUSMALLINT>(i), SQL_C_CHAR, value,
                                 sizeof value, &length);
            }
            if (rows_ > 100'000) return true;
        }
    }

    SQLHENV environment_ = nullptr;
    SQLHDBC connection_ = nullptr;
    SQLHSTMT statement_ = nullptr;
    int rows_ = 0;
    Visit seen_;
};

Visit visit(std::vector<std::string> replies, std::size_t last) {
    const FakeServer server(std::move(replies), last);
    return Application().visit(server.port);
}

TEST(FakeServer, healthy_answers_are_understood) {
    const Visit seen = visit(replies::all(), 1000);
    EXPECT_TRUE(seen.complete) << seen.state;
}

TEST(FakeServer, cut_answers) {
    std::mt19937 random(1);
    // The last three belong to the farewells, whose loss nobody notices.
    for (std::size_t which = 0; which < replies::all().size() - 3; ++which) {
        for (int round = 0; round < 8; ++round) {
            auto all = replies::all();
            all[which].resize(random() % all[which].size());
            const Visit seen = visit(all, which);
            ASSERT_TRUE(seen.failed && !seen.complete) << which;
            ASSERT_TRUE(seen.state == "08001" || seen.state == "08S01") << which << seen.state;
        }
    }
}

TEST(FakeServer, damaged_answers) {
    std::mt19937 random(2);
    int noticed = 0;
    constexpr int rounds = 400;
    for (int round = 0; round < rounds; ++round) {
        auto all = replies::all();
        const std::size_t which = random() % (all.size() - 3);
        std::string& reply = all[which];
        for (std::size_t changes = 1 + random() % 3; changes > 0; --changes) {
            reply[random() % reply.size()] ^= static_cast<char>(1 + random() % 255);
        }
        noticed += visit(all, which).failed ? 1 : 0;
    }
    // Where the server hangs up, the application notices at the latest.
    EXPECT_GT(noticed, rounds / 2);
}

}  // namespace
