// SPDX-License-Identifier: MIT
// Taking part in what an engine does: statements and their times, transactions, new sessions.
#include <iostream>

#include <azoth/azoth.hpp>
#include <azoth/driver/connection.hpp>

using namespace azoth;

int main() {
    Engine engine = create_engine("sqlite:///:memory:");
    engine.listen({
        .connect =
            [](driver::Connection& session) {
                session.execute_script("PRAGMA cache_size = -8000");
                std::cout << "a new session\n";
            },
        .transaction =
            [](const TransactionEvent& event) {
                if (event.mark == TransactionMark::commit) std::cout << "committed\n";
            },
        .handle_error =
            [](ErrorEvent& event) { std::cout << "went wrong: " << event.error.code() << '\n'; },
    });
    const ListenerId statements = engine.listen({.after_execute = [](const ExecutionEvent& event) {
        std::cout << (event.error == nullptr ? "ran: " : "failed: ") << event.sql << '\n';
    }});

    Connection db = engine.connect();
    db.execute(text("CREATE TABLE t (x INTEGER)"));
    db.commit();
    try {
        db.execute(text("INSERT INTO nowhere VALUES (1)"));
    } catch (const ProgrammingError& error) {
        std::cout << error.category() << '\n';
    }
    engine.unlisten(statements);

    // A listener may change what is sent: a mark for the server's log, a hint, a guard.
    engine.listen({.rewrite = [](OutgoingStatement& statement) {
        if (statement.sql().starts_with("DROP")) throw InvalidRequestError("no_drop", "not here");
        statement.set_sql("/* shop */ " + std::string(statement.sql()));
    }});
    engine.listen({.before_execute = [](const ExecutionEvent& event) {
        std::cout << "sends: " << event.sql << '\n';
    }});
    std::cout << db.scalar<int>(text("PRAGMA cache_size")) << '\n';
    try {
        db.execute(text("DROP TABLE t"));
    } catch (const InvalidRequestError& error) {
        std::cout << error.code() << '\n';
    }
}
