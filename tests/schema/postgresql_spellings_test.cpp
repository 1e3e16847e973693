// SPDX-License-Identifier: MIT
// What the server keeps otherwise than it was written, or cannot keep.
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
