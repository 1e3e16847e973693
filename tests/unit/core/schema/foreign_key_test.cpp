// SPDX-License-Identifier: MIT
#include <azoth/schema/foreign_key.hpp>

#include <gtest/gtest.h>

#include <azoth/schema/metadata.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/sql/operators.hpp>

#include "thrown.hpp"

namespace {

using namespace azoth;
using Names = std::vector<std::string>;

TEST(ForeignKey, ReadsItsTarget) {
    const ForeignKeyData plain = ForeignKey{"artist.id"}.data();
    EXPECT_EQ(plain.referred_schema, "");
    EXPECT_EQ(plain.referred_table, "artist");
    EXPECT_EQ(plain.referred_columns, Names{"id"});
    EXPECT_EQ(plain.on_delete, ReferentialAction::unspecified);
    const ForeignKeyData far = ForeignKey{"log.artist.id"}.data();
    EXPECT_EQ(far.referred_schema, "log");
    EXPECT_EQ(far.referred_table, "artist");
}

/// schema, table, column
Names parts_of(const char* target) {
    const ForeignKeyData data = ForeignKey{target}.data();
    return {data.referred_schema, data.referred_table, data.referred_columns.at(0)};
}

TEST(ForeignKey, ANameWithDotsStandsInQuotes) {
    EXPECT_EQ(parts_of(R"("sales.2024".id)"), (Names{"", "sales.2024", "id"}));
    EXPECT_EQ(parts_of(R"("eu.west"."sales.2024"."the.id")"),
              (Names{"eu.west", "sales.2024", "the.id"}));
    EXPECT_EQ(parts_of(R"(log."sales.2024".id)"), (Names{"log", "sales.2024", "id"}));
    EXPECT_EQ(parts_of(R"("say ""x.y""".id)"), (Names{"", R"(say "x.y")", "id"}));
    EXPECT_EQ(parts_of(R"(5" pipe.id)"), (Names{"", R"(5" pipe)", "id"}));
    EXPECT_EQ(parts_of("catalogue.log.artist.id"), (Names{"catalogue.log", "artist", "id"}));
    for (const char* target : {R"("artist.id)", R"("artist"x.id)", R"("".id)", R"("artist.id")"}) {
        EXPECT_EQ(thrown([&] { ForeignKey key{target}; }).substr(0, 22), "bad_foreign_key_target")
            << target;
    }
}

TEST(ForeignKey, NamesAColumnThatIsThere) {
    MetaData metadata;
    const Table sales("sales.2024", metadata, Schema{"eu.west"},
                      Column{"the.id", Integer{}, primary_key}, Column{"day", Integer{}});
    const ForeignKeyData key = ForeignKey{sales["the.id"], on_delete(cascade)}.data();
    EXPECT_EQ(key.referred_schema, "eu.west");
    EXPECT_EQ(key.referred_table, "sales.2024");
    EXPECT_EQ(key.referred_columns, Names{"the.id"});
    EXPECT_EQ(key.on_delete, ReferentialAction::cascade);
    EXPECT_EQ(thrown([&] { ForeignKey{sales.alias("s")["day"]}; }), "bad_foreign_key_target");
    EXPECT_EQ(thrown([&] { ForeignKey{sales["day"] + 1}; }), "bad_foreign_key_target");
    const ForeignKeyData pair =
        ForeignKeyConstraint{{"a", "b"}, {sales["the.id"], sales["day"]}, deferrable}.data();
    EXPECT_EQ(pair.referred_table, "sales.2024");
    EXPECT_EQ(pair.referred_columns, (Names{"the.id", "day"}));
    EXPECT_EQ(pair.deferral, Deferral::deferrable);
    const Table line("line", metadata, Column{"sale", ForeignKey{sales["the.id"]}});
    EXPECT_EQ(line["sale"].type().kind(), TypeKind::integer);
    EXPECT_EQ(metadata.table("eu.west.sales.2024").data().name, "sales.2024");
}

TEST(ForeignKey, TakesActions) {
    const ForeignKeyData data =
        ForeignKey{"t.x", on_update(set_default), on_delete(set_null)}.data();
    EXPECT_EQ(data.on_delete, ReferentialAction::set_null);
    EXPECT_EQ(data.on_update, ReferentialAction::set_default);
}

TEST(ForeignKey, ATargetHasATableAndAColumn) {
    for (const char* target : {"", "artist", ".id", "artist.", "."}) {
        EXPECT_EQ(thrown([&] { ForeignKey key{target}; }).substr(0, 22), "bad_foreign_key_target")
            << target;
    }
}

TEST(ForeignKeyConstraint, PairsColumns) {
    const ForeignKeyConstraint key =
        ForeignKeyConstraint{
            {"shop", "number"}, {"order.shop", "order.number"}, on_delete(restrict)}
            .named("fk_order");
    EXPECT_EQ(key.data().name, "fk_order");
    EXPECT_EQ(key.data().columns, (Names{"shop", "number"}));
    EXPECT_EQ(key.data().referred_table, "order");
    EXPECT_EQ(key.data().referred_columns, (Names{"shop", "number"}));
    EXPECT_EQ(key.data().on_delete, ReferentialAction::restrict);
}

TEST(ForeignKeyConstraint, SaysWhatIsWrong) {
    EXPECT_EQ(thrown([] {
                  ForeignKeyConstraint key({"a", "b"}, {"t.a"});
              }),
              "bad_foreign_key_target");
    EXPECT_EQ(thrown([] {
                  ForeignKeyConstraint key({"a", "b"}, {"t.a", "u.b"});
              }),
              "bad_foreign_key_target");
    EXPECT_EQ(thrown([] {
                  ForeignKeyConstraint key({"a", "b"}, {"s.t.a", "t.b"});
              }),
              "bad_foreign_key_target");
    EXPECT_EQ(thrown([] { ForeignKeyConstraint key({}, std::initializer_list<ParamName>{}); }),
              "bad_constraint");
}

}  // namespace
