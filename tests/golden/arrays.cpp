// SPDX-License-Identifier: MIT
#include <azoth/sql/array.hpp>

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
    cases.add("inserted", [] {
        return insert(documents).values({{"id", 1}, {"tags", std::vector<std::string>{"a", "b"}}});
    });
}

}  // namespace golden
