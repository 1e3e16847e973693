// SPDX-License-Identifier: MIT
// Single steps of creating and dropping: IF [NOT] EXISTS, constraints, comments, tables of queries.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

struct Steps {
    MetaData metadata;
    Table step{"azc_step",
               metadata,
               Column{"id", Integer{}, primary_key, no_autoincrement},
               Column{"x", Integer{}},
               Column{"_y_", String{10}},
               Index{"ix_azc_step", {"x"}}};
    Bench& bench;
    explicit Steps(Bench& made) : bench(made) { bench.drop_later(metadata); }

    void run(const DdlElement& element) const {
        bench.write([&](Connection& db) { db.execute(element); });
    }
    bool exists() const { return inspect(bench.engine()).has_table("azc_step"); }
};

void tables(Bench& bench) {
    const Steps steps(bench);
    steps.run(CreateTable{steps.step});
    EXPECT_TRUE(steps.exists());
    EXPECT_NE(caught([&] { steps.run(CreateTable{steps.step}); }).category, "");
    steps.run(DropTable{steps.step});
    EXPECT_FALSE(steps.exists());
    EXPECT_NE(caught([&] { steps.run(DropTable{steps.step}); }).category, "");
}

void tables_if_exists(Bench& bench) {
    const Steps steps(bench);
    steps.run(CreateTable{steps.step}.if_not_exists());
    steps.run(CreateTable{steps.step}.if_not_exists());
    EXPECT_TRUE(steps.exists());
    EXPECT_TRUE(inspect(bench.engine()).has_index("azc_step", "ix_azc_step"));
    steps.run(DropTable{steps.step}.if_exists());
    steps.run(DropTable{steps.step}.if_exists());
    EXPECT_FALSE(steps.exists());
}

void indexes(Bench& bench) {
    const Steps steps(bench);
    steps.run(CreateTable{steps.step});
    const Index more("ix_azc_more", {"_y_"}, unique_index);
    steps.run(CreateIndex{steps.step, more});
    EXPECT_TRUE(inspect(bench.engine()).has_index("azc_step", "ix_azc_more"));
    EXPECT_NE(caught([&] { steps.run(CreateIndex{steps.step, more}); }).category, "");
    steps.run(DropIndex{steps.step, "ix_azc_more"});
    EXPECT_FALSE(inspect(bench.engine()).has_index("azc_step", "ix_azc_more"));
    EXPECT_NE(caught([&] { steps.run(DropIndex{steps.step, "ix_azc_more"}); }).category, "");
}

void indexes_if_exists(Bench& bench) {
    const Steps steps(bench);
    steps.run(CreateTable{steps.step});
    const Index more("ix_azc_more", {"_y_"});
    for (int i = 0; i < 2; ++i) steps.run(CreateIndex{steps.step, more}.if_not_exists());
    EXPECT_TRUE(inspect(bench.engine()).has_index("azc_step", "ix_azc_more"));
    for (int i = 0; i < 2; ++i) steps.run(DropIndex{steps.step, "ix_azc_more"}.if_exists());
    EXPECT_FALSE(inspect(bench.engine()).has_index("azc_step", "ix_azc_more"));
}

void constraints(Bench& bench) {
    const Steps steps(bench);
    steps.run(CreateTable{steps.step});
    steps.run(AddConstraint{steps.step, UniqueConstraint{"x"}.named("uq_azc_step")});
    steps.run(AddConstraint{steps.step, CheckConstraint{"x > 0"}.named("ck_azc_step")});
    Connection db = bench.engine().connect();
    db.execute(insert(steps.step), Params{{"id", 1}, {"x", 1}});
    db.commit();
    EXPECT_EQ(caught([&] {
                  db.execute(insert(steps.step), Params{{"id", 2}, {"x", 1}});
              }).code,
              "unique_violation");
    db.rollback();
    EXPECT_EQ(caught([&] {
                  db.execute(insert(steps.step), Params{{"id", 2}, {"x", -1}});
              }).code,
              "check_violation");
    db.rollback();
    db.close();
    steps.run(DropConstraint{steps.step, "uq_azc_step"});
    steps.run(DropConstraint{steps.step, "ck_azc_step"});
    Connection after = bench.engine().connect();
    after.execute(insert(steps.step), {{{"id", 3}, {"x", 1}}, {{"id", 4}, {"x", -1}}});
}

void constraints_refused(Bench& bench) {
    if (bench.supports(Capability::alter_constraints)) GTEST_SKIP() << "tested in constraints";
    const Steps steps(bench);
    steps.run(CreateTable{steps.step});
    const Caught refusal = caught([&] {
        steps.run(AddConstraint{steps.step, UniqueConstraint{"x"}});
    });
    EXPECT_EQ(refusal.code, "unsupported_construct");
    EXPECT_NE(refusal.text.find("ADD CONSTRAINT"), std::string::npos) << refusal.text;
}

void comments(Bench& bench) {
    MetaData metadata;
    const std::string text = "it's \"100%\" \\ \xE6\xB8\xAC\xE8\xA9\xA6 \xF0\x9F\x98\x80";
    const Table table{"azc_comment", metadata, Comment{text},
                      Column{"id", Integer{}, Comment{text + " column"}}, Column{"x", Integer{}}};
    bench.create(metadata);
    EXPECT_EQ(inspect(bench.engine()).table_comment("azc_comment"), text);
    EXPECT_EQ(inspect(bench.engine()).table("azc_comment").column("id").comment, text + " column");
    EXPECT_EQ(inspect(bench.engine()).table("azc_comment").column("x").comment, "");
}

void comments_changed(Bench& bench) {
    MetaData metadata;
    const Table table{"azc_comment", metadata, Comment{"first"}, Column{"id", Integer{}}};
    bench.create(metadata);
    const auto run = [&](const DdlElement& element) {
        return caught([&] { bench.write([&](Connection& db) { db.execute(element); }); });
    };
    const Caught refusal = run(SetTableComment{table, "second"});
    if (!refusal.category.empty()) {
        EXPECT_EQ(refusal.code, "unsupported_construct") << refusal.text;
        GTEST_SKIP() << "comments are part of CREATE TABLE there";
    }
    EXPECT_EQ(inspect(bench.engine()).table_comment("azc_comment"), "second");
    EXPECT_EQ(run(SetColumnComment{table, "id", "a key"}).text, "");
    EXPECT_EQ(inspect(bench.engine()).table("azc_comment").column("id").comment, "a key");
    EXPECT_EQ(run(SetTableComment{table, ""}).text, "");
    EXPECT_EQ(inspect(bench.engine()).table_comment("azc_comment"), "");
}

struct Copied {
    MetaData metadata;
    Table copy{"azc_copy", metadata, Column{"id", Integer{}}, Column{"t", String{40}}};
    Shop shop;
    explicit Copied(Bench& bench) : shop(bench) { bench.drop_later(metadata); }
};

/// Values of the query become literals, whatever is in them.
void table_of_a_query(Bench& bench) {
    const Copied made(bench);
    const auto query =
        select(made.shop.artist["artist_id"].label("id"), made.shop.artist["name"].label("t"))
            .where(made.shop.artist["name"].in({"ABBA", "it's", "100%_\\pure"}));
    Connection db = bench.engine().connect();
    db.execute(CreateTableAs{"azc_copy", query});
    EXPECT_EQ(names(db, select(made.copy["t"]).order_by(made.copy["id"])),
              (Names{"ABBA", "100%_\\pure"}));
    if (bench.supports(Capability::transactions)) db.commit();
    EXPECT_NE(caught([&] { db.execute(CreateTableAs{"azc_copy", query}); }).category, "");
    db.rollback();
    if (!bench.supports(Capability::if_not_exists)) return;
    db.execute(CreateTableAs{"azc_copy", query}.if_not_exists());
    EXPECT_EQ(ids(db, select(made.copy["id"])).size(), 2U);
    if (bench.supports(Capability::transactions)) db.commit();
}

void temporary_table_of_a_query(Bench& bench) {
    const Copied made(bench);
    {
        Connection db = bench.engine().connect();
        db.execute(CreateTableAs{"azc_copy", select(made.shop.artist["artist_id"].label("id"))}
                       .temporary());
        EXPECT_EQ(ids(db, select(made.copy["id"])).size(), 4U);
        db.invalidate();
    }
    if (!bench.target().single_connection) {
        EXPECT_FALSE(inspect(bench.engine()).has_table("azc_copy"));
    }
}

/// Steps for other dialects are nothing here.
void steps_for_others(Bench& bench) {
    const Steps steps(bench);
    steps.run(CreateTable{steps.step}.on({"nobody"}));
    EXPECT_FALSE(steps.exists());
    steps.run(ddl("NONSENSE").on({"nobody"}));
    steps.run(CreateTable{steps.step}.on({"nobody", bench.requirements().dialect()}));
    EXPECT_TRUE(steps.exists());
}

}  // namespace

void add_ddl_steps(Suites& suites) {
    suites.begin("ddl_steps", Badge::schema);
    suites.test("tables", tables, {Capability::named_indexes});
    suites.test("tables_if_exists", tables_if_exists,
                {Capability::named_indexes, Capability::if_not_exists});
    suites.test("indexes", indexes, {Capability::named_indexes});
    suites.test("indexes_if_exists", indexes_if_exists,
                {Capability::named_indexes, Capability::if_not_exists});
    suites.test(
        "constraints", constraints,
        {Capability::alter_constraints, Capability::check_constraints, Capability::transactions});
    suites.test("constraints_refused", constraints_refused, {Capability::named_indexes});
    suites.test("comments", comments, {Capability::column_comments});
    suites.test("comments_changed", comments_changed, {Capability::column_comments});
    suites.test("table_of_a_query", table_of_a_query, {Capability::create_table_as});
    suites.test("temporary_table_of_a_query", temporary_table_of_a_query,
                {Capability::create_table_as, Capability::temporary_tables});
    suites.test("steps_for_others", steps_for_others, {Capability::named_indexes});
}

}  // namespace azoth::compliance
