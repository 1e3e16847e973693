// SPDX-License-Identifier: MIT
#include "golden.hpp"

namespace golden {

void subqueries(Cases& cases) {
    static const Schema& s = schema();
    cases.add("a derived table", [] {
        const auto sub = select(s.album["artist_id"], func::count().label("albums"))
                             .group_by(s.album["artist_id"])
                             .subquery("counted");
        return select(sub["artist_id"], sub["albums"]).where(sub["albums"] > 3);
    });
    cases.add("a derived table joined", [] {
        const auto sub = select(s.album["artist_id"].label("id"), func::count().label("albums"))
                             .group_by(s.album["artist_id"])
                             .subquery("counted");
        return select(s.artist["name"], sub["albums"])
            .join(sub, sub["id"] == s.artist["artist_id"]);
    });
    cases.add("all columns of a derived table", [] {
        return select(select(s.artist).where(s.artist["name"] == "x").subquery("sub"));
    });
    cases.add("a function's column in a derived table", [] {
        const auto sub = select(func::count(), func::max(s.artist["name"])).subquery("sub");
        return select(sub["count"], sub["max"]);
    });
    cases.add("a column that a derived table does not have",
              [] { return select(select(s.artist["name"]).subquery("sub")["title"]); });
    cases.add("a name that a derived table has twice", [] {
        const auto sub = select(s.artist["name"], s.employee["name"]).subquery("sub");
        return select(sub["name"]);
    });
    cases.add("a derived table in a derived table", [] {
        const auto inner = select(s.n["a"], s.n["b"]).where(s.n["a"] == 1).subquery("inner_rows");
        const auto outer_rows = select(inner["b"]).where(inner["b"] == 2).subquery("outer_rows");
        return select(outer_rows["b"]).where(outer_rows["b"] == 3);
    });
    cases.add("a derived table does not see the query around it", [] {
        const auto sub = select(s.artist["artist_id"]).subquery("sub");
        return select(s.artist["name"]).where(s.artist["artist_id"] == sub["artist_id"]);
    });
    cases.add("a derived table without a name", [] {
        const auto one = select(s.n["a"]).subquery("");
        const auto two = select(s.n["b"]).subquery("");
        return select(two["b"], one["a"]).where(one["a"] == two["b"]);
    });
    cases.add("a scalar subquery", [] {
        return select(s.n["a"]).where(
            s.n["a"] == select(func::max(s.employee["employee_id"])).scalar_subquery());
    });
    cases.add("a scalar subquery as a column", [] {
        const Expr albums = select(func::count())
                                .select_from(s.album)
                                .where(s.album["artist_id"] == s.artist["artist_id"])
                                .scalar_subquery();
        return select(s.artist["name"], albums.label("albums")).where(s.artist["name"] != "x");
    });
    cases.add("a scalar subquery of the same table", [] {
        return select(s.n["a"]).where(s.n["a"] == select(func::max(s.n["a"])).scalar_subquery());
    });
    cases.add("a scalar subquery of two columns",
              [] { return select(select(s.n["a"], s.n["b"]).scalar_subquery()); });
    cases.add("a subquery is an operand", [] {
        return select(s.n["a"]).where(
            select(func::max(s.employee["employee_id"])).scalar_subquery() + 1 == s.n["a"]);
    });
    cases.add("exists", [] {
        return select(s.artist["name"])
            .where(exists(select(s.album["album_id"])
                              .where(s.album["artist_id"] == s.artist["artist_id"],
                                     s.album["title"] == "x")));
    });
    cases.add("not exists", [] {
        return select(s.artist["name"])
            .where(!exists(select(s.album["album_id"])
                               .where(s.album["artist_id"] == s.artist["artist_id"])) &&
                   s.artist["name"] != "x");
    });
    cases.add("exists two levels down", [] {
        return select(s.artist["name"])
            .where(exists(select(s.album["album_id"])
                              .where(s.album["artist_id"] == s.artist["artist_id"],
                                     exists(select(s.track["track_id"])
                                                .where(s.track["album_id"] == s.album["album_id"],
                                                       s.track["name"] == s.artist["name"])))));
    });
    cases.add("exists with an alias of the same table", [] {
        const Table other = s.n.alias("other");
        return select(s.n["a"]).where(
            exists(select(other["id"]).where(other["a"] == s.n["a"], other["id"] != s.n["id"])));
    });
    cases.add("exists with a join inside", [] {
        return select(s.artist["name"])
            .where(exists(select(s.track["track_id"])
                              .join(s.album)
                              .where(s.album["artist_id"] == s.artist["artist_id"])));
    });
    cases.add("exists names its own source again",
              [] { return select(s.n["a"]).where(exists(select(s.n["id"]).select_from(s.n))); });
    cases.add("exists selects a column of the query around it", [] {
        return select(s.artist["name"]).where(exists(select(s.artist["artist_id"]).join(s.album)));
    });
    cases.add("values before, inside and behind a subquery", [] {
        const auto sub = select(s.n["a"]).where(s.n["b"] == 2).limit(3).subquery("sub");
        return select((sub["a"] + 1).label("x")).where(sub["a"] == 4).limit(5);
    });
    cases.add("exists as a column",
              [] { return select(exists(select(s.n["id"]).where(s.n["a"] == 1)).label("found")); });
}

}  // namespace golden
