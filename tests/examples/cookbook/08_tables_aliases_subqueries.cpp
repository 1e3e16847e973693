// SPDX-License-Identifier: MIT
// What can stand behind FROM: tables, aliases, joins, subqueries. Who earns most, and who is whose
// boss.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table employee{"employee",
                   metadata,
                   Column{"id", Integer{}, primary_key},
                   Column{"name", String{40}, not_null},
                   Column{"team", String{20}},
                   Column{"salary", Integer{}},
                   Column{"boss_id", ForeignKey{"employee.id"}}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    db.execute(insert(employee), {{{"name", "Grace"}, {"team", "compiler"}, {"salary", 90}},
                                  {{"name", "Ada"}, {"team", "engine"}, {"salary", 80}}});
    db.execute(insert(employee),
               {{{"name", "Tim"}, {"team", "compiler"}, {"salary", 50}, {"boss_id", 1}},
                {{"name", "Ken"}, {"team", "compiler"}, {"salary", 60}, {"boss_id", 1}}});

    const Table boss = employee.alias("boss");
    const auto bosses = select(employee["name"], boss["name"].label("boss"))
                            .outer_join(boss, employee["boss_id"] == boss["id"])
                            .order_by(employee["id"]);
    for (const Row& row : db.execute(bosses)) {
        std::cout << row["name"].as<std::string>() << ": "
                  << row["boss"].as<std::optional<std::string>>().value_or("nobody") << '\n';
    }

    const auto best = select(employee["team"], func::max(employee["salary"]).label("most"))
                          .group_by(employee["team"])
                          .subquery("best");
    const auto stars =
        select(employee["name"])
            .join(best, employee["team"] == best["team"] && employee["salary"] == best["most"])
            .order_by(employee["name"]);
    for (const auto& name : db.scalars<std::string>(stars)) std::cout << name << '\n';

    const Table report = employee.alias("report");
    const auto leads =
        select(employee["name"])
            .where(exists(select(report["id"]).where(report["boss_id"] == employee["id"])));
    std::cout << db.scalar<std::string>(leads) << " leads\n";
}
