// SPDX-License-Identifier: MIT
// Options at three places; the nearest that says something wins.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    Engine engine =
        create_engine("sqlite:///:memory:", {.execution_options = {.timeout_ms = 5000}});
    Engine readers = engine.execution_options({.isolation_level = Isolation::autocommit});
    Connection db = readers.connect({.execution_options = {.yield_per = 2}});

    const auto numbers = text("SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4");
    for (auto& part : db.execute(numbers).partitions()) std::cout << part.size() << ' ';
    for (auto& part : db.execute(numbers, {.yield_per = 3}).partitions()) {
        std::cout << part.size() << ' ';
    }
    std::cout << '\n';
    for (auto& part : db.execute(numbers, {.yield_per = 0}).partitions()) {
        std::cout << part.size() << '\n';
    }
    try {
        (void)db
            .execute(text("WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) "
                          "SELECT max(i) FROM n"),
                     {.timeout_ms = 50})
            .one();
    } catch (const TimeoutError& error) {
        std::cout << error.code() << '\n';
    }
}
