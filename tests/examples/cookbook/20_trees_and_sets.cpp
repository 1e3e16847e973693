// SPDX-License-Identifier: MIT
// WITH RECURSIVE walks a tree; UNION, INTERSECT and EXCEPT put queries together.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table part{"part", metadata, Column{"id", Integer{}, primary_key}, Column{"name", String{20}},
               Column{"of_id", ForeignKey{"part.id"}}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    db.execute(insert(part), {{{"name", "bicycle"}, {"of_id", std::nullopt}},
                              {{"name", "wheel"}, {"of_id", 1}},
                              {{"name", "spoke"}, {"of_id", 2}},
                              {{"name", "table"}, {"of_id", std::nullopt}}});

    const Cte below = recursive_cte(
        "below", select(part["id"], part["name"]).where(part["name"] == "bicycle"),
        [&](const Cte& below) {
            return select(part["id"], part["name"]).join(below, part["of_id"] == below["id"]);
        });
    for (const auto& name : db.scalars<std::string>(select(below["name"]).order_by(below["id"]))) {
        std::cout << name << '\n';
    }

    const auto tops = select(part["name"]).where(part["of_id"].is_null());
    const auto with_e = select(part["name"]).where(part["name"].contains("e"));
    const auto show = [&](const char* what, const Query& query) {
        std::cout << what << ':';
        for (const auto& name : db.scalars<std::string>(query)) std::cout << ' ' << name;
        std::cout << '\n';
    };
    show("both", intersect(tops, with_e).order_by(asc("name")));
    show("only one", except_(with_e, tops).order_by(asc("name")));
    show("all", union_(tops, with_e).order_by(asc("name")).limit(3));
}
