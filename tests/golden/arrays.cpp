// SPDX-License-Identifier: MIT
#include <azoth/sql/array.hpp>
#include <azoth/sql/explode.hpp>

#include "golden.hpp"

namespace golden {

void arrays(Cases& cases) {
    static const Table& documents = schema().document;
    const auto tags = [] { return as_array<std::string>(documents["tags"]); };
    const auto counts = [] { return as_array<std::int32_t>(documents["counts"]); };
    const auto value = [&](const char* name, auto make) {
        cases.add(name, [make] { return select(make().label("x")); });
    };
    const auto where = [&](const char* name, auto make) {
        cases.add(name, [make] { return select(documents["id"]).where(make()); });
    };
    value("the first element", [=] { return tags()[0]; });
    value("a slice", [=] { return tags().slice(1, 3); });
    value("an element of a slice", [=] { return tags().slice(1, 3)[0]; });
    value("how long", [=] { return tags().length(); });
    where("an element compared", [=] { return counts()[2] > 5; });
    where("any", [=] { return "sql" == any_of(tags()); });
    where("any, on the left", [=] { return any_of(counts()) > 5; });
    where("all", [=] { return 5 <= all_of(counts()); });
    where("contains", [=] { return tags().contains({"sql", "c++"}); });
    where("contains another", [=] { return tags().contains(tags()); });
    where("contained", [=] { return tags().contained_by({"sql"}); });
    where("overlaps", [=] { return counts().overlaps({1, 2, 3}); });
    where("equal to a list", [=] { return tags() == std::vector<std::string>{"a"}; });
    const auto exploded = [](const Subquery& tag, JoinType type) {
        const auto query = select(documents["id"], tag["tag"]);
        return type == outer ? query.outer_join(tag, true_()) : query.cross_join(tag);
    };
    const auto tag = [] { return explode(documents["tags"], "t", "tag"); };
    cases.add("elements as rows", [=] { return exploded(tag(), JoinType::inner); }, {"bare"});
    cases.add("elements as rows, or none", [=] { return exploded(tag(), outer); });
    cases.add("elements as rows, with their positions", [=] {
        return exploded(posexplode(documents["tags"], "t", "at", "tag"), JoinType::inner);
    });
    cases.add("elements as rows without a join", [=] {
        const Subquery rows = tag();
        return select(rows["tag"], documents["id"]).where(rows["tag"] == "sql");
    });
    cases.add("elements as rows before a join", [=] {
        const Subquery rows = tag();
        return select(rows["tag"], schema().n["t"])
            .select_from(documents)
            .join(schema().n, schema().n["id"] == documents["id"])
            .cross_join(rows);
    });
    cases.add("elements as rows of a joined table", [=] {
        const Subquery rows = tag();
        return select(rows["tag"], schema().n["t"])
            .select_from(schema().n)
            .join(documents, schema().n["id"] == documents["id"])
            .cross_join(rows);
    });
    cases.add("inserted", [] {
        return insert(documents).values({{"id", 1}, {"tags", std::vector<std::string>{"a", "b"}}});
    });
}

}  // namespace golden
