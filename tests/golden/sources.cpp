// SPDX-License-Identifier: MIT
// LATERAL, functions in FROM, samples, text with columns, correlation.
#include <azoth/sql/cte.hpp>
#include <azoth/sql/lateral.hpp>
#include <azoth/sql/table_function.hpp>
#include <azoth/sql/text_columns.hpp>

#include "golden.hpp"

namespace golden {

void sources(Cases& cases) {
    static const Schema& s = schema();
    cases.add("lateral",
              [] {
                  const auto top = lateral(select(s.album["title"])
                                               .where(s.album["artist_id"] == s.artist["artist_id"])
                                               .order_by(s.album["title"])
                                               .limit(2),
                                           "top");
                  return select(s.artist["name"], top["title"]).join(top, true_());
              },
              {"bare", "postgresql@9.2"});
    cases.add("lateral, kept where it is empty", [] {
        const auto top = lateral(select(s.album["title"].label("title"))
                                     .where(s.album["artist_id"] == s.artist["artist_id"]),
                                 "top");
        return select(top["title"], s.artist["name"])
            .select_from(s.artist)
            .outer_join(top, true_());
    });
    cases.add("lateral of nothing but what stands before it", [] {
        const auto both = lateral(select((s.n["a"] + s.n["b"]).label("sum")), "both");
        return select(s.n["id"], both["sum"]).select_from(s.n).join(both, true_());
    });
    cases.add("lateral of nothing but given values", [] {
        const auto given = values({"k"}, {{1}, {2}}).subquery("given");
        const auto next = lateral(select((given["k"] + 1).label("k")), "next");
        return select(given["k"], next["k"].label("next")).select_from(given).join(next, true_());
    });
    cases.add("lateral without a join", [] {
        const auto top = lateral(
            select(s.album["title"]).where(s.album["artist_id"] == s.artist["artist_id"]), "top");
        return select(top["title"], s.artist["name"]);
    });
    cases.add("a numbered function in FROM", [] {
        const Expr one = cast(sql_text("1"), Integer{});
        const auto f =
            table_function("generate_series", {one, one}, "f", {"i"}, {.with_ordinality = true});
        return select(f["i"], f["ordinality"]);
    });
    cases.add("a function of nothing but numbers", [] {
        const auto f =
            table_function("generate_series", {1, 3}, "f", {"i"}, {.with_ordinality = true});
        return select(f["i"]);
    });
    cases.add("a column of values() itself", [] {
        const auto rows = values({"k"}, {{1}, {2}});
        return select(rows.columns()[0]);
    });
    cases.add("a sum of a column of values() itself", [] {
        const auto rows = values({"k"}, {{1}, {2}});
        return select((rows.columns()[0] + 1).label("x")).where(literal(1) == 1);
    });
    cases.add("a sample", [] {
        const auto some = tablesample(s.track, 10, "some_tracks");
        return select(some["name"]);
    });
    cases.add("a sample of pages that can be had again", [] {
        const auto some =
            tablesample(s.track, 2.5, "some_tracks", {.sampling = Sampling::system, .seed = 7});
        return select(func::count().label("n")).select_from(some);
    });
    cases.add("a sample of too much",
              [] { return select(tablesample(s.track, 101, "x")["name"]); });
    cases.add("text with columns", [] {
        return text("SELECT artist_id, name FROM artist WHERE name = :who")
            .columns({{"artist_id", Integer{}}, {"name", Text{}}});
    });
    cases.add("text with columns as a table", [] {
        const auto rows = text("SELECT artist_id, name FROM artist WHERE name = :who")
                              .columns<std::int64_t, std::string>({"artist_id", "name"})
                              .subquery("rows_of_text");
        return select(rows["name"]).where(rows["artist_id"] > 3);
    });
    cases.add("text in WITH", [] {
        const auto rows = text("SELECT artist_id FROM artist")
                              .columns({{"artist_id", Integer{}}})
                              .cte("rows_of_text");
        return select(rows["artist_id"]);
    });
    cases.add("correlated with one of two", [] {
        return select(s.artist["name"], s.album["title"])
            .where(s.artist["artist_id"] == s.album["artist_id"],
                   exists(select(s.track["track_id"])
                              .where(s.track["album_id"] == s.album["album_id"],
                                     s.artist["name"] == "x")
                              .correlate(s.album)));
    });
    cases.add("correlated with all but one", [] {
        return select(s.artist["name"], s.album["title"])
            .where(s.artist["artist_id"] == s.album["artist_id"],
                   exists(select(s.track["track_id"])
                              .where(s.track["album_id"] == s.album["album_id"],
                                     s.artist["name"] == "x")
                              .correlate_except(s.artist)));
    });
    cases.add("correlated with all there is", [] {
        return select(s.n["id"], select((s.n["a"] + s.n["b"]).label("sum"))
                                     .correlate(s.n)
                                     .scalar_subquery()
                                     .label("sum"))
            .where(exists(select(s.n["id"]).where(s.n["a"] > 1).correlate_except()));
    });
    cases.add("correlated with nothing", [] {
        return select(s.artist["name"])
            .where(exists(select(s.album["album_id"])
                              .where(s.album["artist_id"] == s.artist["artist_id"])
                              .correlate()));
    });
    cases.add("the column that corresponds", [] {
        const auto sub =
            select(s.artist["name"].label("who"), s.artist["artist_id"]).subquery("sub");
        const auto again = select(sub["who"].label("person")).subquery("again");
        return select(again.corresponding(s.artist["name"]));
    });
    cases.add("no column corresponds", [] {
        return select(select(s.artist["name"]).subquery("sub").corresponding(s.album["title"]));
    });
    cases.add("a derived table by two names", [] {
        const auto sub = select(s.n["a"], s.n["b"]).where(s.n["a"] == 1).subquery("one");
        const auto again = sub.alias("two");
        return select(sub["a"], again["b"]).where(sub["a"] == again["b"]);
    });
}

}  // namespace golden
