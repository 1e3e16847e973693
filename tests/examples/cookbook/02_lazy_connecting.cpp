// SPDX-License-Identifier: MIT
// create_engine() reaches for nothing; the first statement connects, and asks the server once.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    Engine nowhere = create_engine("sqlite:////no/such/directory/shop.db");
    std::cout << "made: " << nowhere.url() << '\n';
    try {
        Connection db = nowhere.connect();
    } catch (const OperationalError& error) {
        std::cout << "used: " << error.code() << '\n';
    }

    Engine engine = create_engine("sqlite:///:memory:");
    int opened = 0;
    engine.listen({.connect = [&](driver::Connection&) { ++opened; }});
    std::cout << opened << " connections before the first use, ";
    Connection db = engine.connect();
    std::cout << opened << " after it\n";
}
