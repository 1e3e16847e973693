// SPDX-License-Identifier: MIT
//! case a member of a text
//! error azoth: only JSON has members and elements
auto f() {
    return azoth::as_json(name)["a"];
}
//! case an element of a text
//! error azoth: only arrays have elements
auto f() {
    return azoth::as_array(name)[0];
}
//! case JSON with a text
//! error azoth: these two SQL types cannot be compared with one another
auto f() {
    return azoth::as_json(document)["a"] == "x";
}
//! case a JSON number with a text
//! error azoth: text cannot be compared with a number
auto f() {
    return azoth::as_json(document)["a"].as_integer() == "x";
}
//! case LIKE on JSON
//! error azoth: only text can be searched with LIKE
auto f() {
    return azoth::as_json(document)["a"].like("x%");
}
//! case arithmetic on JSON
//! error azoth: arithmetic needs numbers on both sides
auto f() {
    return azoth::as_json(document)["a"] + 1;
}
//! case an array with one of its elements
//! error azoth: these two SQL types cannot be compared with one another
auto f() {
    return tags == "sql";
}
//! case an element of the wrong kind
//! error azoth: text cannot be compared with a number
auto f() {
    return 5 == azoth::any_of(azoth::as_array(tags));
}
//! case a row with a member that is no value
//! error azoth: a member of this struct is no type that a column can be read as
auto f(azoth::Result& result) {
    return result.rows<Locked>();
}
//! case all of this is meant
azoth::Predicate f(azoth::Result& result) {
    const azoth::JsonExpr place = azoth::as_json(document)["lines"][0];
    const auto list = azoth::as_array(tags);
    static_cast<void>(result.rows<Song>());
    static_cast<void>(result.rows<std::int64_t, std::string>());
    return place["price"].as_double() > 2.5 && place["name"].as_string().like("x%") &&
           place.has("name") && azoth::as_json(artist["data"]).is_json_null() &&
           "sql" == azoth::any_of(list) && list.contains({"a", "b"}) && list[0] == "a" &&
           list.slice(0, 2) == list;
}
