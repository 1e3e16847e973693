// SPDX-License-Identifier: MIT
//! case a number is no option
//! error azoth: this is not an option of a column
azoth::Column f() {
    return azoth::Column{"x", 5};
}
//! case a bool is no option
//! error azoth: this is not an option of a column
azoth::Column f() {
    return azoth::Column{"x", azoth::Integer{}, true};
}
//! case a column is no option
//! error azoth: this is not an option of a column
azoth::Column f() {
    return azoth::Column{"x", azoth::Index{"ix", {"x"}}};
}
//! case nullptr is no option
//! error deleted
azoth::Column f() {
    return azoth::Column{"x", nullptr};
}
//! case the C library's timezone is no type's
//! error azoth: DateTime takes digits, an int, or is an instant
azoth::Column f() {
    using namespace azoth;
    return Column{"x", DateTime{timezone}};
}
//! case true is no number of digits
//! error azoth: DateTime takes digits, an int, or is an instant
azoth::Column f() {
    return azoth::Column{"x", azoth::DateTime{true}};
}
//! case a table takes no expression
//! error no matching function for call to
//! clang++ no matching constructor for initialization of 'azoth::Table'
azoth::Table f(azoth::MetaData& metadata) {
    return azoth::Table{"t", metadata, id};
}
//! case all of this is meant
azoth::Table f(azoth::MetaData& metadata) {
    using namespace azoth;
    return Table{"t",
                 metadata,
                 Column{"x", Integer{}, primary_key, no_autoincrement},
                 Column{"y", String{20}, not_null, unique_key, indexed, Comment{"why"}},
                 Column{"t", DateTime{6}},
                 Column{"i", DateTime{with_timezone, 3}},
                 Column{"z", ForeignKey{"u.id", on_delete(cascade)}, ServerDefault{"0"}},
                 Index{"ix", {"x", "y"}, unique_index},
                 Schema{"s"}};
}
