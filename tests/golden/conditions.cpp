// SPDX-License-Identifier: MIT
#include <optional>
#include <string>
#include <vector>

#include <azoth/sql/case.hpp>
#include <azoth/sql/quantified.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/tuple.hpp>

#include "golden.hpp"

namespace golden {

namespace {

Expr a() {
    return schema().n["a"];
}
Expr b() {
    return schema().n["b"];
}
Expr c() {
    return schema().n["c"];
}
Expr t() {
    return schema().n["t"];
}
Expr u() {
    return schema().n["u"];
}
Expr p() {
    return schema().n["p"];
}
const std::vector<std::string> all_old{"bare", "sqlite@3.22.0"};

void junctions(Cases& cases) {
    cases.where("and", [] { return a() == 1 && b() == 2; });
    cases.where("or", [] { return a() == 1 || b() == 2; });
    cases.where("or in and", [] { return (a() == 1 || b() == 2) && c() == 3; });
    cases.where("and in or", [] { return (a() == 1 && b() == 2) || c() == 3; });
    cases.where("and to the right", [] { return a() == 1 && (b() == 2 && c() == 3); });
    cases.where("and_ of three", [] { return and_({a() == 1, b() == 2, c() == 3}); });
    cases.where("or_ of three", [] { return or_({a() == 1, b() == 2, c() == 3}); });
    cases.where("or_ of one", [] { return or_({a() == 1}); });
    cases.where("and_ of or_", [] { return and_({or_({a() == 1, b() == 2}), c() == 3}); });
    cases.where(
        "and_ of nothing", [] { return and_({}); }, all_old);
    cases.where(
        "or_ of nothing", [] { return or_({}); }, all_old);
    cases.where(
        "not of and_ of nothing", [] { return not_(and_({})); }, all_old);
    cases.where("a boolean column", [] { return p(); });
    cases.where("a boolean column in and", [] { return p() && a() == 1; });
    cases.where("a boolean value", [] { return p() == true; });
    cases.add("where twice is and",
              [] { return select(a()).where(a() == 1 || b() == 2).where(c() == 3, p()); });
}

void negations(Cases& cases) {
    cases.where("not equal becomes <>", [] { return !(a() == 1); });
    cases.where("not less becomes >=", [] { return !(a() < 1); });
    cases.where("not greater or equal becomes <", [] { return !(a() >= 1); });
    cases.where("not like", [] { return !t().like("x%"); });
    cases.where("not not like", [] { return !t().not_like("x%"); });
    cases.where("not is null", [] { return !a().is_null(); });
    cases.where("not in", [] { return !a().in({1, 2}); });
    cases.where("not not in", [] { return !a().not_in({1, 2}); });
    cases.where("not and keeps parentheses", [] { return !(a() == 1 && b() == 2); });
    cases.where("not or keeps parentheses", [] { return !(a() == 1 || b() == 2); });
    cases.where("not not", [] { return !!(a() == 1 && b() == 2); });
    cases.where("not a boolean column", [] { return !p(); });
    cases.where("not between", [] { return !a().between(1, 2); });
    cases.where("not is distinct from", [] { return !a().is_distinct_from(1); });
    cases.where("not of a comparison in and", [] { return !(p() && a() == 1) && b() == 2; });
    cases.where("not like keeps its escape", [] { return !t().contains("50%"); });
}

void sets_and_ranges(Cases& cases) {
    cases.where("in one", [] { return a().in({1}); });
    cases.where("in three", [] { return a().in({1, 2, 3}); });
    cases.where("in a vector", [] { return t().in(std::vector<std::string>{"x", "y"}); });
    cases.where(
        "in nothing", [] { return a().in(std::vector<int>{}); }, all_old);
    cases.where(
        "not in nothing", [] { return a().not_in(std::vector<int>{}); }, all_old);
    cases.where(
        "not in nothing, negated", [] { return !a().in(std::vector<int>{}); }, all_old);
    cases.where("in, with a sum", [] { return (a() + 1).in({1, 2}); });
    cases.where("two lists and values around them", [] {
        return a() == 1 && b().in({2, 3}) && c() == 4 && a().not_in({5, 6});
    });
    cases.where("NULL in a list", [] { return a().in(std::vector<std::optional<int>>{1, {}}); });
    cases.where("between", [] { return a().between(1, 10); });
    cases.where("a value between", [] { return literal(std::int64_t{5}).between(a(), 2.5); });
    cases.where("a value is null", [] { return bind<std::string>("x").is_null() || a() > 1; });
    cases.where("two values", [] { return literal(Uuid{}) == Uuid{}; });
    cases.where("two truths", [] { return literal(true) == literal(false); });
    cases.add("an instant and a local time", [] {
        return select(schema().track["name"]).where(schema().track["added"] < func::now());
    });
    cases.add("the text of an instant", [] {
        return select(cast(func::now(), Text{}), func::concat({"at ", func::now()}));
    });
    cases.add("a choice with NULL", [] {
        return select(func::greatest({schema().n["a"], std::nullopt}));
    });
    cases.where("a truth as a number", [] { return cast(literal(true), Integer{}) == a(); });
    cases.where("between columns", [] { return a().between(b(), c() + 1); });
    cases.where("both ends of a range", [] { return a() >= b() && a() <= c(); });
    cases.where("beyond either end of a range",
                [] { return b() > a() || a() == 7 || !(a() <= c()); });
    cases.where("a range of values", [] { return a() >= 1 && a() <= 3; });
    cases.where("between in or", [] { return a().between(1, 2) || b().between(3, 4); });
}

void patterns(Cases& cases) {
    cases.where("like", [] { return t().like("a%"); });
    cases.where("like with an escape", [] { return t().like("50!%", '!'); });
    cases.where("like with a backslash for an escape", [] { return t().like("50\\%", '\\'); });
    cases.where("like with a quote for an escape", [] { return t().like("50'%", '\''); });
    cases.where("like a column", [] { return t().like(u()); });
    cases.where("a number like a text", [] { return a().like("1%"); });
    cases.where("like a number", [] { return t().like(a()); });
    cases.where("a number like a number", [] { return a().not_like(b()); });
    cases.where("a number contains a text", [] { return a().icontains("1"); });
    cases.where("a number as a text like a text", [] { return cast(a(), Text{}).like("1%"); });
    cases.where("a moment like a text", [] { return schema().track["added"].like("2024%"); });
    cases.where("ilike", [] { return t().ilike("a%"); }, {"bare"});
    cases.where("not ilike with an escape", [] { return t().not_ilike("50!%", '!'); }, {"bare"});
    cases.where("ilike in and", [] { return t().ilike("a") && p(); }, {"bare"});
    cases.where("contains escapes", [] { return t().contains("50%_/x"); });
    cases.where("contains a column", [] { return t().contains(u()); });
    cases.where("starts with a value to come",
                [] { return t().starts_with(bind<std::string>("start")); });
    cases.where("ends with a number", [] { return t().ends_with(a()); });
    cases.where("contains a column in any case", [] { return t().icontains(u()); });
    cases.where("contains a NUL", [] { return t().contains(std::string_view("a\0b", 3)); });
    cases.where("like a NUL", [] { return !t().like(std::string("%\0%", 3)); });
    cases.where("starts with", [] { return t().starts_with("a_"); });
    cases.where("ends with", [] { return t().ends_with("%"); });
    cases.where("contains nothing", [] { return t().contains(""); });
}

void nulls(Cases& cases) {
    cases.where("is null", [] { return a().is_null(); });
    cases.where("is not null", [] { return a().is_not_null(); });
    cases.where("equal nullopt", [] { return a() == std::nullopt; });
    cases.where("nullopt not equal", [] { return std::nullopt != a(); });
    cases.where("equal an empty optional", [] { return a() == std::optional<int>{}; });
    cases.where("equal a full optional", [] { return a() == std::optional<int>{3}; });
    cases.where("is null of a sum", [] { return (a() + b()).is_null(); });
    cases.where("is null of a comparison", [] { return (a() == b()).is_null(); });
    cases.where("is distinct from", [] { return a().is_distinct_from(1); });
    cases.where("is distinct from NULL", [] { return a().is_distinct_from(std::nullopt); });
    cases.where("is not distinct from a column", [] { return a().is_not_distinct_from(b()); });
    cases.where("is distinct from in a comparison",
                [] { return a().is_distinct_from(b()) == p(); });
}

/// TRUE is 1 where a number stands beside it.
void truths_beside_numbers(Cases& cases) {
    const auto q = [] { return schema().n["q"]; };
    cases.where("a truth equal to a number", [] { return p() == a(); });
    cases.where("a number above a truth", [] { return a() + 1 > (b() == c()); });
    cases.where("a truth equal to a value", [] { return p() == 1 && p() != literal(1); });
    cases.where("a truth distinct from a number", [] { return p().is_distinct_from(a()); });
    cases.where("a truth between numbers", [] { return p().between(a(), b()); });
    cases.where("a number between truths", [q] { return a().between(p(), q()); });
    cases.where("a truth among the numbers of a query",
                [] { return p().in(select(schema().track["milliseconds"])); });
    cases.where("a truth equal to any number of a query",
                [] { return p() == any_(select(schema().track["milliseconds"])); });
    cases.where("a number among the truths of a query",
                [] { return a().in(select(schema().track["explicit"])); });
    cases.where("a number above the truths of a query",
                [] { return a() > all_(select(schema().track["explicit"])); });
    cases.where("rows of truths and numbers",
                [q] { return tuple_(p(), a(), p()) == tuple_(b(), a(), q()); });
    cases.where("a row among those of a query", [] {
        return tuple_(p(), a()).in(
            select(schema().track["milliseconds"], schema().track["milliseconds"]));
    });
    cases.value("a sum of a truth and a number", [] { return (p() + a()).label("x"); });
    cases.value("a sum of truths", [q] { return (p() + q() - p()).label("x"); });
    cases.value("a truth's negative", [] { return (-p()).label("x"); });
    cases.value("how many are true", [] { return func::sum(a() > 1).label("x"); });
    cases.value("how much is true", [] { return func::avg(p()).label("x"); });
    cases.value("a truth or a number", [] { return func::coalesce({p(), a()}).label("x"); });
    cases.value("a truth where it is no number", [] { return func::nullif(p(), a()).label("x"); });
    cases.value("a truth or a value", [] { return func::coalesce({p(), 0}).label("x"); });
    cases.value("a truth rounded", [] { return func::ceil(p()).label("x"); });
    cases.value("CASE with a truth and a number", [] {
        return case_({{a() == 1, p()}}, b()).label("x");
    });
    cases.value("the truths of a window",
                [] { return func::sum(p()).over({.order_by = {a()}}).label("x"); });
    cases.value("a truth before, or a number",
                [] { return func::lag(p(), 1, a()).over({.order_by = {a()}}).label("x"); });
    cases.add("a union of truths and numbers", [] { return union_all(select(p()), select(a())); });
}

/// A number is true unless it is 0.
void numbers_as_truths(Cases& cases) {
    cases.where("a number", [] { return a(); });
    cases.where("the opposite of a number", [] { return !a(); });
    cases.where("a number and a truth", [] { return p() && a() + b(); });
    cases.where("a number that is true", [] { return a().is_true() || b().is_not_false(); });
    cases.value("CASE of a number", [] { return case_({{a(), 1}}, 2).label("x"); });
    cases.value("a filter by a number", [] { return func::sum(b()).filter(a()).label("x"); });
    cases.add("a number in every clause", [] {
        const Table& n = schema().n;
        const Table m = n.alias("m");
        return select(n["t"], func::count().label("k"))
            .join(m, m["a"])
            .where(b())
            .group_by(n["t"])
            .having(func::max(a()));
    });
    cases.where("a text as a condition", [] { return t(); });
    cases.where("the opposite of a text", [] { return !t(); });
    cases.where("a text and a truth", [] { return p() && t(); });
    cases.value("CASE of a text", [] { return case_({{t(), 1}}, 2).label("x"); });
}

}  // namespace

void conditions(Cases& cases) {
    junctions(cases);
    negations(cases);
    sets_and_ranges(cases);
    patterns(cases);
    nulls(cases);
    truths_beside_numbers(cases);
    numbers_as_truths(cases);
}

}  // namespace golden
