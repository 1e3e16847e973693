// SPDX-License-Identifier: MIT
#include <optional>
#include <vector>

#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/upsert.hpp>

#include "golden.hpp"

namespace golden {

namespace {

void inserts(Cases& cases) {
    static const Schema& s = schema();
    const std::vector<std::string> old_insert{"bare", "sqlite@3.7.10"};
    cases.add("insert rows by position", [] {
        return insert(s.artist).values(std::vector{std::tuple(1, "Queen"), std::tuple(2, "it's")});
    });
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
    cases.add("insert a row of no columns", [] { return insert(s.artist).values({}); });
    cases.add("insert no rows", [] { return insert(s.artist).values(std::span<const Params>()); });
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
    cases.add("insert an expression", [] {
        return insert(s.track)
            .values({{"rating", 2.5}})
            .set("name", func::call("upper", {"x"}, Text{}))
            .set("price", std::nullopt);
    });
    cases.add(
        "insert an expression into several rows",
        [] {
            return insert(s.artist)
                .values(std::vector<Params>{Params{{"artist_id", 1}}, Params{{"artist_id", 2}}})
                .set("name", func::call("upper", {"x"}, Text{}));
        },
        old_insert);
    cases.add("insert the answer of a query into several rows", [] {
        return insert(s.artist)
            .values(std::vector<Params>{Params{{"artist_id", 1}}, Params{{"artist_id", 2}}})
            .set("name", select(func::max(s.album["title"])).scalar_subquery());
    });
    cases.add("insert only expressions",
              [] { return insert(s.artist).set("name", func::call("upper", {"x"}, Text{})); });
    cases.add("insert a scalar subquery", [] {
        return insert(s.artist).set(
            "name", select(s.album["title"]).where(s.album["album_id"] == 1).scalar_subquery());
    });
    cases.add("insert a column twice", [] {
        return insert(s.artist).values({{"name", "x"}}).set("name", "y");
    });
    cases.add("insert from a select", [] {
        return insert(s.artist).from_select(
            {"name"}, select(s.album["title"]).where(s.album["artist_id"] == 7));
    });
    cases.add("insert from a select of the same table", [] {
        return insert(s.artist)
            .from_select({"artist_id", "name"},
                         select((s.artist["artist_id"] + 100).label("key"), s.artist["name"]))
            .returning({s.artist["artist_id"]});
    });
    cases.add("insert from a select of values", [] {
        const auto row = [](int id, const char* name) {
            return select(literal(id).label("id"), literal(std::string(name)).label("name"));
        };
        return insert(s.artist).from_select({"artist_id", "name"},
                                            union_all(row(7, "x"), row(8, "y")));
    });
    cases.add("insert from a select of one row of values", [] {
        return insert(s.artist).from_select(
            {"artist_id", "name"},
            select(literal(7), literal("x"))
                .where(!exists(select(s.artist).where(s.artist["name"] == "x"))));
    });
    const Expr third = s.track["price"] * Decimal("0.333");
    const auto prices = [third](const Expr& key) { return select(key, s.track["name"], third); };
    cases.add("insert exact numbers from a select", [prices] {
        return insert(s.track).from_select({"track_id", "name", "price"},
                                           prices(s.track["track_id"] + 100));
    });
    cases.add("insert exact numbers with a label from a select", [third] {
        return insert(s.track).from_select(
            {"track_id", "name", "price"},
            select(s.track["track_id"] + 100, s.track["name"], third.label("third"))
                .order_by(desc("third")));
    });
    cases.add("insert exact numbers from a distinct select", [prices] {
        return insert(s.track).from_select({"track_id", "name", "price"},
                                           prices(s.track["track_id"] + 100).distinct());
    });
    cases.add("insert exact numbers from a union", [prices] {
        return insert(s.track).from_select(
            {"track_id", "name", "price"},
            union_all(select(s.track["track_id"] + 100, s.track["name"], s.track["price"]),
                      prices(s.track["track_id"] + 200)));
    });
    cases.add("insert whole columns from a distinct select", [] {
        return insert(s.track).from_select({"name", "price"},
                                           select(s.track["name"], s.track["price"]).distinct());
    });
    cases.add("insert values of other types from a select", [] {
        return insert(s.track).from_select(
            {"name", "price", "milliseconds"},
            select(literal("x"), literal(Decimal("1.265")), literal(2.5)));
    });
    cases.add("insert from a select of another width", [] {
        return insert(s.artist).from_select({"artist_id", "name"}, select(s.album["title"]));
    });
    cases.add("insert from a select beside values", [] {
        return insert(s.artist)
            .values({{"name", "x"}})
            .from_select({"name"}, select(s.album["title"]));
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
    cases.add("update that reads what it changes", [] {
        return update(s.n).set("a", s.n["b"] + 1).set("b", s.n["b"] * 2).set("c", s.n["a"]);
    });
    cases.add("update that exchanges two columns",
              [] { return update(s.n).set("a", s.n["b"]).set("b", s.n["a"]); });
    cases.add("update with a subquery of the same table", [] {
        const Table other = s.n.alias("other");
        return update(s.n)
            .values({{"a", 1}})
            .where(exists(select(other["id"]).where(other["a"] == s.n["b"])));
    });
    cases.add("update to the greatest of the same table",
              [] { return update(s.n).set("a", select(func::max(s.n["b"])).scalar_subquery()); });
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
    const std::vector<std::string> no_update_from{"bare", "sqlite@3.32.3"};
    cases.add(
        "update from",
        [] {
            return update(s.track)
                .set("name", s.album["title"])
                .from(s.album)
                .where(s.track["album_id"] == s.album["album_id"])
                .where(s.album["artist_id"] == 3);
        },
        no_update_from);
    cases.add("update from two tables", [] {
        const Table other = s.artist.alias("other");
        return update(s.track)
            .set("name", func::coalesce({s.album["title"], other["name"]}))
            .from(s.album)
            .from(other)
            .where(s.track["album_id"] == s.album["album_id"] &&
                   s.album["artist_id"] == other["artist_id"]);
    });
    cases.add("update from a subquery", [] {
        const auto longest = select(s.track["album_id"].label("album"),
                                    func::max(s.track["milliseconds"]).label("longest"))
                                 .group_by(s.track["album_id"])
                                 .subquery("longest");
        return update(s.track)
            .set("rating", 1.0)
            .from(longest)
            .where(s.track["album_id"] == longest["album"] &&
                   s.track["milliseconds"] == longest["longest"]);
    });
    cases.add("update from the table itself", [] {
        const Table other = s.n.alias("other");
        return update(s.n).set("a", other["b"]).from(other).where(other["id"] == s.n["a"]);
    });
    cases.add("update from, correlated", [] {
        return update(s.track)
            .set("name", s.album["title"])
            .from(s.album)
            .where(s.track["album_id"] == s.album["album_id"])
            .where(exists(select(s.artist["artist_id"])
                              .where(s.artist["artist_id"] == s.album["artist_id"])));
    });
    cases.add("update from, returning", [] {
        return update(s.track)
            .set("name", s.album["title"])
            .from(s.album)
            .where(s.track["album_id"] == s.album["album_id"])
            .returning({s.track["track_id"]});
    });
    cases.add("update from, returning the other table", [] {
        return update(s.track)
            .set("name", s.album["title"])
            .from(s.album)
            .where(s.track["album_id"] == s.album["album_id"])
            .returning({s.track["track_id"], s.album["title"]});
    });
    cases.add("update of a table not named",
              [] { return update(s.track).set("name", s.album["title"]); });
    cases.add("update limited",
              [] {
                  return update(s.artist)
                      .values({{"name", "x"}})
                      .where(s.artist["name"] == "y")
                      .order_by(s.artist["artist_id"].desc())
                      .limit(2);
              },
              {"bare"});
    cases.add("update limited by a composite key",
              [] { return update(s.line).set("position", s.line["position"] + 1).limit(1); },
              {"bare"});
    cases.add("update from, limited",
              [] { return update(s.track).set("name", s.album["title"]).from(s.album).limit(1); });
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
    cases.add("delete using",
              [] {
                  return delete_from(s.track)
                      .using_(s.album)
                      .where(s.track["album_id"] == s.album["album_id"])
                      .where(s.album["title"] == "x");
              },
              {"bare"});
    cases.add("delete using the table itself", [] {
        const Table other = s.n.alias("other");
        return delete_from(s.n).using_(other).where(other["a"] == s.n["b"]);
    });
    cases.add("delete using two sources", [] {
        const Table other = s.artist.alias("other");
        return delete_from(s.track).using_(s.album).using_(other).where(
            s.track["album_id"] == s.album["album_id"] &&
            s.album["artist_id"] == other["artist_id"] && other["name"] == "x");
    });
    cases.add("delete using, returning", [] {
        return delete_from(s.track)
            .using_(s.album)
            .where(s.track["album_id"] == s.album["album_id"])
            .returning({s.track["track_id"]});
    });
    cases.add("delete using, returning the other table", [] {
        return delete_from(s.track)
            .using_(s.album)
            .where(s.track["album_id"] == s.album["album_id"])
            .returning({s.album["title"]});
    });
    cases.add("delete of a table not named",
              [] { return delete_from(s.track).where(s.album["title"] == "x"); });
    cases.add("delete limited",
              [] {
                  return delete_from(s.artist)
                      .where(s.artist["name"] == "y")
                      .order_by(s.artist["artist_id"])
                      .limit(2);
              },
              {"bare"});
    cases.add("delete with a subquery of the same table", [] {
        const Table other = s.n.alias("other");
        return delete_from(s.n).where(exists(select(other["id"]).where(other["a"] == s.n["b"])));
    });
    cases.add("delete returning",
              [] {
                  return delete_from(s.artist)
                      .where(s.artist["artist_id"] == 1)
                      .returning({s.artist["name"]});
              },
              {"bare", "sqlite@3.34.0"});
}

void kinds_of_values(Cases& cases) {
    static const Schema& s = schema();
    cases.add("insert texts as numbers",
              [] { return insert(s.n).from_select({"a"}, select(s.n["t"])); });
    cases.add("insert a text as a number",
              [] { return insert(s.n).from_select({"a"}, select(literal("1").label("one"))); });
    cases.add("insert a union of texts as numbers", [] {
        return insert(s.n).from_select({"a"}, union_all(select(s.n["b"]), select(s.n["t"])));
    });
    cases.add("insert a text among values as a number",
              [] { return insert(s.n).set("a", func::upper(literal("1"))); });
    cases.add("update a number to a text", [] { return update(s.n).set("a", s.n["t"]); });
    cases.add("update a truth to a text", [] { return update(s.n).set("p", s.n["t"]); });
    cases.add("update a moment to a number",
              [] { return update(s.track).set("added", s.track["track_id"]); });
    cases.add("update a number to a moment",
              [] { return update(s.track).set("milliseconds", s.track["added"]); });
    cases.add("update a text to a number", [] { return update(s.n).set("t", s.n["a"]); });
    cases.add("update a number to what is cast",
              [] { return update(s.n).set("a", cast(s.n["t"], Integer{})); });
    cases.add("upsert a text as a number", [] {
        return upsert(s.artist)
            .values({{"artist_id", 1}, {"name", "x"}})
            .on_conflict({"artist_id"})
            .do_update({{"artist_id", func::lower(s.artist["name"])}});
    });
    cases.add("update a number to a truth", [] {
        return update(s.n).set("a", s.n["p"]).set("b", s.n["c"] > 1).set("c", true_());
    });
    cases.add("update a truth to a number", [] { return update(s.n).set("p", s.n["a"]); });
    cases.add("insert a truth as a number", [] {
        return insert(s.n).values({{"id", 1}}).set("a", literal(1) == literal(2)).set("b", true);
    });
    cases.add("insert truths as numbers", [] {
        return insert(s.n).from_select({"a", "p"}, select(s.n["p"].label("x"), literal(1)));
    });
    cases.add("insert distinct truths as numbers",
              [] { return insert(s.n).from_select({"a"}, select(s.n["p"]).distinct()); });
}

}  // namespace

void dml(Cases& cases) {
    inserts(cases);
    updates(cases);
    deletes(cases);
    kinds_of_values(cases);
}

}  // namespace golden
