// SPDX-License-Identifier: MIT
// Seeing the SQL: each statement with its values, the marks of transactions, on and off while
// running. Timings are left out here, so that the output stays the same.
#include <iostream>
#include <string>
#include <string_view>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    const auto print = [](std::string_view line) {
        const std::size_t time = line.rfind(", ");
        std::cout << (line.ends_with(" ms") ? line.substr(0, time) : line) << '\n';
    };
    Engine engine =
        create_engine("sqlite:///:memory:", {.echo = Echo::statements, .echo_sink = print});
    Connection db = engine.connect();
    db.execute(text("SELECT :answer"), {{"answer", 42}});
    engine.set_echo(Echo::off);
    db.execute(text("SELECT 'not shown'"));
    engine.set_echo(Echo::statements);
    db.execute(text("SELECT :secret"), {{"secret", "sesame"}}, {.hide_parameters = true});
    db.commit();
}
