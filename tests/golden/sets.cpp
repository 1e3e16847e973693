// SPDX-License-Identifier: MIT
// UNION, INTERSECT, EXCEPT, VALUES, and what is IN them.
#include <azoth/sql/case.hpp>
#include <azoth/sql/cte.hpp>
#include <azoth/sql/quantified.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/tuple.hpp>
#include <azoth/sql/values.hpp>

#include "golden.hpp"

namespace golden {

namespace {

const std::vector<std::string> old{"bare", "sqlite@3.8.2"};

void operations(Cases& cases) {
    static const Schema& s = schema();
    const auto artists = [] { return select(s.artist["name"]); };
    const auto employees = [] {
        return select(s.employee["name"]).where(s.employee["name"] != "x");
    };
    const auto tracks = [] { return select(s.track["name"]); };
    cases.add("union", [=] { return union_(artists(), employees()); }, {"bare"});
    cases.add("union all of three", [=] { return union_all(artists(), employees(), tracks()); });
    cases.add("intersect", [=] { return intersect(artists(), employees()); }, {"bare"});
    cases.add("except", [=] { return except_(artists(), employees()); }, {"bare"});
    cases.add("intersect all", [=] { return intersect_all(artists(), employees()); }, {"bare"});
    cases.add("except all", [=] { return except_all(artists(), employees()); });
    cases.add("a union ordered and limited", [=] {
        return union_(artists(), employees()).order_by(desc("name")).limit(3).offset(1);
    });
    cases.add("a union ordered by a column of its first part", [=] {
        return union_(artists(), employees()).order_by(s.artist["name"].asc().nulls_last());
    });
    cases.add("a union ordered with NULLs last",
              [] {
                  return union_(select(s.n["a"].label("x")), select(s.n["b"]))
                      .order_by(asc("x").nulls_last());
              },
              {"bare"});
    cases.add("a union of values in a query", [] {
        const auto both = union_all(select(literal(10).label("x")), select(literal(9).label("x")));
        return select(func::sum(both.subquery("given")["x"]));
    });
    cases.add("a union ordered by something else",
              [=] { return union_(artists(), employees()).order_by(s.artist["artist_id"]); });
    cases.add("a union ordered by an unknown label",
              [=] { return union_(artists(), employees()).order_by(desc("title")); });
    cases.add("a union of limited parts",
              [=] {
                  return union_all(artists().order_by(s.artist["name"]).limit(2),
                                   employees().limit(1));
              },
              {"bare"});
    cases.add(
        "operations inside operations",
        [=] { return except_(union_(artists(), employees()), intersect(tracks(), artists())); },
        {"bare"});
    cases.add("a limited union in a union", [=] {
        return union_(union_all(artists(), employees()).limit(5), tracks()).limit(2);
    });
    cases.add("a union with other columns",
              [=] { return union_(artists(), select(s.artist["artist_id"], s.artist["name"])); });
    cases.add("a union as a derived table", [=] {
        const auto all = union_(artists(), employees()).subquery("everybody");
        return select(all["name"], func::count().label("n")).group_by(all["name"]);
    });
    cases.add("a union as a value", [=] {
        return select(union_all(artists(), employees()).limit(1).scalar_subquery().label("one"));
    });
    cases.add("a union that exists",
              [=] { return select(s.n["id"]).where(exists(union_(artists(), employees()))); });
    cases.add("a correlated union", [=] {
        return select(s.artist["artist_id"])
            .where(exists(union_all(
                select(s.album["album_id"]).where(s.album["artist_id"] == s.artist["artist_id"]),
                select(s.track["track_id"]).where(s.track["name"] == s.artist["name"]))));
    });
    cases.add("a union of exact numbers",
              [=] { return union_(select(s.track["price"]), select(s.track["price"] + 1)); });
    cases.add("a union all of exact numbers",
              [=] { return union_all(select(s.track["price"]), select(s.track["price"])); });
    cases.add("functions in a union", [=] {
        const auto counts = union_all(select(func::count()).select_from(s.artist),
                                      select(func::count()).select_from(s.album))
                                .subquery("counts");
        return select(func::sum(counts["count"]).label("all"));
    });
}

void rows_of_values(Cases& cases) {
    static const Schema& s = schema();
    cases.add("values of a truth and of a number", [] {
        const auto v = values({{"n", Integer{}}}, {{literal(1) == 2}, {5}}).subquery("v");
        return select(v["n"]);
    });
    cases.add("values of a number for a truth", [] {
        const auto v = values({{"p", Boolean{}}}, {{literal(1) + 2}, {true}}).subquery("v");
        return select(v["p"]);
    });
    cases.add("values", [] { return values({"id", "name"}, {{1, "a"}, {2, "b"}}); }, {"bare"});
    cases.add(
        "values as a table",
        [] {
            const auto v = values({"id", "name"}, {{1, "a"}, {2, "b"}}).subquery("v");
            return select(v["id"], v["name"]).where(v["id"] > 1);
        },
        old);
    cases.add("values joined", [] {
        const auto v = values({"id", "word"}, {{1, "a"}}).subquery("v");
        return select(s.artist["name"], v["word"]).join(v, s.artist["artist_id"] == v["id"]);
    });
    cases.add("values with types", [] {
        const auto v = values({{"id", BigInteger{}}, {"when", DateTime{}}},
                              {{1, std::nullopt}, {2, Timestamp{}}})
                           .subquery("v");
        return select(v["when"]);
    });
    cases.add(
        "values of expressions",
        [] {
            const auto v = values({"x"}, {{cast(sql_text("1"), Integer{}) + 1}, {5}}).subquery("v");
            return select(v["x"]);
        },
        {"bare"});
    cases.add(
        "values in WITH",
        [] {
            const auto v = values({"id"}, {{1}, {2}}).cte("v");
            return select(v["id"]);
        },
        old);
    cases.add("values in a union", [] {
        return union_all(select(s.artist["name"]), values({"name"}, {{"x"}, {"y"}}));
    });
    cases.add("values of no row", [] {
        return values({"id"}, std::initializer_list<std::initializer_list<detail::Operand>>{});
    });
    cases.add("values of a short row", [] { return values({"id", "name"}, {{1, "a"}, {2}}); });
}

void membership(Cases& cases) {
    static const Schema& s = schema();
    cases.where("in a query", [] {
        return s.n["a"].in(select(s.artist["artist_id"]).where(s.artist["name"] == "x"));
    });
    cases.where("not in a query", [] { return s.n["a"].not_in(select(s.artist["artist_id"])); });
    cases.where("not (in a query)", [] { return !s.n["a"].in(select(s.artist["artist_id"])); });
    cases.where("in a correlated query", [] {
        return s.n["a"].in(select(s.artist["artist_id"]).where(s.artist["name"] == s.n["t"]));
    });
    cases.where("in a limited query", [] {
        return s.n["a"].in(select(s.artist["artist_id"]).order_by(desc(s.artist["name"])).limit(2));
    });
    cases.where("in a limited query of the same table",
                [] { return s.n["a"].not_in(select(s.n["b"]).order_by(s.n["b"]).limit(2)); });
    cases.where("in a limited, correlated query", [] {
        return s.n["a"].in(
            select(s.artist["artist_id"]).where(s.artist["name"] == s.n["t"]).limit(1));
    });
    cases.where("in a union with a limit", [] {
        return s.n["a"].in(
            union_(select(s.artist["artist_id"]), select(s.album["album_id"])).limit(3));
    });
    cases.where("equal to any of a limited query",
                [] { return s.n["a"] == any_(select(s.artist["artist_id"]).limit(2)); });
    cases.where("in a union", [] {
        return s.n["a"].in(union_(select(s.artist["artist_id"]), select(s.album["album_id"])));
    });
    cases.where("in values", [] { return s.n["a"].in(values({"x"}, {{1}, {2}})); });
    cases.where("a sum in a query",
                [] { return (s.n["a"] + 1).in(select(s.artist["artist_id"])); });
    cases.where("in a query of two columns", [] { return s.n["a"].in(select(s.artist)); });
    cases.add("an exact number in a query", [] {
        return select(s.track["name"]).where(s.track["price"].in(select(s.track["price"])));
    });
    cases.add("an exact number equal to any of a query", [] {
        return select(s.track["name"])
            .where(s.track["price"] == any_(select(s.track["price"])),
                   s.track["price"] != all_(select(s.track["price"]).where(s.track["price"] > 5)));
    });
    cases.where("a text equals a number", [] { return s.n["t"] == s.n["a"]; });
    cases.where("a text before a moment", [] { return s.n["t"] < s.track["added"]; });
    cases.where("a text among numbers", [] { return s.n["t"].in(select(s.artist["artist_id"])); });
    cases.where("a number between texts", [] { return s.n["a"].between(s.n["t"], s.n["u"]); });
    cases.where("a row of a text and a number in a query", [] {
        return tuple_(s.n["t"], s.n["a"]).in(select(s.artist["artist_id"], s.artist["artist_id"]));
    });
    cases.add("a real number among exact ones", [] {
        return select(s.track["name"])
            .where(cast(s.track["price"], Double{}).in(select(s.track["price"])));
    });
    cases.where("a named list of tuples",
                [] { return tuple_(s.n["a"], s.n["t"]).in(bind_list("pairs")); });
    cases.where("outside of a named list of tuples",
                [] { return tuple_(s.n["a"], s.track["price"]).not_in(bind_list("pairs")); });
    cases.where("an empty list of tuples", [] {
        return tuple_(s.n["a"], s.n["t"]).in(std::vector<std::tuple<int, std::string>>{});
    });
    cases.where("a named list", [] { return s.n["a"].in(bind_list<int>("ids")); });
    cases.where("a tuple in a list",
                [] {
                    return tuple_(s.n["a"], s.n["t"]).in({{1, "x"}, {2, "y"}});
                },
                {"bare"});
    cases.where("a tuple not in a list and a value", [] {
        return s.n["b"] == 7 && tuple_(s.n["a"], s.n["t"]).not_in({{1, "x"}});
    });
    cases.where("a tuple in no list", [] {
        return tuple_(s.n["a"], s.n["t"]).in(std::span<const std::vector<Value>>());
    });
    cases.where(
        "a tuple in a query",
        [] {
            return tuple_(s.n["a"], s.n["t"])
                .in(select(s.artist["artist_id"], s.artist["name"]).where(s.artist["name"] != "x"));
        },
        {"bare", "sqlite@3.14.2"});
    cases.where("a tuple in a query of three",
                [] { return tuple_(s.n["a"], s.n["t"]).in(select(s.album)); });
    cases.where("a tuple equals a tuple",
                [] { return tuple_(s.n["a"], s.n["t"]) == tuple_(s.n["b"], s.n["u"]); });
    cases.where("a tuple before a tuple",
                [] { return tuple_(s.n["a"], s.n["b"]) < tuple_(s.n["b"], s.n["c"]); });
    cases.where("a short row for a tuple", [] { return tuple_(s.n["a"], s.n["t"]).in({{1}}); });
    cases.where("equal to any of a query",
                [] { return s.n["a"] == any_(select(s.artist["artist_id"])); }, {"bare"});
    cases.where("not equal to all of a query",
                [] { return s.n["a"] != all_(select(s.artist["artist_id"])); }, {"bare"});
    cases.where("greater than all of a query", [] {
        return s.n["a"] > all_(select(s.artist["artist_id"]).where(s.artist["name"] == "x"));
    });
}

/// Numbers in a list that the type beside them does not hold.
void wide_lists(Cases& cases) {
    static const Schema& s = schema();
    const std::int64_t wide = 3'000'000'000;
    cases.where("exact numbers beside an integer", [] {
        return s.n["a"].in({Decimal("1.0"), Decimal("2.5")});
    });
    cases.where("real numbers beside an integer", [] {
        return s.n["a"].not_in(std::vector<Value>{Value(1), Value(2.5)});
    });
    cases.where("a long integer and a real number", [] {
        return s.n["a"].in(std::vector<Value>{Value(std::int64_t{1} << 60), Value(2.5)});
    });
    cases.where("an unsigned number and a negative one", [] {
        return s.n["a"].in(std::vector<Value>{Value(~std::uint64_t{0}), Value(-1)});
    });
    cases.where("the largest unsigned number", [] {
        return s.n["a"].in({~std::uint64_t{0}, std::uint64_t{1}});
    });
    cases.add("an exact number beside a real one in a list",
              [] { return select(s.track["name"]).where(s.track["rating"].in({Decimal("2.5")})); });
    cases.where("a tuple with a wide number", [wide] {
        return tuple_(s.n["a"], s.n["b"], s.n["t"]).in({{1, wide, "x"}, {2, 3, "y"}});
    });
    cases.where("a tuple with an exact number and a real one", [] {
        return tuple_(s.n["a"], s.n["b"]).in({{Decimal("1.5"), 1}, {2, 2.5}});
    });
    cases.add("a tuple of an exact column", [] {
        return select(s.track["name"])
            .where(tuple_(s.track["price"], s.track["track_id"]).in({{Decimal("1.5"), 1}}));
    });
    cases.add("values of two kinds of numbers", [] {
        const auto v = values({"x"}, {{1}, {Decimal("2.5")}}).subquery("v");
        return select(v["x"]).where(v["x"] > 1);
    });
}

/// What databases compare and choose each in its own way.
void kinds(Cases& cases) {
    static const Schema& s = schema();
    const Expr text = s.n["t"];
    const Expr number = s.n["a"];
    const Expr truth = s.n["p"];
    const Expr price = s.track["price"];
    const Expr added = s.track["added"];
    cases.where("a text equals an exact number", [=] { return text == price; });
    cases.where("a number equals a moment", [=] { return number == added; });
    cases.where("a text equals a truth", [=] { return text == truth; });
    cases.where("a time before a moment", [=] { return cast(text, Time{}) < added; });
    cases.where("between a text and a number", [=] { return sql_text("x").between(text, number); });
    cases.where("a text is any of numbers", [=] { return text == any_(select(number)); });
    cases.value("coalesce of a text and a number", [=] { return func::coalesce({text, number}); });
    cases.value("coalesce of a text and a value", [=] { return func::coalesce({text, 1}); });
    cases.value("nullif of a text and a number", [=] { return func::nullif(text, number); });
    cases.value("greatest of a number and a moment", [=] {
        return func::greatest({number, added});
    });
    cases.value("lag of a text by default a number",
                [=] { return func::lag(text, 1, number).over({.order_by = {number}}); });
    cases.value("lag of a text",
                [=] { return func::lag(text, 2, "none").over({.order_by = {number}}); });
    cases.value("case of a text and a number", [=] { return case_({{truth, text}}, number); });
    cases.value("case of an unknown and a number", [=] {
        return case_({{truth, sql_text("1")}, {!truth, std::nullopt}}, number);
    });
    cases.add("union of a text and a number", [=] { return union_(select(number), select(text)); });
    cases.add("union of an exact and a real number",
              [=] { return union_all(select(price), select(s.track["rating"])); });
    cases.add("union of an unknown and a number",
              [=] { return union_all(select(sql_text("1")), select(number)); });
    cases.add("union of JSON and binary JSON",
              [] { return union_all(select(s.document["data"]), select(s.document["fast"])); });
    cases.add("intersection of JSON",
              [] { return intersect(select(s.document["data"]), select(s.document["data"])); });
    cases.add("union of all JSON",
              [] { return union_all(select(s.document["data"]), select(s.document["data"])); });
    cases.add("values of a number and a text", [=] {
        return select(values({"x"}, {{1}, {cast(number, Text{})}}).subquery("v")["x"]);
    });
    cases.value("a text plus a number", [=] { return text + 1; });
    cases.value("a text times a text", [=] { return text * s.n["u"]; });
    cases.value("the negative of a text", [=] { return -text; });
    cases.value("the sum of texts", [=] { return func::sum(text); });
}

}  // namespace

void sets(Cases& cases) {
    operations(cases);
    rows_of_values(cases);
    membership(cases);
    wide_lists(cases);
    kinds(cases);
}

}  // namespace golden
