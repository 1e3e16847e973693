// SPDX-License-Identifier: MIT
// What a program takes from one database: its collations, operators and functions. No other
// database needs to know them, so nobody prepares this.
#include <azoth/sql/array.hpp>
#include <azoth/sql/composite.hpp>
#include <azoth/sql/table_function.hpp>

#include "golden.hpp"

namespace golden {

void natives(Cases& cases) {
    static const Schema& s = schema();
    cases.value("collate", [] { return s.n["t"].collate("C").label("x"); });
    cases.value("collate a concatenation", [] {
        return func::concat({s.n["t"], s.n["u"]}).collate("C").label("x");
    });
    cases.value("collate in a schema",
                [] { return s.n["t"].collate("C", "pg_catalog").label("x"); });
    cases.where("a full-text match",
                [] { return func::full_text_match(s.n["t"], "quick fox") || s.n["p"]; }, {"bare"});
    cases.where("a full-text match of an expression",
                [] { return func::full_text_match(func::lower(s.n["t"]), s.n["u"]); });
    cases.value("a field of a struct",
                [] { return field<int>(s.document["data"], "zip code").label("x"); });
    cases.where("a value of a map",
                [] { return map_value<std::string>(s.document["data"], "host") == "a"; });
    cases.where("a field of an element",
                [] { return field<int>(as_array<int>(s.document["tags"])[0], "x") > 1; });
    cases.add("order by a collation", [] {
        return select(s.artist["name"]).order_by(desc(s.artist["name"].collate("C")));
    });
    cases.where("an operator of a database",
                [] { return s.n["t"].bool_op("~~", "a%") && s.n["a"] == 1; });
    cases.where("an operator with a question mark", [] { return s.n["t"].bool_op("?", "a"); });
    cases.value("filter of any aggregate",
                [] { return func::aggregate("total", {s.n["a"]}, Double{}).filter(s.n["b"] > 1); },
                {"bare"});
    cases.add("a function in FROM",
              [] {
                  const auto options =
                      table_function("pg_options_to_table", {s.n["t"]}, "o", {"option_name"});
                  return select(options["option_name"]);
              },
              {"bare", "sqlite@3.8.11"});
}

}  // namespace golden
