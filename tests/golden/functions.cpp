// SPDX-License-Identifier: MIT
// The functions that mean the same everywhere, EXTRACT, casts, operators of one database.
#include <azoth/sql/extract.hpp>

#include "golden.hpp"

namespace golden {

namespace {

Expr a() {
    return schema().n["a"];
}
Expr b() {
    return schema().n["b"];
}
Expr t() {
    return schema().n["t"];
}

void numbers(Cases& cases) {
    static const Schema& s = schema();
    cases.value("abs", [] { return func::abs(a() - 10); });
    cases.value("round", [] { return func::round(schema().track["rating"], 2); });
    cases.value("round an integer", [] { return func::round(a()); });
    cases.value("floor and ceil", [] {
        return func::floor(schema().track["rating"]) + func::ceil(schema().track["rating"]);
    });
    cases.value("floor of an integer", [] { return func::floor(a() + b()); });
    cases.value("random", [] { return func::random().label("x"); });
    cases.value("greatest", [] { return func::greatest({a(), b(), 3}); });
    cases.value("least", [] { return func::least({a(), b()}); });
    cases.value("nullif", [] { return func::nullif(a(), 0); });
    cases.value("nullif of an integer and a real number",
                [] { return func::nullif(a(), s.track["rating"]) / 2; });
    cases.value("a real number of several by an integer", [] {
        return func::coalesce({a(), s.track["rating"]}) / b();
    });
    cases.add("choices among exact numbers", [] {
        return select(func::greatest({s.track["price"], 1}).label("g"),
                      func::nullif(s.track["price"], 0).label("n"));
    });
    cases.add("abs of an exact number", [] { return select(func::abs(s.track["price"])); });
    cases.add("ceil and floor of an exact number",
              [] { return select(func::ceil(s.track["price"]), func::floor(s.track["price"])); });
    cases.add("round an exact number", [] { return select(func::round(s.track["price"], 1)); });
}

void texts_and_moments(Cases& cases) {
    static const Schema& s = schema();
    cases.value("trim", [] { return func::trim(t()); });
    cases.value("lower of a number", [] { return func::lower(a()); });
    cases.value("the length of a truth",
                [] { return func::char_length(schema().track["explicit"]); });
    cases.value("a number in a collation", [] { return a().collate("nocase"); });
    cases.value("a moment by a regular expression",
                [] { return schema().track["added"].regexp_match("^2"); });
    cases.value("concat", [] { return func::concat({t(), " ", schema().n["u"]}).label("x"); });
    cases.value("now", [] { return func::now().label("x"); });
    cases.value("current_date", [] { return func::current_date().label("x"); });
    cases.value("current_time", [] { return func::current_time().label("x"); });
    constexpr std::pair<const char*, Field> fields[] = {{"year", Field::year},
                                                        {"quarter", Field::quarter},
                                                        {"month", Field::month},
                                                        {"week", Field::week},
                                                        {"day", Field::day},
                                                        {"day of the week", Field::day_of_week},
                                                        {"day of the year", Field::day_of_year},
                                                        {"hour", Field::hour},
                                                        {"minute", Field::minute},
                                                        {"second", Field::second},
                                                        {"epoch", Field::epoch}};
    for (const auto& [name, field] : fields) {
        cases.add(std::string("extract the ") + name,
                  [field = field] { return select(extract(field, s.track["added"]).label("x")); });
    }
    cases.value("extract from an instant", [] { return extract(Field::hour, func::now()); });
    cases.value("extract an hour from a date",
                [] { return extract(Field::hour, func::current_date()); });
    cases.value("try_cast", [] { return try_cast(t(), Integer{}).label("x"); }, {"postgresql@16"});
    cases.value("try_cast to a real number", [] { return try_cast(t(), Double{}).label("x"); },
                {"postgresql@16"});
    cases.value("try_cast to a date", [] { return try_cast(t(), DateType{}).label("x"); },
                {"postgresql@16"});
    cases.value("type_coerce", [] { return type_coerce(a(), Text{}).label("x"); });
    cases.where("a value beside type_coerce", [] { return type_coerce(a(), Double{}) == 5; });
    cases.value("typed cast", [] { return cast<std::string>(a()).label("x"); });
    cases.value("null", [] { return null().label("x"); });
}

void conditions_of_databases(Cases& cases) {
    cases.where("regexp_match", [] { return t().regexp_match("^a.c$"); }, {"bare"});
    cases.where("regexp_match with flags", [] { return t().regexp_match("^a", "i"); });
    cases.where("regexp_match with more flags", [] { return t().regexp_match("^a", "xmi"); });
    cases.where("not regexp_match", [] { return !t().regexp_match("^a") && a() == 1; });
    cases.where("regexp_match with a bad flag", [] { return t().regexp_match("a", "g'"); });
    cases.value("regexp_replace", [] { return t().regexp_replace("a+", "b", "i").label("x"); },
                {"bare"});
    cases.value("an operator as a value", [] { return a().op("+", b() * 2).label("x"); });
    cases.where("an operator with a comment", [] { return t().bool_op("--", "a"); });
    cases.where("an operator that ends the expression", [] { return t().bool_op(") OR (", "a"); });
    cases.where("icontains", [] { return t().icontains("5%_"); }, {"bare"});
    cases.where("istarts_with", [] { return t().istarts_with("a"); });
    cases.where("not iends_with", [] { return !t().iends_with("a"); });
    cases.where("between symmetric", [] { return a().between_symmetric(b(), 3); });
    cases.where("not between", [] { return !a().between(1, 3) && b() == 2; });
    cases.where("not between symmetric", [] { return !a().between_symmetric(3, 1); });
    cases.where("between is an operand", [] { return a().between(1, 3) == schema().n["p"]; });
    const std::vector<std::string> old{"bare", "sqlite@3.22.0"};
    cases.where(
        "is true", [] { return schema().n["p"].is_true(); }, old);
    cases.where(
        "is not true", [] { return (a() > b()).is_not_true(); }, old);
    cases.where(
        "is false", [] { return (a() > b()).is_false() && schema().n["q"]; }, old);
    cases.where(
        "not (is false)", [] { return !schema().n["p"].is_false(); }, old);
    cases.where("true", [] { return true_() && a() == 1; });
}

}  // namespace

void functions(Cases& cases) {
    numbers(cases);
    texts_and_moments(cases);
    conditions_of_databases(cases);
}

}  // namespace golden
