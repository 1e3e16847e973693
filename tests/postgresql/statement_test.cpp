// SPDX-License-Identifier: MIT
#include <cstdlib>

#include "server.hpp"

namespace {

using namespace azoth;
using azoth::driver::TransactionStatus;
using azoth_test::Bound;
using azoth_test::catch_error;
using azoth_test::error_code;
using azoth_test::query;
using azoth_test::scalar;

class Statements : public azoth_test::OnServer {
protected:
    void SetUp() override {
        OnServer::SetUp();
        if (!IsSkipped()) db_ = connect();
    }
    std::unique_ptr<driver::Connection> db_;
};

TEST_F(Statements, RunAgainAndAgain) {
    const auto statement = db_->prepare("select $1::int + 1", {});
    EXPECT_EQ(statement->parameter_count(), 1U);
    for (int n = 0; n < 300; ++n) {
        auto& cursor = statement->execute(Bound(n), {});
        std::int64_t result = 0;
        ASSERT_TRUE(cursor.next() && cursor.read_int64(0, result));
        EXPECT_EQ(result, n + 1);
    }
}

TEST_F(Statements, AreForgottenByTheServerToo) {
    for (int n = 0; n < 50; ++n) static_cast<void>(scalar(*db_, "select 1"));
    EXPECT_LE(scalar(*db_, "select count(*) from pg_prepared_statements").as<int>(), 2);
}

TEST_F(Statements, TellHowManyRowsTheyTouched) {
    db_->execute_script("create temp table t (a int); insert into t select generate_series(1, 10)");
    const auto touched = [&](std::string_view sql) {
        const auto statement = db_->prepare(sql, {});
        auto& cursor = statement->execute({}, {});
        while (cursor.next()) {
        }
        return cursor.affected_rows();
    };
    EXPECT_EQ(touched("update t set a = a + 1 where a > 5"), 5);
    EXPECT_EQ(touched("delete from t where a > 1000"), 0);
    EXPECT_EQ(touched("insert into t values (1), (2) returning a"), 2);
    EXPECT_EQ(touched("select * from t"), -1);
    EXPECT_EQ(touched("create temp table u (a int)"), -1);
}

TEST_F(Statements, CountTheirParameters) {
    const auto statement = db_->prepare("select $1::int, $2::int", {});
    EXPECT_EQ(error_code<ArgumentError>([&] { statement->execute(Bound(1), {}); }), "bind_missing");
    EXPECT_EQ(error_code<ArgumentError>([&] { statement->execute(Bound(1, 2, 3), {}); }),
              "bind_unknown");
    const std::vector<ValueView> many(65'536);
    EXPECT_EQ(error_code<ArgumentError>([&] { statement->execute(many, {}); }),
              "too_many_parameters");
    std::string sql = "select $1";
    for (int n = 2; n <= 65'536; ++n) sql += ",$" + std::to_string(n);
    EXPECT_EQ(error_code<ArgumentError>([&] { static_cast<void>(db_->prepare(sql, {})); }),
              "too_many_parameters");
}

/// libpq gives a connection up whose server describes more than 7,498 placeholders in one piece.
TEST_F(Statements, TakeAsManyParametersAsTheServer) {
    db_->execute_script("create temp table t (a int, b text)");
    for (const int count : {7'498, 7'499, 20'000, 65'535}) {
        std::string sql = "insert into t values ";
        std::vector<ValueView> values;
        for (int n = 1; n < count; n += 2) {
            sql += (n == 1 ? "($" : ",($") + std::to_string(n) + ",$" + std::to_string(n + 1) + ')';
            values.insert(values.end(), {ValueView(std::int64_t{n}), ValueView("x")});
        }
        const std::vector<ValueKind> kinds(values.size(), ValueKind::null);
        const auto statement = db_->prepare(sql + " returning a, b", kinds);
        EXPECT_EQ(statement->parameter_count(), values.size());
        for (const bool stream : {true, false, true}) {  // the second time the columns are known
            auto& cursor = statement->execute(values, {.stream = stream});
            std::int64_t sum = 0;
            std::int64_t rows = 0;
            for (std::int64_t a = 0; cursor.next(); ++rows) {
                ASSERT_TRUE(cursor.read_int64(0, a));
                sum += a;
            }
            EXPECT_EQ(rows, count / 2);
            EXPECT_EQ(sum, rows * rows);
            ASSERT_EQ(cursor.columns().size(), 2U);
            EXPECT_EQ(cursor.columns()[1].name, "b");
        }
    }
    EXPECT_EQ(scalar(*db_, "select count(*) from t").as<int>(),
              3 * (7'498 / 2 + 7'499 / 2 + 10'000 + 65'535 / 2));
}

TEST_F(Statements, AreOneEach) {
    const auto code = [&](std::string_view sql) {
        return error_code<ProgrammingError>([&] { static_cast<void>(db_->prepare(sql, {})); });
    };
    EXPECT_EQ(code("select 1; select 2"), "multiple_statements");
    EXPECT_EQ(code("select 'a"), "sql_unterminated");
    EXPECT_EQ(code("select /* 1"), "sql_unterminated");
    EXPECT_EQ(code("selec 1"), "syntax_error");
    EXPECT_EQ(error_code<ConversionError>(
                  [&] { static_cast<void>(db_->prepare(std::string_view("select\0", 7), {})); }),
              "value_has_nul");
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::idle);
}

TEST_F(Statements, ScriptsAreMany) {
    db_->execute_script("create temp table s (a int); insert into s values (1); select * from s");
    EXPECT_EQ(scalar(*db_, "select a from s").as<int>(), 1);
    EXPECT_EQ(error_code<ProgrammingError>([&] { db_->execute_script("select 1; selec 2"); }),
              "syntax_error");
    EXPECT_EQ(error_code<NotSupportedError>([&] { db_->execute_script("copy s from stdin"); }),
              "copy_unsupported");
    EXPECT_EQ(error_code<NotSupportedError>([&] { db_->execute_script("copy s to stdout"); }),
              "copy_unsupported");
    EXPECT_EQ(error_code<NotSupportedError>([&] { query(*db_, "copy s from stdin"); }),
              "copy_unsupported");
    EXPECT_EQ(error_code<NotSupportedError>([&] { query(*db_, "copy s to stdout"); }),
              "copy_unsupported");
    EXPECT_EQ(scalar(*db_, "select a from s").as<int>(), 1);
}

TEST_F(Statements, ErrorsSayWhatWhereAndWhich) {
    db_->execute_script(
        "create temp table e (id int constraint e_pk primary key, n int not null,"
        " c int constraint e_c check (c > 0))");
    query(*db_, "insert into e values (1, 1, 1)");
    const auto unique = catch_error<IntegrityError>(
        [&] { query(*db_, "insert into e values ($1, 1, 1)", Bound(1)); });
    EXPECT_EQ(unique.code(), "unique_violation");
    EXPECT_EQ(unique.details().sqlstate, "23505");
    EXPECT_EQ(unique.details().constraint, "e_pk");
    EXPECT_EQ(unique.details().table, "e");
    EXPECT_EQ(std::string(unique.what()).find("(1)"), std::string::npos) << "a value is shown";
    const auto null =
        catch_error<IntegrityError>([&] { query(*db_, "insert into e values (2, null, 1)"); });
    EXPECT_EQ(null.code(), "not_null_violation");
    EXPECT_EQ(null.details().column, "n");
    EXPECT_EQ(catch_error<IntegrityError>([&] { query(*db_, "insert into e values (2, 1, -1)"); })
                  .details()
                  .constraint,
              "e_c");
    EXPECT_EQ(error_code<DataError>([&] { query(*db_, "select 1 / $1::int", Bound(0)); }),
              "division_by_zero");
    EXPECT_EQ(
        error_code<DataError>([&] { query(*db_, "select $1::int", Bound(std::string("abc"))); }),
        "bad_text_value");
    const auto column =
        catch_error<ProgrammingError>([&] { query(*db_, "select 'ä', nothing from e"); });
    EXPECT_EQ(column.code(), "no_such_column");
    EXPECT_EQ(column.details().offset, 13U);
    EXPECT_EQ(error_code<ProgrammingError>([&] { query(*db_, "select * from nothing"); }),
              "no_such_table");
    EXPECT_EQ(error_code<DatabaseError>(
                  [&] { query(*db_, "do $$ begin raise 'x' using errcode = 'ZZ999'; end $$"); }),
              "database_error");
}

TEST_F(Statements, FollowATableThatChanges) {
    db_->execute_script(
        "drop table if exists changing; create table changing (a int);"
        "insert into changing values (1)");
    const auto statement = db_->prepare("select * from changing", {});
    ASSERT_TRUE(statement->execute({}, {}).next());
    db_->execute_script("alter table changing add b text default 'x'");
    auto& cursor = statement->execute({}, {});
    ASSERT_TRUE(cursor.next());
    ASSERT_EQ(cursor.columns().size(), 2U);
    EXPECT_EQ(cursor.cell(1).chars(), "x");

    // In a transaction the failure aborts it: the caller must know, and may try all of it again.
    db_->execute_script("alter table changing drop b");
    db_->begin({});
    const auto error = catch_error<OperationalError>([&] { statement->execute({}, {}); });
    EXPECT_EQ(error.code(), "statement_outdated");
    EXPECT_TRUE(error.details().retryable);
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::failed);
    db_->rollback();
    db_->begin({});
    ASSERT_TRUE(statement->execute({}, {}).next());
    EXPECT_EQ(db_->commit(), driver::CommitOutcome::committed);
    db_->execute_script("deallocate all");
    EXPECT_TRUE(statement->execute({}, {}).next());
    db_->execute_script("drop table changing");
}

TEST_F(Statements, ResetKeepsStatementsAndDropsTheRest) {
    const auto statement = db_->prepare("select 1", {});
    db_->execute_script(
        "set search_path to nowhere; create temp table leftover (a int);"
        "select pg_advisory_lock(4711)");
    db_->begin({});
    query(*db_, "insert into leftover values (1)");
    EXPECT_TRUE(db_->reset(60'000));
    EXPECT_EQ(db_->transaction_status(), TransactionStatus::idle);
    EXPECT_NE(scalar(*db_, "show search_path").as<std::string>(), "nowhere");
    EXPECT_TRUE(scalar(*db_, "select to_regclass('pg_temp.leftover')::text").is_null());
    EXPECT_EQ(scalar(*db_,
                     "select count(*) from pg_locks where locktype = 'advisory' "
                     "and pid = pg_backend_pid()")
                  .as<int>(),
              0);
    EXPECT_TRUE(statement->execute({}, {}).next());
}

}  // namespace
