// SPDX-License-Identifier: MIT
#include "odbc_sql.hpp"

#include <gtest/gtest.h>

#include "odbc_error.hpp"

namespace {

using hive_odbc::parse_sql;
using hive_odbc::rewrite_escapes;

std::size_t markers(const std::string& sql) {
    return parse_sql(sql, true).markers.size();
}

TEST(Sql, markers_are_found_where_they_mean_something) {
    EXPECT_EQ(markers("SELECT ?, ? FROM t WHERE a=?"), 3U);
    EXPECT_EQ(markers("SELECT '?', \"?\", `?`, -- ?\n /* ? */ ?"), 1U);
    EXPECT_EQ(markers(R"(SELECT 'it\'s ?', ?)"), 1U);
    EXPECT_EQ(markers(R"(SELECT '\\', ?)"), 1U);
    EXPECT_EQ(markers("SELECT `a``?`, ?"), 1U);
    EXPECT_EQ(markers("SELECT 'a''?b', ?"), 1U);
    EXPECT_EQ(markers("SELECT 1 - -?"), 1U);
    EXPECT_EQ(markers("SELECT 'never closed ?"), 0U);
    EXPECT_EQ(markers("SELECT /* never closed ?"), 0U);
    EXPECT_EQ(markers("SELECT '\\"), 0U);
}

TEST(Sql, the_end_is_tidied) {
    EXPECT_EQ(parse_sql("SELECT 1 ; \n;", true).text, "SELECT 1");
    EXPECT_EQ(parse_sql("SELECT ';'", true).text, "SELECT ';'");
    EXPECT_EQ(parse_sql("SELECT 1 -- ;", true).text, "SELECT 1 -- ;");
}

TEST(Sql, a_row_that_can_be_repeated) {
    const auto row = [](const std::string& sql) {
        const auto parsed = parse_sql(sql, true);
        return parsed.row_begin == std::string::npos ? std::string()
                                                     : parsed.text.substr(parsed.row_begin);
    };
    EXPECT_EQ(row("INSERT INTO t (a, b) VALUES (?, upper(?))"), "(?, upper(?))");
    EXPECT_EQ(row("insert into t values(?);"), "(?)");
    EXPECT_EQ(row("INSERT INTO t VALUES (?), (?)"), "");
    EXPECT_EQ(row("INSERT INTO t SELECT ? FROM values_table"), "");
    EXPECT_EQ(row("SELECT * FROM (VALUES (?)) x"), "");
    EXPECT_EQ(row("UPDATE t SET a = ? WHERE b IN (?)"), "");
    EXPECT_EQ(row("INSERT INTO t PARTITION (p=?) VALUES (?)"), "(?)");
}

TEST(Sql, escapes) {
    EXPECT_EQ(rewrite_escapes("SELECT {d '2020-01-02'}, {ts '2020-01-02 03:04:05'}"),
              "SELECT DATE '2020-01-02', TIMESTAMP '2020-01-02 03:04:05'");
    EXPECT_EQ(rewrite_escapes("SELECT {fn upper({fn lower('{d}')})}"),
              "SELECT  upper( lower('{d}'))");
    EXPECT_THROW((void)rewrite_escapes("SELECT {d '2020-01-02'"), hive_odbc::OdbcError);
    EXPECT_THROW((void)rewrite_escapes("{call f()}"), hive_odbc::OdbcError);
    EXPECT_EQ(parse_sql("SELECT {d '2020-01-02'}", true).text, "SELECT {d '2020-01-02'}");
}

}  // namespace
