// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <numeric>

#include "program.hpp"

namespace {

using program::Connection;
using program::Statement;

/// `count` rows 0, 1, 2 ... in column `n`, computed by the server without a job.
std::string numbers(int count) {
    return "(SELECT pos AS n FROM (SELECT split(repeat('x ', " + std::to_string(count - 1) +
           "), ' ') AS parts) one LATERAL VIEW posexplode(parts) exploded AS pos, part) numbers";
}

class LiveFetch : public testing::Test {
protected:
    void SetUp() override {
        const auto text = program::connection_string();
        if (!text) GTEST_SKIP();
        ASSERT_TRUE(SQL_SUCCEEDED(connection.open(*text))) << connection.message();
    }

    Connection connection;
};

constexpr SQLULEN block = 777;

TEST_F(LiveFetch, a_hundred_thousand_rows_in_column_blocks) {
    Statement statement(connection);
    statement.run("SELECT n, concat('row ', n), IF(n % 3 = 0, NULL, CAST(n AS DOUBLE) / 2) FROM " +
                  numbers(100000));
    std::vector<int> n(block);
    std::vector<std::array<char, 16>> text(block);
    std::vector<double> half(block);
    std::vector<SQLLEN> n_length(block), text_length(block), half_length(block);
    std::vector<SQLUSMALLINT> status(block);
    SQLULEN fetched = 0;
    SQLSetStmtAttr(statement.handle, SQL_ATTR_ROW_ARRAY_SIZE, reinterpret_cast<SQLPOINTER>(block),
                   0);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_ROWS_FETCHED_PTR, &fetched, 0);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_ROW_STATUS_PTR, status.data(), 0);
    SQLBindCol(statement.handle, 1, SQL_C_SLONG, n.data(), 0, n_length.data());
    SQLBindCol(statement.handle, 2, SQL_C_CHAR, text.data(), 16, text_length.data());
    SQLBindCol(statement.handle, 3, SQL_C_DOUBLE, half.data(), 0, half_length.data());
    int expected = 0;
    while (statement.fetch() == SQL_SUCCESS) {
        for (SQLULEN row = 0; row < fetched; ++row, ++expected) {
            ASSERT_EQ(status[row], SQL_ROW_SUCCESS);
            ASSERT_EQ(n[row], expected);
            ASSERT_EQ(std::string(text[row].data(), static_cast<std::size_t>(text_length[row])),
                      "row " + std::to_string(expected));
            if (expected % 3 == 0) {
                ASSERT_EQ(half_length[row], SQL_NULL_DATA);
            } else {
                ASSERT_EQ(half[row], expected / 2.0);
            }
        }
    }
    EXPECT_EQ(expected, 100000);
    EXPECT_EQ(fetched, 0U);
}

TEST_F(LiveFetch, row_wise_blocks) {
    struct Row {
        SQLLEN n_length;
        short n;
        SQLLEN text_length;
        char text[4];
    };
    std::vector<Row> rows(10);
    SQLULEN fetched = 0;
    std::vector<SQLUSMALLINT> status(10);
    Statement statement(connection);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_ROW_BIND_TYPE,
                   reinterpret_cast<SQLPOINTER>(sizeof(Row)), 0);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_ROW_ARRAY_SIZE, reinterpret_cast<SQLPOINTER>(10), 0);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_ROWS_FETCHED_PTR, &fetched, 0);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_ROW_STATUS_PTR, status.data(), 0);
    statement.run("SELECT n, IF(n = 5, 'too long', 'ok') FROM " + numbers(25));
    SQLBindCol(statement.handle, 1, SQL_C_SSHORT, &rows[0].n, 0, &rows[0].n_length);
    SQLBindCol(statement.handle, 2, SQL_C_CHAR, rows[0].text, 4, &rows[0].text_length);
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS_WITH_INFO);
    EXPECT_EQ(statement.state(), "01004");
    EXPECT_EQ(fetched, 10U);
    EXPECT_EQ(status[5], SQL_ROW_SUCCESS_WITH_INFO);
    EXPECT_EQ(status[6], SQL_ROW_SUCCESS);
    EXPECT_STREQ(rows[5].text, "too");
    EXPECT_EQ(rows[5].text_length, 8);
    EXPECT_EQ(rows[9].n, 9);
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    EXPECT_EQ(fetched, 5U);
    EXPECT_EQ(status[5], SQL_ROW_NOROW);
    EXPECT_EQ(statement.fetch(), SQL_NO_DATA);
}

TEST_F(LiveFetch, a_bad_row_in_a_block_is_told_apart) {
    Statement statement(connection);
    statement.run("SELECT n * 100 FROM " + numbers(3));
    signed char tiny[3] = {};
    SQLLEN length[3] = {};
    SQLUSMALLINT status[3] = {};
    SQLSetStmtAttr(statement.handle, SQL_ATTR_ROW_ARRAY_SIZE, reinterpret_cast<SQLPOINTER>(3), 0);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_ROW_STATUS_PTR, status, 0);
    SQLBindCol(statement.handle, 1, SQL_C_STINYINT, tiny, 0, length);
    EXPECT_EQ(statement.fetch(), SQL_SUCCESS_WITH_INFO);
    EXPECT_EQ(statement.state(), "22003");
    EXPECT_EQ(status[1], SQL_ROW_SUCCESS);
    EXPECT_EQ(status[2], SQL_ROW_ERROR);
    EXPECT_EQ(tiny[1], 100);
}

TEST_F(LiveFetch, a_megabyte_in_pieces) {
    Statement statement(connection);
    statement.run("SELECT repeat('0123456789abcdef', 65536), 'after'");
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    std::string whole;
    char piece[1000];
    SQLLEN length = 0;
    SQLRETURN got = 0;
    SQLLEN left = 1 << 20;
    while ((got = SQLGetData(statement.handle, 1, SQL_C_CHAR, piece, sizeof piece, &length)) ==
           SQL_SUCCESS_WITH_INFO) {
        ASSERT_EQ(statement.state(), "01004");
        ASSERT_EQ(length, left);
        whole.append(piece, 999);
        left -= 999;
    }
    ASSERT_EQ(got, SQL_SUCCESS);
    whole.append(piece, static_cast<std::size_t>(length));
    EXPECT_EQ(whole.size(), 1U << 20);
    EXPECT_EQ(whole.substr(whole.size() - 16), "0123456789abcdef");
    EXPECT_EQ(SQLGetData(statement.handle, 1, SQL_C_CHAR, piece, sizeof piece, &length),
              SQL_NO_DATA);
    EXPECT_EQ(statement.text(2), "after");
    // Wide, starting over.
    EXPECT_EQ(statement.text(1, SQL_C_WCHAR)->size(), 2U << 20);
    // Any order.
    EXPECT_EQ(statement.text(2), "after");
}

TEST_F(LiveFetch, get_data_reads_any_row_of_a_block) {
    // Batches of 7 rows, rowsets of 10: most rowsets span two batches.
    Connection narrow;
    ASSERT_TRUE(
        SQL_SUCCEEDED(narrow.open(*program::connection_string() + ";RowsFetchedPerBlock=7")))
        << narrow.message();
    SQLUINTEGER extensions = 0;
    SQLGetInfo(narrow.handle, SQL_GETDATA_EXTENSIONS, &extensions, sizeof extensions, nullptr);
    EXPECT_EQ(extensions, static_cast<SQLUINTEGER>(SQL_GD_ANY_COLUMN | SQL_GD_ANY_ORDER |
                                                   SQL_GD_BLOCK | SQL_GD_BOUND));
    Statement statement(narrow);
    SQLULEN fetched = 0;
    int n[10] = {};
    SQLLEN length[10] = {};
    SQLSetStmtAttr(statement.handle, SQL_ATTR_ROW_ARRAY_SIZE, reinterpret_cast<SQLPOINTER>(10), 0);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_ROWS_FETCHED_PTR, &fetched, 0);
    statement.run("SELECT n, IF(n % 4 = 1, NULL, concat('row ', n)) FROM " + numbers(45));
    SQLBindCol(statement.handle, 1, SQL_C_SLONG, n, 0, length);
    int seen = 0;
    while (statement.fetch() == SQL_SUCCESS) {
        EXPECT_EQ(statement.text(2),
                  seen % 4 == 1 ? std::nullopt : std::optional("row " + std::to_string(seen)))
            << "the first row is current behind a fetch";
        // Backwards, to show that the order is free.
        for (SQLULEN row = fetched; row >= 1; --row) {
            ASSERT_EQ(SQLSetPos(statement.handle, row, SQL_POSITION, SQL_LOCK_NO_CHANGE),
                      SQL_SUCCESS)
                << statement.message();
            const int expected = seen + static_cast<int>(row) - 1;
            ASSERT_EQ(statement.text(1), std::to_string(expected));
            ASSERT_EQ(n[row - 1], expected);
            const auto text = statement.text(2);
            if (expected % 4 == 1) {
                ASSERT_EQ(text, std::nullopt);
            } else {
                ASSERT_EQ(text, "row " + std::to_string(expected));
            }
            SQLULEN number = 0;
            SQLGetStmtAttr(statement.handle, SQL_ATTR_ROW_NUMBER, &number, 0, nullptr);
            ASSERT_EQ(number, static_cast<SQLULEN>(expected) + 1);
        }
        seen += static_cast<int>(fetched);
        EXPECT_EQ(SQLSetPos(statement.handle, fetched + 1, SQL_POSITION, SQL_LOCK_NO_CHANGE),
                  SQL_ERROR);
        EXPECT_EQ(statement.state(), "HY107");
    }
    EXPECT_EQ(seen, 45);
    EXPECT_EQ(SQLSetPos(statement.handle, 1, SQL_UPDATE, SQL_LOCK_NO_CHANGE), SQL_ERROR);
}

TEST_F(LiveFetch, memory_does_not_grow_with_the_rows) {
    const auto fetch_all = [&](int rows) {
        Statement statement(connection);
        SQLSetStmtAttr(statement.handle, SQL_ATTR_ROW_ARRAY_SIZE,
                       reinterpret_cast<SQLPOINTER>(block), 0);
        std::vector<std::array<char, 128>> text(block);
        std::vector<SQLLEN> length(block);
        statement.run("SELECT concat(repeat('x', 100), n) FROM " + numbers(rows));
        SQLBindCol(statement.handle, 1, SQL_C_CHAR, text.data(), 128, length.data());
        while (statement.fetch() == SQL_SUCCESS) continue;
        rusage used{};
        getrusage(RUSAGE_SELF, &used);
        return used.ru_maxrss;
    };
    const long few = fetch_all(50'000);
    const long many = fetch_all(500'000);
    // 50 MB more went through; a sanitizer's own bookkeeping is allowed for.
    EXPECT_LT(many - few, 16 * 1024) << "kilobytes";
}

TEST_F(LiveFetch, zero_capacity_asks_for_the_length) {
    Statement statement(connection);
    statement.run("SELECT 'hello'");
    ASSERT_EQ(statement.fetch(), SQL_SUCCESS);
    SQLLEN length = 0;
    char buffer[6];
    EXPECT_EQ(SQLGetData(statement.handle, 1, SQL_C_CHAR, buffer, 0, &length),
              SQL_SUCCESS_WITH_INFO);
    EXPECT_EQ(length, 5);
    EXPECT_EQ(SQLGetData(statement.handle, 1, SQL_C_CHAR, buffer, 6, &length), SQL_SUCCESS);
    EXPECT_STREQ(buffer, "hello");
}

TEST_F(LiveFetch, max_rows_ends_early) {
    Statement statement(connection);
    SQLSetStmtAttr(statement.handle, SQL_ATTR_MAX_ROWS, reinterpret_cast<SQLPOINTER>(7), 0);
    statement.run("SELECT n FROM " + numbers(100));
    EXPECT_EQ(statement.rows().size(), 7U);
}

TEST_F(LiveFetch, null_without_indicator_is_an_error) {
    Statement statement(connection);
    statement.run("SELECT CAST(NULL AS INT)");
    int number = 0;
    SQLBindCol(statement.handle, 1, SQL_C_SLONG, &number, 0, nullptr);
    EXPECT_EQ(statement.fetch(), SQL_ERROR);
    EXPECT_EQ(statement.state(), "22002");
}

}  // namespace
