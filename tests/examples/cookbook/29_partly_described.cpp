// SPDX-License-Identifier: MIT
// A large table of somebody else's, of which the program wants two columns; and a reflected one
// with a type that the program knows better.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    Engine engine = create_engine("sqlite:///:memory:");
    engine.begin([](Connection& db) {
        db.execute_script(
            "CREATE TABLE events (id INTEGER PRIMARY KEY, at TEXT, who TEXT, a TEXT, b BLOB, c "
            "REAL);"
            "INSERT INTO events (at, who) VALUES ('2024-02-29 12:30:00', 'Ada'),"
            " ('2024-03-01 08:00:00', 'Bob')");
    });
    Connection db = engine.connect();

    MetaData mine;
    Table events{"events", mine, Column{"who", String{}}, Column{"at", DateTime{}}};
    const auto query =
        select(events["who"]).where(events["at"] >= Timestamp{make_date(2024, 3, 1), {}});
    std::cout << db.scalar<std::string>(query) << '\n';

    MetaData found;
    const Table all = found.reflect_table(db, "events", {Column{"at", DateTime{}}});
    std::cout << all.data().columns.size() << " columns, at is "
              << all.data().column("at").type.describe() << '\n';
    for (const auto& [day, who] :
         db.execute(select(extract(Field::day, all["at"]), all["who"]).order_by(all["id"]))
             .rows<int, std::string>()) {
        std::cout << day << ' ' << who << '\n';
    }
}
