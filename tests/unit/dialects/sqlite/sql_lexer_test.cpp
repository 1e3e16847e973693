// SPDX-License-Identifier: MIT
#include "sqlite3/sql_lexer.hpp"

#include <gtest/gtest.h>

namespace azoth::sqlite3_driver {
namespace {

TEST(SqlLexer, FindsWhatIsNeverClosed) {
    EXPECT_FALSE(find_unterminated("select 'it''s', \"a\"\"b\", `c`, [d'] /* ' */ -- '"));
    EXPECT_EQ(find_unterminated("select 'abc")->offset, 7U);
    EXPECT_EQ(find_unterminated("select 'it''s")->offset, 7U);
    EXPECT_EQ(find_unterminated("select \"abc")->offset, 7U);
    EXPECT_EQ(find_unterminated("select [abc")->offset, 7U);
    EXPECT_EQ(find_unterminated("select 1 /* abc")->offset, 9U);
    EXPECT_EQ(find_unterminated("select 1 /*")->offset, 9U);
    EXPECT_FALSE(find_unterminated(""));
    EXPECT_FALSE(
        find_unterminated("'"
                          "'"));
}

TEST(SqlLexer, FindsTheNextStatement) {
    EXPECT_FALSE(find_statement(""));
    EXPECT_FALSE(find_statement(" ;; -- nothing\n /* here */ ;"));
    EXPECT_EQ(find_statement(" ; /* x */ drop"), 11U);
    EXPECT_EQ(find_statement("\xef\xbb\xbfselect"), 3U);
}

TEST(SqlLexer, KnowsStatementsThatWriteRows) {
    EXPECT_TRUE(begins_as_dml("/* c */ insert into t values (1)"));
    EXPECT_TRUE(begins_as_dml("With x as (select 1) delete from t"));
    EXPECT_TRUE(begins_as_dml("REPLACE into t values (1)"));
    EXPECT_FALSE(begins_as_dml("create table insert_log (x)"));
    EXPECT_FALSE(begins_as_dml("select 1"));
    EXPECT_FALSE(begins_as_dml(""));
}

TEST(SqlLexer, ReadsTheTargetOfAnInsert) {
    const auto plain = find_insert_target("insert into t (a) values (1)");
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->schema, "");
    EXPECT_EQ(plain->table, "t");
    EXPECT_FALSE(plain->may_update);

    const auto quoted = find_insert_target("insert or replace into \"ma in\" . [t\"x] values (1)");
    ASSERT_TRUE(quoted);
    EXPECT_EQ(quoted->schema, "ma in");
    EXPECT_EQ(quoted->table, "t\"x");
    EXPECT_EQ(find_insert_target("replace into \"a\"\"b\" values (1)")->table, "a\"b");

    const auto upsert = find_insert_target(
        "with s as (select 'insert into no') insert into t select * from s where true "
        "on conflict (a) do update set a = 1");
    ASSERT_TRUE(upsert);
    EXPECT_EQ(upsert->table, "t");
    EXPECT_TRUE(upsert->may_update);
    EXPECT_FALSE(find_insert_target("insert into t values (1) on conflict do nothing")->may_update);
    EXPECT_FALSE(find_insert_target("update t set a = 1"));
    EXPECT_FALSE(find_insert_target("insert into"));
}

}  // namespace
}  // namespace azoth::sqlite3_driver
