// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include <azoth/azoth.hpp>

namespace azoth {
namespace {

class SelectOfAContainer : public testing::Test {
protected:
    MetaData metadata;
    Table artist{"artist", metadata, Column{"id", Integer{}}, Column{"name", String{20}},
                 Column{"age", Integer{}}};
};

TEST_F(SelectOfAContainer, IsTheSameAsOfItsElements) {
    const std::vector<Expr> columns{artist["id"], artist["name"].label("called")};
    const Select query = select(columns);
    EXPECT_EQ(to_sql(query), to_sql(select(artist["id"], artist["name"].label("called"))));
    EXPECT_EQ(to_sql(query.add_columns(std::vector<Expr>{artist["age"]})),
              to_sql(query.add_columns({artist["age"]})));
    const std::array more{artist["age"]};
    EXPECT_EQ(to_sql(select(columns).add_columns(more).where(artist["id"] == 1)),
              "SELECT artist.id, artist.name AS called, artist.age FROM artist WHERE artist.id = "
              ":param_1");
}

TEST_F(SelectOfAContainer, OfASubquerysColumns) {
    const Subquery inner = select(artist["id"], artist["age"]).subquery("inner_one");
    EXPECT_EQ(to_sql(select(inner.columns())), to_sql(select(inner["id"], inner["age"])));
    EXPECT_EQ(to_sql(select(artist.columns())), to_sql(select(artist)));
    const Table again = artist.alias("again");
    EXPECT_EQ(to_sql(select(again.columns())), to_sql(select(again)));
}

TEST_F(SelectOfAContainer, SoAreExpressionsOfContainers) {
    const Expr id = artist["id"], age = artist["age"], name = artist["name"];
    const std::vector<Expr> both{id, age};
    EXPECT_EQ(to_sql(tuple_(both)), to_sql(tuple_(id, age)));
    EXPECT_THROW(static_cast<void>(tuple_(std::vector<Expr>{id})), ArgumentError);
    const std::vector<CaseBranch> branches{{id == 1, "one"}, {id == 2, name}};
    EXPECT_EQ(to_sql(case_(branches)), to_sql(case_({{id == 1, "one"}, {id == 2, name}})));
    EXPECT_EQ(to_sql(case_(branches, "many")),
              to_sql(case_({{id == 1, "one"}, {id == 2, name}}, "many")));
    EXPECT_THROW(static_cast<void>(case_(std::vector<CaseBranch>{})), ArgumentError);
    EXPECT_EQ(to_sql(func::call("hash", both)), to_sql(func::call("hash", {id, age})));
    EXPECT_EQ(to_sql(func::aggregate("corr", both).filter(id > 1)),
              to_sql(func::aggregate("corr", {id, age}).filter(id > 1)));
    EXPECT_EQ(to_sql(func::coalesce(both)), to_sql(func::coalesce({id, age})));
    EXPECT_EQ(to_sql(func::concat(both)), to_sql(func::concat({id, age})));
    EXPECT_EQ(to_sql(func::greatest(both)), to_sql(func::greatest({id, age})));
    EXPECT_EQ(to_sql(func::least(both)), to_sql(func::least({id, age})));
    EXPECT_EQ(to_sql(select(id).group_by(rollup(both))),
              to_sql(select(id).group_by(rollup(id, age))));
    EXPECT_EQ(to_sql(select(id).group_by(cube(both))), to_sql(select(id).group_by(cube(id, age))));
    const std::vector<TextColumn> returned{{"a", Integer{}}, {"b", Text{}}};
    EXPECT_EQ(to_sql(select(text("SELECT 1, 'x'").columns(returned).subquery("t"))),
              to_sql(select(
                  text("SELECT 1, 'x'").columns({{"a", Integer{}}, {"b", Text{}}}).subquery("t"))));
}

TEST_F(SelectOfAContainer, SoAreChangesOfContainers) {
    const std::vector<std::string> names{"id", "name"}, key{"id"};
    const std::vector<Expr> returned{artist["id"], artist["age"]};
    const auto source = select(artist["age"], artist["name"]);
    EXPECT_EQ(to_sql(insert(artist).from_select(names, source).returning(returned)),
              to_sql(insert(artist)
                         .from_select({"id", "name"}, source)
                         .returning({artist["id"], artist["age"]})));
    EXPECT_EQ(to_sql(update(artist).set("age", 1).returning(returned)),
              to_sql(update(artist).set("age", 1).returning({artist["id"], artist["age"]})));
    EXPECT_EQ(to_sql(delete_from(artist).returning(returned)),
              to_sql(delete_from(artist).returning({artist["id"], artist["age"]})));
    const auto row = upsert(artist).values({{"id", 1}, {"name", "x"}});
    EXPECT_EQ(to_sql(row.on_conflict(key).do_update(std::vector<std::string>{"name"})),
              to_sql(row.on_conflict({"id"}).do_update({"name"})));
    EXPECT_EQ(
        to_sql(
            row.on_conflict(key, artist["age"] > 3).do_update(std::vector<Assignment>{{"age", 7}})),
        to_sql(row.on_conflict({"id"}, artist["age"] > 3).do_update({{"age", 7}})));
}

TEST(Function, OverAnOrderedSetByAnyName) {
    MetaData metadata;
    const Table artist{"artist", metadata, Column{"age", Integer{}}};
    EXPECT_EQ(to_sql(select(func::ordered_set("rank", {5}).within_group(artist["age"])),
                     {.literal_binds = true}),
              "SELECT rank(5) WITHIN GROUP (ORDER BY artist.age) FROM artist");
    EXPECT_THROW(static_cast<void>(func::ordered_set("rank(", {5})), ArgumentError);
}

}  // namespace
}  // namespace azoth
