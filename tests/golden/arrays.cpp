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
    const std::vector<int> numbers{1, 2};
    value("a list of the program's", [=] { return literal(numbers); });
    value("a list of lists", [] { return literal(std::vector<std::vector<int>>{{1}, {2}}); });
    value("a list with NULL", [] {
        return literal(std::vector<std::optional<std::string>>{"a", std::nullopt});
    });
    value("a list of nothing", [] { return literal(std::vector<int>{}); });
    value("a list's length", [=] { return func::call("array_length", {numbers, 1}, Integer{}); });
    value("a list's length in the server's words",
          [=] { return func::call("cardinality", {literal(numbers)}, Integer{}); });
    value("a place in a list", [=] {
        return func::call("array_position", {numbers, 2}, Integer{});
    });
    value("a place of a column in a list", [=] {
        return func::call("array_position", {numbers, documents["id"]}, Integer{});
    });
    value("a list joined", [=] {
        return func::call("array_to_string", {std::vector<std::string>{"a", "b"}, ","}, Text{});
    });
    where("a list equal to a list", [=] { return literal(numbers) == counts(); });
    where("lists that are equal", [=] { return literal(numbers) == literal(numbers); });
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
