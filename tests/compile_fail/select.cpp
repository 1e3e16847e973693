// SPDX-License-Identifier: MIT
//! case select of a number
//! error no matching function for call to 'select(int)'
//! clang++ no matching function for call to 'select'
auto f() {
    return azoth::select(5);
}
//! case select of a text
//! error no matching function for call to 'select
auto f() {
    return azoth::select(id, "name");
}
//! case a typed query is not another typed query
//! g++ could not convert
//! clang++ no viable conversion from returned value
azoth::TypedSelect<std::string> f() {
    return azoth::select(id);
}
//! case limit of a text
//! error no matching function for call to
//! clang++ no matching member function for call to 'limit'
auto f() {
    return azoth::select(id).limit("10");
}
//! case group_by of a number
//! error no matching function for call to
//! clang++ no matching member function for call to 'group_by'
auto f() {
    return azoth::select(id).group_by(5);
}
//! case an expression is not made of text
//! g++ could not convert
//! clang++ no viable conversion from returned value
azoth::Expr f() {
    return "count(*)";
}
//! case all of this is meant
azoth::TypedSelect<std::int64_t, std::string> f() {
    return azoth::select(id, name).limit(10U).offset(std::size_t{5}).order_by(desc(name), id);
}
azoth::Select g() {
    azoth::Select query = f();
    return query.group_by(id, artist["x"]);
}
