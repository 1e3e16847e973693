// SPDX-License-Identifier: MIT
#include <azoth/schema/view.hpp>

#include <gtest/gtest.h>

#include <azoth/schema/metadata.hpp>
#include <azoth/sql/cte.hpp>
#include <azoth/sql/dml.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/operators.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/types/types.hpp>

#include "thrown.hpp"

namespace {

using namespace azoth;

class ViewTest : public ::testing::Test {
protected:
    std::string code_of(const Statement& query) {
        return thrown([&] { View view("v", metadata, query); });
    }

    MetaData metadata;
    Table track{"track", metadata, Column{"id", Integer{}}, Column{"seconds", Integer{}}};
};

TEST_F(ViewTest, HasTheColumnsOfItsQuery) {
    const View view("v", metadata,
                    select(track["id"], (track["seconds"] / 60).label("minutes"), func::count()));
    ASSERT_EQ(view.data().columns.size(), 3U);
    EXPECT_EQ(view.data().columns[1].name, "minutes");
    EXPECT_EQ(view.data().columns[2].name, "count");
    EXPECT_EQ(view.data().kind, TableKind::view);
}

TEST_F(ViewTest, WantsANameForEachColumn) {
    EXPECT_EQ(code_of(select(track["seconds"] / 60)), "bad_view");
    EXPECT_EQ(code_of(select(track["id"], track["seconds"] / 60)), "bad_view");
}

TEST_F(ViewTest, WantsAQueryThatChangesNothing) {
    const auto made = insert(track).values({{"id", 1}}).returning({track["id"]});
    EXPECT_EQ(code_of(made), "bad_view");
    EXPECT_EQ(code_of(update(track).set("id", 2).returning({track["id"]})), "bad_view");
    EXPECT_EQ(code_of(delete_from(track).returning({track["id"]})), "bad_view");
    EXPECT_EQ(code_of(select(cte(made, "made")["id"])), "bad_view");
    EXPECT_TRUE(metadata.tables().size() == 1);
}

TEST_F(ViewTest, WantsAQueryWithColumns) {
    EXPECT_EQ(code_of(text("SELECT 1")), "bad_view");
}

}  // namespace
