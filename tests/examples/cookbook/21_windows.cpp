// SPDX-License-Identifier: MIT
// Window functions: ranks, running totals, shares; aggregates of some of the rows; the first row of
// each group.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table sale{"sale", metadata, Column{"id", Integer{}, primary_key}, Column{"city", String{20}},
               Column{"amount", Integer{}}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    db.execute(insert(sale), {{{"city", "Rome"}, {"amount", 30}},
                              {{"city", "Rome"}, {"amount", 50}},
                              {{"city", "Oslo"}, {"amount", 20}}});
    const Expr city = sale["city"];
    const Expr amount = sale["amount"];

    const auto ranked =
        select(
            city, amount,
            func::row_number()
                .over({.partition_by = {city}, .order_by = {amount.desc()}})
                .label("place"),
            func::count()
                .over({.order_by = {sale["id"]}, .frame = rows(unbounded_preceding, current_row)})
                .label("so_far"))
            .order_by(sale["id"]);
    for (const Row& row : db.execute(ranked)) {
        std::cout << row["city"].as<std::string>() << ' ' << row["amount"].as<int>() << " place "
                  << row["place"].as<int>() << ", " << row["so_far"].as<int>() << " so far\n";
    }
    const auto large = select(func::count(), func::count().filter(amount > 25));
    const Row row = db.execute(large).untyped().one();
    std::cout << row[1].as<int>() << " of " << row[0].as<int>() << " are large\n";

    const auto best = select(city, amount).distinct_on(city).order_by(city, amount.desc());
    for (const Row& row : db.execute(best)) {
        std::cout << "best of " << row["city"].as<std::string>() << ": " << row["amount"].as<int>()
                  << '\n';
    }
    const auto first_city =
        select(city, amount).order_by(city.desc()).fetch(1, {.with_ties = true});
    std::cout << db.execute(first_city).all().size() << " sales in the last city\n";
}
