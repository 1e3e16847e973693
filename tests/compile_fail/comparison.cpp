// SPDX-License-Identifier: MIT
//! case text with a number
//! error azoth: text cannot be compared with a number
auto f() {
    return name == 5;
}
//! case number with a text
//! error azoth: text cannot be compared with a number
auto f() {
    return "5" < id;
}
//! case text column with a number column
//! error azoth: text cannot be compared with a number
auto f() {
    return name != id;
}
//! case a number with a bool
//! error azoth: these two SQL types cannot be compared with one another
auto f() {
    return id == true;
}
//! case a character is no text
//! error azoth: these two SQL types cannot be compared with one another
auto f() {
    return id == 'a';
}
//! case a local time with an instant
//! error azoth: these two SQL types cannot be compared with one another
auto f() {
    return local_time < instant;
}
//! case an enum with another enum
//! error azoth: an enum is compared with itself only
auto f() {
    return color == Shape::round;
}
//! case an enum column with another
//! error azoth: an enum is compared with itself only
auto f() {
    return color == shape;
}
//! case what is no value
//! error azoth: these two SQL types cannot be compared with one another
auto f() {
    return artist["name"] == Opaque{};
}
//! case a list of texts for a number
//! error azoth: text cannot be compared with a number
auto f() {
    return id.in({"one", "two"});
}
//! case a vector of numbers for a text
//! error azoth: text cannot be compared with a number
auto f() {
    return name.not_in(std::vector<int>{1, 2});
}
//! case between of the wrong kind
//! error azoth: text cannot be compared with a number
auto f() {
    return id.between(1, "9");
}
//! case LIKE on a number
//! error azoth: only text can be searched with LIKE
auto f() {
    return id.like("1%");
}
//! case contains on a time
//! error azoth: only text can be searched with LIKE
auto f() {
    return instant.contains("2024");
}
//! case arithmetic on text
//! error azoth: arithmetic needs numbers on both sides
auto f() {
    return name + 1;
}
//! case arithmetic with what is no value
//! error azoth: arithmetic needs numbers on both sides
auto f() {
    return artist["id"] * Opaque{};
}
//! case all of this is meant
azoth::Predicate f() {
    azoth::Predicate all = name == "Queen" && "Queen" != name && name < std::string("x") &&
                           id == 5 && id > 2.5 && 7U <= id && id + 1 >= id * 2 &&
                           color == Color::red && artist["x"] == name && artist["x"] == 5;
    return (all || active || artist["flag"]) && !active && id.in({1, 2, 3}) &&
           name.in(std::vector<std::string>{"a"}) && id.between(1, 2) && name.like("Q%") &&
           note.contains("x") && local_time < azoth::Timestamp{};
}
