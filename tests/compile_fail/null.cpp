// SPDX-License-Identifier: MIT
//! case nullptr is not NULL
//! error azoth: nullptr is not NULL; write std::nullopt or is_null()
auto f() {
    return artist["name"] == nullptr;
}
//! case nullptr is not NULL on a typed column
//! error azoth: nullptr is not NULL; write std::nullopt or is_null()
auto f() {
    return nullptr != note;
}
//! case a column that is never NULL
//! error azoth: this column is never NULL; write nullable(column) or is_null()
auto f() {
    return name == std::nullopt;
}
//! case a column that is never NULL, not equal
//! error azoth: this column is never NULL; write nullable(column) or is_null()
auto f() {
    return std::nullopt != id;
}
//! case NULL has no order
//! error azoth: NULL has no order; write is_null()
auto f() {
    return artist["year"] < std::nullopt;
}
//! case NULL has no order on a nullable column
//! error azoth: NULL has no order; write is_null()
auto f() {
    return note >= std::nullopt;
}
//! case a value made of nullptr
//! error deleted
auto f() {
    return azoth::Value(nullptr);
}
//! case a parameter made of nullptr
//! error deleted
auto f() {
    return azoth::insert(artist).values({{"name", nullptr}});
}
//! case all of this is meant
azoth::Predicate f(std::optional<std::string> maybe) {
    return artist["name"] == std::nullopt && std::nullopt != note && note == maybe &&
           name == maybe && id.is_null() && nullable(name) == std::nullopt &&
           id.nullable() != std::nullopt && artist["x"].is_distinct_from(std::nullopt);
}
azoth::Params g() {
    return {{"name", std::nullopt}, {"note", std::optional<int>{}}};
}
