// SPDX-License-Identifier: MIT
#include <azoth/schema/naming_convention.hpp>

#include <gtest/gtest.h>

#include <azoth/schema/metadata.hpp>

#include "thrown.hpp"

namespace {

using namespace azoth;

Table described(const NamingConvention& naming) {
    MetaData metadata{MetaDataOptions{.naming = naming}};
    return Table{"album",
                 metadata,
                 Column{"id", Integer{}, primary_key},
                 Column{"artist", ForeignKey{"artist.id"}, indexed},
                 Column{"title", String{9}},
                 UniqueConstraint{"title", "artist"},
                 CheckConstraint{"id > 0"}.named("positive"),
                 CheckConstraint{"id < 9"}};
}

TEST(NamingConvention, NamesWhatHasNoName) {
    const Table album = described({.index = "{table_name}_{column_0N_name}_ix",
                                   .unique = "uq_{column_0_N_name}_{column_1_name}",
                                   .check = "ck_{table_name}_{constraint_name}",
                                   .foreign_key = "fk_{column_0_name}_{referred_table_name}_"
                                                  "{referred_column_0_name}",
                                   .primary_key = "pk_{table_name}"});
    const TableData& table = album.data();
    EXPECT_EQ(table.indexes.at(0).name, "album_artist_ix");
    EXPECT_EQ(table.uniques.at(0).name, "uq_title_artist_artist");
    EXPECT_EQ(table.checks.at(0).name, "ck_album_positive");
    EXPECT_EQ(table.checks.at(1).name, "");  // columns alone would not tell it from the next one
    EXPECT_EQ(table.foreign_keys.at(0).name, "fk_artist_artist_id");
    EXPECT_EQ(table.primary_key.name, "pk_album");
    EXPECT_TRUE(table.primary_key.generated_name);
}

TEST(NamingConvention, OnlyIndexesHaveOneByThemselves) {
    const Table album = described({});
    const TableData& table = album.data();
    EXPECT_EQ(table.indexes.at(0).name, "ix_album_artist");
    EXPECT_EQ(table.uniques.at(0).name, "");
    EXPECT_EQ(table.checks.at(0).name, "positive");
    EXPECT_EQ(table.primary_key.name, "");
}

TEST(NamingConvention, SaysWhatIsWrong) {
    const auto problem = [](const NamingConvention& naming) {
        return thrown([&] { static_cast<void>(described(naming)); });
    };
    EXPECT_EQ(problem({.unique = "uq_{colum_0_name}"}), "bad_naming_convention");
    EXPECT_EQ(problem({.unique = "uq_{column_2_name}"}), "bad_naming_convention");
    EXPECT_EQ(problem({.primary_key = "pk_{referred_table_name}"}), "bad_naming_convention");
    EXPECT_EQ(problem({.primary_key = "pk_{table_name"}), "bad_naming_convention");
}

TEST(CutName, KeepsWhatFits) {
    EXPECT_EQ(cut_name("short", 63), "short");
    EXPECT_EQ(cut_name(std::string(100, 'x'), 0).size(), 100U);
}

TEST(CutName, CutsAndTellsApart) {
    const std::string stem(80, 'x');
    const std::string one = cut_name(stem + "1", 63);
    EXPECT_EQ(one.size(), 63U);
    EXPECT_NE(one, cut_name(stem + "2", 63));
    EXPECT_EQ(one.substr(0, 54), std::string(54, 'x'));
    EXPECT_EQ(one, cut_name(stem + "1", 63));
}

TEST(CutName, CutsBetweenCharacters) {
    std::string name;
    for (int i = 0; i < 40; ++i) name += "\xc3\xa4";
    for (std::size_t limit = 20; limit < 40; ++limit) {
        const std::string cut = cut_name(name, limit);
        EXPECT_LE(cut.size(), limit);
        EXPECT_EQ(cut.size() % 2, 1U) << cut;  // whole characters, and the tail of nine
    }
}

}  // namespace
