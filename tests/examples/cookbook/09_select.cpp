// SPDX-License-Identifier: MIT
// The everyday SELECT: order, group, having, distinct, case, cast, limit.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table sale{"sale",
               metadata,
               Column{"id", Integer{}, primary_key},
               Column{"city", String{20}},
               Column{"amount", Numeric{10, 2}},
               Column{"items", Integer{}}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    db.execute(insert(sale), {{{"city", "Rome"}, {"amount", Decimal("10.10")}, {"items", 1}},
                              {{"city", "Rome"}, {"amount", Decimal("20.20")}, {"items", 5}},
                              {{"city", "Oslo"}, {"amount", Decimal("0.30")}, {"items", 2}}});
    const Expr city = sale["city"];
    const Expr amount = sale["amount"];
    const Expr items = sale["items"];

    const auto totals = select(city, func::sum(amount).label("total"), func::count().label("sales"))
                            .group_by(city)
                            .having(func::count() > 0)
                            .order_by(desc("total"));
    for (auto [where, total, sales] :
         db.execute(totals).rows<std::string, Decimal, std::int64_t>()) {
        std::cout << where << ' ' << total << ' ' << sales << '\n';  // exact to the cent
    }
    for (const auto& name : db.scalars<std::string>(select(city).distinct().order_by(city))) {
        std::cout << name << '\n';
    }
    const auto sizes = select(case_({{items > 4, "large"}, {items > 1, "medium"}}, "small"),
                              cast(items, String{10}))
                           .order_by(items.desc())
                           .limit(2)
                           .offset(1);
    for (auto [size, text] : db.execute(sizes).rows<std::string, std::string>()) {
        std::cout << size << ' ' << text << '\n';
    }
    // One value after the other, and groups by the name of what is selected.
    const auto countries =
        select(case_(city, {{"Rome", "Italy"}, {"Oslo", "Norway"}}, "?").label("country"),
               func::sum(items).label("items"))
            .group_by("country")
            .order_by("country");
    for (auto [country, sold] : db.execute(countries).rows<std::string, std::int64_t>()) {
        std::cout << country << ' ' << sold << '\n';
    }
}
