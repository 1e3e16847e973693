// SPDX-License-Identifier: MIT
// One string configures everything. Reading, building and changing database URLs.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    const Url url("postgresql+libpq://ada:s%40fe@db.example:5433/shop?sslmode=verify-full");
    std::cout << url.dialect() << ", driver " << *url.driver() << ", user " << *url.user()
              << ", host " << *url.host() << ", port " << *url.port() << ", database "
              << *url.database() << '\n';
    std::cout << url << '\n';                           // the password stays hidden
    std::cout << url.with_database("archive") << '\n';  // a URL is a value: this is another

    std::cout << Url::create({.dialect = "mysql",
                              .user = "o'brien",
                              .password = Secret("p/w@d"),
                              .hosts = {{"::1", 3307}},
                              .database = "sales"})
              << '\n';  // parts are given as they are
    std::cout << Url("sqlite:///relative.db").database().value() << ' '
              << Url("sqlite:////var/absolute.db").database().value() << '\n';

    try {
        Url("postgresql://ada:s@fe@localhost/shop");
    } catch (const UrlError& error) {
        std::cout << error.code() << '\n' << error.what() << '\n';
    }
}
