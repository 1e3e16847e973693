// SPDX-License-Identifier: MIT
// OVER, FILTER, WITHIN GROUP, ordered aggregates, GROUPING SETS.
#include <azoth/sql/grouping.hpp>

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
    cases.value("string_agg in an order",
                [] { return func::string_agg(t(), ",").order_by(desc(a()), b()); },
                {"bare", "sqlite@3.44.0"});
    cases.value("string_agg of distinct values",
                [] { return func::string_agg(t(), ",").distinct(); });
    cases.value("array_agg", [] { return func::array_agg(a()).order_by(b()); });
    cases.value("mode", [] { return func::mode().within_group(a()); }, {"bare"});
    cases.value("percentiles",
                [] { return func::percentile_cont(0.5).within_group(desc(a())).label("x"); },
                {"postgresql@9.3"});
    cases.value("a percentile of some",
                [] { return func::percentile_disc(0.9).within_group(a()).filter(b() > 1); });
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
}

}  // namespace

void windows(Cases& cases) {
    over(cases);
    aggregates(cases);
    groupings(cases);
}

}  // namespace golden
