// SPDX-License-Identifier: MIT
// Whether there is a table, view or index: in which scope, and for how long the answer is kept.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

struct House {
    MetaData metadata;
    Table room{"azc_room", metadata, Column{"id", Integer{}}, Column{"name", String{20}, indexed}};
    explicit House(Bench& bench) { bench.create(metadata); }
};

void tables(Bench& bench) {
    const House house(bench);
    Inspector inspector = inspect(bench.engine());
    EXPECT_TRUE(inspector.has_table("azc_room"));
    EXPECT_FALSE(inspector.has_table("azc_no_room"));
    EXPECT_FALSE(inspector.has_table("azc_roo"));
    EXPECT_FALSE(inspector.has_table("azc_room "));
    EXPECT_FALSE(inspector.has_table("azc%room"));
    EXPECT_FALSE(inspector.has_table(""));
    EXPECT_FALSE(inspector.has_table("azc_room", "azc_no_schema"));
    EXPECT_EQ(caught([&] { (void)inspector.table("azc_no_room"); }).code, "no_such_table");
    EXPECT_EQ(caught([&] { (void)inspector.columns("azc_no_room"); }).code, "no_such_table");
}

/// An answer is kept until refresh(); each inspector has its own.
void answers_are_kept(Bench& bench) {
    const House house(bench);
    Inspector inspector = inspect(bench.engine());
    EXPECT_TRUE(inspector.has_table("azc_room"));
    EXPECT_EQ(inspector.columns("azc_room").size(), 2U);
    house.metadata.drop_all(bench.writer());
    EXPECT_EQ(inspector.columns("azc_room").size(), 2U);
    EXPECT_FALSE(inspect(bench.engine()).has_table("azc_room"));
    inspector.refresh();
    EXPECT_FALSE(inspector.has_table("azc_room"));
    EXPECT_EQ(caught([&] { (void)inspector.columns("azc_room"); }).code, "no_such_table");
}

/// On a connection, inside its transaction.
void inside_a_transaction(Bench& bench) {
    if (!bench.target().writer_url.empty()) GTEST_SKIP() << "the target only reads";
    MetaData metadata;
    const Table table{"azc_unborn", metadata, Column{"id", Integer{}}};
    bench.drop_later(metadata);
    Connection db = bench.engine().connect();
    metadata.create_all(db);
    EXPECT_TRUE(inspect(db).has_table("azc_unborn"));
    db.rollback();
    EXPECT_FALSE(inspect(db).has_table("azc_unborn"));
}

void indexes(Bench& bench) {
    const House house(bench);
    Inspector inspector = inspect(bench.engine());
    EXPECT_TRUE(inspector.has_index("azc_room", "ix_azc_room_name"));
    EXPECT_FALSE(inspector.has_index("azc_room", "ix_azc_room"));
    EXPECT_FALSE(inspector.has_index("azc_room", "ix_azc_room_name", "azc_no_schema"));
    EXPECT_FALSE(inspector.has_index("azc_no_room", "ix_azc_room_name"));
    bench.write([&](Connection& db) { db.execute(DropIndex{house.room, "ix_azc_room_name"}); });
    EXPECT_TRUE(inspector.has_index("azc_room", "ix_azc_room_name")) << "answers are kept";
    inspector.refresh();
    EXPECT_FALSE(inspector.has_index("azc_room", "ix_azc_room_name"));
}

void views(Bench& bench) {
    MetaData metadata;
    const Table room{"azc_room", metadata, Column{"id", Integer{}}};
    const View view{"azc_room_view", metadata, select(room["id"])};
    bench.create(metadata);
    Inspector inspector = inspect(bench.engine());
    EXPECT_TRUE(inspector.has_table("azc_room_view"));
    EXPECT_FALSE(inspector.has_table("azc_room_view", "azc_no_schema"));
    EXPECT_EQ(inspector.columns("azc_room_view").size(), 1U);
}

/// Temporary tables belong to one session and are seen there only.
void temporary_tables(Bench& bench) {
    if (!bench.target().writer_url.empty()) GTEST_SKIP() << "the target only reads";
    MetaData metadata;
    const Table draft{"azc_draft", metadata, temporary, Column{"id", Integer{}},
                      Column{"x", Integer{}, indexed}};
    {
        Connection db = bench.engine().connect();
        metadata.create_all(db);
        Inspector inspector = inspect(db);
        EXPECT_TRUE(inspector.has_table("azc_draft"));
        const Names names = inspector.temporary_table_names();
        EXPECT_EQ(std::count(names.begin(), names.end(), "azc_draft"), 1);
        const Names lasting = inspector.table_names();
        EXPECT_EQ(std::count(lasting.begin(), lasting.end(), "azc_draft"), 0);
        EXPECT_TRUE(inspector.table("azc_draft").temporary);
        EXPECT_EQ(inspector.indexes("azc_draft").size(), 1U);
        if (bench.supports(Capability::transactions)) db.commit();
        db.invalidate();
    }
    EXPECT_FALSE(inspect(bench.engine()).has_table("azc_draft"));
}

void names_that_differ_by_case(Bench& bench) {
    MetaData metadata;
    const Table lower{"azc_twin", metadata, Column{"id", Integer{}}};
    const Table upper{"AZC_TWIN", metadata, Column{"id", Integer{}}};
    if (!bench.answer(Question::names_differ_by_case).yes) {
        bench.drop_later(metadata);
        EXPECT_NE(caught([&] {
                      bench.write([&](Connection& db) {
                          db.execute(CreateTable{lower});
                          db.execute(CreateTable{upper});
                      });
                  }).category,
                  "");
        return;
    }
    bench.create(metadata);
    EXPECT_TRUE(inspect(bench.engine()).has_table("azc_twin"));
    EXPECT_TRUE(inspect(bench.engine()).has_table("AZC_TWIN"));
    EXPECT_FALSE(inspect(bench.engine()).has_table("Azc_Twin"));
}

}  // namespace

void add_existence(Suites& suites) {
    suites.begin("existence", Badge::reflect);
    suites.test("tables", tables, {Capability::named_indexes});
    suites.test("answers_are_kept", answers_are_kept, {Capability::named_indexes});
    suites.test("inside_a_transaction", inside_a_transaction,
                {Capability::transactions, Capability::transactional_ddl});
    suites.test("indexes", indexes, {Capability::named_indexes});
    suites.test("views", views, {Capability::views});
    suites.test("temporary_tables", temporary_tables, {Capability::temporary_tables});
    suites.test("names_that_differ_by_case", names_that_differ_by_case);
}

}  // namespace azoth::compliance
