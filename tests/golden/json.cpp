// SPDX-License-Identifier: MIT
#include <azoth/sql/json.hpp>
#include <azoth/value/decimal.hpp>

#include "golden.hpp"

namespace golden {

void json(Cases& cases) {
    static const Table& documents = schema().document;
    const auto data = [] { return as_json(documents["data"]); };
    const auto fast = [] { return as_json(documents["fast"]); };
    const auto value = [&](const char* name, auto make) {
        cases.add(name, [make] { return select(make().label("x")); });
    };
    const auto where = [&](const char* name, auto make) {
        cases.add(name, [make] { return select(documents["id"]).where(make()); });
    };
    value("a member", [=] { return data()["a"]; });
    value("an element", [=] { return data()[0]; });
    value("the last element", [=] { return data()[-1]; });
    value("a path", [=] { return data()["a"][1]["b"]; });
    value("a path in two steps", [=] {
        const JsonExpr inner = as_json(data()["a"]);
        return inner["b"];
    });
    value("a name that looks like a path", [=] { return data()["$.a[0]\"'"]; });
    value("read as text", [=] { return data()["a"].as_string(); });
    value("the whole document as text", [=] { return data().as_string(); });
    value("read as integer", [=] { return data()["a"].as_integer(); });
    value("read as double", [=] { return data()["a"].as_double(); });
    value("read as exact number", [=] { return data()["a"].as_numeric(); });
    value("read as boolean", [=] { return data()["a"].as_boolean(); });
    value("what kind of JSON", [=] { return data()["a"].json_type(); });
    value("the length of an array", [=] { return data()["a"].length(); });
    value("binary JSON", [=] { return fast()["a"].length(); });
    value("an element of binary JSON", [=] { return fast()["a"][0]; });
    value("an element of binary JSON as text", [=] { return fast()[0].as_string(); });
    value("text made JSON", [] { return as_json(cast(schema().n["t"], Json{}))["a"].as_string(); });
    value("a bound document", [] { return as_json(literal(JsonText{"[1]"}))[0].as_integer(); });
    where("there is nothing", [=] { return data()["a"].is_null(); });
    where("the JSON value null", [=] { return data()["a"].is_json_null(); });
    where("there is a member", [=] { return data()["a"].has("b"); });
    where("compared as text", [=] { return data()["a"].as_string() == "x"; });
    where("compared as integer", [=] { return data()["a"].as_integer() > 5; });
    where("compared as exact number", [=] { return data()["a"].as_numeric() > Decimal("9.99"); });
    where("compared as boolean", [=] { return data()["a"].as_boolean() == true; });
    where("contains", [=] { return data().contains(JsonText{R"({"a": 1})"}); });
    where("binary JSON contains", [=] { return fast()["a"].contains(JsonText{"[1]"}); });
    where("binary JSON contains another", [=] { return fast().contains(documents["fast"]); });
    where("a document compared", [] { return documents["data"] == JsonText{"{}"}; });
    where("a binary document compared", [] { return documents["fast"] == JsonText{"{}"}; });
    cases.add("ordered by what is inside",
              [=] { return select(documents["id"]).order_by(data()["a"].as_integer().desc()); });
    cases.add("grouped by what is inside", [=] {
        const auto kind = data()["kind"].as_string();
        return select(kind.label("kind"), func::count()).group_by(kind);
    });
}

}  // namespace golden
