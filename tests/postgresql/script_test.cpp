// SPDX-License-Identifier: MIT
// The rows of a script's statements, and those of a procedure's cursors.
#include <azoth/azoth.hpp>

#include "server.hpp"

namespace {

using namespace azoth;
using azoth_test::error_code;
using azoth_test::scalar;

class Scripts : public azoth_test::OnServer {
protected:
    void SetUp() override {
        OnServer::SetUp();
        if (!IsSkipped()) db_ = connect();
    }
    std::unique_ptr<driver::Connection> db_;
};

constexpr std::string_view several =
    "create temp table kept (a int, b numeric);"
    "select 'it''s;' as first, array[1, 2]::int[], '{\"a\": 1}'::jsonb;"
    "insert into kept values (1, 1.50), (2, null) returning a, b;"
    "insert into kept values (3, 3);"
    "select a from kept where a > 100;"
    "select count(*) as n, 'ä'::text from kept -- the end";

TEST_F(Scripts, DeliverEachResultInTurn) {
    const auto script = db_->prepare_script(several);
    EXPECT_EQ(script->parameter_count(), 0U);
    for (int round = 0; round < 2; ++round) {
        driver::Cursor& cursor = script->execute({}, {});
        ASSERT_EQ(cursor.columns().size(), 3U);
        EXPECT_EQ(cursor.columns()[0].name, "first");
        ASSERT_TRUE(cursor.next());
        EXPECT_EQ(cursor.cell(0).chars(), "it's;");
        EXPECT_EQ(Value::copy_of(cursor.cell(1)).as<std::vector<int>>(), (std::vector{1, 2}));
        EXPECT_FALSE(cursor.next());
        ASSERT_TRUE(cursor.next_result());
        ASSERT_TRUE(cursor.next());
        std::int64_t number = 0;
        ASSERT_TRUE(cursor.read_int64(0, number));
        EXPECT_EQ(number, 1);
        EXPECT_EQ(Value::copy_of(cursor.cell(1)).as<Decimal>(), Decimal("1.50"));
        ASSERT_TRUE(cursor.next());
        EXPECT_TRUE(cursor.cell(1).is_null());
        EXPECT_EQ(cursor.affected_rows(), 2);
        ASSERT_TRUE(cursor.next_result());
        EXPECT_FALSE(cursor.next());
        ASSERT_TRUE(cursor.next_result());
        ASSERT_TRUE(cursor.next());
        ASSERT_TRUE(cursor.read_int64(0, number));
        EXPECT_EQ(number, 3);
        EXPECT_EQ(cursor.cell(1).chars(), "ä");
        EXPECT_FALSE(cursor.next_result());
        db_->execute_script("drop table kept");
    }
    EXPECT_FALSE(db_->prepare_script("set work_mem = '5MB'")->execute({}, {}).next_result());
}

TEST_F(Scripts, FailAsAWhole) {
    EXPECT_EQ(error_code<DataError>([&] {
                  db_->prepare_script("select 1; select 1 / 0; select 2")->execute({}, {});
              }),
              "division_by_zero");
    EXPECT_EQ(db_->transaction_status(), driver::TransactionStatus::idle);
    EXPECT_EQ(error_code<TimeoutError>([&] {
                  db_->prepare_script("select 1; select pg_sleep(36000)")
                      ->execute({}, {.timeout_ms = 100});
              }),
              "statement_timeout");
    EXPECT_EQ(error_code<NotSupportedError>([&] {
                  db_->prepare_script("select 1; copy pg_class to stdout")->execute({}, {});
              }),
              "copy_unsupported");
    const azoth_test::Bound one(1);
    EXPECT_EQ(
        error_code<ArgumentError>([&] { db_->prepare_script("select $1")->execute(one, {}); }),
        "bind_unknown");
    EXPECT_EQ(
        error_code<OperationalError>([&] {
            db_->prepare_script("set client_encoding to 'LATIN1'; select 'ä'")->execute({}, {});
        }),
        "client_encoding_changed");
    EXPECT_TRUE(db_->reset(60'000));
    EXPECT_EQ(scalar(*db_, "select 1").as<int>(), 1);
}

TEST_F(Scripts, ThroughAnEngineTheyAreReadAhead) {
    Engine engine = create_engine(url());
    Connection db = engine.connect();
    Result result = db.query_script(several);
    EXPECT_TRUE(db.in_transaction());
    EXPECT_EQ(result.one()["first"].as<std::string>(), "it's;");
    ASSERT_TRUE(result.next_result());
    EXPECT_EQ(result.rowcount(), 2);
    EXPECT_EQ(result.all().size(), 2U);
    ASSERT_TRUE(result.next_result());
    EXPECT_TRUE(result.all().empty());
    db.rollback();
    ASSERT_TRUE(result.next_result());
    EXPECT_EQ(result.one()["n"].as<int>(), 3);
    EXPECT_FALSE(result.next_result());
}

/// What a procedure opens for its caller is read by name, as psql reads it.
TEST_F(Scripts, CursorsThatAProcedureOpens) {
    db_->execute_script(
        "create or replace procedure report(inout a refcursor, inout b refcursor) language plpgsql"
        " as $$ begin open a for select generate_series(1, 3) as n;"
        " open b for select 'x' as t; end $$");
    Engine engine = create_engine(url());
    Connection db = engine.connect();
    const auto [first, second] =
        db.execute(call("report", {"left side", "other"})).one().as<std::string, std::string>();
    Result result = db.query_script("fetch all from \"" + first + "\"; fetch all from " + second);
    EXPECT_EQ(result.all().size(), 3U);
    ASSERT_TRUE(result.next_result());
    EXPECT_EQ(result.one()["t"].as<std::string>(), "x");
    db.rollback();
    db_->execute_script("drop procedure report");
}

}  // namespace
