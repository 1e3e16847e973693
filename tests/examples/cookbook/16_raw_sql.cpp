// SPDX-License-Identifier: MIT
// SQL as text: values beside it by name, several statements through one door only, and the
// client's own connection underneath.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    Engine engine = create_engine("sqlite:///:memory:");
    Connection db = engine.connect();
    db.execute_script(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT);"
        "INSERT INTO t (word) VALUES ('it''s'), ('a;b')");
    const auto query = text("SELECT id, word FROM t WHERE word = :word OR word = ':word'");
    for (const Row& row : db.execute(query, {{"word", "a;b"}})) {
        std::cout << row["id"].as<int>() << ' ' << row["word"].as<std::string>() << '\n';
    }
    const auto typed =
        text("SELECT id, word FROM t").columns<std::int64_t, std::string>({"id", "word"});
    for (const auto& [id, word] : db.execute(typed)) std::cout << id << ' ' << word << '\n';
    try {
        db.execute(text("DELETE FROM t; DROP TABLE t"));
    } catch (const Error& error) {
        std::cout << error.code() << '\n';
    }
    std::cout << engine.client().substr(0, 6) << '\n';
}
