// SPDX-License-Identifier: MIT
#include <azoth/schema/column.hpp>

#include <gtest/gtest.h>

#include "thrown.hpp"

namespace {

using namespace azoth;

TEST(Column, TakesItsOptionsInAnyOrder) {
    const Column column{"name",         not_null,   String{120}, ServerDefault{"'x'"},
                        Comment{"why"}, unique_key, indexed};
    const ColumnData& data = column.data();
    EXPECT_EQ(data.name, "name");
    EXPECT_EQ(data.type, SqlType(String{120}));
    EXPECT_FALSE(data.nullable);
    EXPECT_TRUE(data.unique);
    EXPECT_TRUE(data.indexed);
    EXPECT_FALSE(data.primary_key);
    EXPECT_EQ(data.server_default, "'x'");
    EXPECT_EQ(data.comment, "why");
}

TEST(Column, IsNullableUnlessItIsAKey) {
    EXPECT_TRUE(Column({"x", Integer{}}).data().nullable);
    EXPECT_TRUE(Column({"x", Integer{}, nullable_column}).data().nullable);
    const Column key{"id", Integer{}, primary_key};
    EXPECT_FALSE(key.data().nullable);
    EXPECT_TRUE(key.data().primary_key);
    EXPECT_TRUE(key.data().autoincrement);
    EXPECT_FALSE(Column({"id", Integer{}, primary_key, no_autoincrement}).data().autoincrement);
}

TEST(Column, ItsNameComesFromAnyText) {
    const std::string text = "name";
    const std::string_view view = text;
    EXPECT_EQ(Column({text, Integer{}}).data().name, "name");
    EXPECT_EQ(Column({view, Integer{}}).data().name, "name");
    EXPECT_EQ(Column({text.c_str(), Integer{}}).data().name, "name");
}

TEST(Column, AForeignKeyStandsForAType) {
    const Column column{"artist_id", ForeignKey{"artist.id", on_delete(cascade)}};
    EXPECT_FALSE(column.data().type.is_known());
    ASSERT_TRUE(column.data().foreign_key);
    EXPECT_EQ(column.data().foreign_key->columns, std::vector<std::string>{"artist_id"});
    EXPECT_EQ(column.data().foreign_key->on_delete, ReferentialAction::cascade);
}

TEST(Column, SaysWhatIsWrong) {
    EXPECT_EQ(thrown([] { Column column{Integer{}}; }), "bad_column");
    EXPECT_EQ(thrown([] { Column column{"a"}; }), "bad_column");
    EXPECT_EQ(thrown([] { Column column{"a", "b", Integer{}}; }), "bad_column");
    EXPECT_EQ(thrown([] { Column column{"a", Integer{}, Text{}}; }), "bad_column");
    EXPECT_EQ(thrown([] {
                  Column column{"a", ForeignKey{"t.x"}, ForeignKey{"u.x"}};
              }),
              "bad_column");
    EXPECT_EQ(thrown([] { Column column{}; }), "bad_column");
}

}  // namespace
