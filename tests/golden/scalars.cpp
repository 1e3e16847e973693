// SPDX-License-Identifier: MIT
#include <cstddef>
#include <optional>
#include <vector>

#include <azoth/value/decimal.hpp>
#include <azoth/value/uuid.hpp>

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

void values(Cases& cases) {
    cases.value("a bool", [] { return literal(true).label("x"); });
    cases.value("an integer", [] { return literal(std::int64_t{-5}).label("x"); });
    cases.value("an unsigned integer", [] { return literal(std::uint64_t{5}).label("x"); });
    cases.value("a real", [] { return literal(2.5).label("x"); });
    cases.value("a text", [] { return literal("it's").label("x"); });
    cases.value("bytes", [] {
        return literal(std::vector<std::byte>{std::byte{0}, std::byte{255}}).label("x");
    });
    cases.value("a date", [] { return literal(Date{0}).label("x"); });
    cases.value("a time", [] { return literal(TimeOfDay{1}).label("x"); });
    cases.value("a local time", [] { return literal(Timestamp{}).label("x"); });
    cases.value("an instant", [] { return literal(Instant{}).label("x"); });
    cases.value("an exact number", [] { return literal(Decimal("1.10")).label("x"); });
    cases.value("an empty optional", [] { return literal(std::optional<int>{}).label("x"); });
    cases.value("a named bind", [] { return bind<std::int64_t>("who").label("x"); });
    cases.where("a named bind in a condition", [] { return a() == bind<std::int64_t>("who"); });
    cases.where("a named bind twice",
                [] { return a() == bind<int>("who") || b() == bind<int>("who"); });
    cases.where("a bind that takes its type", [] { return t() == bind("who"); });
    cases.where("a literal at each execution", [] { return t() == literal_execute("it's"); });
    cases.where("a named literal beside values", [] {
        return a() > 1 && t() == literal_execute(bind("who")) && b().in({1, 2}) && a() < 5;
    });
}

void calls(Cases& cases) {
    cases.value("count rows", [] { return func::count(); });
    cases.value("count", [] { return func::count(a()); });
    cases.value("count distinct", [] { return func::count_distinct(a()); });
    cases.value("max of a sum", [] { return func::max(a() + 1); });
    cases.value("max of a truth value", [] { return func::max(schema().n["p"]); });
    cases.value("min of truth values", [] { return func::min(a() == 1); });
    cases.value("min", [] { return func::min(a()); });
    cases.value("sum", [] { return func::sum(a()); });
    cases.value("avg", [] { return func::avg(schema().track["rating"]); });
    cases.value("lower", [] { return func::lower(t()); });
    cases.value("upper", [] { return func::upper(t()); });
    cases.value("char_length", [] { return func::char_length(t()); });
    cases.value("coalesce", [] { return func::coalesce({a(), b(), 0}); });
    cases.value("coalesce of one", [] { return func::coalesce({a()}); });
    cases.value("any function", [] { return func::call("abs", {a() - 10}); });
    cases.value("any function without arguments", [] { return func::call("pi", {}); });
    cases.value("a function that is none", [] { return func::call("abs(1); --", {a()}); });
    cases.where("a function is an operand", [] { return func::coalesce({a(), 0}) * 2 > 5; });
    cases.add("an aggregate in having", [] {
        const Schema& s = schema();
        return select(s.album["artist_id"], func::count().label("albums"))
            .group_by(s.album["artist_id"])
            .having(func::count() > 5)
            .having(func::max(s.album["title"]) < "M");
    });
}

void case_and_cast(Cases& cases) {
    cases.value("case of a value", [] {
        return case_(a(), {{1, "one"}, {2, "two"}, {std::nullopt, "none"}}, "many").label("x");
    });
    cases.value("case of an expression", [] {
        return case_(a() + 1, {{b(), 1}, {literal(2), 2}}).label("x");
    });
    cases.value("case", [] { return case_({{a() == 1, "one"}, {a() == 2, "two"}}).label("x"); });
    cases.value("case with else", [] { return case_({{a() > 1, b()}}, 0).label("x"); });
    cases.where("case is an operand", [] { return case_({{a() > 1, b()}}, 0) + 1 == 2; });
    cases.value("a case of values, summed", [] {
        return func::sum(case_({{a() == 1, 1}}, 0)).label("x");
    });
    cases.value("a case of real and whole values", [] { return case_({{a() == 1, 1}}, 2.5); });
    cases.value("a case of a value and NULL", [] {
        return case_({{a() == 1, std::nullopt}}, 2).label("x");
    });
    cases.value("a case of a column and a real value", [] {
        return case_({{a() == 1, b()}}, 2.5).label("x");
    });
    cases.value("coalesce of values", [] { return func::coalesce({std::nullopt, 1, 2}) + 1; });
    cases.value("a value of a query", [] { return select(literal(4)).scalar_subquery() + 1; });
    cases.value("a part of a value", [] {
        return extract(Field::year, literal(Timestamp{make_date(2024, 2, 29), {}}));
    });
    cases.value("case of nothing", [] { return case_({}, 0).label("x"); });
    cases.value("cast to integer", [] { return cast(t(), Integer{}).label("x"); });
    cases.value("cast of text to an unsigned integer",
                [] { return cast(t(), UnsignedBigInteger{}).label("x"); });
    cases.value("cast of text to a small integer",
                [] { return cast(t(), SmallInteger{}).label("x"); });
    cases.value("cast of a text that is another each time",
                [] { return cast(cast(func::random(), Text{}), Integer{}).label("x"); });
    cases.value("cast of text to a real number", [] { return cast(t(), Double{}).label("x"); });
    cases.value("cast to big integer", [] { return cast(t(), BigInteger{}).label("x"); });
    cases.value("cast of bytes to text",
                [] { return cast(cast(t(), LargeBinary{}), Text{}).label("x"); });
    cases.value("cast of a number to a moment", [] { return cast(a(), DateTime{}).label("x"); });
    cases.value("cast of a date to a number",
                [] { return cast(cast(t(), DateType{}), Integer{}).label("x"); });
    cases.value("cast of a truth to a date", [] { return cast(a() == 1, DateType{}).label("x"); });
    cases.value("cast of a moment to its time",
                [] { return cast(cast(t(), DateTime{}), Time{}).label("x"); });
    cases.value("cast to a truth value", [] { return cast(a() + 1, Boolean{}).label("x"); });
    cases.value("cast of text to a truth value", [] { return cast(t(), Boolean{}).label("x"); });
    cases.value("cast to text", [] { return cast(a(), Text{}).label("x"); });
    cases.value("cast to a string", [] { return cast(a(), String{10}).label("x"); });
    cases.value("cast of a condition to text", [] { return cast(a() == b(), Text{}).label("x"); });
    cases.value("cast of a condition to a string",
                [] { return cast(a() == b(), String{2}).label("x"); });
    cases.add("cast of an exact number to integer",
              [] { return select(cast(schema().track["price"], BigInteger{}).label("x")); });
    cases.add("cast of a real number to integer",
              [] { return select(cast(schema().track["rating"], Integer{}).label("x")); });
    cases.value("cast to double", [] { return cast(a(), Double{}).label("x"); });
    cases.value("cast to bytes", [] { return cast(t(), LargeBinary{}).label("x"); });
    cases.value("cast to an unknown type", [] { return cast(a(), SqlType{}).label("x"); });
    cases.where("cast is an operand", [] { return cast(t(), Integer{}) + 1 == a(); });
}

void labels(Cases& cases) {
    cases.value("a label", [] { return a().label("x"); });
    cases.value("a label that needs quotes", [] { return a().label("Sum of \"a\""); });
    cases.value("a label of a label", [] { return a().label("x").label("y"); });
    cases.value("a label inside an expression", [] { return (a().label("x") + 1).label("y"); });
    cases.where("a label in a condition", [] { return a().label("x") == 1; });
    cases.add("a labelled expression grouped and ordered", [] {
        const Expr decade = (a() / 10).label("decade");
        return select(decade, func::count()).group_by(decade).order_by(decade);
    });
    cases.add("the same value in two places", [] {
        const Expr limit = literal(std::int64_t{7});
        return select(a()).where(a() < limit || b() > limit);
    });
}

}  // namespace

void scalars(Cases& cases) {
    values(cases);
    calls(cases);
    case_and_cast(cases);
    labels(cases);
}

}  // namespace golden
