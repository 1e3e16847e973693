// SPDX-License-Identifier: MIT
//! needs azoth/engine/engine.hpp
//! case execute on a temporary connection
//! error deleted
void f(azoth::Engine& engine) {
    for (const auto& row : engine.connect().execute(azoth::select(artist))) static_cast<void>(row);
}
//! case a typed query on a temporary connection
//! error deleted
auto f(azoth::Engine& engine) {
    return engine.connect().execute(azoth::select(id, name)).all();
}
//! case two names for one column
//! g++ 2 names provided for structured binding
//! clang++ decomposes into 1 element
void f(azoth::Connection& db) {
    for (const auto& [a, b] : db.execute(azoth::select(id)))
        static_cast<void>(a), static_cast<void>(b);
}
//! case all of this is meant
void f(azoth::Connection& db) {
    for (const auto& [a, b] : db.execute(azoth::select(id, name))) {
        const std::int64_t number = a;
        const std::string text{b};
        static_cast<void>(number), static_cast<void>(text);
    }
}
