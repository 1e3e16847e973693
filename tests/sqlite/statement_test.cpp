// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <limits>

#include <sqlite3.h>

#include <azoth/driver/row_block.hpp>

#include "sqlite_fixture.hpp"

namespace azoth::sqlite3_driver {
namespace {

using namespace std::string_view_literals;

using Statements = SqliteDriverTest;

TEST_F(Statements, TextHoldsExactlyOneStatement) {
    const auto connection = memory();
    const auto refused = [&](std::string_view code, std::string_view sql,
                             std::optional<std::size_t> offset) {
        const auto error =
            failure<ProgrammingError>(code, [&] { (void)connection->prepare(sql, {}); });
        if (error) {
            EXPECT_EQ(error->details().offset, offset) << sql;
        }
    };
    refused("multiple_statements", "select 1; select 2", 10);
    refused("multiple_statements", "select 1; /* x */ drop table t", 18);
    refused("sql_unterminated", "select 'abc", 7);
    refused("sql_unterminated", "select 1 /* abc", 9);
    refused("sql_unterminated", "select \"abc", 7);
    refused("sql_nul_byte", "select 1\0; drop table t"sv, 8);
    refused("sql_bad_encoding", "select '\xff'", std::nullopt);
    refused("empty_statement", "", std::nullopt);
    refused("empty_statement", " -- nothing\n ;", std::nullopt);
    EXPECT_EQ(first(*connection, "select 1; -- end"), "1");
    EXPECT_EQ(first(*connection, "select 1 ;; /* end */ ;"), "1");
    EXPECT_EQ(first(*connection, "select ';'"), ";");
    run(*connection, "create table t (a)");
    run(*connection, "create trigger g after insert on t begin select 1; select 2; end");
}

TEST_F(Statements, FailuresToPrepareSayWhere) {
    const auto connection = memory();
    const auto syntax =
        failure<ProgrammingError>("syntax_error", [&] { run(*connection, "select 1 form t"); });
    ASSERT_TRUE(syntax);
    EXPECT_EQ(syntax->details().phase, Phase::prepare);
    const auto missing =
        failure<ProgrammingError>("no_such_table", [&] { run(*connection, "select * from t"); });
    ASSERT_TRUE(missing);
    EXPECT_EQ(missing->details().table, "t");
    const auto column =
        failure<ProgrammingError>("no_such_column", [&] { run(*connection, "select  nope"); });
    ASSERT_TRUE(column);
    EXPECT_EQ(column->details().column, "nope");
    EXPECT_EQ(column->details().offset, 8U);
    failure<ProgrammingError>("too_many_parameters",
                              [&] { (void)connection->prepare("select ?250001", {}); });
}

TEST_F(Statements, ParametersAreCounted) {
    const auto connection = memory();
    const auto statement = connection->prepare("select ?1, ?2", {});
    EXPECT_EQ(statement->parameter_count(), 2U);
    const std::array values{ValueView(std::int64_t{1}), ValueView("x"sv), ValueView()};
    failure<ArgumentError>("bind_missing",
                           [&] { (void)statement->execute(std::span(values).first(1), {}); });
    failure<ArgumentError>("bind_unknown", [&] { (void)statement->execute(values, {}); });
    EXPECT_TRUE(statement->execute(std::span(values).first(2), {}).next());
}

TEST_F(Statements, RowsAreReadCellByCell) {
    const auto connection = memory();
    const auto select = connection->prepare("select ?1, ?2, ?3, ?4, ?5", {});
    const std::array<std::byte, 3> blob{std::byte{0}, std::byte{255}, std::byte{0}};
    const std::array values{ValueView(std::int64_t{-7}), ValueView(2.5), ValueView("a\0b"sv),
                            ValueView(BytesView(blob)), ValueView()};
    driver::Cursor& cursor = select->execute(values, {});
    ASSERT_TRUE(cursor.next());
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text = "unchanged";
    BytesView bytes;
    EXPECT_TRUE(cursor.read_int64(0, integer));
    EXPECT_EQ(integer, -7);
    EXPECT_TRUE(cursor.read_double(1, real));
    EXPECT_EQ(real, 2.5);
    EXPECT_FALSE(cursor.read_text(4, text));
    EXPECT_EQ(text, "unchanged");
    EXPECT_FALSE(cursor.read_int64(4, integer));
    EXPECT_FALSE(cursor.read_double(4, real));
    EXPECT_FALSE(cursor.read_bytes(4, bytes));
    EXPECT_TRUE(cursor.read_text(2, text));
    EXPECT_EQ(text, "a\0b"sv);
    EXPECT_TRUE(cursor.read_bytes(3, bytes));
    EXPECT_TRUE(std::equal(bytes.begin(), bytes.end(), blob.begin(), blob.end()));
    EXPECT_EQ(cursor.cell(0).int64(), -7);
    EXPECT_EQ(cursor.cell(1).real(), 2.5);
    EXPECT_EQ(cursor.cell(2).chars(), "a\0b"sv);
    EXPECT_EQ(cursor.cell(3).bytes().size(), 3U);
    EXPECT_TRUE(cursor.cell(4).is_null());
    EXPECT_FALSE(cursor.next());
    EXPECT_FALSE(cursor.next());
}

TEST_F(Statements, EmptyTextAndBytesAreNotNull) {
    const auto connection = memory();
    const auto select = connection->prepare("select ?1, ?2, ?3", {});
    const std::array values{ValueView(std::string_view()), ValueView(BytesView()), ValueView(""sv)};
    driver::Cursor& cursor = select->execute(values, {});
    ASSERT_TRUE(cursor.next());
    EXPECT_EQ(cursor.cell(0).kind(), ValueKind::text);
    EXPECT_EQ(cursor.cell(1).kind(), ValueKind::bytes);
    EXPECT_EQ(cursor.cell(2).kind(), ValueKind::text);
    BytesView bytes;
    EXPECT_TRUE(cursor.read_bytes(1, bytes));
    EXPECT_TRUE(bytes.empty());
}

TEST_F(Statements, ReadsAreExactOrRefused) {
    const auto connection = memory();
    const auto select = connection->prepare(
        "select 'abc' as t, 1.5 as f, 2.0 as whole, 1e300 as big, -9223372036854775808.0 as low, "
        "9223372036854775808.0 as high, 9007199254740993 as odd, 9007199254740992 as even, "
        "x'31' as b, 7 as i, 9223372036854775807 as top",
        {});
    driver::Cursor& cursor = select->execute({}, {});
    ASSERT_TRUE(cursor.next());
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text;
    BytesView bytes;
    const auto mismatch =
        failure<ConversionError>("type_mismatch", [&] { (void)cursor.read_int64(0, integer); });
    ASSERT_TRUE(mismatch);
    EXPECT_EQ(mismatch->details().column, "t");
    EXPECT_EQ(mismatch->message().find("abc"), std::string::npos);
    failure<ConversionError>("value_not_representable",
                             [&] { (void)cursor.read_int64(1, integer); });
    EXPECT_TRUE(cursor.read_int64(2, integer));
    EXPECT_EQ(integer, 2);
    failure<ConversionError>("out_of_range", [&] { (void)cursor.read_int64(3, integer); });
    EXPECT_TRUE(cursor.read_int64(4, integer));
    EXPECT_EQ(integer, std::numeric_limits<std::int64_t>::min());
    failure<ConversionError>("out_of_range", [&] { (void)cursor.read_int64(5, integer); });
    failure<ConversionError>("value_not_representable", [&] { (void)cursor.read_double(6, real); });
    EXPECT_TRUE(cursor.read_double(7, real));
    EXPECT_EQ(real, 9007199254740992.0);
    failure<ConversionError>("value_not_representable",
                             [&] { (void)cursor.read_double(10, real); });
    failure<ConversionError>("type_mismatch", [&] { (void)cursor.read_int64(8, integer); });
    failure<ConversionError>("type_mismatch", [&] { (void)cursor.read_double(0, real); });
    failure<ConversionError>("type_mismatch", [&] { (void)cursor.read_text(9, text); });
    failure<ConversionError>("type_mismatch", [&] { (void)cursor.read_text(8, text); });
    failure<ConversionError>("type_mismatch", [&] { (void)cursor.read_bytes(9, bytes); });
    EXPECT_TRUE(cursor.read_bytes(0, bytes));
    EXPECT_EQ(bytes.size(), 3U);
    // SQLite's own conversions must not have changed what a cell is.
    EXPECT_EQ(cursor.cell(0).kind(), ValueKind::text);
    EXPECT_EQ(cursor.cell(1).kind(), ValueKind::real);
    EXPECT_EQ(cursor.cell(9).kind(), ValueKind::int64);
}

TEST_F(Statements, ColumnsKnowNamesAndDeclaredTypes) {
    const auto connection = memory();
    run(*connection, "create table t (id integer primary key, name varchar(20))");
    const auto select = connection->prepare("select id, name as n, 1 + 1 from t", {});
    const auto columns = select->execute({}, {}).columns();
    ASSERT_EQ(columns.size(), 3U);
    EXPECT_EQ(columns[0].name, "id");
    EXPECT_EQ(columns[0].type_name, "INTEGER");
    EXPECT_EQ(columns[1].name, "n");
    EXPECT_EQ(columns[1].type_name, "varchar(20)");
    EXPECT_EQ(columns[2].type_name, "");
    EXPECT_EQ(columns[2].kind, ValueKind::null);
    const auto insert = connection->prepare("insert into t (name) values ('x')", {});
    EXPECT_TRUE(insert->execute({}, {}).columns().empty());
}

TEST_F(Statements, TheShapeFollowsTheSchema) {
    const auto connection = memory();
    run(*connection, "create table t (a)");
    run(*connection, "insert into t values (1)");
    const auto select = connection->prepare("select * from t", {});
    EXPECT_EQ(select->execute({}, {}).columns().size(), 1U);
    select->execute({}, {}).close();
    run(*connection, "alter table t add column b default 'new'");
    driver::Cursor& cursor = select->execute({}, {});
    ASSERT_EQ(cursor.columns().size(), 2U);
    EXPECT_EQ(cursor.columns()[1].name, "b");
    ASSERT_TRUE(cursor.next());
    EXPECT_EQ(cursor.cell(1).chars(), "new");
    EXPECT_FALSE(cursor.next());
    run(*connection, "alter table t rename column a to c");
    EXPECT_EQ(select->execute({}, {}).columns()[0].name, "c");
}

TEST_F(Statements, KeysFollowTheSchemaToo) {
    const auto connection = memory();
    connection->execute_script("create table log (x); insert into log values (1)");
    run(*connection, "create table t (id integer primary key, a)");
    const auto insert = connection->prepare("insert into t (a) values (1)", {});
    EXPECT_EQ(insert->execute({}, {}).complete().last_insert_id, 1);
    connection->execute_script("drop table t; create table t (a primary key) without rowid");
    const driver::Completion completion = insert->execute({}, {}).complete();
    EXPECT_EQ(completion.affected_rows, 1);
    EXPECT_EQ(completion.last_insert_id, std::nullopt);
}

TEST_F(Statements, CompletionIsTheSameInOneCall) {
    const auto connection = memory();
    connection->execute_script("create table t (id integer primary key, a)");
    const auto insert = connection->prepare("insert into t (a) values (1), (2) returning id", {});
    const driver::Completion completion = insert->execute({}, {}).complete();
    EXPECT_EQ(completion.affected_rows, 2);
    EXPECT_EQ(completion.last_insert_id, 2);
    driver::Cursor& cursor = insert->execute({}, {});
    const driver::Completion by_default = cursor.driver::Cursor::complete();
    EXPECT_EQ(by_default.affected_rows, 2);
    EXPECT_EQ(by_default.last_insert_id, 4);
    EXPECT_FALSE(cursor.next());
    const auto failing = connection->prepare("insert into t values (1, 1)", {});
    failure<IntegrityError>("unique_violation", [&] { (void)failing->execute({}, {}).complete(); });
}

TEST_F(Statements, CountsAndKeysAreOfTheirOwnExecution) {
    const auto connection = memory();
    run(*connection, "create table t (id integer primary key, a unique)");
    run(*connection, "create table w (k primary key) without rowid");
    run(*connection, "create table log (x)");
    const auto insert = connection->prepare("insert into t (a) values (?1)", {});
    const std::array one{ValueView(std::int64_t{1})};
    driver::Cursor& inserted = insert->execute(one, {});
    EXPECT_FALSE(inserted.next());
    EXPECT_EQ(inserted.affected_rows(), 1);
    EXPECT_EQ(inserted.last_insert_id(), 1);
    run(*connection, "insert into log values (1), (2), (3)");
    EXPECT_EQ(inserted.affected_rows(), 1);
    EXPECT_EQ(inserted.last_insert_id(), 1);

    const auto after = [&](std::string_view sql) {
        const auto statement = connection->prepare(sql, {});
        driver::Cursor& cursor = statement->execute({}, {});
        while (cursor.next()) {
        }
        return std::pair(cursor.affected_rows(), cursor.last_insert_id());
    };
    using Result = std::pair<std::int64_t, std::optional<std::int64_t>>;
    EXPECT_EQ(after("insert into t (a) values (2), (3)"), Result(2, 3));
    EXPECT_EQ(after("insert or ignore into t (a) values (1)"), Result(0, std::nullopt));
    EXPECT_EQ(after("insert into w values ('k')"), Result(1, std::nullopt));
    EXPECT_EQ(after("insert into t (a) values (1) on conflict (a) do update set a = 1"),
              Result(1, std::nullopt));
    EXPECT_EQ(after("update t set a = a + 10"), Result(3, std::nullopt));
    EXPECT_EQ(after("update t set a = 0 where false"), Result(0, std::nullopt));
    EXPECT_EQ(after("with d as (select 1) delete from t where id in d"), Result(1, std::nullopt));
    EXPECT_EQ(after("insert into main.\"t\" (a) values (99) returning id"), Result(1, 4));
    EXPECT_EQ(after("select * from t"), Result(-1, std::nullopt));
    EXPECT_EQ(after("create table u (a)"), Result(-1, std::nullopt));
}

TEST_F(Statements, AnExecutionEndsTheOneBefore) {
    const auto connection = memory();
    run(*connection, "create table t (a)");
    run(*connection, "insert into t values (1), (2), (3)");
    const auto select = connection->prepare("select a from t where a >= ?1 order by a", {});
    const std::array one{ValueView(std::int64_t{1})};
    const std::array three{ValueView(std::int64_t{3})};
    driver::Cursor& cursor = select->execute(one, {});
    ASSERT_TRUE(cursor.next());
    EXPECT_EQ(&select->execute(three, {}), &cursor);
    ASSERT_TRUE(cursor.next());
    EXPECT_EQ(cursor.cell(0).int64(), 3);
    cursor.close();
    cursor.close();
    EXPECT_FALSE(cursor.next());
    EXPECT_EQ(cursor.columns().size(), 1U);
}

TEST_F(Statements, BlocksOwnTheirRows) {
    const auto connection = memory();
    const auto select = connection->prepare(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 10) "
        "select i, 'row ' || i from n",
        {});
    driver::Cursor& cursor = select->execute({}, {});
    driver::RowBlock block(2);
    EXPECT_EQ(cursor.fetch_block(block, 4), 4U);
    EXPECT_EQ(cursor.fetch_block(block, 100), 6U);
    EXPECT_EQ(cursor.fetch_block(block, 100), 0U);
    ASSERT_EQ(block.rows(), 10U);
    EXPECT_EQ(block.row(0)[1].chars(), "row 1");
    EXPECT_EQ(block.row(9)[0].int64(), 10);
}

TEST_F(Statements, BatchesCountAndStopAtTheFirstFailure) {
    const auto connection = memory();
    run(*connection, "create table t (a integer primary key, b text)");
    const auto insert = connection->prepare("insert into t values (?1, ?2)", {});
    std::vector<ValueView> cells;
    for (std::int64_t i = 0; i < 100; ++i) {
        cells.emplace_back(i);
        cells.emplace_back("text"sv);
    }
    EXPECT_EQ(insert->execute_batch({2, cells}, {}), 100);
    EXPECT_EQ(insert->execute_batch({2, {}}, {}), 0);
    cells[0] = ValueView(std::int64_t{1000});
    const auto error = failure<IntegrityError>("unique_violation", [&] {
        (void)insert->execute_batch({2, cells}, {});
    });
    ASSERT_TRUE(error);
    EXPECT_NE(error->details().hint.find("row 1 "), std::string::npos) << error->what();
    EXPECT_EQ(first(*connection, "select count(*) from t"), "101");
    failure<ArgumentError>("bind_missing", [&] { (void)insert->execute_batch({1, cells}, {}); });
    const auto update = connection->prepare("update t set b = ?2 where a <= ?1", {});
    const std::array<ValueView, 4> two{ValueView(std::int64_t{4}), ValueView("x"sv),
                                       ValueView(std::int64_t{9}), ValueView("y"sv)};
    EXPECT_EQ(update->execute_batch({2, two}, {}), 15);
}

TEST_F(Statements, ScriptsOfAnySizeRun) {
    const auto connection = memory();
    std::string script =
        "\xef\xbb\xbf-- a dump\nBEGIN;\nCREATE TABLE t (a, b);\n"
        "CREATE TRIGGER g AFTER DELETE ON t BEGIN SELECT 1; SELECT ';'; END;\n";
    for (int i = 0; i < 20'000; ++i)
        script += "INSERT INTO t VALUES (" + std::to_string(i) + ", 'it''s; -- text');\n";
    script += "COMMIT; SELECT * FROM t; /* done */";
    connection->execute_script(script);
    EXPECT_EQ(first(*connection, "select count(*) from t where b = 'it''s; -- text'"), "20000");
    connection->execute_script("");
    connection->execute_script(" ; -- nothing");
}

TEST_F(Statements, ScriptsSayWhereTheyFail) {
    const auto connection = memory();
    const auto unread = failure<ProgrammingError>("sql_unterminated", [&] {
        connection->execute_script("create table u (a); insert into u values ('x");
    });
    ASSERT_TRUE(unread);
    EXPECT_EQ(unread->details().offset, 42U);
    EXPECT_EQ(first(*connection, "select count(*) from sqlite_schema"), "0");
    const auto failed = failure<IntegrityError>("not_null_violation", [&] {
        connection->execute_script("create table u (a not null);  insert into u values (null);");
    });
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->details().offset, 30U);
    EXPECT_EQ(failed->details().statement, "insert into u values (null);");
    const auto syntax = failure<ProgrammingError>(
        "no_such_column", [&] { connection->execute_script("select 1; select nope"); });
    ASSERT_TRUE(syntax);
    EXPECT_EQ(syntax->details().offset, 17U);
    failure<ArgumentError>("bind_missing", [&] { connection->execute_script("select ?1"); });
    failure<ProgrammingError>("sql_nul_byte",
                              [&] { connection->execute_script("select 1;\0 drop"sv); });
}

TEST_F(Statements, ConstraintsAreToldApart) {
    const auto connection = memory();
    connection->execute_script(
        "create table p (id integer primary key);"
        "create table t (id integer primary key, u text unique, n text not null default 'x',"
        "  c int constraint positive check (c > 0), p int references p,"
        "  i int) ;"
        "create table v (x text); create unique index v_lower on v (lower(x));"
        "insert into v values ('a');"
        "create trigger g before insert on t when new.i = 13 begin"
        "  select raise(abort, 'no thirteen'); end;"
        "insert into t (id, u) values (1, 'a')");
    const auto refused = [&](std::string_view code, std::string_view sql) {
        auto error = failure<IntegrityError>(code, [&] { run(*connection, sql); });
        return error ? error->details() : ErrorDetails{};
    };
    const ErrorDetails key = refused("unique_violation", "insert into t (id) values (1)");
    EXPECT_EQ(key.table + "." + key.column, "t.id");
    EXPECT_EQ(key.native_code, SQLITE_CONSTRAINT_PRIMARYKEY);
    EXPECT_EQ(refused("unique_violation", "insert into t (u) values ('a')").column, "u");
    EXPECT_EQ(refused("unique_violation", "insert into v values ('A')").constraint, "v_lower");
    EXPECT_EQ(refused("not_null_violation", "update t set n = null").column, "n");
    EXPECT_EQ(refused("check_violation", "update t set c = 0").constraint, "positive");
    EXPECT_EQ(refused("foreign_key_violation", "update t set p = 7").sqlstate, "23503");
    EXPECT_EQ(refused("raise_exception", "insert into t (i) values (13)").server_message,
              "no thirteen");
}

}  // namespace
}  // namespace azoth::sqlite3_driver
