// SPDX-License-Identifier: MIT
#include "shop.hpp"

#include <optional>
#include <tuple>

namespace azoth::compliance {

Names names(Connection& db, const Statement& query) {
    return db.scalars<std::string>(query).all();
}

Ids ids(Connection& db, const Statement& query) {
    return db.scalars<std::int64_t>(query).all();
}

Shop::Shop(Bench& bench)
    : artist("azc_artist", metadata, Column{"artist_id", Integer{}}, Column{"name", String{120}},
             Column{"boss", Integer{}}),
      album("azc_album", metadata, Column{"album_id", Integer{}}, Column{"title", String{160}},
            Column{"year", Integer{}}, Column{"artist_id", Integer{}}) {
    bench.create(metadata);
    bench.write([&](Connection& db) {
        using Artist = std::tuple<int, std::string, std::optional<int>>;
        const std::vector<Artist> artists{
            {1, "Queen", std::nullopt}, {2, "AC/DC", 1}, {3, "ABBA", 1}, {4, "100%_\\pure", 2}};
        db.insert_many(artist, {"artist_id", "name", "boss"}, artists);
        using Album = std::tuple<int, std::string, std::optional<int>, std::optional<int>>;
        const std::vector<Album> albums{{1, "Jazz", 1978, 1},
                                        {2, "The Game", 1980, 1},
                                        {3, "Back in Black", 1980, 2},
                                        {4, "Arrival", std::nullopt, 3},
                                        {5, "Orphan", 2001, std::nullopt}};
        db.insert_many(album, {"album_id", "title", "year", "artist_id"}, albums);
    });
}

}  // namespace azoth::compliance
