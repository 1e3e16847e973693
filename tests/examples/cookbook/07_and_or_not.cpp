// SPDX-License-Identifier: MIT
// Conjunctions and negations, as operators and as functions, and what NULL means in them.
#include <iostream>
#include <optional>
#include <vector>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table user{"user", metadata, Column{"id", Integer{}, primary_key}, Column{"name", String{50}},
               Column{"age", Integer{}}};
    const Expr name = user["name"];
    const Expr age = user["age"];
    const auto show = [&](const Condition& condition) {
        std::cout << to_sql(select(user["id"]).where(condition), "sqlite") << '\n';
    };

    show(name == "ada" && age > 30);
    show((name == "ada" || name == "bob") && !(age > 30));
    show(and_({name == "ada", or_({age<10, age> 60}), not_(name.like("%x%"))}));
    show(name == std::nullopt);         // IS NULL
    show(age != std::optional<int>{});  // IS NOT NULL
    show(name.in({"ada", "bob"}) && age.not_in({1, 2}));
    show(age.in(std::vector<int>{}));  // in nothing: never true
    show(name.contains("50%") || age.between(20, 30));
    show(name.is_distinct_from("ada"));  // NULL differs from "ada"

    std::vector<Condition> filters{name.starts_with("a"), age >= 18};  // collected while running
    Select query = select(user["id"]);
    for (const Condition& filter : filters) query = query.where(filter);
    std::cout << to_sql(query, "sqlite") << '\n';
    show(or_(filters));
}
