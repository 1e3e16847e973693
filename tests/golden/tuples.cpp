// SPDX-License-Identifier: MIT
// Tuples beside comparisons: as keys they are their items, and a value only where rows are values.
#include <azoth/sql/aggregate.hpp>
#include <azoth/sql/case.hpp>
#include <azoth/sql/grouping.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/tuple.hpp>

#include "golden.hpp"

namespace golden {

namespace {

Expr a() {
    return schema().n["a"];
}
Expr b() {
    return schema().n["b"];
}
Expr c() {
    return schema().n["c"];
}
const std::vector<std::string> old_nulls{"bare", "sqlite@3.29.0"};

void keys(Cases& cases) {
    cases.add("order by a tuple", [] { return select(c()).order_by(tuple_(a(), b())); });
    cases.add("order by a tuple, descending",
              [] { return select(c()).order_by(desc(tuple_(a(), b())), c()); });
    cases.add(
        "order by a tuple, NULLs last",
        [] { return select(c()).order_by(tuple_(a(), b()).asc().nulls_last()); }, old_nulls);
    cases.add("order by a tuple with values",
              [] { return select(c()).order_by(tuple_(literal(1), a(), literal("x"))); });
    cases.add("order by a tuple in a tuple",
              [] { return select(c()).order_by(tuple_(tuple_(a(), b()), c())); });
    cases.add("order by a tuple of an exact number", [] {
        return select(schema().track["name"])
            .order_by(tuple_(schema().track["price"], schema().track["name"]));
    });
    cases.inlined("order by a tuple with literals",
                  [] { return select(c()).order_by(tuple_(literal(1), a())); });
    cases.add("a union in the order of a tuple",
              [] { return union_(select(a(), b()), select(b(), c())).order_by(tuple_(a(), b())); });
    cases.add("group by a tuple",
              [] { return select(a(), b(), func::count()).group_by(tuple_(a(), b())); });
    cases.add("group by a tuple with a sum", [] {
        return select((a() + 1).label("x"), func::count()).group_by(tuple_(a() + 1, b()));
    });
    cases.add("roll up a tuple", [] {
        return select(func::count().label("n")).group_by(rollup(tuple_(a(), b()), c()));
    });
    cases.add("distinct on a tuple",
              [] { return select(a(), c()).distinct_on(tuple_(a(), b())).order_by(a(), b()); });
    cases.add("a window by a tuple in the order of another", [] {
        return select(
            func::row_number()
                .over({.partition_by = {tuple_(a(), b())}, .order_by = {desc(tuple_(b(), c()))}})
                .label("n"));
    });
    cases.add("texts in the order of a tuple", [] {
        return select(func::string_agg(schema().n["t"], ",").order_by(tuple_(a(), b())).label("x"));
    });
    cases.add("update some in the order of a tuple",
              [] { return update(schema().n).set("a", 1).order_by(tuple_(a(), b())).limit(2); });
    cases.add("delete some in the order of a tuple",
              [] { return delete_from(schema().n).order_by(tuple_(a(), b())).limit(2); });
}

void values(Cases& cases) {
    cases.value("a tuple selected", [] { return tuple_(a(), b()).label("x"); }, {"bare"});
    cases.value("a tuple with values selected",
                [] { return tuple_(a(), literal("x"), literal(1)).label("x"); });
    cases.value("tuples counted", [] { return func::count_distinct(tuple_(a(), b())); });
    cases.value("the greatest tuple", [] { return func::max(tuple_(a(), b())); });
    cases.value("a tuple's negative", [] { return -tuple_(a(), b()); });
    cases.value("a sum of a tuple", [] { return (tuple_(a(), b()) + 1).label("x"); });
    cases.value("CASE with a tuple", [] {
        return case_({{a() == 1, tuple_(a(), b())}}).label("x");
    });
    cases.where("a tuple is NULL", [] { return tuple_(a(), b()).is_null(); });
    cases.where("a tuple like a text", [] { return tuple_(a(), b()).like("x"); });
    cases.where("a tuple between tuples",
                [] { return tuple_(a(), b()).between(tuple_(b(), a()), tuple_(c(), literal(1))); });
    cases.where("a tuple is none of another",
                [] { return tuple_(a(), b()).is_distinct_from(tuple_(b(), literal(1))); });
    cases.where("a tuple and a query", [] {
        return tuple_(a(), b()) == select(schema().n["b"], schema().n["c"]).scalar_subquery();
    });
    cases.where("a tuple equals a number", [] { return tuple_(a(), b()) == 1; });
    cases.where("a tuple equals a longer one",
                [] { return tuple_(a(), b()) == tuple_(a(), b(), c()); });
    cases.where("a tuple equals a column", [] { return tuple_(a(), b()) == c(); });
}

}  // namespace

void tuples(Cases& cases) {
    keys(cases);
    values(cases);
}

}  // namespace golden
