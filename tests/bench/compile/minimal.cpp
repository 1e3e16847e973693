// SPDX-License-Identifier: MIT
// P12: the smallest program that describes a table, inserts and selects.
#include <iostream>
#include <string>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    Engine engine = create_engine("sqlite:///:memory:");
    MetaData metadata;
    Table artist{"artist", metadata, Column{"artist_id", Integer{}, primary_key},
                 Column{"name", String{120}, not_null}};
    metadata.create_all(engine);
    engine.begin([&](Connection& db) {
        db.execute(insert(artist), {{{"name", "Queen"}}, {{"name", "AC/DC"}}, {{"name", "ABBA"}}});
    });
    Connection db = engine.connect();
    const auto query =
        select(artist["name"]).where(artist["name"].like("A%")).order_by(artist["name"]);
    for (const Row& row : db.execute(query)) std::cout << row["name"].as<std::string>() << '\n';
}
