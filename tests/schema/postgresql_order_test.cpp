// SPDX-License-Identifier: MIT
// What is made from other tables is made behind them, and dropped before.
#include <string>
#include <vector>

#include "on_postgresql.hpp"
#include "random_schema.hpp"

namespace azoth_test {
namespace {

TEST_F(OnPostgresql, ViewsAreMadeBehindThoseTheySelectFrom) {
    Connection db = engine_->connect();
    enter(db);
    db.execute_script(
        "CREATE TABLE town (id integer); CREATE VIEW zoo AS SELECT id FROM town;"
        "CREATE MATERIALIZED VIEW inn AS SELECT id FROM zoo;"
        "CREATE VIEW bar AS SELECT zoo.id FROM zoo JOIN inn ON inn.id = zoo.id");
    const MetaData found = reflected(db);
    EXPECT_EQ(found.table("bar").data().selects_from, (std::vector<std::string>{"inn", "zoo"}));
    found.drop_all(db);
    EXPECT_TRUE(inspect(db).tables({.views = true}).empty());
    found.create_all(db);
    EXPECT_EQ(inspect(db).tables({.views = true}).size(), 4U);
    db.rollback();
}

TEST_F(OnPostgresql, HeirsAreMadeBehindTheirParents) {
    Connection db = engine_->connect();
    enter(db);
    db.execute_script(
        "CREATE TABLE person (id integer PRIMARY KEY, name text NOT NULL);"
        "CREATE TABLE adult (born date) INHERITS (person);"
        "CREATE TABLE \"a clerk\" (desk integer) INHERITS (adult)");
    const MetaData found = reflected(db);
    found.drop_all(db);
    EXPECT_TRUE(inspect(db).table_names().empty());
    found.create_all(db);
    EXPECT_EQ(describe(diff(found, reflected(db), db.dialect())), "");
    db.rollback();
}

}  // namespace
}  // namespace azoth_test
