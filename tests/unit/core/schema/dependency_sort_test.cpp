// SPDX-License-Identifier: MIT
// Through MetaData::sorted_tables(): the sort itself is not part of the library's face.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include <azoth/schema/metadata.hpp>

#include "thrown.hpp"

namespace {

using namespace azoth;
using Names = std::vector<std::string>;

/// A table that refers to others by name.
void add(MetaData& metadata, const std::string& name, const Names& referred) {
    TableData table;
    table.name = name;
    ColumnData id;
    id.name = "id";
    id.type = Integer{};
    table.columns.push_back(id);
    for (const std::string& target : referred) {
        ColumnData column;
        column.name = "to_" + target;
        column.type = Integer{};
        table.columns.push_back(column);
        ForeignKeyData key;
        key.columns = {column.name};
        key.referred_table = target;
        key.referred_columns = {"id"};
        table.foreign_keys.push_back(key);
    }
    metadata.add(std::move(table));
}

Names sorted(const MetaData& metadata) {
    Names names;
    for (const Table& table : metadata.sorted_tables()) names.push_back(table.name());
    return names;
}

/// What a table inherits from, or a view selects from, comes first, in its own schema or another.
TEST(DependencySort, WhatATableIsMadeFromComesFirst) {
    MetaData metadata;
    for (const char* name : {"c", "b", "a"}) add(metadata, name, {});
    TableData heir;
    heir.name = "aa";
    heir.columns = metadata.table("a").data().columns;
    heir.selects_from = {"a", "log.b", "gone"};
    MetaData made;
    made.add(std::move(heir));
    add(made, "a", {});
    TableData elsewhere;
    elsewhere.schema = "log";
    elsewhere.name = "b";
    elsewhere.columns = metadata.table("b").data().columns;
    made.add(std::move(elsewhere));
    EXPECT_EQ(sorted(made), (Names{"a", "b", "aa"}));
}

TEST(DependencySort, NothingToSort) {
    EXPECT_EQ(sorted(MetaData()), Names{});
}

TEST(DependencySort, KeepsTheOrderWhereNothingForcesAnother) {
    MetaData metadata;
    for (const char* name : {"c", "a", "b"}) add(metadata, name, {});
    EXPECT_EQ(sorted(metadata), (Names{"c", "a", "b"}));
}

TEST(DependencySort, ReferredTablesComeFirst) {
    MetaData metadata;
    add(metadata, "track", {"album", "genre"});
    add(metadata, "album", {"artist"});
    add(metadata, "playlist", {});
    add(metadata, "artist", {});
    add(metadata, "genre", {});
    EXPECT_EQ(sorted(metadata), (Names{"artist", "album", "genre", "track", "playlist"}));
}

TEST(DependencySort, AReferenceToItselfDoesNotCount) {
    MetaData metadata;
    add(metadata, "employee", {"employee"});
    EXPECT_EQ(sorted(metadata), Names{"employee"});
}

TEST(DependencySort, AReferenceToATableElsewhereDoesNotCount) {
    MetaData metadata;
    add(metadata, "album", {"artist"});
    EXPECT_EQ(sorted(metadata), Names{"album"});
}

TEST(DependencySort, ACycleNamesItsTables) {
    MetaData metadata;
    add(metadata, "outside", {"a"});
    add(metadata, "a", {"b"});
    add(metadata, "b", {"c"});
    add(metadata, "c", {"a"});
    try {
        static_cast<void>(metadata.sorted_tables());
        FAIL() << "no error";
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "circular_dependency");
        EXPECT_NE(error.message().find("a -> b -> c -> a"), std::string::npos) << error.what();
        EXPECT_EQ(error.message().find("outside"), std::string::npos) << error.what();
    }
}

TEST(DependencySort, SchemasAreTold) {
    MetaData metadata;
    const Table one{"t", metadata, Schema{"a"}, Column{"id", Integer{}, primary_key},
                    Column{"other", ForeignKey{"b.t.id"}}};
    const Table two{"t", metadata, Schema{"b"}, Column{"id", Integer{}, primary_key}};
    const auto tables = metadata.sorted_tables();
    EXPECT_EQ(tables[0].data().full_name(), "b.t");
    EXPECT_EQ(tables[1].data().full_name(), "a.t");
}

TEST(DependencySort, ALongChainIsSortedToo) {
    MetaData metadata;
    constexpr int count = 500;
    for (int i = 0; i < count; ++i) {
        add(metadata, "t" + std::to_string(i),
            i + 1 < count ? Names{"t" + std::to_string(i + 1)} : Names{});
    }
    const Names names = sorted(metadata);
    EXPECT_EQ(names.front(), "t499");
    EXPECT_EQ(names.back(), "t0");
}

/// Any graph without cycles: every table stands behind all that it refers to.
TEST(DependencySort, AnyGraphWithoutCycles) {
    std::mt19937 random(1974);
    for (int round = 0; round < 50; ++round) {
        const int count = 2 + static_cast<int>(random() % 12);
        std::vector<int> order(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) order[static_cast<std::size_t>(i)] = i;
        std::shuffle(order.begin(), order.end(), random);
        MetaData metadata;
        for (const int i : order) {
            Names referred;
            for (int j = 0; j < i; ++j) {
                if (random() % 3 == 0) referred.push_back("t" + std::to_string(j));
            }
            add(metadata, "t" + std::to_string(i), referred);
        }
        const Names names = sorted(metadata);
        ASSERT_EQ(names.size(), static_cast<std::size_t>(count));
        for (auto at = names.begin(); at != names.end(); ++at) {
            for (const ForeignKeyData& key : metadata.table(*at).data().foreign_keys) {
                EXPECT_NE(std::find(names.begin(), at, key.referred_table), at)
                    << *at << " before " << key.referred_table;
            }
        }
    }
}

}  // namespace
