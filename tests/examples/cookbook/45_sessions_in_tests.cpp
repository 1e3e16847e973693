// SPDX-License-Identifier: MIT
// Sessions on a connection of somebody else's: what a test does and commits, and how all of it is
// undone; options for everything that a session executes; flushing by hand.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

struct Book {
    std::int64_t id{};
    std::string title{};
};
struct Books : Entity<Book, "book"> {
    Mapped<&Book::id> id{primary_key};
    Mapped<&Book::title> title{String{80}};
};
inline const Books books;
const auto how_many = select(func::count()).select_from(books);

/// What is tested: it commits, as a program does.
void buy(Session& session, const std::string& title) {
    session.add(Book{.title = title});
    session.commit();
}

int main() {
    const Registry models{books};
    Engine engine = create_engine("sqlite:///:memory:");
    models.metadata().create_all(engine);
    {
        // A test: the session's commit ends a savepoint, the outer transaction is never committed.
        Connection db = engine.connect();
        Transaction outer = db.begin();
        Session session{db, models};
        buy(session, "Emma");
        buy(session, "Dune");
        session.add(Book{.title = "Ulysses"});
        session.rollback();
        std::cout << session.scalar(how_many) << " in the test\n";
        session.close();
        outer.rollback();
        std::cout << db.scalar(how_many) << " after it\n";
    }
    {
        // Or the session's commit is that of the connection.
        Connection db = engine.connect();
        Session session{db, models, {.join_mode = JoinMode::control_fully}};
        db.execute(insert(books).values({{"title", "Emma"}}));
        buy(session, "Dune");
        db.rollback();
        std::cout << db.scalar(how_many) << " committed\n";
    }
    {
        // Execution options of a session hold for whatever it executes.
        const ListenerId listener =
            engine.listen({.before_execute = [](const ExecutionEvent& event) {
                std::cout << event.options->tags.find("request")->as<std::string>() << ": "
                          << event.sql << '\n';
            }});
        const ExecutionOptions options{.timeout_ms = 2000, .tags = {{"request", "r-7"}}};
        Session session{engine, models, {.execution_options = options}};
        session.get_one<Book>(1)->title = "Emma, annotated";
        session.commit();
        engine.unlisten(listener);
    }
    // Without autoflush a query sees what the database has, until flush() or commit().
    Session session{engine, models, {.autoflush = false}};
    session.add(Book{.title = "Persuasion"});
    std::cout << session.scalar(how_many) << '\n';
    session.flush();
    std::cout << session.scalar(how_many) << '\n';
}
