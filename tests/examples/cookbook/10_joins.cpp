// SPDX-License-Identifier: MIT
// Joins find their ON clause in the foreign keys; where there is more than one way it is an error,
// not a guess.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table city{"city", metadata, Column{"id", Integer{}, primary_key}, Column{"name", String{30}}};
    Table flight{"flight", metadata, Column{"id", Integer{}, primary_key},
                 Column{"from_id", ForeignKey{"city.id"}}, Column{"to_id", ForeignKey{"city.id"}}};
    Table seat{"seat", metadata, Column{"id", Integer{}, primary_key},
               Column{"flight_id", ForeignKey{"flight.id"}}};

    std::cout << to_sql(select(seat["id"], flight["id"]).join(flight), "sqlite") << '\n';
    try {
        (void)to_sql(select(flight["id"]).join(city), "sqlite");
    } catch (const ArgumentError& error) {
        std::cout << error.code() << '\n';
    }
    const Table origin = city.alias("origin");
    const Table target = city.alias("target");
    std::cout << to_sql(select(origin["name"], target["name"].label("to"))
                            .select_from(flight)
                            .join(origin, flight["from_id"] == origin["id"])
                            .outer_join(target, flight["to_id"] == target["id"]),
                        "sqlite")
              << '\n';

    // What an outer join may leave NULL is read as an optional.
    const auto id = flight.column<std::int64_t>("id");
    const auto to = target.column<std::string>("name");
    const auto on = flight["to_id"] == target["id"];
    std::cout << to_sql(select(id, nullable(to)).outer_join(target, on), "sqlite") << '\n';
    try {
        (void)to_sql(select(id, to).outer_join(target, on), "sqlite");
    } catch (const CompileError& error) {
        std::cout << error.message() << '\n';
    }
}
