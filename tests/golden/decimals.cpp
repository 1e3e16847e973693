// SPDX-License-Identifier: MIT
// Exact numbers: what a database without them does exactly all the same, or refuses.
#include <azoth/value/decimal.hpp>

#include "golden.hpp"

namespace golden {

void decimals(Cases& cases) {
    static const Schema& s = schema();
    const auto price = [] { return s.track["price"]; };
    const auto selected = [&](std::string name, auto make) {
        cases.add(std::move(name), [=] { return select(make().label("x")).select_from(s.track); });
    };
    const auto where = [&](std::string name, auto make) {
        cases.add(std::move(name), [=] { return select(s.track["name"]).where(make()); });
    };
    where("equal", [=] { return price() == Decimal("0.99"); });
    where("less, value first", [=] { return Decimal("0.99") < price(); });
    where("compared with an integer value", [=] { return price() > 1; });
    where("compared with an integer column", [=] { return price() > s.track["milliseconds"]; });
    where("compared with a real column", [=] { return price() > s.track["rating"]; });
    where("compared with a real value", [=] { return price() > 0.5; });
    where("is null", [=] { return price() == std::nullopt; });
    where("in", [=] { return price().in({Decimal("0.99"), Decimal("1.99")}); });
    where("between", [=] { return price().between(Decimal("0.99"), 2); });
    where("is distinct from", [=] { return price().is_distinct_from(Decimal("1")); });
    selected("add", [=] { return price() + Decimal("0.01"); });
    selected("add an integer", [=] { return price() + 1; });
    selected("multiply by a column", [=] { return price() * s.track["milliseconds"]; });
    selected("subtract", [=] { return Decimal("10") - price(); });
    selected("a sum of products", [=] { return (price() + 1) * price() - price(); });
    selected("divide", [=] { return price() / 3; });
    selected("sum", [=] { return func::sum(price()); });
    selected("sum of a product", [=] { return func::sum(price() * s.track["milliseconds"]); });
    selected("max", [=] { return func::max(price()); });
    selected("count distinct", [=] { return func::count_distinct(price()); });
    selected("avg", [=] { return func::avg(price()); });
    selected("sum of big integers", [=] { return func::sum(s.track["track_id"]); });
    selected("avg of integers", [=] { return func::avg(s.track["milliseconds"]); });
    selected("coalesce", [=] { return func::coalesce({price(), 0}); });
    selected("case", [=] { return case_({{price() > 1, price()}}, 0); });
    selected("minus", [=] { return -price(); });
    selected("cast to double and divide", [=] { return cast(price(), Double{}) / 3; });
    selected("cast to fewer digits", [=] { return cast(price(), Numeric{5, 1}); });
    selected("a text chosen by numbers", [=] { return case_({{price() > 1, s.track["name"]}}); });
    selected("cast to numeric", [=] { return cast(s.track["name"], Numeric{10, 2}); });
    cases.add("order by", [=] { return select(price()).order_by(desc(price()).nulls_last()); });
    cases.add("group by", [=] { return select(price(), func::count()).group_by(price()); });
    cases.add("distinct", [=] { return select(price()).distinct(); });
    cases.add("distinct with a label", [=] { return select(price().label("x")).distinct(); });
    cases.add("order by a label", [=] {
        return select(s.track["album_id"], func::sum(price()).label("total"))
            .group_by(s.track["album_id"])
            .order_by(desc("total"));
    });
    cases.add("having", [=] {
        return select(s.track["album_id"])
            .group_by(s.track["album_id"])
            .having(func::sum(price()) > Decimal("9.99"));
    });
    cases.add("having of integers", [=] {
        return select(s.track["album_id"])
            .group_by(s.track["album_id"])
            .having(func::sum(s.track["track_id"]) > 5)
            .having(func::avg(s.track["milliseconds"]) > Decimal("2.5"));
    });
    cases.add("of a derived table", [=] {
        const auto sub = select(s.track["album_id"], func::sum(price()).label("total"))
                             .group_by(s.track["album_id"])
                             .subquery("sums");
        return select(sub["album_id"]).where(sub["total"] > 5).order_by(sub["total"]);
    });
    cases.add("insert", [=] {
        return insert(s.track).values({{"name", "x"}, {"price", Decimal("1.10")}});
    });
}

}  // namespace golden
