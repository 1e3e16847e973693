// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <thread>

#include "program.hpp"

// Servers of other kinds than the common one, each started for its tests and stopped behind them.

namespace {

using program::Connection;
using program::Statement;
namespace fs = std::filesystem;

std::string in_quotes(const std::string& text) {
    return "'" + text + "'";
}

/// A private server; `usable` says whether it runs, and a test that finds it does not is skipped.
class Server {
public:
    explicit Server(const std::string& kind, const std::string& settings = "") {
        const char* scripts = std::getenv("AZOTH_TEST_HIVE_SERVERS");
        if (scripts == nullptr) return;
        scripts_ = scripts;
        std::string pattern = (fs::temp_directory_path() / "azoth-hive-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) return;
        state_ = pattern;
        const std::string command =
            in_quotes(scripts_ + "/start") + " " + in_quotes(state_) + " " + kind + " " + settings;
        usable = std::system(command.c_str()) == 0;
        if (usable) read_env();
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server() {
        if (state_.empty()) return;
        const std::string command = in_quotes(scripts_ + "/stop") + " " + in_quotes(state_);
        if (std::system(command.c_str()) != 0) std::cerr << "cannot stop " << state_ << "\n";
        std::error_code ignored;
        fs::remove_all(state_, ignored);
    }

    [[nodiscard]] std::string operator[](const std::string& name) const {
        const auto found = env_.find("AZOTH_TEST_HIVE_" + name);
        return found == env_.end() ? "" : found->second;
    }
    [[nodiscard]] int port(const std::string& name = "PORT") const {
        return std::atoi((*this)[name].c_str());
    }

    void kill_hard() const {
        std::ifstream file(state_ + "/pid");
        pid_t pid = 0;
        file >> pid;
        ASSERT_GT(pid, 1);
        kill(pid, SIGKILL);
    }

    bool usable = false;

private:
    void read_env() {
        std::ifstream file(state_ + "/env");
        for (std::string line; std::getline(file, line);) {
            const std::size_t equals = line.find('=');
            env_[line.substr(0, equals)] = line.substr(equals + 2, line.size() - equals - 3);
        }
    }

    std::string scripts_;
    std::string state_;
    std::map<std::string, std::string> env_;
};

#define NEEDS(server)                                                   \
    if (!(server).usable) {                                             \
        std::cout << "not run: the Hive server could not be started\n"; \
        GTEST_SKIP();                                                   \
    }

void expect_works(const std::string& text) {
    Connection connection;
    ASSERT_TRUE(SQL_SUCCEEDED(connection.open(text)))
        << connection.state() << " " << connection.message();
    Statement statement(connection);
    for (int i = 0; i < 3; ++i) {
        statement.run("SELECT 'it works', 7");
        ASSERT_EQ(statement.rows(), std::vector<std::string>{"it works|7"});
    }
    statement.run(
        "SELECT pos FROM (SELECT split(space(29999), ' ') AS p) x LATERAL VIEW posexplode(p) e AS "
        "pos, v");
    ASSERT_EQ(statement.rows().size(), 30000U);
}

void expect_refused(const std::string& text, const std::string& state) {
    Connection connection;
    ASSERT_EQ(connection.open(text), SQL_ERROR);
    EXPECT_EQ(connection.state(), state) << connection.message();
    EXPECT_EQ(connection.message().find("wr0ng"), std::string::npos) << "a password in a message";
}

const std::string right = "UID=azoth;PWD={s3cret; {pass}}}";

TEST(HiveServers, a_password_the_server_checks) {
    const Server server("password");
    NEEDS(server);
    expect_works(program::connection_string(server.port(), "AuthMech=3;" + right));
    expect_refused(program::connection_string(server.port(), "AuthMech=3;UID=azoth;PWD=wr0ng"),
                   "28000");
    expect_refused(program::connection_string(server.port(), "AuthMech=3;UID=azoth"), "28000");
    // The same over HTTP: basic authentication, cookies.
    const int http = server.port("HTTP_PORT");
    expect_works(program::connection_string(
        http, "AuthMech=3;ThriftTransport=2;HTTPPath=/cliservice;" + right));
    expect_refused(
        program::connection_string(http, "AuthMech=3;ThriftTransport=2;UID=azoth;PWD=wr0ng"),
        "28000");
    expect_refused(
        program::connection_string(http, "AuthMech=3;ThriftTransport=2;HTTPPath=nowhere;" + right),
        "08001");
    // Transports mixed up end in a diagnostic, not in a hang.
    expect_refused(program::connection_string(http, "AuthMech=3;LoginTimeout=5;" + right), "08001");
    expect_refused(program::connection_string(
                       server.port(), "AuthMech=3;ThriftTransport=2;LoginTimeout=5;" + right),
                   "08001");
}

TEST(HiveServers, tls) {
    const Server server("tls");
    NEEDS(server);
    const std::string authority = "SSL=1;TrustedCerts=" + server["CA"] + ";";
    expect_works(program::connection_string(server.port(), authority + "AuthMech=2;UID=azoth"));
    expect_works(program::connection_string(
        server.port("HTTP_PORT"), authority + "AuthMech=3;ThriftTransport=2;UID=azoth;PWD=x"));
    // Verified by default.
    expect_refused(program::connection_string(server.port(), "SSL=1;AuthMech=2;UID=azoth"),
                   "08001");
    expect_works(program::connection_string(
        server.port(), "SSL=1;AllowSelfSignedServerCert=1;AuthMech=2;UID=azoth"));
    // The certificate names localhost and 127.0.0.1, not this address of the same machine.
    std::string elsewhere = program::connection_string(
        server.port(), authority + "LoginTimeout=5;AuthMech=2;UID=azoth");
    elsewhere.replace(elsewhere.find("Host=127.0.0.1"), 14, "Host=127.0.0.2");
    Connection connection;
    EXPECT_EQ(connection.open(elsewhere), SQL_ERROR);
    EXPECT_EQ(connection.state(), "08001") << connection.message();
    // No TLS where it is wanted.
    expect_refused(program::connection_string(server.port(), "AuthMech=2;LoginTimeout=5;UID=azoth"),
                   "08001");
}

TEST(HiveServers, sasl_without_a_password_and_an_idle_session) {
    const Server server(
        "none",
        "hive.server2.session.check.interval=3s hive.server2.idle.session.timeout=12s "
        "hive.server2.idle.session.check.operation=true");
    NEEDS(server);
    Connection connection;
    ASSERT_TRUE(
        SQL_SUCCEEDED(connection.open(program::connection_string(server.port(), "UID=azoth"))))
        << connection.message();
    Statement statement(connection);
    statement.run("SELECT 1");
    SQLFreeStmt(statement.handle, SQL_CLOSE);
    std::this_thread::sleep_for(std::chrono::seconds(24));
    EXPECT_EQ(statement.execute("SELECT 1"), SQL_ERROR);
    EXPECT_EQ(statement.state(), "08S01") << statement.message();
    SQLUINTEGER dead = SQL_CD_FALSE;
    SQLGetConnectAttr(connection.handle, SQL_ATTR_CONNECTION_DEAD, &dead, 0, nullptr);
    EXPECT_EQ(dead, static_cast<SQLUINTEGER>(SQL_CD_TRUE));
}

TEST(HiveServers, killed_in_the_middle_of_a_fetch) {
    const Server server("nosasl");
    NEEDS(server);
    Connection connection;
    ASSERT_TRUE(SQL_SUCCEEDED(connection.open(
        program::connection_string(server.port(), "AuthMech=0;RowsFetchedPerBlock=500"))));
    Statement statement(connection);
    const std::string many =
        "SELECT pos FROM (SELECT split(space(99999), ' ') AS p) x LATERAL VIEW posexplode(p) e AS "
        "pos, v";
    statement.run(many);
    for (int i = 0; i < 100; ++i) ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    // Two more: one whose next rows have been asked for already, and one that then wants to close.
    Connection steady_connection, closing_connection;
    for (Connection* one : {&steady_connection, &closing_connection}) {
        ASSERT_TRUE(SQL_SUCCEEDED(one->open(
            program::connection_string(server.port(), "AuthMech=0;RowsFetchedPerBlock=500"))));
    }
    Statement steady(steady_connection), closing(closing_connection);
    for (Statement* one : {&steady, &closing}) {
        one->run(many);
        for (int i = 0; i < 1300; ++i) ASSERT_EQ(one->fetch(), SQL_SUCCESS);
    }
    server.kill_hard();
    EXPECT_EQ(SQLFreeStmt(closing.handle, SQL_CLOSE), SQL_SUCCESS);
    EXPECT_EQ(closing.execute("SELECT 1"), SQL_ERROR);
    EXPECT_EQ(closing.state(), "08S01") << closing.message();
    int rest = 0;
    for (SQLRETURN got = SQL_SUCCESS; (got = steady.fetch()) != SQL_ERROR; ++rest) {
        ASSERT_EQ(got, SQL_SUCCESS);
    }
    EXPECT_LT(rest, 98700);
    EXPECT_EQ(steady.state(), "08S01") << steady.message();
    SQLRETURN result = SQL_SUCCESS;
    int more = 0;
    for (; result == SQL_SUCCESS; ++more) result = statement.fetch();
    EXPECT_EQ(result, SQL_ERROR);
    EXPECT_LT(more, 99999);
    EXPECT_EQ(statement.state(), "08S01") << statement.message();
    EXPECT_EQ(statement.execute("SELECT 1"), SQL_ERROR);
    EXPECT_EQ(statement.state(), "08S01");
    SQLUINTEGER dead = SQL_CD_FALSE;
    SQLGetConnectAttr(connection.handle, SQL_ATTR_CONNECTION_DEAD, &dead, 0, nullptr);
    EXPECT_EQ(dead, static_cast<SQLUINTEGER>(SQL_CD_TRUE));
    expect_refused(program::connection_string(server.port(), "AuthMech=0"), "08001");
}

}  // namespace
