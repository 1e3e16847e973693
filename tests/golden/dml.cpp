// SPDX-License-Identifier: MIT
#include <optional>
#include <vector>

#include "golden.hpp"

namespace golden {

namespace {

void inserts(Cases& cases) {
    static const Schema& s = schema();
    const std::vector<std::string> old_insert{"bare", "sqlite@3.7.10"};
    cases.add("insert one row", [] { return insert(s.artist).values({{"name", "Queen"}}); });
    cases.add("insert of two columns", [] {
        return insert(s.artist).values({{"artist_id", 1}, {"name", "it's"}});
    });
    cases.add(
        "insert several rows",
        [] {
            return insert(s.artist).values(
                {{{"name", "Queen"}, {"artist_id", 1}}, {{"artist_id", 2}, {"name", "Yes"}}});
        },
        old_insert);
    cases.add("insert NULL", [] {
        return insert(s.track).values({{"name", "x"}, {"price", std::nullopt}});
    });
    cases.add("insert an empty optional", [] {
        return insert(s.track).values({{"rating", std::optional<double>{}}});
    });
    cases.add(
        "insert defaults", [] { return insert(s.artist); }, old_insert);
    cases.add("insert empty values", [] { return insert(s.artist).values(Params{}); });
    cases.add("insert two empty rows", [] {
        return insert(s.artist).values(std::vector<Params>{Params{}, Params{}});
    });
    cases.add(
        "insert returning",
        [] {
            return insert(s.artist).values({{"name", "x"}}).returning({s.artist["artist_id"]});
        },
        {"bare", "sqlite@3.34.0"});
    cases.add("insert returning expressions", [] {
        return insert(s.artist)
            .values({{"name", "x"}})
            .returning({s.artist["artist_id"], (s.artist["artist_id"] + 1).label("next"),
                        func::upper(s.artist["name"]).label("Upper")});
    });
    cases.add("insert into a schema", [] { return insert(s.audit).values({{"what", "x"}}); });
    cases.add("insert an unknown column", [] {
        return insert(s.artist).values({{"nmae", "Queen"}});
    });
    cases.add("insert rows of different columns", [] {
        return insert(s.artist).values({{{"name", "x"}}, {{"artist_id", 1}}});
    });
    cases.add("insert into an alias", [] { return insert(s.artist.alias("x")); });
}

void updates(Cases& cases) {
    static const Schema& s = schema();
    cases.add("update", [] {
        return update(s.artist).values({{"name", "Q"}}).where(s.artist["artist_id"] == 1);
    });
    cases.add("update all rows", [] { return update(s.artist).values({{"name", "Q"}}); });
    cases.add("update several columns", [] {
        return update(s.track)
            .values({{"name", "x"}, {"milliseconds", 5}})
            .set("rating", s.track["rating"] * 2)
            .where(s.track["track_id"].in({1, 2}))
            .where(s.track["explicit"]);
    });
    cases.add("update with NULL", [] {
        return update(s.track).set("rating", std::nullopt).where(s.track["rating"] == std::nullopt);
    });
    cases.add("update with a subquery", [] {
        const Expr longest = select(func::max(s.track["milliseconds"]))
                                 .where(s.track["album_id"] == s.album["album_id"])
                                 .scalar_subquery();
        return update(s.album).set("title", cast(longest, Text{})).where(s.album["album_id"] == 1);
    });
    cases.add("update where exists", [] {
        return update(s.artist)
            .values({{"name", "x"}})
            .where(exists(
                select(s.album["album_id"]).where(s.album["artist_id"] == s.artist["artist_id"])));
    });
    cases.add("update returning",
              [] {
                  return update(s.artist)
                      .values({{"name", "Q"}})
                      .returning({s.artist["artist_id"], s.artist["name"].label("n")});
              },
              {"bare", "sqlite@3.34.0"});
    cases.add("update of nothing", [] { return update(s.artist); });
    cases.add("update a column twice", [] {
        return update(s.artist).values({{"name", "x"}}).set("name", "y");
    });
    cases.add("update an unknown column", [] { return update(s.artist).set("nmae", "x"); });
    cases.add("update in a schema", [] {
        return update(s.audit).values({{"what", "x"}}).where(s.audit["id"] == 1);
    });
}

void deletes(Cases& cases) {
    static const Schema& s = schema();
    cases.add("delete", [] { return delete_from(s.artist).where(s.artist["artist_id"] == 1); });
    cases.add("delete all rows", [] { return delete_from(s.artist); });
    cases.add("delete with two conditions", [] {
        return delete_from(s.artist)
            .where(s.artist["artist_id"] > 1 || s.artist["name"] == "x")
            .where(s.artist["name"] != "y");
    });
    cases.add("delete where not exists", [] {
        return delete_from(s.artist).where(!exists(
            select(s.album["album_id"]).where(s.album["artist_id"] == s.artist["artist_id"])));
    });
    cases.add("delete returning",
              [] {
                  return delete_from(s.artist)
                      .where(s.artist["artist_id"] == 1)
                      .returning({s.artist["name"]});
              },
              {"bare", "sqlite@3.34.0"});
}

}  // namespace

void dml(Cases& cases) {
    inserts(cases);
    updates(cases);
    deletes(cases);
}

}  // namespace golden
