// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include "chinook_database.hpp"

using namespace azoth;

namespace {

class ChinookReflection : public azoth_test::Chinook {};

TEST_F(ChinookReflection, FindsAllTables) {
    const std::vector<std::string> expected{"Album",    "Artist",        "Customer",    "Employee",
                                            "Genre",    "Invoice",       "InvoiceLine", "MediaType",
                                            "Playlist", "PlaylistTrack", "Track"};
    EXPECT_EQ(inspect(engine()).table_names(), expected);
    EXPECT_TRUE(inspect(engine()).view_names().empty());
}

TEST_F(ChinookReflection, ReadsColumnsTypesAndKeys) {
    const TableData& track = table("Track").data();
    ASSERT_EQ(track.columns.size(), 9U);
    EXPECT_EQ(track.column("Name").type.as_generic(), String{200});
    EXPECT_EQ(track.column("Name").type, (CustomType{"NVARCHAR(200)", String{200}}));
    EXPECT_FALSE(track.column("Name").nullable);
    EXPECT_TRUE(track.column("Composer").nullable);
    EXPECT_EQ(track.column("UnitPrice").type.as_generic(), (Numeric{10, 2}));
    EXPECT_EQ(track.column("Milliseconds").type, Integer{});
    EXPECT_EQ(track.primary_key.columns, std::vector<std::string>{"TrackId"});
    EXPECT_EQ(table("Invoice").data().column("InvoiceDate").type, DateTime{});
}

TEST_F(ChinookReflection, ReadsCompositeKeys) {
    const TableData& link = table("PlaylistTrack").data();
    EXPECT_EQ(link.primary_key.columns, (std::vector<std::string>{"PlaylistId", "TrackId"}));
    ASSERT_EQ(link.foreign_keys.size(), 2U);
}

TEST_F(ChinookReflection, ReadsForeignKeys) {
    // 11 in all; the self-reference and the composite table's two among them.
    std::size_t keys = 0;
    for (const TableData& found : inspect(engine()).tables()) keys += found.foreign_keys.size();
    EXPECT_EQ(keys, 11U);

    const std::vector<ForeignKeyData>& self = table("Employee").data().foreign_keys;
    ASSERT_EQ(self.size(), 1U);
    EXPECT_EQ(self[0].columns, std::vector<std::string>{"ReportsTo"});
    EXPECT_EQ(self[0].referred_table, "Employee");
    EXPECT_EQ(self[0].referred_columns, std::vector<std::string>{"EmployeeId"});
}

TEST_F(ChinookReflection, ReadsIndexes) {
    const std::vector<IndexData>& indexes = table("Track").data().indexes;
    const auto named = [&](const std::string& name) {
        return std::find_if(indexes.begin(), indexes.end(),
                            [&](const IndexData& index) { return index.name == name; });
    };
    const auto found = named("IFK_TrackAlbumId");
    ASSERT_NE(found, indexes.end());
    EXPECT_EQ(found->columns(), std::vector<std::string>{"AlbumId"});
    EXPECT_FALSE(found->unique);
    std::size_t all = 0;
    for (const TableData& reflected : inspect(engine()).tables()) all += reflected.indexes.size();
    EXPECT_EQ(all, 11U);
}

TEST_F(ChinookReflection, SaysWhatIsMissing) {
    try {
        static_cast<void>(inspect(engine()).table("Trak"));
        FAIL() << "a table that does not exist was described";
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "no_such_table");
    }
}

}  // namespace
