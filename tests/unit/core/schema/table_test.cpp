// SPDX-License-Identifier: MIT
#include <azoth/schema/table.hpp>

#include <gtest/gtest.h>

#include <azoth/schema/ddl.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/schema/sequence.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/select.hpp>

#include "thrown.hpp"

namespace {

using namespace azoth;
using Names = std::vector<std::string>;

Names column_names_of(const Table& table) {
    Names names;
    for (const ColumnData& column : table.data().columns) names.push_back(column.name);
    return names;
}

TEST(Table, KeepsItsParts) {
    MetaData metadata;
    const Table table{"album",
                      metadata,
                      Column{"album_id", Integer{}, primary_key},
                      Column{"title", String{160}, unique_key},
                      Column{"artist_id", ForeignKey{"artist.artist_id"}, indexed},
                      Index{"ix_album_title", {"title", "artist_id"}, unique_index},
                      UniqueConstraint{"title", "artist_id"}.named("uq"),
                      CheckConstraint{"title <> ''"}.named("ck"),
                      Schema{"music"},
                      Comment{"records"}};
    const TableData& data = table.data();
    EXPECT_EQ(table.name(), "album");
    EXPECT_EQ(data.full_name(), "music.album");
    EXPECT_EQ(column_names_of(table), (Names{"album_id", "title", "artist_id"}));
    EXPECT_EQ(data.primary_key.columns, Names{"album_id"});
    ASSERT_EQ(data.uniques.size(), 2U);
    EXPECT_EQ(data.uniques[0], (UniqueData{"", {"title"}}));
    EXPECT_EQ(data.uniques[1], (UniqueData{"uq", {"title", "artist_id"}}));
    ASSERT_EQ(data.indexes.size(), 2U);
    EXPECT_EQ(data.indexes[0].name, "ix_album_artist_id");
    EXPECT_TRUE(data.indexes[0].generated_name);
    EXPECT_EQ(data.indexes[0].columns(), Names{"artist_id"});
    EXPECT_EQ(data.indexes[1], (IndexData{"ix_album_title", {"title", "artist_id"}, true}));
    ASSERT_EQ(data.checks.size(), 1U);
    EXPECT_EQ(data.checks[0], (CheckData{"ck", "title <> ''"}));
    ASSERT_EQ(data.foreign_keys.size(), 1U);
    EXPECT_EQ(data.foreign_keys[0].columns, Names{"artist_id"});
    EXPECT_EQ(data.comment, "records");
}

TEST(Table, AKeyConstraintMakesItsColumnsKeys) {
    MetaData metadata;
    const Table table{"t", metadata, Column{"a", Integer{}}, Column{"b", Integer{}},
                      PrimaryKeyConstraint{"b", "a"}.named("pk")};
    EXPECT_EQ(table.data().primary_key, (PrimaryKeyData{"pk", {"b", "a"}}));
    EXPECT_TRUE(table.data().column("a").primary_key);
    EXPECT_FALSE(table.data().column("a").nullable);
    EXPECT_FALSE(table.data().column("b").nullable);
}

TEST(Table, OneIntegerKeyMayBeGenerated) {
    MetaData metadata;
    const auto generated = [&](std::string name, auto... items) {
        const Table table{name, metadata, items...};
        const ColumnData* column = table.data().autoincrement_column();
        return column == nullptr ? std::string() : column->name;
    };
    EXPECT_EQ(generated("a", Column{"id", Integer{}, primary_key}), "id");
    EXPECT_EQ(generated("b", Column{"id", BigInteger{}, primary_key}), "id");
    EXPECT_EQ(generated("c", Column{"id", Integer{}, primary_key, no_autoincrement}), "");
    EXPECT_EQ(generated("d", Column{"id", String{9}, primary_key}), "");
    EXPECT_EQ(generated("e", Column{"id", Integer{}}), "");
    EXPECT_EQ(generated("f", Column{"id", Integer{}, primary_key, ServerDefault{"1"}}), "");
    EXPECT_EQ(generated("g", Column{"id", ForeignKey{"a.id"}, primary_key}), "");
    EXPECT_EQ(
        generated("h", Column{"x", Integer{}, primary_key}, Column{"y", Integer{}, primary_key}),
        "");
}

TEST(Table, GivesItsColumnsAsExpressions) {
    MetaData metadata;
    const Table table{"artist", metadata, Column{"artist_id", Integer{}, primary_key},
                      Column{"name", String{120}, not_null}};
    EXPECT_EQ(table["name"].type(), SqlType(String{120}));
    // One node per column, whoever asks.
    EXPECT_EQ(table["name"].node().get(), metadata.table("artist")["name"].node().get());
    EXPECT_EQ(thrown([&] { static_cast<void>(table["nmae"]); }),
              "no_such_column did you mean \"name\"?");
    EXPECT_EQ(thrown([&] { static_cast<void>(table["salary"]); }), "no_such_column");
}

TEST(Table, AnAliasIsASourceOfItsOwn) {
    MetaData metadata;
    const Table table{"t", metadata, Column{"x", Integer{}}};
    const Table one = table.alias("one");
    const Table two = table.alias("two");
    EXPECT_NE(one.source().get(), table.source().get());
    EXPECT_NE(one.source().get(), two.source().get());
    EXPECT_NE(one["x"].node().get(), table["x"].node().get());
    EXPECT_EQ(one["x"].type(), table["x"].type());
    EXPECT_EQ(one.name(), "t");
    EXPECT_EQ(thrown([&] { static_cast<void>(table.alias("")); }), "bad_identifier");
}

TEST(Table, AnIdentityIsTheDatabasesToNumber) {
    MetaData metadata;
    const Table one{"one", metadata, Column{"id", Integer{}, primary_key}};
    const Table two{"two", metadata, Column{"id", ForeignKey{"one.id"}, primary_key, Identity{}}};
    ASSERT_NE(two.data().autoincrement_column(), nullptr);
    const Sequence usual{"usual", metadata};
    const Sequence spare{{.name = "spare", .optional = true}, metadata};
    const Table three{"three", metadata,
                      Column{"id", Integer{}, primary_key, Default{usual.next_value()}}};
    EXPECT_EQ(three.data().autoincrement_column(), nullptr);
    const Table four{"four", metadata,
                     Column{"id", Integer{}, primary_key, Default{spare.next_value()}}};
    EXPECT_NE(four.data().autoincrement_column(), nullptr);
}

TEST(Table, WhatIsAddedLaterIsNamedAlike) {
    MetaData metadata{{.schema = "app",
                       .naming = {.index = "i_{column_0_N_name}",
                                  .unique = "u_{table_name}_{column_0_name}",
                                  .foreign_key = "f_{referred_table_name}",
                                  .primary_key = "p_{table_name}"}}};
    const Table table{"t", metadata, Column{"NM", Text{}, KnownAs{"name"}}, Column{"x", Integer{}}};
    EXPECT_EQ((CreateIndex{table, Index{"", {desc(this_column("name")), "x"}}}.data().index.name),
              "i_NM_x");
    const auto added = [&](const auto& part) {
        return *AddConstraint{table, part}.data().addition;
    };
    EXPECT_EQ(added(UniqueConstraint{"name"}).uniques.front().name, "u_t_NM");
    EXPECT_EQ(added(UniqueConstraint{"name"}.named("mine")).uniques.front().name, "mine");
    EXPECT_EQ(added(PrimaryKeyConstraint{"x"}).primary_key.name, "p_t");
    const ForeignKeyData key =
        added(ForeignKeyConstraint{{"x"}, {"other.id"}}).foreign_keys.front();
    EXPECT_EQ(key.name, "f_other");
    EXPECT_EQ(key.referred_schema, "app");
    EXPECT_EQ(thrown([&] { added(UniqueConstraint{"y"}); }), "no_such_column did you mean \"x\"?");
    EXPECT_EQ(thrown([&] { added(CheckConstraint{this_column("nothing") > 0}); }),
              "no_such_column");
    EXPECT_EQ(thrown([&] { CreateIndex(table, Index{"ix", {"nothing"}}); }), "no_such_column");
}

TEST(Table, OutlivesItsMetaData) {
    const Table table = [] {
        MetaData metadata;
        return Table{"t", metadata, Column{"x", Integer{}}};
    }();
    EXPECT_EQ(table["x"].type(), SqlType(Integer{}));
    EXPECT_EQ(table.column_nodes().size(), 1U);
}

TEST(Table, SaysWhatIsWrong) {
    MetaData metadata;
    const auto make = [&](auto... items) {
        return thrown([&] { Table table("t", metadata, items...); });
    };
    const Column x{"x", Integer{}};
    EXPECT_EQ(make(x, x), "duplicate_column");
    EXPECT_EQ(make(x, Index{"ix", {"y"}}), "no_such_column did you mean \"x\"?");
    EXPECT_EQ(make(x, UniqueConstraint{"nothing_like_it"}), "no_such_column");
    EXPECT_EQ(make(x, PrimaryKeyConstraint{"nothing_like_it"}), "no_such_column");
    EXPECT_EQ(make(x, ForeignKeyConstraint{{"nothing_like_it"}, {"u.x"}}), "no_such_column");
    EXPECT_EQ(make(x, Index{"", {func::lower(this_column("x"))}}), "bad_naming_convention");
    EXPECT_EQ(make(x, CheckConstraint{this_column("y") > 0}), "no_such_column did you mean \"x\"?");
    EXPECT_EQ(make(Column{std::string("a\0b", 3), Integer{}}), "bad_identifier");
    EXPECT_EQ(thrown([&] { Table table("", metadata, x); }), "bad_identifier");
    // What was refused is not there.
    EXPECT_TRUE(metadata.tables().empty());
    EXPECT_EQ(make(x), "");
}

/// In a description there is one row to read, of this very table.
TEST(Table, SpeaksOfItsOwnRows) {
    MetaData metadata;
    const Table other{"other", metadata, Column{"z", Integer{}, primary_key}};
    const Column x{"x", Integer{}};
    const auto make = [&](const auto& part) {
        MetaData own;
        return thrown([&] { Table table("t", own, x, part); });
    };
    EXPECT_EQ(make(CheckConstraint{this_column("x") > other["z"]}), "bad_constraint");
    EXPECT_EQ(make(CheckConstraint{this_column("x").in(select(other["z"]))}), "bad_constraint");
    EXPECT_EQ(make(CheckConstraint{exists(select(other["z"]))}), "bad_constraint");
    EXPECT_EQ(make(CheckConstraint{func::sum(this_column("x")) > 1}), "bad_constraint");
    EXPECT_EQ(make(Index{"ix", {func::max(this_column("x"))}}), "bad_constraint");
    EXPECT_EQ(make(Index{"ix", {"x"}}.where(this_column("x") > func::count())), "bad_constraint");
    EXPECT_EQ(make(Column{"y", Integer{}, Computed{other["z"] + 1}}), "bad_constraint");
    EXPECT_EQ(make(Column{"y", Integer{}, Computed{func::row_number().over()}}), "bad_constraint");
    EXPECT_EQ(make(Column{"y", Integer{},
                          ServerDefault{select(func::max(other["z"])).scalar_subquery()}}),
              "bad_constraint");
    EXPECT_EQ(
        thrown([&] {
            static_cast<void>(AddConstraint{other, CheckConstraint{func::min(other["z"]) > 1}});
        }),
        "bad_constraint");
    EXPECT_EQ(make(CheckConstraint{func::coalesce({this_column("x"), 0}) > 1}), "");
    EXPECT_EQ(thrown([&] {
                  static_cast<void>(AddConstraint{other, CheckConstraint{other["z"] > 1}});
              }),
              "");
}

}  // namespace
