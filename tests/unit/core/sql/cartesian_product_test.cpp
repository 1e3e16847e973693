// SPDX-License-Identifier: MIT
#include <azoth/sql/cartesian_product.hpp>

#include <gtest/gtest.h>

#include <azoth/schema/metadata.hpp>
#include <azoth/sql/cte.hpp>
#include <azoth/sql/dml.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/lateral.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/sql/table_function.hpp>

namespace azoth::test {
namespace {

class CartesianProducts : public testing::Test {
protected:
    MetaData metadata;
    Table artist{"artist", metadata, Column{"id", Integer{}, primary_key}, Column{"name", Text{}}};
    Table album{"album", metadata, Column{"id", Integer{}, primary_key},
                Column{"artist_id", ForeignKey{"artist.id"}}, Column{"year", Integer{}}};
    Table track{"track", metadata, Column{"id", Integer{}, primary_key},
                Column{"album_id", ForeignKey{"album.id"}}};

    static std::string found(const Statement& statement) {
        std::string all;
        for (const CartesianProduct& product : find_cartesian_products(statement)) {
            if (!all.empty()) all += "; ";
            all += product.describe();
        }
        return all;
    }
};

TEST_F(CartesianProducts, WhatAConditionLinksIsNone) {
    EXPECT_EQ(found(select(artist["id"])), "");
    EXPECT_EQ(found(select(artist["id"], album["id"]).where(album["artist_id"] == artist["id"])),
              "");
    EXPECT_EQ(found(select(artist["id"], album["id"]).where(album["year"] > artist["id"] + 5)), "");
    EXPECT_EQ(found(select(artist["id"], track["id"]).join(album).join(track)), "");
    EXPECT_EQ(found(select(artist["id"]).where(artist["id"] == 1 && artist["name"] == "x")), "");
}

TEST_F(CartesianProducts, WhatNothingLinksIsOne) {
    EXPECT_EQ(found(select(artist["id"], album["id"])), "nothing links artist with album");
    EXPECT_EQ(found(select(artist["id"], album["id"]).where(artist["id"] == 1 && album["id"] == 2)),
              "nothing links artist with album");
    EXPECT_EQ(found(select(artist["id"], album["id"]).where(artist["id"] == 1 || album["id"] == 2)),
              "nothing links artist with album");
    EXPECT_EQ(found(select(artist["id"]).join(album).where(track["id"] == 5)),
              "nothing links artist, album with track");
    EXPECT_EQ(found(select(track["id"]).where(artist["name"] == "Queen")),
              "nothing links track with artist");
}

TEST_F(CartesianProducts, AJoinLinksWhateverItsCondition) {
    EXPECT_EQ(found(select(artist["id"]).join(album, album["year"] == 1975)), "");
    EXPECT_EQ(found(select(artist["id"]).cross_join(album)), "");
    // The first source is not the one that the join speaks of.
    EXPECT_EQ(found(select(artist["id"])
                        .where(album["id"] == 1)
                        .join(track, track["album_id"] == album["id"])),
              "nothing links artist with track, album");
}

TEST_F(CartesianProducts, SubqueriesLinkAndAreLookedInto) {
    const auto both =
        select(track["id"]).where(track["album_id"] == album["id"], track["id"] > artist["id"]);
    EXPECT_EQ(found(select(artist["id"], album["id"]).where(exists(both))), "")
        << "the test speaks of both";
    const auto inner = select(album["id"]).where(artist["name"] == "x");
    EXPECT_EQ(found(select(artist["id"]).where(artist["id"].in(inner))), "")
        << "the artist is the one around";
    EXPECT_EQ(found(select(track["id"]).where(track["album_id"].in(inner))),
              "nothing links album with artist");
    const auto derived = select(album["id"], track["id"].label("t")).subquery("d");
    EXPECT_EQ(found(select(derived["t"])), "nothing links album with track");
    // A derived table sees nothing of the query around it.
    const auto apart = select(album["id"]).where(artist["id"] == 1).subquery("d");
    EXPECT_EQ(found(select(artist["id"]).where(artist["id"] == apart["id"])),
              "nothing links album with artist");
    const auto cte = select(album["id"], track["id"].label("t")).cte("c");
    EXPECT_EQ(found(select(cte["t"])), "nothing links album with track");
}

TEST_F(CartesianProducts, AliasesAreSourcesOfTheirOwn) {
    const auto a = artist.alias("a");
    const auto b = artist.alias("b");
    EXPECT_EQ(found(select(a["id"], b["id"])), "nothing links a with b");
    EXPECT_EQ(found(select(a["id"], b["id"]).where(a["id"] < b["id"])), "");
}

TEST_F(CartesianProducts, LateralLinksToWhatItSpeaksOf) {
    const auto latest = lateral(
        select(album["id"]).where(album["artist_id"] == artist["id"]).correlate(artist).limit(1),
        "latest");
    EXPECT_EQ(found(select(artist["id"], latest["id"])), "");
}

TEST_F(CartesianProducts, ChangesHaveSourcesToo) {
    EXPECT_EQ(found(update(artist).set("name", "x").from(album)),
              "nothing links artist with album");
    EXPECT_EQ(
        found(
            update(artist).set("name", "x").from(album).where(album["artist_id"] == artist["id"])),
        "");
    EXPECT_EQ(found(delete_from(artist).using_(album)), "nothing links artist with album");
    EXPECT_EQ(
        found(insert(artist).from_select({"id"}, select(album["id"]).where(track["id"] == 1))),
        "nothing links album with track");
}

}  // namespace
}  // namespace azoth::test
