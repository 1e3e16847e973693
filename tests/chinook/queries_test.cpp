// SPDX-License-Identifier: MIT
// Analytical queries, each built with the expression language and compared, row by row and cell by
// cell, with the same question asked in SQL text.
#include <string>
#include <vector>

#include <azoth/value/datetime.hpp>

#include "chinook_database.hpp"

using namespace azoth;

namespace {

using Cells = std::vector<std::vector<Value>>;

class ChinookQueries : public azoth_test::Chinook {
protected:
    static Cells rows_of(const Statement& statement) {
        Connection db = engine().connect();
        Result result = db.execute(statement);
        const std::size_t width = result.keys().size();
        Cells cells;
        for (const Row& row : result) {
            std::vector<Value>& line = cells.emplace_back();
            for (std::size_t i = 0; i < width; ++i) line.push_back(row[i].as<Value>());
        }
        return cells;
    }

    /// `at_least` guards against comparing nothing with nothing.
    static void expect_same(const Statement& built, const char* sql, std::size_t at_least) {
        const Cells ours = rows_of(built);
        EXPECT_EQ(ours, rows_of(text(sql)));
        EXPECT_GE(ours.size(), at_least);
    }

    const Table artist = table("Artist");
    const Table album = table("Album");
    const Table track = table("Track");
    const Table genre = table("Genre");
    const Table customer = table("Customer");
    const Table employee = table("Employee");
    const Table invoice = table("Invoice");
    const Table line = table("InvoiceLine");
    const Table playlist = table("Playlist");
    const Table playlist_track = table("PlaylistTrack");
};

TEST_F(ChinookQueries, FourTablesGroupedAndOrdered) {
    expect_same(select(artist["Name"], func::count(line["InvoiceLineId"]).label("sold"),
                       func::sum(line["Quantity"]).label("pieces"))
                    .join(album, album["ArtistId"] == artist["ArtistId"])
                    .join(track, track["AlbumId"] == album["AlbumId"])
                    .join(line, line["TrackId"] == track["TrackId"])
                    .group_by(artist["Name"])
                    .order_by(desc("sold"), artist["Name"]),
                "SELECT ar.Name, count(l.InvoiceLineId) AS sold, sum(l.Quantity) FROM Artist ar "
                "JOIN Album al ON al.ArtistId = ar.ArtistId JOIN Track t ON t.AlbumId = al.AlbumId "
                "JOIN InvoiceLine l ON l.TrackId = t.TrackId GROUP BY ar.Name "
                "ORDER BY sold DESC, ar.Name",
                100);
}

TEST_F(ChinookQueries, JoinsAlongForeignKeys) {
    expect_same(select(artist["Name"], album["Title"], track["Name"].label("track"))
                    .join(album)
                    .join(track)
                    .where(artist["Name"] == "AC/DC")
                    .order_by(album["Title"], track["Name"]),
                "SELECT a.Name, b.Title, t.Name FROM Artist a JOIN Album b USING (ArtistId) "
                "JOIN Track t USING (AlbumId) WHERE a.Name = 'AC/DC' ORDER BY b.Title, t.Name",
                10);
}

TEST_F(ChinookQueries, HavingOverAggregates) {
    const auto tracks = func::count(track["TrackId"]);
    expect_same(
        select(genre["Name"], tracks.label("tracks"))
            .join(track, track["GenreId"] == genre["GenreId"])
            .group_by(genre["Name"])
            .having(tracks > 100)
            .order_by(genre["Name"]),
        "SELECT g.Name, count(t.TrackId) FROM Genre g JOIN Track t ON t.GenreId = g.GenreId "
        "GROUP BY g.Name HAVING count(t.TrackId) > 100 ORDER BY g.Name",
        5);
}

TEST_F(ChinookQueries, OuterJoinKeepsArtistsWithoutAlbums) {
    const auto without = select(artist["Name"], album["Title"])
                             .outer_join(album, album["ArtistId"] == artist["ArtistId"])
                             .where(album["AlbumId"].is_null())
                             .order_by(artist["Name"]);
    expect_same(without,
                "SELECT a.Name, b.Title FROM Artist a LEFT JOIN Album b ON b.ArtistId = a.ArtistId "
                "WHERE b.AlbumId IS NULL ORDER BY a.Name",
                50);
    for (const auto& row : rows_of(without)) EXPECT_TRUE(row[1].is_null());
}

TEST_F(ChinookQueries, SelfJoinOfEmployees) {
    const Table manager = employee.alias("manager");
    expect_same(select(employee["LastName"], manager["LastName"].label("boss"))
                    .outer_join(manager, employee["ReportsTo"] == manager["EmployeeId"])
                    .order_by(employee["EmployeeId"]),
                "SELECT e.LastName, m.LastName FROM Employee e LEFT JOIN Employee m "
                "ON e.ReportsTo = m.EmployeeId ORDER BY e.EmployeeId",
                8);
}

TEST_F(ChinookQueries, TopTenInvoices) {
    expect_same(select(customer["LastName"], invoice["Total"], invoice["InvoiceDate"])
                    .join(invoice)
                    .order_by(desc(invoice["Total"]), invoice["InvoiceId"])
                    .limit(10),
                "SELECT c.LastName, i.Total, i.InvoiceDate FROM Customer c "
                "JOIN Invoice i ON i.CustomerId = c.CustomerId "
                "ORDER BY i.Total DESC, i.InvoiceId LIMIT 10",
                10);
}

TEST_F(ChinookQueries, PagesThroughTracks) {
    expect_same(
        select(track["TrackId"], track["Name"]).order_by(track["TrackId"]).limit(25).offset(3490),
        "SELECT TrackId, Name FROM Track ORDER BY TrackId LIMIT 25 OFFSET 3490", 13);
}

TEST_F(ChinookQueries, SearchesLiteralText) {
    expect_same(select(track["Name"]).where(track["Name"].contains("100%")).order_by(track["Name"]),
                "SELECT Name FROM Track WHERE Name LIKE '%100\\%%' ESCAPE '\\' ORDER BY Name", 1);
    // Without escaping, _ would match any character.
    EXPECT_LT(rows_of(select(track["Name"]).where(track["Name"].contains("_"))).size(),
              rows_of(select(track["Name"])).size());
    expect_same(select(artist["Name"]).where(artist["Name"].starts_with("Antônio")),
                "SELECT Name FROM Artist WHERE Name LIKE 'Antônio%'", 1);
}

TEST_F(ChinookQueries, SumsMoneyExactly) {
    const auto query = select(invoice["BillingCountry"], func::sum(invoice["Total"]).label("sum"))
                           .group_by(invoice["BillingCountry"])
                           .order_by(invoice["BillingCountry"]);
    Connection db = engine().connect();
    const auto sums = db.execute(query).rows<std::string, Decimal>().all();
    EXPECT_EQ(sums.size(), 24U);
    for (const auto& [country, sum] : sums) {
        // The same sum in whole cents, which SQLite adds exactly.
        const auto cents = db.scalar<std::int64_t>(
            text("SELECT sum(CAST(round(Total * 100) AS INTEGER)) FROM Invoice "
                 "WHERE BillingCountry = :country"),
            {{"country", country}});
        EXPECT_EQ(sum * Decimal("100"), Decimal(cents)) << country;
    }
}

TEST_F(ChinookQueries, ExistsAndScalarSubqueries) {
    const auto sold = select(line["InvoiceLineId"]).where(line["TrackId"] == track["TrackId"]);
    expect_same(
        select(genre["Name"], func::count(track["TrackId"]).label("unsold"))
            .join(track, track["GenreId"] == genre["GenreId"])
            .where(!exists(sold))
            .group_by(genre["Name"])
            .order_by(genre["Name"]),
        "SELECT g.Name, count(t.TrackId) FROM Genre g JOIN Track t ON t.GenreId = g.GenreId "
        "WHERE NOT EXISTS (SELECT 1 FROM InvoiceLine l WHERE l.TrackId = t.TrackId) "
        "GROUP BY g.Name ORDER BY g.Name",
        10);
    const auto albums =
        select(func::count()).select_from(album).where(album["ArtistId"] == artist["ArtistId"]);
    expect_same(select(artist["Name"], albums.scalar_subquery().label("albums"))
                    .order_by(desc("albums"), artist["Name"])
                    .limit(5),
                "SELECT Name, (SELECT count(*) FROM Album b WHERE b.ArtistId = a.ArtistId) AS n "
                "FROM Artist a ORDER BY n DESC, Name LIMIT 5",
                5);
}

TEST_F(ChinookQueries, DerivedTable) {
    const auto totals = select(invoice["CustomerId"], func::sum(invoice["Total"]).label("total"))
                            .group_by(invoice["CustomerId"])
                            .subquery("totals");
    Connection db = engine().connect();
    const auto query = select(customer["LastName"], totals["total"])
                           .join(totals, totals["CustomerId"] == customer["CustomerId"])
                           .where(customer["Country"] == "Germany")
                           .order_by(customer["LastName"]);
    std::vector<std::string> names;
    for (auto [name, total] : db.execute(query).rows<std::string, Decimal>()) {
        names.push_back(name);
        EXPECT_GT(total, Decimal("30"));
    }
    EXPECT_EQ(names, (std::vector<std::string>{"Köhler", "Schneider", "Schröder", "Zimmermann"}));
}

TEST_F(ChinookQueries, CaseAndDistinct) {
    const auto length = case_({{track["Milliseconds"] < 180'000, "short"},
                               {track["Milliseconds"] < 360'000, "medium"}},
                              "long")
                            .label("length");
    expect_same(select(length, func::count().label("tracks"))
                    .select_from(track)
                    .group_by(length)
                    .order_by(asc("length")),
                "SELECT CASE WHEN Milliseconds < 180000 THEN 'short' WHEN Milliseconds < 360000 "
                "THEN 'medium' ELSE 'long' END AS length, count(*) FROM Track GROUP BY length "
                "ORDER BY length",
                3);
    expect_same(select(invoice["BillingCountry"]).distinct().order_by(invoice["BillingCountry"]),
                "SELECT DISTINCT BillingCountry FROM Invoice ORDER BY BillingCountry", 24);
}

TEST_F(ChinookQueries, ManyToManyWithInList) {
    const std::vector<int> ids{1, 8, 12};
    expect_same(select(playlist["Name"], func::count(playlist_track["TrackId"]).label("tracks"))
                    .join(playlist_track)
                    .where(playlist["PlaylistId"].in(ids))
                    .group_by(playlist["PlaylistId"], playlist["Name"])
                    .order_by(playlist["PlaylistId"]),
                "SELECT p.Name, count(x.TrackId) FROM Playlist p JOIN PlaylistTrack x "
                "USING (PlaylistId) WHERE p.PlaylistId IN (1, 8, 12) "
                "GROUP BY p.PlaylistId, p.Name ORDER BY p.PlaylistId",
                3);
}

TEST_F(ChinookQueries, ReadsDatesAsTimePoints) {
    Connection db = engine().connect();
    const auto first = db.scalar<Timestamp>(
        select(invoice["InvoiceDate"]).order_by(invoice["InvoiceId"]).limit(1));
    EXPECT_EQ(first, parse_timestamp(db.scalar<std::string>(
                         text("SELECT InvoiceDate FROM Invoice ORDER BY InvoiceId LIMIT 1"))));
}

}  // namespace
