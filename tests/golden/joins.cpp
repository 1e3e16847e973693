// SPDX-License-Identifier: MIT
#include <azoth/sql/tuple.hpp>

#include "golden.hpp"

namespace golden {

void joins(Cases& cases) {
    static const Schema& s = schema();
    cases.add("select a table", [] { return select(s.artist); });
    cases.add("select two tables", [] { return select(s.artist, s.album["title"]); });
    cases.add("two tables joined by a condition", [] {
        return select(s.artist["name"], s.album["title"])
            .where(s.artist["artist_id"] == s.album["artist_id"]);
    });
    cases.add("a table named by select_from",
              [] { return select(func::count()).select_from(s.artist); });
    cases.add("select without a table", [] { return select(func::count()); });
    cases.add("select of nothing", [] { return select(); });
    cases.add("join along the foreign key",
              [] { return select(s.artist["name"], s.album["title"]).join(s.album); });
    cases.add("join against the foreign key",
              [] { return select(s.album["title"]).join(s.artist); });
    cases.add("a chain of joins", [] {
        return select(s.artist["name"], s.album["title"], s.track["name"])
            .join(s.album)
            .join(s.track);
    });
    cases.add("a chain that begins with select_from", [] {
        return select(s.artist["name"], s.track["name"])
            .select_from(s.artist)
            .join(s.album)
            .join(s.track);
    });
    cases.add("join along the foreign key that a subquery shows", [] {
        const Subquery titles =
            select(s.album["title"], s.album["artist_id"].label("by")).subquery("titles");
        return select(s.artist["name"], titles["title"]).join(titles);
    });
    cases.add("join along the key that a CTE shows", [] {
        const Cte artists = select(s.artist).where(s.artist["name"] != "x").cte("artists");
        return select(s.album["title"], artists["name"]).join(artists);
    });
    cases.add("join of two subqueries along a foreign key", [] {
        const auto first = s.album.alias("first");
        const Subquery artists = select(s.artist["artist_id"]).limit(3).subquery("artists");
        const Subquery albums = select(first["album_id"], first["artist_id"]).subquery("albums");
        return select(artists["artist_id"], albums["album_id"]).join(albums);
    });
    cases.add("join along a key of which a subquery shows a part", [] {
        const Subquery lines = select(s.line["shop"]).subquery("lines");
        return select(s.purchase["shop"]).join(lines);
    });
    cases.add("join along what a subquery has calculated", [] {
        const Subquery albums =
            select((s.album["artist_id"] + 1).label("artist_id")).subquery("albums");
        return select(s.artist["name"]).join(albums);
    });
    cases.add("a table joined twice",
              [] { return select(s.album["title"]).join(s.artist).join(s.artist); });
    cases.add("a subquery without a name joined twice", [] {
        const Subquery artists = select(s.artist["artist_id"]).subquery();
        const auto on = s.album["artist_id"] == artists["artist_id"];
        return select(s.album["title"]).join(artists, on).outer_join(artists, on);
    });
    const auto both = [] {
        return select(s.artist["artist_id"], s.album["artist_id"]).join(s.album);
    };
    cases.add("a subquery with two columns of one name",
              [=] { return select(func::count()).select_from(both().subquery("both")); });
    cases.add("a CTE with two columns of one name",
              [=] { return select(func::count()).select_from(both().cte("both")); });
    cases.add("all columns of a subquery with two of one name",
              [=] { return select(both().subquery("both")); });
    cases.add("the column of a subquery that carries one of two",
              [=] { return select(both().subquery("both").corresponding(s.album["artist_id"])); });
    cases.add("all columns of a subquery that tells them apart",
              [=] { return select(both().labels(LabelStyle::distinct).subquery("both")); });
    cases.add("an update from its own table",
              [] { return update(s.artist).set("name", "x").from(s.artist); });
    cases.add("join with a condition", [] {
        return select(s.artist["name"])
            .join(s.album,
                  s.album["artist_id"] == s.artist["artist_id"] && s.album["title"].like("A%"));
    });
    cases.add("outer join",
              [] { return select(s.artist["name"], s.album["title"]).outer_join(s.album); });
    cases.add("outer join as an argument",
              [] { return select(s.artist["name"], s.album["title"]).join(s.album, outer); });
    cases.add("outer join with a condition", [] {
        return select(s.artist["name"])
            .outer_join(s.album, s.album["artist_id"] == s.artist["artist_id"]);
    });
    cases.add(
        "full join",
        [] { return select(s.artist["name"], s.album["title"]).join(s.album, JoinType::full); },
        {"bare", "sqlite@3.38.5"});
    cases.add("full join with more clauses", [] {
        return select(s.artist["name"].label("who"), s.album["title"])
            .join(s.album, JoinType::full)
            .where(s.album["title"] != "x" || s.artist["name"].is_null())
            .order_by(desc("who"), s.album["title"])
            .limit(5);
    });
    cases.add("distinct rows of a full join",
              [] { return select(s.artist["name"]).join(s.album, JoinType::full).distinct(); });
    cases.add("full join in a subquery", [] {
        const Subquery both = select(s.artist["name"].label("who"), s.album["title"].label("what"))
                                  .join(s.album, JoinType::full)
                                  .subquery("both");
        return select(both["who"], func::count(both["what"])).group_by(both["who"]);
    });
    cases.add("full join that is counted", [] {
        return select(func::count()).select_from(s.artist).join(s.album, JoinType::full);
    });
    cases.add("full join beside another", [] {
        return select(s.artist["name"], s.album["title"])
            .join(s.album, JoinType::full)
            .outer_join(s.track, s.track["album_id"] == s.album["album_id"]);
    });
    const auto fully = [](const Condition& condition) {
        return select(s.n["a"], s.track["name"]).join(s.track, condition, JoinType::full);
    };
    cases.add("full join by an order",
              [fully] { return fully(s.n["a"] < s.track["track_id"]).order_by(s.n["a"]); });
    cases.add("full join by an equality and an order", [fully] {
        return fully(s.n["a"] == s.track["track_id"] && s.n["b"] < s.track["milliseconds"]);
    });
    cases.add("full join by one of two equalities", [fully] {
        return fully(s.n["a"] == s.track["track_id"] || s.n["b"] == s.track["track_id"]);
    });
    cases.add("full join by an equality of both sides in one",
              [fully] { return fully(s.n["a"] + s.track["track_id"] == 5); });
    cases.add("full join by a condition on one side", [fully] { return fully(s.n["p"]); });
    cases.add("full join by nothing", [fully] { return fully(true_()); });
    cases.add("full join by rows", [fully] {
        return fully(tuple_(s.n["a"], s.n["b"]) ==
                     tuple_(s.track["track_id"], s.track["milliseconds"]));
    });
    cases.add("full join by what is the same or NULL", [fully] {
        return fully(s.n["a"].is_not_distinct_from(s.track["track_id"])).limit(3);
    });
    cases.add("full join by an order, counted", [] {
        return select(func::count())
            .select_from(s.n)
            .join(s.track, s.n["a"] < s.track["track_id"], JoinType::full);
    });
    cases.add("full join by a random condition", [] {
        return select(s.artist["name"])
            .join(s.album, func::random() < s.artist["artist_id"], JoinType::full);
    });
    cases.add("a key of two columns", [] { return select(s.purchase["shop"]).join(s.line); });
    cases.add("no foreign key", [] { return select(s.artist["name"]).join(s.employee); });
    cases.add("two foreign keys", [] { return select(s.employee["name"]).join(s.message); });
    cases.add("one of two foreign keys", [] {
        return select(s.employee["name"])
            .join(s.message, s.message["sender"] == s.employee["employee_id"]);
    });
    cases.add("a table with itself", [] {
        const Table boss = s.employee.alias("boss");
        return select(s.employee["name"], boss["name"].label("boss_name"))
            .join(boss, s.employee["reports_to"] == boss["employee_id"]);
    });
    cases.add("a table with itself, the key alone is ambiguous", [] {
        const Table boss = s.employee.alias("boss");
        return select(s.employee["name"]).outer_join(boss);
    });
    cases.add("a table joined to itself without an alias", [] {
        return select(s.employee["name"])
            .join(s.employee, s.employee["reports_to"] == s.employee["employee_id"]);
    });
    cases.add("two aliases", [] {
        const Table from = s.employee.alias("from");
        const Table to = s.employee.alias("to");
        return select(from["name"], to["name"])
            .select_from(s.message)
            .join(from, s.message["sender"] == from["employee_id"])
            .join(to, s.message["recipient"] == to["employee_id"]);
    });
    cases.add("an alias follows the foreign key", [] {
        const Table record = s.album.alias("record");
        return select(s.artist["name"], record["title"]).join(record);
    });
    cases.add("an alias alone", [] { return select(s.artist.alias("x")); });
    cases.add("a table and its alias without a condition",
              [] { return select(s.artist["name"], s.artist.alias("x")["name"]); });
    cases.add("a second table beside the join", [] {
        return select(s.artist["name"], s.album["title"], s.employee["name"]).join(s.album);
    });
    cases.add("the join begins at the table of its condition", [] {
        return select(s.employee["name"], s.artist["name"])
            .join(s.album, s.album["artist_id"] == s.artist["artist_id"]);
    });
    cases.add("lock the rows", [] { return select(s.artist["name"]).for_update(); }, {"bare"});
}

}  // namespace golden
