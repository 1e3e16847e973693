// SPDX-License-Identifier: MIT
// Which columns are never NULL.
#include <azoth/sql/dml.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/grouping.hpp>
#include <azoth/sql/set_operation.hpp>

#include "arrow_shop.hpp"

namespace azoth::test {
namespace {

using ::testing::HasSubstr;

struct ArrowDeclaration : ArrowShop {
    MetaData metadata;
    Table artist{"artist", metadata, Column{"id", Integer{}, primary_key},
                 Column{"name", String{120}, not_null}, Column{"born", DateType{}}};
    Table album{"album", metadata, Column{"id", Integer{}, primary_key},
                Column{"title", String{160}, not_null},
                Column{"artist_id", ForeignKey{"artist.id"}}};

    template <class Query>
    std::string schema(const Query& query, std::vector<std::string> columns) {
        server.on("", FakeReply{.columns = std::move(columns)});
        const Result result = db.execute(query);
        return reader(result).schema();
    }
};

TEST_F(ArrowDeclaration, StoredColumns) {
    EXPECT_EQ(schema(select(artist), {"id", "name", "born"}), "id:i! name:u! born:tdD");
    const auto other = artist.alias("other");
    EXPECT_EQ(schema(select(other["name"].label("n")), {"n"}), "n:u!");
    EXPECT_EQ(schema(select(artist["id"], artist["id"] + 1), {"id", ""}), "id:i! :l");
    EXPECT_EQ(schema(insert(artist).values({{"name", "x"}}).returning({artist["id"]}), {"id"}),
              "id:i!");
}

TEST_F(ArrowDeclaration, JoinsThatLeaveRowsOut) {
    const auto both = select(artist["name"], album["title"]);
    EXPECT_EQ(schema(both.join(album), {"name", "title"}), "name:u! title:u!");
    EXPECT_EQ(schema(both.outer_join(album), {"name", "title"}), "name:u title:u");
}

TEST_F(ArrowDeclaration, RowsThatStandForMany) {
    const auto counted = select(artist["name"], func::count());
    EXPECT_EQ(schema(counted.group_by(artist["name"]), {"name", "count"}), "name:u! count:l");
    EXPECT_EQ(schema(counted.group_by(rollup(artist["name"])), {"name", "count"}),
              "name:u count:l");
    EXPECT_EQ(schema(counted, {"name", "count"}), "name:u count:l")
        << "a total of no rows has no name, where a database lets it be asked for";
}

TEST_F(ArrowDeclaration, QueriesBehindTheColumn) {
    const auto inner = select(artist["id"], (artist["id"] + 1).label("next")).subquery("i");
    EXPECT_EQ(schema(select(inner["id"], inner["next"]), {"id", "next"}), "id:l next:l");
    EXPECT_EQ(schema(union_all(select(artist["id"]), select(album["artist_id"])), {"id"}), "id:l")
        << "the first part describes, the others may be wider";
}

TEST_F(ArrowDeclaration, ADatabaseThatThinksOtherwise) {
    EXPECT_THAT(shown(typed(Column{"c", Integer{}, not_null}, {1, {}})),
                HasSubstr("unexpected_null: column \"c\""));
}

}  // namespace
}  // namespace azoth::test
