// SPDX-License-Identifier: MIT
// Documents in a column, and places inside them as values and conditions.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table orders{"orders", metadata, Column{"id", Integer{}, primary_key},
                 Column{"data", Json{}, not_null}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    db.execute(insert(orders),
               {{{"data", JsonText{R"({"customer": "Ada", "lines": [{"price": 9.90}]})"}}},
                {{"data", JsonText{R"({"customer": "Bob", "lines": [{"price": 19.90}, {}]})"}}}});

    const JsonExpr order = as_json(orders["data"]);
    const auto query = select(order["customer"].as_string().label("customer"),
                              order["lines"].length().label("lines"))
                           .where(order["lines"][0]["price"].as_numeric() > Decimal("10"));
    for (const auto& [customer, lines] : db.execute(query)) {
        std::cout << *customer << ' ' << *lines << '\n';
    }
    std::cout << to_sql(query, "postgresql") << '\n';
}
