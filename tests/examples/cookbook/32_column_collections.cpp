// SPDX-License-Identifier: MIT
// Queries put together at run time: columns, conditions and orders are values in containers.
#include <iostream>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <azoth/azoth.hpp>
#include <azoth/value/describe.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table person{"person",
                 metadata,
                 Column{"id", Integer{}, primary_key},
                 Column{"name", String{40}},
                 Column{"age", Integer{}},
                 Column{"town", String{40}}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    db.execute(insert(person), {{{"name", "Ada"}, {"age", 36}, {"town", "London"}},
                                {{"name", "Emmy"}, {"age", 53}, {"town", "Erlangen"}},
                                {{"name", "Grace"}, {"age", 85}, {"town", "New York"}}});

    const std::map<std::string, std::string> request{{"town", "Erlangen"}, {"min_age", "40"}};
    std::vector<Expr> wanted;
    for (const char* name : {"name", "age", "town"}) wanted.push_back(person[name]);
    Select query = select(wanted);
    if (const auto town = request.find("town"); town != request.end()) {
        query = query.where(person["town"] == town->second);
    }
    if (const auto age = request.find("min_age"); age != request.end()) {
        query = query.where(person["age"] >= std::stoi(age->second));
    }
    for (const Row& row : db.execute(query)) {
        for (const std::string& key : row.keys()) {
            std::cout << key << '=' << to_string(row[key].view()) << ' ';
        }
        std::cout << '\n';
    }
    std::cout << db.scalar<int>(with_only_columns(query, func::count())) << " of "
              << db.scalar<int>(select(func::count()).select_from(person)) << '\n';
    const std::vector<Expr> keys{person["town"]};
    const std::vector<Ordering> order{desc(person["town"])};
    const std::vector<Query> parts{select(person["town"]).group_by(keys).order_by(order).limit(1),
                                   select(person["name"]).where(person["age"] < 40)};
    for (const Row& row : db.execute(union_all(parts)))
        std::cout << row[0].as<std::string>() << ' ';
    for (const Expr& column : query.columns()) std::cout << column.type().describe() << ' ';
    std::cout << '\n';

    const std::vector<std::string> columns{"name", "age"};
    const std::vector<std::vector<Value>> lines{{"Mary", 91}, {"Joan", 70}};
    std::cout << db.insert_many(person, columns, lines) << " more\n";

    const auto known = select(person["name"])
                           .where(tuple_(person["name"], person["age"]).in(bind_list("people")))
                           .order_by("name");
    const std::vector<std::tuple<std::string, int>> people{{"Mary", 91}, {"Emmy", 53}, {"Emmy", 9}};
    for (const auto& name : db.scalars<std::string>(known, {{"people", people}})) {
        std::cout << name << '\n';
    }
}
