// SPDX-License-Identifier: MIT
// Window functions: ranks, running totals, shares; aggregates of some of the rows.
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
}
