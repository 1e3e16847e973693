// SPDX-License-Identifier: MIT
// Many rows by the fastest way of the database: any range of tuples, structs or values.
#include <iostream>
#include <string>
#include <vector>

#include <azoth/azoth.hpp>

using namespace azoth;

struct Reading {
    std::int64_t id;
    std::string station;
    double celsius;
};

int main() {
    MetaData metadata;
    Table reading{"reading", metadata, Column{"id", BigInteger{}, primary_key, no_autoincrement},
                  Column{"station", String{20}}, Column{"celsius", Double{}}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    std::vector<Reading> readings;
    for (int i = 0; i < 10'000; ++i) readings.push_back({i, "north", i / 100.0});
    std::cout << engine.begin([&](Connection& db) {
        return db.insert_many(reading, {"id", "station", "celsius"}, readings);
    }) << " rows, ";
    Connection db = engine.connect();
    std::cout << db.scalar<double>(select(func::max(reading["celsius"]))) << " at most\n";
}
