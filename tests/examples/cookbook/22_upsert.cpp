// SPDX-License-Identifier: MIT
// Insert, or change the row that is there: one spelling, lowered to what each database has.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table stock{"stock", metadata, Column{"item", String{20}, primary_key},
                Column{"count", Integer{}, not_null}};
    const auto deliver = upsert(stock)
                             .values({{"item", "nut"}, {"count", 5}})
                             .on_conflict({"item"})
                             .do_update({{"count", stock["count"] + excluded(stock["count"])}});
    for (const char* dialect : {"postgresql", "mysql"}) {
        std::cout << to_sql(deliver, dialect) << '\n';
    }

    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    for (int day = 0; day < 3; ++day) db.execute(deliver);
    std::cout << db.scalar<int>(select(stock["count"])) << " nuts\n";
}
