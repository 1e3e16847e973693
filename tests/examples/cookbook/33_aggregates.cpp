// SPDX-License-Identifier: MIT
// count, sum, avg, min and max; of some rows, of distinct values, by groups.
#include <iostream>

#include <azoth/azoth.hpp>
#include <azoth/value/describe.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table sale{"sale", metadata, Column{"id", Integer{}, primary_key}, Column{"shop", String{20}},
               Column{"price", Numeric{10, 2}}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    db.execute(insert(sale), {{{"shop", "Ulm"}, {"price", Decimal("9.90")}},
                              {{"shop", "Ulm"}, {"price", Decimal("0.10")}},
                              {{"shop", "Bonn"}, {"price", Decimal("20.05")}}});
    db.execute(insert(sale), Params{{"shop", "Bonn"}, {"price", std::nullopt}});

    const Expr price = sale["price"];
    const Row all =
        db.execute(select(func::count().label("rows"), func::count(price).label("prices"),
                          func::sum(price).label("sum"), func::max(price).label("most"),
                          func::count_distinct(sale["shop"]).label("shops"),
                          func::sum(price).filter(price > Decimal("5")).label("large")))
            .one();
    for (const std::string& key : all.keys()) {
        std::cout << key << ' ' << to_string(all[key].view()) << '\n';
    }
    const auto by_shop = select(sale["shop"], func::sum(price).label("sum"))
                             .group_by(sale["shop"])
                             .having(func::count() > 1)
                             .order_by(desc("sum"));
    for (const auto& [shop, sum] : db.execute(by_shop).rows<std::string, Decimal>()) {
        std::cout << shop << ": " << sum << '\n';
    }
    const auto nothing = select(func::sum(price)).where(sale["shop"] == "Rome");
    std::cout << db.scalar<std::optional<Decimal>>(nothing).has_value() << '\n';
}
