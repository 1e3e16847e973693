// SPDX-License-Identifier: MIT
#include <azoth/schema/metadata.hpp>

#include <gtest/gtest.h>

#include "thrown.hpp"

namespace {

using namespace azoth;

TEST(MetaData, FindsTablesByName) {
    MetaData metadata;
    const Table artist{"artist", metadata, Column{"id", Integer{}, primary_key}};
    const Table audit{"audit", metadata, Schema{"log"}, Column{"id", Integer{}}};
    EXPECT_TRUE(metadata.contains("artist"));
    EXPECT_TRUE(metadata.contains("log.audit"));
    EXPECT_FALSE(metadata.contains("audit"));
    EXPECT_FALSE(metadata.contains("log.artist"));
    EXPECT_FALSE(metadata.contains(""));
    EXPECT_EQ(metadata.table("log.audit").data().full_name(), "log.audit");
    EXPECT_EQ(metadata.table("artist").source().get(), artist.source().get());
    EXPECT_EQ(metadata.tables().size(), 2U);
}

TEST(MetaData, KnowsTheNearestName) {
    MetaData metadata;
    const Table artist{"artist", metadata, Column{"id", Integer{}}};
    EXPECT_EQ(thrown([&] { static_cast<void>(metadata.table("artists")); }),
              "no_such_table did you mean \"artist\"?");
    EXPECT_EQ(thrown([&] { static_cast<void>(metadata.table("invoice")); }), "no_such_table");
    EXPECT_EQ(thrown([&] { static_cast<void>(MetaData().table("artist")); }), "no_such_table");
}

TEST(MetaData, OneNameOneTable) {
    MetaData metadata;
    const Table first{"t", metadata, Column{"x", Integer{}}};
    EXPECT_EQ(thrown([&] {
                  Table again("t", metadata, Column{"y", Integer{}});
              }),
              "duplicate_table extend_existing adds to it, keep_existing takes it as it is");
    EXPECT_EQ(metadata.tables().size(), 1U);
    EXPECT_EQ(metadata.table("t").data().columns.front().name, "x");
    // Another schema is another table, and so is another collection.
    EXPECT_EQ(thrown([&] { Table other("t", metadata, Schema{"s"}, Column{"y", Integer{}}); }), "");
    MetaData second;
    EXPECT_EQ(thrown([&] { Table other("t", second, Column{"x", Integer{}}); }), "");
    EXPECT_NE(second.table("t").source().get(), first.source().get());
}

TEST(MetaData, KeepsWhatIsDeclared) {
    MetaData metadata;
    const Table first{"t", metadata, Column{"x", Integer{}}};
    const Table again{"t", metadata, keep_existing, Column{"y", Integer{}}};
    EXPECT_EQ(again.source().get(), first.source().get());
    EXPECT_EQ(again.data().find_column("y"), nullptr);
    const Table other{"u", metadata, keep_existing, Column{"y", Integer{}}};
    EXPECT_NE(other.data().find_column("y"), nullptr);
}

TEST(MetaData, ExtendsWhatIsDeclared) {
    MetaData metadata;
    const Table target{"target", metadata, Column{"id", BigInteger{}, primary_key}};
    const Table first{"t",
                      metadata,
                      Column{"a", Integer{}, primary_key},
                      Column{"b", Integer{}, unique_key, indexed},
                      Index{"ix", {"a"}},
                      Comment{"old"}};
    const Table alias = first.alias("other");
    const Expr a = first["a"];
    const Table more{"t",
                     metadata,
                     extend_existing,
                     Column{"b", ForeignKey{"target.id"}},
                     Column{"c", Text{}},
                     Index{"ix", {"b"}},
                     UniqueConstraint{"c"}};
    EXPECT_EQ(metadata.tables().size(), 2U);
    EXPECT_EQ(more.source().get(), first.source().get());
    const TableData& data = first.data();
    ASSERT_EQ(data.columns.size(), 3U);
    EXPECT_EQ(data.columns[1].name, "b");  // in its place
    EXPECT_EQ(data.columns[1].type, SqlType(BigInteger{}));
    EXPECT_EQ(first["a"].node().get(), a.node().get());
    EXPECT_EQ(first["c"].type(), SqlType(Text{}));
    EXPECT_EQ(alias["c"].type(), SqlType(Text{}));
    EXPECT_EQ(data.primary_key.columns, std::vector<std::string>{"a"});
    ASSERT_EQ(data.uniques.size(), 1U);  // that of the old b is gone
    EXPECT_EQ(data.uniques[0].columns, std::vector<std::string>{"c"});
    ASSERT_EQ(data.indexes.size(), 1U);
    EXPECT_EQ(data.indexes[0].columns(), std::vector<std::string>{"b"});
    EXPECT_EQ(data.foreign_keys.size(), 1U);
    EXPECT_EQ(data.comment, "old");
    // What cannot be leaves the table as it is.
    EXPECT_EQ(thrown([&] {
                  Table bad("t", metadata, extend_existing, Column{"d", Integer{}},
                            UniqueConstraint{"nothing"});
              }),
              "no_such_column");
    EXPECT_EQ(first.data().columns.size(), 3U);
}

TEST(MetaData, TellsWhatIsAttached) {
    MetaData metadata({.info = {Info{"team", "billing"}}});
    std::string attached;
    metadata.listen({.before_attach =
                         [](TableData& table) {
                             table.columns.push_back(Column{"created_at", DateTime{}}.data());
                         },
                     .after_attach = [&](const Table& table) { attached += table.name() + ' '; }});
    const Table a{"a", metadata, Column{"id", Integer{}, primary_key}};
    EXPECT_EQ(a["created_at"].type(), SqlType(DateTime{}));
    EXPECT_EQ(thrown([&] {
                  Table bad("b", metadata, Column{"created_at", Integer{}});
              }),
              "duplicate_column");
    EXPECT_EQ(attached, "a ");
    EXPECT_FALSE(metadata.contains("b"));
    EXPECT_EQ(*find_info(metadata.options().info, "team"), Value("billing"));
}

TEST(MetaData, ColumnsMayHaveANameForTheProgram) {
    MetaData metadata;
    const Table order{"T_ORD", metadata,
                      Column{"CUST", ForeignKey{"T_CUST.id"}, KnownAs{"customer"}}};
    const Table customer{"T_CUST",
                         metadata,
                         Column{"ID_CUST", Integer{}, primary_key, KnownAs{"id"}},
                         Column{"NM_CUST", String{80}, KnownAs{"name"}},
                         UniqueConstraint{"name", "id"},
                         Index{"ix", {"name"}},
                         CheckConstraint{this_column("name") != ""}};
    const TableData& data = customer.data();
    EXPECT_EQ(data.primary_key.columns, std::vector<std::string>{"ID_CUST"});
    EXPECT_EQ(data.uniques.at(0).columns, (std::vector<std::string>{"NM_CUST", "ID_CUST"}));
    EXPECT_EQ(data.indexes.at(0).columns(), std::vector<std::string>{"NM_CUST"});
    EXPECT_EQ(order.data().foreign_keys.at(0).referred_columns,
              std::vector<std::string>{"ID_CUST"});
    EXPECT_EQ(order["customer"].type(), SqlType(Integer{}));
    EXPECT_EQ(customer["name"].type(), SqlType(String{80}));
    EXPECT_EQ(customer["NM_CUST"].node().get(), customer["name"].node().get());
    EXPECT_EQ(customer.alias("c")["name"].type(), SqlType(String{80}));
    EXPECT_EQ(
        thrown([&] {
            Table bad("t", metadata, Column{"a", Integer{}}, Column{"b", Integer{}, KnownAs{"a"}});
        }),
        "duplicate_column");
}

TEST(MetaData, KeepsNotesForTheProgram) {
    MetaData metadata;
    const Table a{"a", metadata, Info{"owner", "ada"}, Info{"rank", 3},
                  Column{"id", Integer{}, Doc{"counts"}, Info{"shown", true}}};
    EXPECT_EQ(*find_info(a.data().info, "rank"), Value(3));
    EXPECT_EQ(find_info(a.data().info, "age"), nullptr);
    EXPECT_EQ(a.data().column("id").doc, "counts");
    EXPECT_EQ(*find_info(a.data().column("id").info, "shown"), Value(true));
}

TEST(MetaData, EnumsLiveInTheSchemaOfTheirTable) {
    MetaData metadata({.schema = "shop"});
    const SqlType size = Enum{"S", "M"}.named("size");
    const Table shirt{"shirt", metadata, Column{"size", size},
                      Column{"own", Enum{"x"}.named("own", "log")}, Column{"all", Array{size}}};
    EXPECT_EQ(shirt["size"].type().schema(), "shop");
    EXPECT_EQ(shirt["own"].type().schema(), "log");
    EXPECT_EQ(shirt["all"].type().item().schema(), "shop");
    MetaData copies;
    const Table copy = shirt.to_metadata(copies, Schema{"other"});
    EXPECT_EQ(copy["size"].type().schema(), "other");
    EXPECT_EQ(copy["own"].type().schema(), "log");
    EXPECT_EQ(copy.data().column("all").type.item().schema(), "other");
}

TEST(MetaData, ACopyMayHaveAnotherName) {
    MetaData metadata({.schema = "shop"});
    const Table part{"part", metadata, Column{"id", Integer{}, primary_key},
                     Column{"whole", ForeignKey{"part.id"}, indexed},
                     Column{"maker", ForeignKey{"maker.id"}}};
    MetaData copies;
    const Table copy = part.to_metadata(copies, Schema{"old"}, "former");
    EXPECT_EQ(copy.data().full_name(), "old.former");
    EXPECT_EQ(copy.data().foreign_keys[0].referred_table, "former");
    EXPECT_EQ(copy.data().foreign_keys[1].referred_table, "maker");
    EXPECT_EQ(copy.data().indexes[0].name, "ix_former_whole");
    EXPECT_EQ(part.to_metadata(copies, "other").data().full_name(), "shop.other");
}

TEST(MetaData, CopiesShareTheCollection) {
    MetaData metadata;
    const MetaData copy = metadata;
    const Table table{"t", metadata, Column{"x", Integer{}}};
    EXPECT_TRUE(copy.contains("t"));
}

TEST(MetaData, AForeignKeyTakesItsTargetsType) {
    MetaData metadata;
    const Table artist{"artist", metadata, Column{"id", BigInteger{}, primary_key}};
    const Table album{"album", metadata, Column{"artist_id", ForeignKey{"artist.id"}}};
    EXPECT_EQ(album.data().column("artist_id").type, SqlType(BigInteger{}));
    EXPECT_EQ(album["artist_id"].type(), SqlType(BigInteger{}));
}

TEST(MetaData, AForeignKeyWaitsForItsTarget) {
    MetaData metadata;
    const Table album{"album", metadata, Column{"artist_id", ForeignKey{"artist.id"}}};
    const Expr column = album["artist_id"];
    EXPECT_FALSE(album.data().column("artist_id").type.is_known());
    EXPECT_FALSE(column.type().is_known());
    const Table artist{"artist", metadata, Column{"id", String{12}, primary_key}};
    EXPECT_EQ(album.data().column("artist_id").type, SqlType(String{12}));
    EXPECT_EQ(column.type(), SqlType(String{12}));  // also where it was used before
}

TEST(MetaData, TypesTravelAlongAChain) {
    MetaData metadata;
    const Table third{"third", metadata, Column{"id", ForeignKey{"second.id"}}};
    const Table second{"second", metadata, Column{"id", ForeignKey{"first.id"}, primary_key}};
    EXPECT_FALSE(third["id"].type().is_known());
    const Table first{"first", metadata, Column{"id", SmallInteger{}, primary_key}};
    EXPECT_EQ(second["id"].type(), SqlType(SmallInteger{}));
    EXPECT_EQ(third["id"].type(), SqlType(SmallInteger{}));
}

TEST(MetaData, TypesOfACompositeKey) {
    MetaData metadata;
    const Table order{"order", metadata, Column{"shop", String{10}, primary_key},
                      Column{"number", Integer{}, primary_key}};
    const Table line{"line", metadata, Column{"number", ForeignKey{"order.number"}},
                     Column{"shop", String{10}},
                     ForeignKeyConstraint{{"shop", "number"}, {"order.shop", "order.number"}}};
    EXPECT_EQ(line["number"].type(), SqlType(Integer{}));
}

TEST(MetaData, ATargetWithoutThatColumn) {
    MetaData metadata;
    const Table artist{"artist", metadata, Column{"id", Integer{}, primary_key}};
    EXPECT_EQ(
        thrown([&] {
            Table album("album", metadata, Column{"artist_id", ForeignKey{"artist.artist_id"}});
        }),
        "no_such_column");
}

TEST(MetaData, ATargetThatComesLaterWithoutThatColumn) {
    MetaData metadata;
    const Table album{"album", metadata, Column{"artist_id", ForeignKey{"artist.artist_id"}}};
    EXPECT_EQ(thrown([&] {
                  Table artist("artist", metadata, Column{"id", Integer{}});
              }),
              "no_such_column");
    // The table that was refused is not half there: its right description is taken.
    EXPECT_FALSE(metadata.contains("artist"));
    EXPECT_EQ(thrown([&] {
                  Table artist("artist", metadata, Column{"artist_id", Integer{}});
              }),
              "");
    EXPECT_EQ(album["artist_id"].type(), SqlType(Integer{}));
}

TableData referring(std::vector<std::string> referred_columns) {
    TableData table;
    table.name = "album";
    ColumnData column;
    column.name = "artist_id";
    column.type = Integer{};
    table.columns = {column};
    table.foreign_keys = {{"", {"artist_id"}, "", "artist", std::move(referred_columns)}};
    return table;
}

TEST(MetaData, AKeyWhoseTargetIsNotKnownIsKept) {
    // As reflection finds it where the other table does not exist.
    MetaData metadata;
    metadata.add(referring({}));
    const Table artist{"artist", metadata, Column{"id", Integer{}, primary_key}};
    EXPECT_EQ(metadata.table("album").data().foreign_keys.size(), 1U);
    EXPECT_TRUE(metadata.table("album").data().foreign_key_paths().empty());
    EXPECT_EQ(metadata.sorted_tables().front().name(), "artist");
}

TEST(MetaData, AKeyHasAsManyTargetsAsColumns) {
    MetaData metadata;
    EXPECT_EQ(thrown([&] { metadata.add(referring({"a", "b"})); }), "bad_foreign_key_target");
}

}  // namespace
