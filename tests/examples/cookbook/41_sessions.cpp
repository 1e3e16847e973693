// SPDX-License-Identifier: MIT
// A unit of work: plain assignment, one object per row, what a flush sends, what rollback restores,
// and the connection behind it.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

struct Book {
    std::int64_t id{};
    std::string title{};
    std::int32_t copies{};
};
struct Books : Entity<Book, "book"> {
    Mapped<&Book::id> id{primary_key};
    Mapped<&Book::title> title{String{80}, unique_key};
    Mapped<&Book::copies> copies;
};
inline const Books books;

int main() {
    const Registry models{books};
    Engine engine = create_engine("sqlite:///:memory:");
    models.metadata().create_all(engine);
    engine.listen({.before_execute = [](const ExecutionEvent& event) {
        std::cout << "  " << event.sql << '\n';
    }});

    Session session{engine, models};
    const auto emma = session.add(Book{.title = "Emma", .copies = 2});
    session.add(Book{.title = "Ulysses", .copies = 1});
    session.commit();
    std::cout << "committed: " << !session.in_transaction() << '\n';

    // One row, one object.
    std::cout << "known: " << (session.get<Book>(emma->id) == emma) << '\n';
    const auto found = session.scalars(select(books).where(books.title == "Emma")).one();
    std::cout << "the same: " << (found == emma) << '\n';

    // Members are assigned plainly. The flush finds what changed, and sends that.
    emma->copies = 3;
    std::cout << "modified: " << session.is_modified(emma) << '\n';
    session.flush();
    session.flush();  // nothing to do
    emma->copies = 4;
    std::cout << session.scalar<int>(select(func::sum(books.copies))) << " copies\n";

    // What was not committed is undone, in the database and in the objects.
    const auto dune = session.add(Book{.title = "Dune"});
    session.flush();
    std::cout << "dune has the key " << dune->id << '\n';
    session.rollback();
    std::cout << emma->copies << " copies, dune in the session: " << session.contains(dune) << '\n';

    // The engine is still there: statements of Core are part of the session's transaction.
    session.execute(update(books).where(books.title == "Emma").values({{"copies", 9}}));
    session.connection().execute(text("DELETE FROM book WHERE title = 'Ulysses'"));
    std::cout << "before it is read again: " << emma->copies << '\n';
    session.refresh(emma);
    std::cout << "after: " << emma->copies << '\n';
    session.commit();

    // A flush that fails leaves the objects as they were: mend them and go on.
    const auto twin = session.add(Book{.title = "Emma"});
    try {
        session.commit();
    } catch (const IntegrityError& error) {
        std::cout << error.code() << ", key " << twin->id << '\n';
    }
    twin->title = "Emma, annotated";
    session.commit();
    std::cout << "key " << twin->id << '\n';
}
