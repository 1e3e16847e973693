// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <array>
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

}  // namespace
}  // namespace azoth
