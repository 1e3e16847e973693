// SPDX-License-Identifier: MIT
// A description printed as DDL, and compared with what a database has: what is missing, what is
// there too much, what differs.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData model;
    Table artist{"artist", model, Column{"id", Integer{}, primary_key},
                 Column{"name", String{120}, not_null}, Column{"country", Char{2}}};
    Table album{"album", model, Column{"id", Integer{}, primary_key},
                Column{"artist_id", ForeignKey{"artist.id"}}, Index{"ix_album", {"artist_id"}}};
    for (const std::string& sql : to_sql(model, "sqlite")) std::cout << sql << '\n';

    Engine engine = create_engine("sqlite:///:memory:");
    engine.begin([](Connection& db) {
        db.execute_script(
            "CREATE TABLE artist (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, age INTEGER);"
            "CREATE TABLE album (id INTEGER PRIMARY KEY, artist_id INTEGER REFERENCES artist "
            "(id))");
    });
    MetaData found;
    found.reflect(engine);
    for (const SchemaDifference& difference : diff(model, found, engine.dialect())) {
        std::cout << difference.describe() << '\n';
    }
}
