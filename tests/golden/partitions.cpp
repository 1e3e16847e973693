// SPDX-License-Identifier: MIT
// INSERT OVERWRITE and partitions, on databases that keep tables as files.
#include <azoth/sql/partition_insert.hpp>

#include "golden.hpp"

namespace golden {

void partitions(Cases& cases) {
    static const Schema& s = schema();
    const auto artists = [] { return select(s.album["artist_id"], s.album["title"]); };
    cases.add("overwrite a table",
              [=] { return insert_overwrite(s.artist).from_select(artists()); });
    cases.add("overwrite one partition", [] {
        return insert_overwrite(s.artist)
            .partition({{"name", "it's"}})
            .from_select(select(s.album["artist_id"]).where(s.album["album_id"] > 5));
    });
    cases.add("overwrite a partition that is not there yet", [] {
        return insert_overwrite(s.artist)
            .partition({{"artist_id", 5}})
            .if_not_exists()
            .from_select(select(s.album["title"]));
    });
    cases.add("overwrite partitions by value", [=] {
        return insert_overwrite(s.artist).partition_by({"name"}).from_select(artists());
    });
    cases.add("partitions by the names that the program has", [] {
        MetaData metadata;
        const Table artist{"artist", metadata, Column{"artist_id", Integer{}, KnownAs{"id"}},
                           Column{"name", String{120}, KnownAs{"title"}}};
        return insert_overwrite(artist)
            .partition({{"title", "x"}})
            .from_select(select(s.album["artist_id"]));
    });
    cases.add("add to partitions of either kind", [] {
        return insert_into(s.line)
            .partition({{"shop", "a"}})
            .partition_by({"number"})
            .from_select(select(s.purchase["number"], s.purchase["number"]));
    });
    cases.add("a known partition below an unknown one", [] {
        return insert_overwrite(s.line)
            .partition_by({"number"})
            .partition({{"shop", "a"}})
            .from_select(select(s.purchase["number"], s.purchase["number"]));
    });
    cases.add("overwrite with nothing", [] { return insert_overwrite(s.artist); });
    cases.add("overwrite with too few columns",
              [] { return insert_overwrite(s.artist).from_select(select(s.album["title"])); });
    cases.add("a partition column that does not exist", [] {
        return insert_overwrite(s.artist).partition({{"nmae", "x"}});
    });
}

}  // namespace golden
