// SPDX-License-Identifier: MIT
// Commit as you go, a block that commits or rolls back, savepoints, isolation, autocommit.
#include <iostream>
#include <stdexcept>

#include <azoth/azoth.hpp>

using namespace azoth;

int main(int, char** argv) {
    MetaData metadata;
    Table entry{"entry", metadata, Column{"text", String{20}}};
    Engine engine = create_engine(argv[1]);
    metadata.create_all(engine);
    const auto count = select(func::count()).select_from(entry);
    const auto add = [&](Connection& db, const char* text) {
        db.execute(insert(entry), {{"text", text}});
    };

    Connection db = engine.connect();
    add(db, "begins a transaction");
    db.commit();
    add(db, "is undone");
    db.rollback();
    std::cout << db.scalar<int>(count) << '\n';
    db.rollback();

    engine.begin([&](Connection& other) { add(other, "a block commits"); });
    try {
        engine.begin([&](Connection& other) {
            add(other, "a throw rolls back");
            throw std::runtime_error("out of paper");
        });
    } catch (const std::runtime_error& error) {
        std::cout << error.what() << '\n';
    }

    add(db, "outside");
    {
        Savepoint savepoint = db.begin_nested();
        add(db, "inside");
        savepoint.rollback();
    }
    db.commit();
    std::cout << db.scalar<int>(count) << '\n';
    db.close();

    Connection strict = engine.connect({.isolation_level = Isolation::serializable});
    std::cout << (strict.isolation_level() == Isolation::serializable) << '\n';
    strict.close();
    Connection plain = engine.connect({.isolation_level = Isolation::autocommit});
    plain.execute(text("VACUUM"));  // refuses to run inside a transaction
    std::cout << plain.in_transaction() << '\n';
}
