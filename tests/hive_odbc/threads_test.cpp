// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "../../dialects/hive/odbc_driver/odbc_attributes.hpp"
#include "program.hpp"

// Handles shared between threads as ODBC allows it. The driver is linked in, without a driver
// manager whose locks would hide what ours miss; ThreadSanitizer watches in the build `tsan`.

namespace {

using program::Connection;
using program::Statement;
using std::chrono::milliseconds;

std::string numbers(int count) {
    return "SELECT pos, concat('row ', pos) FROM (SELECT split(space(" + std::to_string(count - 1) +
           "), ' ') AS p) x LATERAL VIEW posexplode(p) e AS pos, v";
}

/// A job of many minutes that costs the server no work.
const char* const endless =
    "SELECT max(reflect('java.lang.Thread', 'sleep', CAST(pos + 600000 AS BIGINT))) FROM "
    "(SELECT split('x y', ' ') AS parts) one LATERAL VIEW posexplode(parts) exploded AS pos, part";

class Threads : public testing::Test {
protected:
    void SetUp() override {
        const auto given = program::connection_string();
        if (!given) GTEST_SKIP();
        text = *given;
    }

    template <class Work>
    static void in_parallel(int count, Work&& work) {
        std::vector<std::thread> threads;
        for (int i = 0; i < count; ++i) threads.emplace_back([&work, i] { work(i); });
        for (std::thread& one : threads) one.join();
    }

    std::string text;
};

TEST_F(Threads, one_environment_many_connections) {
    const Connection owner;
    in_parallel(6, [&](int thread) {
        for (int round = 0; round < 3; ++round) {
            Connection mine(owner.environment);
            ASSERT_TRUE(SQL_SUCCEEDED(mine.open(text))) << mine.message();
            Statement statement(mine);
            statement.run("SELECT " + std::to_string(thread * 10 + round));
            EXPECT_EQ(statement.rows(),
                      std::vector<std::string>{std::to_string(thread * 10 + round)});
            EXPECT_EQ(statement.execute("SELECT nothing_known"), SQL_ERROR);
            EXPECT_EQ(statement.state(), "42000") << statement.message();
        }
    });
}

TEST_F(Threads, one_connection_many_statements) {
    Connection shared;
    ASSERT_TRUE(SQL_SUCCEEDED(shared.open(text + ";RowsFetchedPerBlock=100"))) << shared.message();
    std::atomic<bool> done = false;
    // Meanwhile the connection itself is asked and changed.
    std::thread bystander([&] {
        while (!done) {
            char name[128];
            SQLGetInfo(shared.handle, SQL_DBMS_VER, name, sizeof name, nullptr);
            SQLGetInfo(shared.handle, SQL_DATABASE_NAME, name, sizeof name, nullptr);
            SQLCHAR database[] = "default";
            EXPECT_EQ(SQLSetConnectAttr(shared.handle, SQL_ATTR_CURRENT_CATALOG, database, SQL_NTS),
                      SQL_SUCCESS);
            SQLUINTEGER dead = SQL_CD_TRUE;
            SQLGetConnectAttr(shared.handle, SQL_ATTR_CONNECTION_DEAD, &dead, 0, nullptr);
            EXPECT_EQ(dead, static_cast<SQLUINTEGER>(SQL_CD_FALSE));
            std::this_thread::sleep_for(milliseconds(20));
        }
    });
    in_parallel(4, [&](int thread) {
        for (int round = 0; round < 3; ++round) {
            Statement statement(shared);
            const int count = 400 + thread;
            statement.run(numbers(count));
            int row = 0;
            while (statement.fetch() == SQL_SUCCESS) {
                ASSERT_EQ(statement.text(2), "row " + std::to_string(row));
                ++row;
            }
            EXPECT_EQ(row, count);
            SQLFreeStmt(statement.handle, SQL_CLOSE);
            SQLCHAR table[] = "no_such_table";
            EXPECT_TRUE(SQL_SUCCEEDED(
                SQLPrimaryKeys(statement.handle, nullptr, 0, nullptr, 0, table, SQL_NTS)))
                << statement.message();
        }
    });
    done = true;
    bystander.join();
}

/// The server stops a statement by ending the Tez application of its whole session: what else runs
/// in it then fails, too, and says that it was killed.
bool fell_with_another(Statement& statement) {
    return statement.state() == "HY000" &&
           statement.message().find("DAG_KILL") != std::string::npos;
}

TEST_F(Threads, cancelling_at_any_moment) {
    Connection shared;
    ASSERT_TRUE(SQL_SUCCEEDED(shared.open(text + ";RowsFetchedPerBlock=10"))) << shared.message();
    in_parallel(2, [&](int thread) {
        for (int round = 0; round < 4; ++round) {
            Statement statement(shared);
            SQLRETURN result = SQL_SUCCESS;
            for (int attempt = 0; attempt < 10; ++attempt) {
                std::atomic<bool> done = false;
                std::thread canceller([&] {
                    std::this_thread::sleep_for(milliseconds(40 * round * round + 15 * thread));
                    // Again and again, since the first may come before the work has begun.
                    while (!done) {
                        EXPECT_EQ(SQLCancel(statement.handle), SQL_SUCCESS);
                        std::this_thread::sleep_for(milliseconds(150));
                    }
                });
                result = statement.execute(endless);
                done = true;
                canceller.join();
                if (!fell_with_another(statement)) break;
            }
            EXPECT_EQ(result, SQL_ERROR);
            EXPECT_EQ(statement.state(), "HY008") << statement.message();
            // Nothing of it is left for the next statement.
            statement.run("SELECT 1");
            EXPECT_EQ(statement.rows().size(), 1U);
        }
    });
}

TEST_F(Threads, cancelling_a_fetch) {
    Connection connection;
    ASSERT_TRUE(SQL_SUCCEEDED(connection.open(text + ";RowsFetchedPerBlock=10")))
        << connection.message();
    Statement statement(connection);
    statement.run(numbers(50'000));
    std::atomic<bool> done = false;
    std::thread canceller([&] {
        std::this_thread::sleep_for(milliseconds(50));
        while (!done) {
            SQLCancel(statement.handle);
            std::this_thread::sleep_for(milliseconds(5));
        }
    });
    SQLRETURN result = SQL_SUCCESS;
    while (SQL_SUCCEEDED(result)) result = statement.fetch();
    done = true;
    canceller.join();
    EXPECT_EQ(result, SQL_ERROR);
    EXPECT_EQ(statement.state(), "HY008") << statement.message();
    statement.run("SELECT 1");
}

TEST_F(Threads, watching_a_running_statement) {
    Connection connection;
    ASSERT_TRUE(SQL_SUCCEEDED(connection.open(text))) << connection.message();
    Statement statement(connection);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_HIVE_COLLECT_LOG,
                   reinterpret_cast<SQLPOINTER>(SQL_TRUE), 0);
    std::atomic<bool> done = false;
    std::string log;
    std::string id;
    std::thread watcher([&] {
        while (!done) {
            SQLINTEGER percent = -2;
            EXPECT_TRUE(SQL_SUCCEEDED(
                SQLGetStmtAttr(statement.handle, SQL_ATTR_HIVE_PROGRESS, &percent, 0, nullptr)));
            EXPECT_GE(percent, -1);
            EXPECT_LE(percent, 100);
            char piece[512] = {};
            if (SQL_SUCCEEDED(SQLGetStmtAttr(statement.handle, SQL_ATTR_HIVE_LOG, piece,
                                             sizeof piece, nullptr))) {
                log += piece;
            }
            char name[256] = {};
            if (SQL_SUCCEEDED(SQLGetStmtAttr(statement.handle, SQL_ATTR_HIVE_QUERY_ID, name,
                                             sizeof name, nullptr)) &&
                name[0] != '\0') {
                id = name;
            }
            std::this_thread::sleep_for(milliseconds(10));
        }
    });
    statement.run(
        "SELECT max(reflect('java.lang.Thread', 'sleep', CAST(pos + 1500 AS BIGINT))) FROM "
        "(SELECT split('x', ' ') AS parts) one LATERAL VIEW posexplode(parts) e AS pos, part");
    done = true;
    watcher.join();
    EXPECT_NE(log.find("Compiling command"), std::string::npos) << log;
    EXPECT_FALSE(id.empty()) << "asked while it ran";
}

TEST_F(Threads, a_descriptor_that_statements_share) {
    Connection connection;
    ASSERT_TRUE(SQL_SUCCEEDED(connection.open(text + ";RowsFetchedPerBlock=50")))
        << connection.message();
    SQLHDESC shared = nullptr;
    ASSERT_EQ(SQLAllocHandle(SQL_HANDLE_DESC, connection.handle, &shared), SQL_SUCCESS);
    int number = 0;
    SQLLEN length = 0;
    SQLSetDescRec(shared, 1, SQL_INTEGER, 0, 4, 0, 0, &number, &length, &length);
    std::atomic<int> rows = 0;
    std::atomic<bool> done = false;
    std::thread meddler([&] {
        while (!done) {
            SQLSMALLINT count = 0;
            SQLGetDescField(shared, 0, SQL_DESC_COUNT, &count, 0, nullptr);
            EXPECT_EQ(count, 1);
            SQLSetDescField(shared, 0, SQL_DESC_BIND_OFFSET_PTR, nullptr, 0);
            std::this_thread::sleep_for(milliseconds(1));
        }
    });
    in_parallel(3, [&](int) {
        Statement statement(connection);
        ASSERT_EQ(SQLSetStmtAttr(statement.handle, SQL_ATTR_APP_ROW_DESC, shared, 0), SQL_SUCCESS);
        statement.run(numbers(300));
        SQLHDESC described = nullptr;
        SQLGetStmtAttr(statement.handle, SQL_ATTR_IMP_ROW_DESC, &described, 0, nullptr);
        while (statement.fetch() == SQL_SUCCESS) {
            ++rows;
            SQLSMALLINT type = 0;
            SQLGetDescField(described, 1, SQL_DESC_CONCISE_TYPE, &type, 0, nullptr);
            ASSERT_EQ(type, SQL_INTEGER);
        }
    });
    done = true;
    meddler.join();
    EXPECT_EQ(rows, 900);
    EXPECT_EQ(SQLFreeHandle(SQL_HANDLE_DESC, shared), SQL_SUCCESS);
}

}  // namespace
