// SPDX-License-Identifier: MIT
// OVER, FILTER, WITHIN GROUP, ordered aggregates, GROUPING SETS.
#include <azoth/sql/grouping.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/tuple.hpp>

#include "golden.hpp"

namespace golden {

namespace {

const std::vector<std::string> old{"bare", "sqlite@3.24.0"};

Expr a() {
    return schema().n["a"];
}
Expr b() {
    return schema().n["b"];
}
Expr c() {
    return schema().n["c"];
}
Expr t() {
    return schema().n["t"];
}

void over(Cases& cases) {
    cases.value(
        "over everything", [] { return func::count().over().label("x"); }, old);
    cases.value("row_number",
                [] { return func::row_number().over({.order_by = {a()}}).label("x"); });
    cases.value("ranks", [] {
        const Window by_b{.partition_by = {a()}, .order_by = {desc(b())}};
        return (func::rank().over(by_b) + func::dense_rank().over(by_b)).label("x");
    });
    cases.value("ranks without an order", [] {
        const Window by_a{.partition_by = {a()}};
        return func::rank().over() + func::dense_rank().over(by_a) + func::row_number().over();
    });
    cases.value("relative ranks and neighbours without an order", [] {
        return func::percent_rank().over() + func::cume_dist().over() +
               func::coalesce({func::lag(a()).over(), func::lead(a()).over()});
    });
    cases.value("relative ranks", [] {
        return func::percent_rank().over({.order_by = {a()}}) +
               func::cume_dist().over({.order_by = {a()}});
    });
    cases.value("ntile", [] { return func::ntile(4).over({.order_by = {a()}}); });
    cases.value("lag and lead", [] {
        return func::lag(a()).over({.order_by = {b()}}) +
               func::lead(a(), 2, 0).over({.order_by = {b()}});
    });
    cases.value("values of the frame", [] {
        const Window w{.partition_by = {c()},
                       .order_by = {a()},
                       .frame = rows(unbounded_preceding, unbounded_following)};
        return func::first_value(a()).over(w) + func::last_value(a()).over(w) +
               func::nth_value(a(), 2).over(w);
    });
    cases.value("the first and the last of the frame", [] {
        const Window w{.order_by = {a()}, .frame = rows(unbounded_preceding, unbounded_following)};
        return func::first_value(a()).over(w) + func::last_value(a()).over(w);
    });
    cases.value("a running sum", [] {
        return func::sum(a()).over({.order_by = {b()}, .frame = rows(unbounded_preceding)});
    });
    cases.value("rows around", [] {
        return func::avg(schema().track["rating"])
            .over({.order_by = {b()}, .frame = rows(preceding(2), following(1))});
    });
    cases.value("rows behind", [] {
        return func::max(a()).over({.order_by = {b()}, .frame = rows(following(1), following(3))});
    });
    cases.value("a range",
                [] {
                    return func::count().over(
                        {.order_by = {b()}, .frame = range(preceding(10), current_row)});
                },
                {"bare", "sqlite@3.27.2", "postgresql@10"});
    cases.value("a range of a real distance", [] {
        return func::count().over(
            {.order_by = {schema().track["rating"]}, .frame = range(preceding(1.5), following(1))});
    });
    cases.value("a range of an exact distance", [] {
        return func::count().over({.order_by = {desc(schema().track["price"])},
                                   .frame = range(preceding(Decimal("1.50")), current_row)});
    });
    cases.value("a range of a whole distance between exact numbers", [] {
        return func::count().over(
            {.order_by = {schema().track["price"]}, .frame = range(preceding(1), current_row)});
    });
    cases.value("a range of time", [] {
        return func::count().over({.order_by = {schema().track["added"]},
                                   .frame = range(preceding(Interval{.days = 1}), current_row)});
    });
    cases.value("a range whose distance is given later", [] {
        return func::count().over({.order_by = {schema().track["rating"]},
                                   .frame = range(preceding(bind<double>("far")), current_row)});
    });
    cases.value("a real distance between integers", [] {
        return func::count().over({.order_by = {b()}, .frame = range(preceding(1.5))});
    });
    cases.value("a distance of days between moments", [] {
        return func::count().over(
            {.order_by = {schema().track["added"]}, .frame = range(preceding(1))});
    });
    cases.value("a distance between texts", [] {
        return func::count().over({.order_by = {t()}, .frame = range(preceding(1))});
    });
    cases.value("a range in two orders", [] {
        return func::count().over({.order_by = {a(), b()}, .frame = range(preceding(1))});
    });
    cases.value("a negative distance",
                [] { return func::count().over({.frame = range(preceding(-0.5))}); });
    cases.value("no distance", [] {
        return func::count().over({.frame = range(preceding(literal(std::optional<double>{})))});
    });
    cases.value("a negative time", [] {
        return func::count().over({.frame = range(preceding(Interval{.months = 1, .days = -31}))});
    });
    cases.value("rows at a real distance",
                [] { return func::count().over({.frame = rows(preceding(1.5))}); });
    cases.value("groups",
                [] {
                    return func::count().over(
                        {.order_by = {b()}, .frame = groups(preceding(1), following(1))});
                },
                {"bare", "sqlite@3.27.2", "postgresql@10"});
    cases.value("a frame without ties",
                [] {
                    return func::count().over(
                        {.order_by = {b()},
                         .frame = rows(preceding(1), following(1)).exclude(Exclude::ties)});
                },
                {"bare", "sqlite@3.27.2"});
    cases.value("a frame without the row and without its group", [] {
        return func::count().over(
                   {.order_by = {b()}, .frame = rows(preceding(1)).exclude(Exclude::current_row)}) +
               func::count().over(
                   {.order_by = {b()}, .frame = rows(preceding(1)).exclude(Exclude::group)});
    });
    cases.value("a frame that ends before it starts",
                [] { return func::count().over({.frame = rows(current_row, preceding(1))}); });
    cases.value("a negative frame",
                [] { return func::count().over({.frame = rows(preceding(-1))}); });
    cases.value(
        "a filtered window",
        [] { return func::count().filter(a() > 1).over({.partition_by = {b()}}); }, old);
    cases.value("distinct values in a window", [] { return func::sum(a()).distinct().over(); });
    cases.value("an ordered aggregate in a window",
                [] { return func::string_agg(schema().n["t"], ",").order_by(a()).over(); });
    cases.add("a window ordered by an exact number", [] {
        const Schema& s = schema();
        return select(
            func::row_number()
                .over({.partition_by = {s.track["price"]}, .order_by = {desc(s.track["price"])}})
                .label("x"));
    });
    cases.add("a sum of exact numbers in a window",
              [] { return select(func::sum(schema().track["price"]).over().label("x")); });
    cases.add("a sum of large integers in a window",
              [] { return select(func::sum(schema().track["track_id"]).over().label("x")); });
    cases.add("the first rows of each group", [] {
        const Schema& s = schema();
        const auto numbered =
            select(s.album["title"], func::row_number()
                                         .over({.partition_by = {s.album["artist_id"]},
                                                .order_by = {s.album["title"]}})
                                         .label("place"))
                .subquery("numbered");
        return select(numbered["title"]).where(numbered["place"] <= 3);
    });
}

void aggregates(Cases& cases) {
    const std::vector<std::string> without{"bare", "sqlite@3.29.0"};
    cases.value(
        "filter", [] { return func::sum(a()).filter(b() > 1).label("x"); }, without);
    cases.value(
        "filter of count(*)", [] { return func::count().filter(b() > 1); }, without);
    cases.value(
        "filter twice", [] { return func::max(a()).filter(b() > 1).filter(c() < 5); }, without);
    cases.value(
        "filter of distinct values", [] { return func::count_distinct(a()).filter(b() > 1); },
        without);
    cases.value("filter of an average of large integers", [] {
        return func::avg(schema().track["track_id"]).filter(schema().track["track_id"] > 1);
    });
    cases.value("distinct", [] { return func::sum(a()).distinct(); });
    cases.value("string_agg", [] { return func::string_agg(t(), ", "); }, {"bare"});
    cases.value("string_agg with quotes", [] { return func::string_agg(t(), "it's \\"); });
    cases.value("string_agg of numbers", [] { return func::string_agg(a(), ", "); });
    cases.value("string_agg of distinct values in their order",
                [] { return func::string_agg(t(), ",").distinct().order_by(t()); });
    cases.value("string_agg of distinct values in another order",
                [] { return func::string_agg(t(), ",").distinct().order_by(a()); });
    cases.value("string_agg in an order",
                [] { return func::string_agg(t(), ",").order_by(desc(a()), b()); },
                {"bare", "sqlite@3.44.0"});
    cases.value("string_agg of distinct values",
                [] { return func::string_agg(t(), ",").distinct(); });
    cases.value("array_agg", [] { return func::array_agg(a()).order_by(b()); });
    cases.value("percentile in a window",
                [] { return func::percentile_cont(0.5).within_group(a()).over(); });
    cases.value("percentile of two orders",
                [] { return func::percentile_cont(0.5).within_group(a(), b()); });
    cases.value("distinct percentile",
                [] { return func::percentile_cont(0.5).within_group(a()).distinct(); });
    cases.value("mode", [] { return func::mode().within_group(a()); }, {"bare"});
    cases.value("percentiles",
                [] { return func::percentile_cont(0.5).within_group(desc(a())).label("x"); },
                {"postgresql@9.3"});
    cases.value("a percentile of some",
                [] { return func::percentile_disc(0.9).within_group(a()).filter(b() > 1); });
    cases.value("a percentile between texts",
                [] { return func::percentile_cont(0.5).within_group(t()); });
    cases.value("a percentile between moments",
                [] { return func::percentile_cont(0.5).within_group(schema().track["added"]); });
    cases.value("a percentile of texts",
                [] { return func::percentile_disc(0.5).within_group(desc(t())); });
    cases.value("a percentile of one value",
                [] { return func::percentile_cont(0.5).within_group(literal(1)).label("x"); });
    cases.value("the mode of a value", [] { return func::mode().within_group(literal(1)); });
}

/// Where there is one row yet.
void misplaced(Cases& cases) {
    static const Schema& s = schema();
    cases.where("an aggregate in WHERE", [] { return a() > 1 && func::count() > 1; });
    cases.where("an aggregate with FILTER in WHERE",
                [] { return func::max(a()).filter(b() > 1) > 1; });
    cases.where("a window function in WHERE",
                [] { return func::row_number().over({.order_by = {a()}}) <= 3; });
    cases.add("an aggregate in ON",
              [] { return select(s.n["a"]).join(s.track, func::max(a()) == s.track["track_id"]); });
    cases.add("an aggregate in GROUP BY",
              [] { return select(func::count()).group_by(rollup(func::max(a()), b())); });
    cases.add("a window function in GROUP BY",
              [] { return select(func::count()).select_from(s.n).group_by(func::count().over()); });
    cases.add("a window function in HAVING",
              [] { return select(a()).group_by(a()).having(func::sum(func::count()).over() > 1); });
    cases.add("an aggregate in the WHERE of an UPDATE",
              [] { return update(s.n).set("a", 1).where(func::max(s.n["a"]) > 1); });
    cases.add("an aggregate in SET", [] { return update(s.n).set("a", func::max(s.n["a"])); });
    cases.add("an aggregate in the WHERE of a DELETE",
              [] { return delete_from(s.n).where(func::count() > 1); });
    cases.add("an aggregate in a subquery of WHERE", [] {
        const Table other = s.n.alias("other");
        return select(a()).where(b() == select(func::max(other["b"])).scalar_subquery());
    });
    cases.add("an aggregate of the query around", [] {
        const Table other = s.n.alias("other");
        return select(a()).group_by(a()).having(
            exists(select(other["id"]).where(other["b"] == func::max(b()))));
    });
    cases.add("an aggregate in the WHERE of a subquery", [] {
        const Table other = s.n.alias("other");
        return select(a()).where(exists(select(other["id"]).where(b() == func::max(other["b"]))));
    });
    cases.add("an aggregate of a group in a subquery", [] {
        const Table other = s.n.alias("other");
        return select(a(), select(func::max(b()))
                               .select_from(other)
                               .limit(1)
                               .scalar_subquery()
                               .label("most"))
            .group_by(a());
    });
    cases.add("an aggregate of a group in the HAVING of a subquery", [] {
        const Table other = s.n.alias("other");
        return select(a()).group_by(a()).having(exists(
            select(other["id"]).group_by(other["id"]).having(other["id"] == func::max(b()))));
    });
    cases.add("an aggregate of a group in the order of a subquery", [] {
        const Table other = s.n.alias("other");
        return select(a(), select(other["id"])
                               .order_by(func::max(b()) - other["b"])
                               .limit(1)
                               .scalar_subquery())
            .group_by(a());
    });
    cases.add("an aggregate of a group two queries further in", [] {
        const Table other = s.n.alias("other");
        const Table third = s.n.alias("third");
        return select(a()).group_by(a()).having(
            exists(select(other["id"])
                       .where(exists(select(third["id"]).where(third["b"] == func::max(b()))))));
    });
    cases.add("an aggregate of a group in an aggregate of a subquery", [] {
        const Table other = s.n.alias("other");
        return select(a(), select(func::sum(other["b"] + func::max(b()))).scalar_subquery())
            .group_by(a());
    });
    cases.add("an aggregate of the query around in WHERE", [] {
        const Table other = s.n.alias("other");
        return select(a()).where(exists(select(other["id"]).where(other["b"] == func::max(b()))));
    });
    cases.add("an aggregate of the query around in WHERE, selected", [] {
        const Table other = s.n.alias("other");
        return select(a()).where(b() < select(func::max(b())).select_from(other).scalar_subquery());
    });
    cases.add("an aggregate of the query around in WHERE, in HAVING", [] {
        const Table other = s.n.alias("other");
        return select(a()).where(
            exists(select(other["id"]).group_by(other["id"]).having(func::max(b()) > other["id"])));
    });
    cases.add("an aggregate of the query around in WHERE, two queries further in", [] {
        const Table other = s.n.alias("other");
        const Table third = s.n.alias("third");
        return select(a()).where(
            exists(select(other["id"])
                       .where(exists(select(third["id"]).where(third["b"] == func::max(b()))))));
    });
    cases.add("an aggregate of the query around in a subquery of SET", [] {
        const Table other = s.n.alias("other");
        return update(s.n).set(
            "a", select(other["a"]).where(other["b"] == func::max(s.n["b"])).scalar_subquery());
    });
    cases.add("an aggregate of rows of a subquery", [] {
        const Table other = s.n.alias("other");
        return select(func::max(
                          select(func::max(other["a"])).where(other["b"] == b()).scalar_subquery()))
            .select_from(s.n);
    });
    cases.add("an aggregate of a subquery of the same table", [] {
        return select(func::max(select(func::max(a())).scalar_subquery())).select_from(s.n);
    });
    cases.value("an aggregate of an aggregate", [] { return func::max(func::count()) + a(); });
    cases.value("a sum of a maximum", [] { return func::sum(a() + func::max(b())); });
    cases.value("an aggregate of what an aggregate tells",
                [] { return func::max(a()).filter(func::count() > 1); });
    cases.value("a percentile in the order of an aggregate",
                [] { return func::percentile_cont(0.5).within_group(func::max(a())); });
    cases.value("texts in the order of an aggregate",
                [] { return func::string_agg(t(), ",").order_by(func::max(a())); });
    cases.value("an aggregate of a window function",
                [] { return func::sum(func::row_number().over({.order_by = {a()}})); });
    cases.value("a window function of a window function",
                [] { return func::sum(func::sum(a()).over()).over(); });
    cases.value("a window function in the order of a window function",
                [] { return func::row_number().over({.order_by = {func::row_number().over()}}); });
    cases.value("a window of aggregates",
                [] { return func::sum(func::sum(a())).over({.order_by = {func::max(b())}}); });
    cases.value("a window of aggregates of aggregates",
                [] { return func::sum(func::sum(func::count())).over(); });
    cases.add("a filtered window of aggregates", [] {
        return select(func::sum(func::sum(b())).filter(a() > 1).over()).group_by(a());
    });
    cases.value("a window of what an aggregate tells",
                [] { return func::sum(func::sum(a())).filter(func::count() > 1).over(); });
    cases.add("an aggregate in LIMIT", [] { return select(a()).limit(func::count()); });
    cases.add("an aggregate in the values of an INSERT",
              [] { return insert(s.n).set("id", 1).set("a", func::count()).set("b", 1); });
    cases.add("a window function in the values of an INSERT",
              [] { return insert(s.n).set("id", 1).set("a", func::row_number().over()); });
    cases.add("an aggregate in a subquery of an INSERT", [] {
        return insert(s.n).set("id", 1).set("a", select(func::max(s.n["a"])).scalar_subquery());
    });
    cases.add("an aggregate in the assignments of an upsert", [] {
        return upsert(s.n)
            .values({{"id", 1}, {"a", 2}})
            .on_conflict({"id"})
            .do_update({{"a", func::max(s.n["a"])}});
    });
    cases.add("an aggregate in RETURNING",
              [] { return delete_from(s.n).returning({func::max(s.n["a"])}); });
    cases.add("an aggregate in a subquery of RETURNING", [] {
        const Table other = s.n.alias("other");
        return delete_from(s.n).returning(
            {s.n["a"], select(func::max(other["a"])).scalar_subquery().label("most")});
    });
    cases.add("an aggregate in the order of an UPDATE",
              [] { return update(s.n).set("a", 1).order_by(func::max(s.n["b"])).limit(1); });
    cases.add("an aggregate in the order of a DELETE",
              [] { return delete_from(s.n).order_by(func::count()).limit(1); });
    cases.add("grouping() of no key",
              [] { return select(func::grouping(b()), func::count()).group_by(rollup(a())); });
    cases.add("grouping() without GROUP BY", [] { return select(func::grouping(a())); });
    cases.add("grouping() of no key in HAVING", [] {
        return select(a()).group_by(rollup(a())).having(func::grouping(a() + 1) == 1);
    });
    cases.add("grouping() in WHERE",
              [] { return select(a()).where(func::grouping(a()) == 1).group_by(rollup(a())); });
    cases.add("grouping() of one of two keys at once", [] {
        return select(func::grouping(b()).label("x")).group_by(rollup(tuple_(a(), b()), c()));
    });
}

void groupings(Cases& cases) {
    static const Schema& s = schema();
    cases.add(
        "rollup",
        [] {
            return select(s.n["a"], s.n["b"], func::count()).group_by(rollup(s.n["a"], s.n["b"]));
        },
        {"bare", "postgresql@9.4"});
    cases.add("cube", [] {
        return select(s.n["a"], s.n["b"], func::count()).group_by(cube(s.n["a"], s.n["b"]));
    });
    cases.add("grouping sets", [] {
        return select(s.n["a"], s.n["b"], func::count())
            .group_by(grouping_sets({{s.n["a"], s.n["b"]}, {s.n["a"]}, {}}));
    });
    cases.add("which level of a rollup",
              [] {
                  return select(s.n["a"], func::grouping(s.n["a"]).label("total"), func::count())
                      .group_by(rollup(s.n["a"]));
              },
              {"bare", "postgresql@9.4"});
    cases.add("rollup beside a column", [] {
        return select(s.n["a"], s.n["b"], func::count()).group_by(s.n["a"], rollup(s.n["b"]));
    });
    cases.add("cube beside rollup", [] {
        return select(func::count().label("n")).group_by(cube(s.n["a"]), rollup(s.n["b"]));
    });
    cases.add("rollup of two keys at once", [] {
        return select(s.n["a"], s.n["b"], s.n["c"], func::count())
            .group_by(rollup(tuple_(s.n["a"], s.n["b"]), s.n["c"]));
    });
    cases.add("the same grouping twice", [] {
        return select(s.n["a"], func::count()).group_by(grouping_sets({{s.n["a"]}, {s.n["a"]}}));
    });
    cases.add("rollup by an expression", [] {
        return select((s.n["a"] + 1).label("k"), ((s.n["a"] + 1) * 2).label("twice"), s.n["b"],
                      func::sum(s.n["a"]))
            .where(s.n["c"] > 5)
            .group_by(rollup(s.n["a"] + 1, s.n["b"]))
            .having(func::grouping(s.n["b"]) == 1 || func::count() > 1);
    });
    cases.add("sets of one expression", [] {
        return select((s.n["a"] + 1).label("k"), func::count())
            .group_by(grouping_sets({{s.n["a"] + 1}, {s.n["a"] + 1, s.n["b"]}}));
    });
    cases.add("rollup in an order", [] {
        return select(s.n["a"], func::count().label("n"))
            .group_by(rollup(s.n["a"]))
            .order_by(desc("n"), asc(s.n["a"]).nulls_last(), func::count())
            .limit(3)
            .offset(1);
    });
    cases.add("rollup in the order of what is not selected",
              [] { return select(func::count()).group_by(rollup(s.n["a"])).order_by(s.n["a"]); });
    cases.add("rollup without an aggregate",
              [] { return select(s.n["a"]).where(s.n["b"] > 1).group_by(rollup(s.n["a"])); });
    cases.add("distinct rows of a rollup", [] {
        return select(func::count().label("n"))
            .distinct()
            .group_by(rollup(s.n["a"]))
            .order_by(desc("n"));
    });
    cases.add("rollup of a join", [] {
        return select(s.artist["name"], func::count(s.album["album_id"]).label("n"))
            .outer_join(s.album, s.album["artist_id"] == s.artist["artist_id"])
            .group_by(rollup(s.artist["name"]));
    });
    cases.add("rollup in a union", [] {
        return union_(select(s.n["a"], func::count()).group_by(s.n["a"]),
                      select(s.n["a"], func::count()).group_by(rollup(s.n["a"])));
    });
    cases.add("rollup in a subquery", [] {
        const Subquery sums =
            select(s.n["a"], func::sum(s.n["b"])).group_by(rollup(s.n["a"])).subquery("sums");
        return select(sums["sum"]).where(sums["a"].is_null());
    });
    cases.add("rollup with exact numbers", [] {
        return select(s.track["price"], func::max(s.track["price"]).label("most"))
            .group_by(rollup(s.track["price"]))
            .order_by(desc("most"));
    });
    cases.add("rollup with a window function", [] {
        return select(s.n["a"], func::sum(func::count()).over()).group_by(rollup(s.n["a"]));
    });
    cases.add("rollup with raw SQL", [] {
        return select(s.n["a"], func::count()).where(sql_text("b > 1")).group_by(rollup(s.n["a"]));
    });
    cases.add("rollup with a function of the program's", [] {
        return select(s.n["t"], func::call("lower", {s.n["t"]})).group_by(rollup(s.n["t"]));
    });
    cases.add("rollup of some rows", [] {
        const Subquery some = select(s.n["a"]).limit(5).subquery("some");
        return select(some["a"], func::count()).group_by(rollup(some["a"]));
    });
    cases.add("cube of many keys", [] {
        return select(func::count())
            .group_by(cube(s.n["id"], s.n["a"], s.n["b"], s.n["c"], s.n["t"], s.n["u"], s.n["p"]));
    });
}

}  // namespace

void windows(Cases& cases) {
    over(cases);
    aggregates(cases);
    groupings(cases);
    misplaced(cases);
}

}  // namespace golden
