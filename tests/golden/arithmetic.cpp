// SPDX-License-Identifier: MIT
// Division, remainders and bits: the same values everywhere.
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
Expr rating() {
    return schema().track["rating"];
}

}  // namespace

void arithmetic(Cases& cases) {
    cases.value("integers divided", [] { return (a() / b()).label("x"); });
    cases.value("an integer divided by a value", [] { return (a() / 2).label("x"); });
    cases.value("a quotient divided", [] { return (a() / b() / c()).label("x"); });
    cases.value("divided by a quotient", [] { return (a() / (b() / c())).label("x"); });
    cases.value("divided by a sum", [] { return (a() / (b() + c())).label("x"); });
    cases.value("true division", [] { return true_divide(a(), b()).label("x"); });
    cases.value("true division of a sum", [] { return true_divide(a() + 1, b() * 2) * 3; });
    cases.value("floor division", [] { return floor_divide(a(), b()).label("x"); });
    cases.value("floor division by a value", [] { return floor_divide(a() + 1, 2).label("x"); });
    cases.add("floor division of real numbers", [] { return select(floor_divide(rating(), 2)); });
    cases.value("remainder", [] { return (a() % b()).label("x"); });
    cases.value("remainder of a sum", [] { return ((a() + b()) % (c() - 1)).label("x"); });
    const auto of_track = [](const Expr& expression) { return select(expression.label("x")); };
    const Expr added = schema().track["added"];
    const Interval day{0, 1, 0};
    cases.add("a time and an interval", [=] { return of_track(added + day); });
    cases.add("an interval and a time", [=] { return of_track(day + added); });
    cases.add("a time before", [=] { return of_track(added - Interval{1, 0, 0}); });
    cases.add("a difference of times",
              [=] { return of_track(added - schema().track.alias("t")["added"]); });
    cases.add("a difference from a time", [=] { return of_track(added - Timestamp{}); });
    cases.add("an instant and an interval",
              [=] { return of_track(cast(added, DateTime{with_timezone}) + day); });
    cases.add("a date and an interval", [=] { return of_track(cast(added, DateType{}) + day); });
    cases.add("a difference of dates",
              [=] { return of_track(cast(added, DateType{}) - make_date(2024, 2, 29)); });
    cases.add("intervals",
              [=] { return of_track((added - schema().track.alias("t")["added"]) - day); });
    cases.add("a time compared with a sum",
              [=] { return select(schema().track["name"]).where(added + day > Timestamp{}); });
    cases.add("a time and a number", [=] { return of_track(added + 1); });
    cases.add("a time and a time", [=] { return of_track(added + added); });
    cases.add("twice a time", [=] { return of_track(added * 2); });
    cases.add("remainder of a real number", [] { return select(rating() % 2); });
    cases.value("a product of integers as one", [] { return cast(a() * b(), Integer{}); });
    cases.value("an opposite as an integer", [] { return cast(-a(), SmallInteger{}); });
    cases.value("an absolute value and one", [] { return (func::abs(a()) + 1).label("x"); });
    cases.value("lengths multiplied", [] {
        return (func::char_length(schema().n["t"]) * func::char_length(schema().n["u"])).label("x");
    });
    cases.value("bits and", [] { return (a() & 6).label("x"); });
    cases.value("bits or", [] { return (a() | b() | c()).label("x"); });
    cases.value("bits xor", [] { return (a() ^ b()).label("x"); });
    cases.value("bits xor of xor", [] { return (a() ^ b() ^ c()).label("x"); });
    cases.value("bits xor to the right", [] { return (a() ^ (b() ^ c())).label("x"); });
    cases.value("bits not", [] { return (~a()).label("x"); });
    cases.value("bits not of not", [] { return (~~a()).label("x"); });
    cases.value("bits not of minus", [] { return (~(-a())).label("x"); });
    cases.value("minus bits not", [] { return (-(~a())).label("x"); });
    cases.value("shift left", [] { return (a() << 2).label("x"); });
    cases.value("shift right by a column", [] { return (a() >> b()).label("x"); });
    cases.value("shift beyond the width", [] { return (a() << 64).label("x"); });
    cases.value("shift by a value to come", [] { return (a() << bind<int>("places")).label("x"); });
    cases.value("a shift of a shift", [] { return ((a() << 2) >> 1).label("x"); });
    cases.value("a sum of bits", [] { return ((a() & b()) + 1).label("x"); });
    cases.value("bits of a sum", [] { return (a() & (b() + 1)).label("x"); });
    cases.value("xor in a product", [] { return ((a() ^ b()) * 2).label("x"); });
    cases.value("bits and in or", [] { return ((a() & b()) | (b() & c())).label("x"); });
    cases.where("bits compared", [] { return (a() & 4) == 4; });
    cases.where("xor compared", [] { return (a() ^ b()) != 0; });
    cases.add("ordered by bits",
              [] { return select(a()).order_by(desc(a() ^ b()), (a() & 1).asc()); });
}

}  // namespace golden
