// SPDX-License-Identifier: MIT
//! case where of a bool
//! error azoth: a condition is an SQL expression, not a C++ value
auto f() {
    return azoth::select(id).where(true);
}
//! case where of a second bool
//! error azoth: a condition is an SQL expression, not a C++ value
auto f() {
    return azoth::select(id).where(id == 1, false);
}
//! case where of a text
//! error azoth: a condition is an SQL expression, not a C++ value
auto f() {
    return azoth::delete_from(artist).where("id = 1");
}
//! case where of a text column
//! error azoth: a condition must be a comparison or a boolean column
auto f() {
    return azoth::select(id).where(name);
}
//! case having of a number
//! error azoth: a condition must be a comparison or a boolean column
auto f() {
    return azoth::select(id).having(azoth::func::count());
}
//! case a predicate and a bool
//! error azoth: a condition is an SQL expression, not a C++ value
auto f() {
    return id == 1 && true;
}
//! case a predicate or a number column
//! error azoth: a condition must be a comparison or a boolean column
auto f() {
    return id == 1 || id;
}
//! case the negation of a text column
//! error azoth: a condition must be a comparison or a boolean column
auto f() {
    return !name;
}
//! case and_ of a bool
//! error azoth: a condition is an SQL expression, not a C++ value
auto f() {
    return azoth::and_({id == 1, true});
}
//! case if (expression)
//! g++ could not convert
//! clang++ is not contextually convertible to 'bool'
void f() {
    if (id == 1) {
    }
}
//! case a predicate as a bool
//! g++ cannot convert
//! clang++ no viable conversion
bool f() {
    return id == 1;
}
//! case all of this is meant
auto f() {
    return azoth::select(id)
        .where(id == 1, active, artist["flag"])
        .where(azoth::or_({id == 1, active, artist["flag"]}))
        .having(azoth::not_(active));
}
