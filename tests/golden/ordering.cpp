// SPDX-License-Identifier: MIT
#include <azoth/sql/case.hpp>
#include <azoth/sql/grouping.hpp>

#include "golden.hpp"

namespace golden {

namespace {

Expr a() {
    return schema().n["a"];
}
Expr b() {
    return schema().n["b"];
}
const std::vector<std::string> old_nulls{"bare", "sqlite@3.29.0"};

}  // namespace

void ordering(Cases& cases) {
    cases.add("order by", [] { return select(a()).order_by(a()); });
    cases.add("order by several",
              [] { return select(a()).order_by(desc(a()), asc(b()), a() + b()); });
    cases.add("order by twice", [] { return select(a()).order_by(a()).order_by(b().desc()); });
    cases.add(
        "nulls first", [] { return select(a()).order_by(a().asc().nulls_first()); }, old_nulls);
    cases.add(
        "nulls last", [] { return select(a()).order_by(a().desc().nulls_last(), b()); }, old_nulls);
    cases.add(
        "nulls last of a sum", [] { return select(a()).order_by(Ordering(a() + 1).nulls_last()); },
        old_nulls);
    cases.add("order by a label", [] {
        return select(a(), func::count().label("rows")).group_by(a()).order_by(desc("rows"));
    });
    cases.add("order by a label that needs quotes",
              [] { return select((a() + 1).label("Total")).order_by(asc("Total")); });
    cases.add(
        "nulls of a label",
        [] { return select((a() + 1).label("x")).order_by(asc("x").nulls_last()); }, old_nulls);
    cases.add("order by a label that is not there",
              [] { return select((a() + 1).label("total")).order_by(desc("totl")); });
    cases.add("order by a selected column's name",
              [] { return select(a(), b()).order_by(desc("b")); });
    cases.add("order by a condition", [] { return select(a()).order_by((a() == 1).desc()); });
    cases.add("order by a value", [] { return select(a()).order_by(literal("x")); });
    // A whole number there is the number of a column.
    cases.add("order by a whole number", [] { return select(a()).order_by(literal(1), b()); });
    cases.add("order by a literal at each execution",
              [] { return select(a()).order_by(desc(literal_execute(1)), b()); });
    cases.add("group by a literal at each execution", [] {
        return select(func::count()).select_from(schema().n).group_by(literal_execute(1));
    });
    cases.add("order by TRUE", [] { return select(a()).order_by(true_(), b()); });
    cases.inlined("order by literals", [] {
        return select(a()).order_by(literal(1), desc(literal(2).label("two")), -literal(3),
                                    literal("x"), literal(Decimal("1.5")));
    });
    cases.inlined("group by literals", [] {
        return select(func::count()).select_from(schema().n).group_by(literal(1), literal("x"));
    });
    cases.inlined("distinct on a literal", [] { return select(a()).distinct_on(literal(1)); });
    cases.inlined("a window in the order of a literal",
                  [] { return select(func::count().over({.order_by = {literal(1)}}).label("x")); });

    cases.add("group by", [] { return select(a(), func::count()).group_by(a()); });
    cases.add("group by a name", [] {
        return select((a() + 1).label("x"), func::count()).group_by("x").order_by("x");
    });
    cases.add("group by names and an expression", [] {
        return select(a(), (b() > 2).label("x"), func::sum(a()).label("n"))
            .group_by("x", a())
            .having(func::count() > 1);
    });
    cases.add("group by a name in a union without grouping sets",
              [] { return select(a().label("x"), func::count()).group_by("x", rollup(b())); });
    cases.add("group by a name that nothing has",
              [] { return select(a().label("x"), func::count()).group_by("y"); });
    cases.add("group by the name of an aggregate",
              [] { return select(func::count().label("x")).group_by("x"); });
    cases.add("group by several", [] { return select(func::count()).group_by(a(), b() + 1); });
    cases.add("group by a sum", [] {
        return select((a() + 1).label("k"), func::count())
            .group_by(a() + 1)
            .having(a() + 1 > 2 && func::max(a() + 1) > 3)
            .order_by(a() + 1);
    });
    cases.add("a key inside of an expression", [] {
        const auto key = a() / 10;
        return select((key * 2).label("x"), func::sum(key).over({.order_by = {key}}).label("y"))
            .group_by(key)
            .order_by(desc(key * 2));
    });
    cases.add("group by a function", [] {
        const auto key = func::upper(schema().n["t"]);
        return select(key, func::count()).group_by(key).having(key > "b").order_by(key);
    });
    cases.add("the opposite of a key", [] {
        return select((!(a() == b())).label("x"), func::count().label("n"))
            .group_by(a() == b())
            .having(!(a() == b()) || func::count() > 1)
            .order_by(!(a() == b()));
    });
    cases.add("the opposite of a key with a value", [] {
        return select(!(a() > 1), func::count().label("n"))
            .group_by(a() > 1)
            .having(!(a() > 1))
            .order_by(a() <= 1);
    });
    cases.add("a label with the name of the table", [] {
        return select((a() + b()).label("x"), func::count().label("N"))
            .group_by(a() + b())
            .order_by(a() + b());
    });
    cases.add("a label with the name of an alias", [] {
        const Table m = schema().n.alias("m");
        return select(m["a"].label("x"), func::count().label("m"))
            .group_by(m["a"])
            .having(m["a"] > 0);
    });
    cases.add("the opposite of another value's key", [] {
        return select(func::max(case_({{!(a() > 2), 1}})).label("x")).group_by(a() > 1);
    });
    cases.add("the opposites of several keys", [] {
        const Expr t = schema().n["t"];
        const auto in = a().in({1, 2});
        const auto between = b().between(1, 2);
        const auto like = t.like("x%");
        const auto nothing = t.is_null();
        return select((!in).label("i"), (!between).label("b"), (!like).label("l"),
                      (!nothing).label("n"), case_({{!in && !like, 1}}, 2).label("c"))
            .group_by(in, between, like, nothing);
    });
    cases.add("a key and its opposite, both grouped by", [] {
        return select(a() == b(), a() != b(), func::count()).group_by(a() == b(), a() != b());
    });
    cases.add("the opposite of a key in ROLLUP", [] {
        return select((a() != b()).label("x"), func::count().label("n"))
            .group_by(rollup(a() == b()))
            .order_by(asc("x"));
    });
    cases.add("the opposite of a key in a window", [] {
        return select(func::sum(func::count()).over({.partition_by = {a() != b()}}).label("x"))
            .group_by(a() == b());
    });
    cases.add("a window by values", [] {
        return select(func::count()
                          .over({.partition_by = {literal(1)}, .order_by = {literal("x")}})
                          .label("n"))
            .select_from(schema().n);
    });
    cases.inlined("a window by literals", [] {
        return select(func::count().over({.partition_by = {literal(1), a()}}).label("n"));
    });
    cases.add("group by a condition", [] {
        const auto key = (a() > 1).label("k");
        return select(key, func::count()).group_by(key).order_by(asc(key).nulls_first());
    });
    cases.add("distinct in the order of a sum",
              [] { return select((a() + 1).label("k")).distinct().order_by(a() + 1); });
    cases.add("distinct in the order of a label, NULLs last", [] {
        return select((a() + 1).label("k")).distinct().order_by(asc("k").nulls_last());
    });
    cases.add("distinct in the order of another column",
              [] { return select(a()).distinct().order_by(b()); });
    cases.add("distinct on, in another order",
              [] { return select(a(), b()).distinct_on(a()).order_by(b(), a()); });
    cases.add("distinct on two, in their order", [] {
        return select(a(), b()).distinct_on(a() + 1, b()).order_by(desc(b()), a() + 1, a());
    });
    cases.add("distinct on what is grouped by", [] {
        return select((a() + 1).label("x"), func::max(b()))
            .distinct_on(a() + 1)
            .group_by(a() + 1)
            .order_by(a() + 1);
    });
    cases.add("distinct", [] { return select(a(), b().label("x")).distinct(); });
    cases.add("limit", [] { return select(a()).limit(10); });
    cases.add("offset", [] { return select(a()).offset(20); });
    cases.add("limit and offset", [] { return select(a()).order_by(a()).limit(10).offset(20U); });
    cases.add("limit again", [] { return select(a()).limit(10).limit(5); });
    cases.add("a negative limit", [] { return select(a()).limit(-1); });
    cases.add("everything", [] {
        return select(a(), func::max(b()).label("m"))
            .distinct()
            .where(a() > 1)
            .group_by(a())
            .having(func::max(b()) < 9)
            .order_by(desc("m"))
            .limit(3)
            .offset(4);
    });
}

}  // namespace golden
