// SPDX-License-Identifier: MIT
#include <azoth/schema/foreign_key.hpp>

#include <gtest/gtest.h>

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

TEST(ForeignKey, TakesActions) {
    const ForeignKeyData data =
        ForeignKey{"t.x", on_update(set_default), on_delete(set_null)}.data();
    EXPECT_EQ(data.on_delete, ReferentialAction::set_null);
    EXPECT_EQ(data.on_update, ReferentialAction::set_default);
}

TEST(ForeignKey, ATargetHasATableAndAColumn) {
    for (const char* target : {"", "artist", ".id", "artist.", "."}) {
        EXPECT_EQ(thrown([&] { ForeignKey key{target}; }), "bad_foreign_key_target") << target;
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
    EXPECT_EQ(thrown([] { ForeignKeyConstraint key({}, {}); }), "bad_constraint");
}

}  // namespace
