// SPDX-License-Identifier: MIT
#include <azoth/sql/grouping.hpp>
#include <azoth/sql/json.hpp>
#include <azoth/sql/quantified.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/tuple.hpp>
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
    where("a member compared", [=] { return data()["a"] == JsonText{"1"}; });
    where("a binary member compared", [=] { return fast()["a"] == JsonText{"1"}; });
    where("a member that is none of another",
          [=] { return fast()["a"].is_distinct_from(fast()["b"]); });
    where("a member in a list of documents", [=] { return fast()["a"].in({JsonText{"1"}}); });
    where("a document compared", [] { return documents["data"] == JsonText{"{}"}; });
    where("a binary document compared", [] { return documents["fast"] == JsonText{"{}"}; });
    const auto tuple = [] { return tuple_(documents["data"], documents["id"]); };
    where("a document that is none of another",
          [] { return documents["data"].is_distinct_from(documents.alias("d")["data"]); });
    where("a document in a list", [] { return documents["data"].in({JsonText{"{}"}}); });
    where("a document in a query",
          [] { return documents["data"].in(select(documents.alias("d")["data"])); });
    where("a text in a query of documents",
          [] { return literal("x").in(select(documents.alias("d")["data"])); });
    where("a document among others",
          [] { return documents["data"] == any_(select(documents.alias("d")["data"])); });
    where("a document between others",
          [] { return documents["data"].between(JsonText{"1"}, JsonText{"2"}); });
    where("a document in a tuple",
          [=] { return tuple() == tuple_(documents["data"], literal(1)); });
    where("a document in a tuple of a list", [=] { return tuple().in({{JsonText{"{}"}, 1}}); });
    where("a document like a text", [] { return documents["data"].like("%a%"); });
    const auto add = [&](const char* name, auto query) { cases.add(name, query); };
    const Expr id = documents["id"];
    const Expr whole = documents["data"];
    add("grouped by a document", [=] { return select(whole, func::count()).group_by(whole); });
    add("grouped by a member", [=] { return select(func::count()).group_by(data()["a"]); });
    add("grouped by a document and by all",
        [=] { return select(func::count()).group_by(rollup(whole)); });
    add("distinct documents", [=] { return select(id, whole).distinct(); });
    add("distinct on a document",
        [=] { return select(id).distinct_on(whole).order_by(whole, id); });
    add("distinct binary documents", [] { return select(documents["fast"]).distinct(); });
    add("ordered by a document", [=] { return select(id).order_by(whole); });
    add("ordered by a document's label",
        [=] { return select(whole.label("w")).order_by(asc("w")); });
    add("a window by documents",
        [=] { return select(func::count().over({.partition_by = {whole}}).label("n")); });
    add("a window in the order of documents",
        [=] { return select(func::row_number().over({.order_by = {whole}}).label("n")); });
    add("distinct documents counted", [=] { return select(func::count_distinct(whole)); });
    add("distinct documents in an array",
        [=] { return select(func::array_agg(whole).distinct()); });
    add("the greatest document", [=] { return select(func::max(whole)); });
    add("the greatest binary document", [] { return select(func::max(documents["fast"])); });
    add("the greater document", [=] { return select(func::greatest({whole, data()["a"]})); });
    add("no document", [=] { return select(func::nullif(whole, JsonText{"{}"})); });
    add("a union of documents", [=] { return union_(select(whole), select(whole)); });
    add("all documents of two", [=] { return union_all(select(whole), select(whole)); });
    cases.add("ordered by what is inside",
              [=] { return select(documents["id"]).order_by(data()["a"].as_integer().desc()); });
    cases.add("grouped by what is inside", [=] {
        const auto kind = data()["kind"].as_string();
        return select(kind.label("kind"), func::count()).group_by(kind);
    });
}

}  // namespace golden
