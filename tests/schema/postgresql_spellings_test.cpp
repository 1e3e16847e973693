// SPDX-License-Identifier: MIT
// What the server keeps otherwise than it was written, or cannot keep.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "on_postgresql.hpp"
#include "random_schema.hpp"

namespace azoth_test {
namespace {

using namespace azoth;

/// Texts as defaults and lists in options mean the same however they are spelled.
TEST_F(OnPostgresql, SpellingsOfDefaultsAndOptionsAreNoDifference) {
    MetaData model;
    const Table odd{
        "odd",
        model,
        Column{"id", Integer{}, primary_key},
        Column{"a", Time{}, ServerDefault{"'10:00'"}},
        Column{"b", Time{}, ServerDefault{"'9:05:00.250'"}},
        Column{"c", Time{}, ServerDefault{"'1:30 PM'"}},
        Column{"d", Time{}, ServerDefault{"CAST('10:00' AS TIME)"}},
        Column{"e", DateType{}, ServerDefault{"'2020-2-9'"}},
        Column{"f", DateType{}, ServerDefault{"'20200209'"}},
        Column{"g", DateType{}, ServerDefault{"'2020/02/09'"}},
        Column{"h", DateTime{}, ServerDefault{"'2020-02-09'"}},
        Column{"i", DateTime{}, ServerDefault{"'2020-02-09T10:00'"}},
        Column{"j", DateTime{}, ServerDefault{"TIMESTAMP '2020-2-9 7:00'"}},
        Column{"k", DateTime{with_timezone}, ServerDefault{"'2020-2-9 7:00+02'"}},
        Column{"l", Integer{}, ServerDefault{"'5'"}},
        Column{"m", Boolean{}, ServerDefault{"'yes'"}},
        Column{"n", Numeric{9, 2}, ServerDefault{"'-1.50'"}},
        UniqueConstraint{"a", "b"}.option("postgresql_include", "c,d"),
        Index{"ix_a", {"a"}}.option("postgresql_with", "fillfactor = 70"),
        Index{"ix_b", {"b"}}.option("postgresql_with", "FILLFACTOR=70,deduplicate_items = 'off'"),
        Index{"ix_l", {"l"}}.option("postgresql_using", "btree"),
        DialectOption{"postgresql_with", "fillfactor=70,autovacuum_enabled = OFF"}};
    const Table part{"part", model, Column{"id", Integer{}},
                     DialectOption{"postgresql_partition_by", "range( \"id\" )"}};
    Connection db = engine_->connect();
    enter(db);
    model.create_all(db);
    EXPECT_EQ(describe(diff(model, reflected(db), db.dialect())), "");
    // The control: another moment, number or setting is a difference.
    db.execute_script(
        "ALTER TABLE odd ALTER a SET DEFAULT '10:01', ALTER e SET DEFAULT '2020-2-8',"
        " ALTER i SET DEFAULT '2020-02-09 10:00:01', ALTER k SET DEFAULT '2020-2-9 7:00+03',"
        " ALTER l SET DEFAULT '6', ALTER m SET DEFAULT 'no';"
        "ALTER INDEX ix_a SET (fillfactor = 71);"
        "ALTER TABLE odd SET (autovacuum_enabled = on)");
    EXPECT_EQ(diff(model, reflected(db), db.dialect()).size(), 8U);
    db.rollback();
}

/// Names of one type are no difference; another size is.
TEST_F(OnPostgresql, SpellingsOfTypesAreNoDifference) {
    MetaData model;
    std::vector<Table> tables;
    for (const char* spelling : {"INT4",
                                 "INT8",
                                 "INT2",
                                 "INT",
                                 "DECIMAL(10,2)",
                                 "DECIMAL",
                                 "DEC(5)",
                                 "NUMERIC(5)",
                                 "numeric( 10 , 2 )",
                                 "VARBIT(8)",
                                 "VARBIT",
                                 "BIT VARYING(8)",
                                 "BIT",
                                 "BIT(3)",
                                 "FLOAT",
                                 "FLOAT4",
                                 "FLOAT8",
                                 "FLOAT(10)",
                                 "FLOAT(30)",
                                 "BOOL",
                                 "CHAR",
                                 "CHARACTER(3)",
                                 "BPCHAR",
                                 "BPCHAR(4)",
                                 "\"char\"",
                                 "VARCHAR(5)",
                                 "CHARACTER VARYING(5)",
                                 "CHAR VARYING ( 5 )",
                                 "NCHAR(5)",
                                 "NATIONAL CHARACTER VARYING(5)",
                                 "TIMESTAMP",
                                 "TIMESTAMPTZ",
                                 "TIMESTAMPTZ(3)",
                                 "TIMESTAMP (3) WITH TIME ZONE",
                                 "TIMESTAMP WITHOUT TIME ZONE",
                                 "TIMETZ",
                                 "TIMETZ(2)",
                                 "TIME(2)",
                                 "INTERVAL DAY TO SECOND(3)",
                                 "INTERVAL(3)",
                                 "INT[]",
                                 "INTEGER ARRAY",
                                 "INTEGER ARRAY[3]",
                                 "INT4[][]",
                                 "TEXT[5]",
                                 "pg_catalog.int4",
                                 "XML",
                                 "INT4RANGE",
                                 "decimal(10,2)[]"}) {
        tables.emplace_back("t" + std::to_string(tables.size()), model,
                            Column{"x", CustomType{spelling}});
    }
    const Table more{"more",
                     model,
                     Column{"a", Array{types::Int{}}},
                     Column{"b", types::Varchar{5}.with_collation("C")},
                     Column{"c", types::Int{}, ServerDefault::of(5)},
                     Column{"d", types::Decimal{5, 2}, ServerDefault::of(Decimal("1.5"))}};
    Connection db = engine_->connect();
    enter(db);
    model.create_all(db);
    EXPECT_EQ(describe(diff(model, reflected(db), db.dialect())), "");
    db.execute_script(
        "ALTER TABLE t0 ALTER x TYPE bigint; ALTER TABLE t4 ALTER x TYPE numeric(10, 3);"
        "ALTER TABLE more ALTER b TYPE varchar(5)");
    EXPECT_EQ(diff(model, reflected(db), db.dialect()).size(), 3U);
    db.rollback();
}

/// The server prints a value as its type does.
TEST_F(OnPostgresql, SpellingsOfValuesAreNoDifference) {
    MetaData model;
    const std::vector<std::byte> bytes{std::byte{0}, std::byte{0xFF}, std::byte{'\''}};
    const Table values{
        "values",
        model,
        Column{"a", IntervalType{}, ServerDefault::of(Interval{14, -3, -1'500'000})},
        Column{"b", IntervalType{}, ServerDefault{"'1 week 90 minutes'"}},
        Column{"c", IntervalType{}, ServerDefault{"INTERVAL '1' DAY"}},
        Column{"d", UuidType{}, ServerDefault{"'123E4567-E89B-12D3-A456-426614174000'"}},
        Column{"e", LargeBinary{}, ServerDefault::of(bytes)},
        Column{"f", LargeBinary{}, ServerDefault{"'abc'"}},
        Column{"g", Json{}, ServerDefault::of(JsonText{R"({"a":  ["it's"]})"})},
        Column{"h", Jsonb{}, ServerDefault::of(JsonText{R"({"b":1,  "a":"it's \\ \u00e9"})"})},
        Column{"i", Jsonb{}, ServerDefault{R"('{"b":1.50, "a":[1, 2.0e3, -0.0, {}], "b":2}')"}},
        Column{"j", Array{Integer{}}, ServerDefault::of(std::vector<std::int64_t>{1, 2})},
        Column{"k", Array{Text{}},
               ServerDefault::of(std::vector<std::string>{"a", "it's", "x\"y\\", "NULL", ""})},
        Column{"l", Array{Integer{}, 2}, ServerDefault{"'{{1, 2},{3,NULL}}'"}},
        Column{"m", Array{Numeric{5, 2}}, ServerDefault{"'{1.50, -2}'"}},
        Column{"n", Array{DateType{}}, ServerDefault{"'{2020-1-2}'"}},
        Column{"o", CustomType{"BIT(3)"}, ServerDefault{"B'101'"}}};
    Connection db = engine_->connect();
    enter(db);
    model.create_all(db);
    EXPECT_EQ(describe(diff(model, reflected(db), db.dialect())), "");
    db.execute_script(
        "ALTER TABLE values ALTER a SET DEFAULT '14 mons -3 days -00:00:00.0016',"
        " ALTER e SET DEFAULT '\\x00', ALTER h SET DEFAULT '{\"a\": 1, \"b\": 1}',"
        " ALTER j SET DEFAULT '{2,1}', ALTER k SET DEFAULT '{a,it''s,\"x\\\"y\\\\\",NULL,\"\"}'");
    EXPECT_EQ(diff(model, reflected(db), db.dialect()).size(), 5U);
    db.rollback();
}

/// Indexes have their names in the schema, also those that no program chose.
TEST_F(OnPostgresql, OneNameIsOneIndex) {
    MetaData metadata;
    const Table a{"a", metadata, Column{"b_c", Integer{}, indexed}};
    const Table ab{"a_b", metadata, Column{"c", Integer{}, indexed}};
    Connection db = engine_->connect();
    enter(db);
    try {
        metadata.create_all(db);
        ADD_FAILURE();
    } catch (const CompileError& error) {
        EXPECT_EQ(error.code(), "duplicate_index");
    }
    EXPECT_TRUE(inspect(db).table_names().empty());
    db.rollback();
}

TEST_F(OnPostgresql, ANewTableIsIndexedInATransaction) {
    MetaData metadata;
    const Table table{"azoth_indexed", metadata, Column{"x", Integer{}},
                      Index{"azoth_ix", {"x"}}.option("postgresql_concurrently", true)};
    Connection db = engine_->connect();
    enter(db);
    metadata.create_all(db);
    MetaData found;
    found.reflect(db, {.only = {"azoth_indexed"}});
    ASSERT_EQ(found.table("azoth_indexed").data().indexes.size(), 1U);
    EXPECT_EQ(found.table("azoth_indexed").data().indexes.front().name, "azoth_ix");
    db.rollback();
}

}  // namespace
}  // namespace azoth_test
