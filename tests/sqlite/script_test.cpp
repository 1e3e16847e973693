// SPDX-License-Identifier: MIT
// The rows of a script's statements, through the driver and through an engine.
#include <azoth/azoth.hpp>

#include "sqlite_fixture.hpp"

namespace azoth::sqlite3_driver {
namespace {

using Scripts = SqliteDriverTest;

constexpr std::string_view several =
    "create table t (a integer); -- no rows\n"
    "select 'it''s;' as first, ':x';"
    "insert into t values (1), (2), (3) returning a;"
    "insert into t values (4);;"
    "select a from t where a > 100;"
    "select count(*) as n from t -- the end";

TEST_F(Scripts, RunStatementByStatement) {
    const auto connection = memory();
    const auto script = connection->prepare_script(several);
    EXPECT_EQ(script->parameter_count(), 0U);
    driver::Cursor& cursor = script->execute({}, {});
    ASSERT_EQ(cursor.columns().size(), 2U);
    EXPECT_EQ(cursor.columns()[0].name, "first");
    ASSERT_TRUE(cursor.next());
    EXPECT_EQ(cursor.cell(0).chars(), "it's;");
    EXPECT_EQ(first(*connection, "select count(*) from t"), "0") << "the rest has not run yet";

    ASSERT_TRUE(cursor.next_result());
    std::int64_t sum = 0;
    std::int64_t number = 0;
    while (cursor.next()) {
        ASSERT_TRUE(cursor.read_int64(0, number));
        sum += number;
    }
    EXPECT_EQ(sum, 6);
    EXPECT_EQ(cursor.affected_rows(), 3);
    ASSERT_TRUE(cursor.next_result());
    EXPECT_FALSE(cursor.next());
    ASSERT_TRUE(cursor.next_result());
    EXPECT_EQ(cursor.columns()[0].name, "n");
    ASSERT_TRUE(cursor.next());
    ASSERT_TRUE(cursor.read_int64(0, number));
    EXPECT_EQ(number, 4);
    EXPECT_FALSE(cursor.next_result());
    EXPECT_FALSE(cursor.next_result());
    EXPECT_TRUE(cursor.columns().empty());
    EXPECT_FALSE(cursor.next());
}

TEST_F(Scripts, WithoutRowsAreDoneAtOnce) {
    const auto connection = memory();
    for (const char* text : {"create table t (a); insert into t values (1);", "", " -- nothing"}) {
        const auto script = connection->prepare_script(text);
        driver::Cursor& cursor = script->execute({}, {});
        EXPECT_TRUE(cursor.columns().empty()) << text;
        EXPECT_FALSE(cursor.next_result());
    }
    EXPECT_EQ(first(*connection, "select count(*) from t"), "1");
}

TEST_F(Scripts, SayWhatIsWrong) {
    const auto connection = memory();
    failure<ProgrammingError>("sql_unterminated",
                              [&] { (void)connection->prepare_script("select 'a"); });
    failure<ProgrammingError>("sql_nul_byte", [&] {
        (void)connection->prepare_script(std::string_view("select 1\0", 9));
    });
    const auto unknown = connection->prepare_script("select 1; select 2 from nowhere");
    driver::Cursor& cursor = unknown->execute({}, {});
    const auto error =
        failure<ProgrammingError>("no_such_table", [&] { (void)cursor.next_result(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->details().offset, 10U);
    failure<ArgumentError>("bind_missing",
                           [&] { connection->prepare_script("select ?1")->execute({}, {}); });
    const ValueView one(std::int64_t{1});
    failure<ArgumentError>("bind_unknown", [&] {
        connection->prepare_script("select 1")->execute(std::span(&one, 1), {});
    });
    connection->close();
    failure<InvalidRequestError>("connection_closed",
                                 [&] { (void)connection->prepare_script("select 1"); });
}

TEST_F(Scripts, HaveOneTimeOut) {
    const auto connection = memory();
    const auto script = connection->prepare_script(
        "select 1; with recursive n(i) as (select 1 union all select i + 1 from n) "
        "select count(*) from n");
    driver::Cursor& cursor = script->execute({}, {.timeout_ms = 50});
    failure<TimeoutError>("statement_timeout", [&] {
        if (cursor.next_result()) (void)cursor.next();
    });
    EXPECT_EQ(first(*connection, "select 1"), "1");
}

TEST_F(Scripts, ThroughAnEngineAllOfItHasRun) {
    Engine engine = create_engine("sqlite:///" + path("x.db"));
    Connection db = engine.connect();
    Result result = db.query_script(several);
    EXPECT_EQ(db.scalar<int>(text("select count(*) from t")), 4);
    EXPECT_EQ(result.one()["first"].as<std::string>(), "it's;");
    ASSERT_TRUE(result.next_result());
    EXPECT_EQ(result.rowcount(), 3);
    EXPECT_EQ(result.all().size(), 3U);
    ASSERT_TRUE(result.next_result());
    EXPECT_EQ(result.keys(), std::vector<std::string>{"a"});
    EXPECT_TRUE(result.all().empty());
    ASSERT_TRUE(result.next_result());
    db.rollback();
    EXPECT_EQ(result.one()["n"].as<int>(), 4) << "it is read ahead";
    EXPECT_FALSE(result.next_result());
    EXPECT_EQ(db.scalar<int>(text("select count(*) from sqlite_schema")), 0);
}

}  // namespace
}  // namespace azoth::sqlite3_driver
