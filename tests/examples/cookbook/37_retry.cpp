// SPDX-License-Identifier: MIT
// Run a unit of work again where another transaction came in between.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main(int, char** argv) {
    MetaData metadata;
    Table stock{"stock", metadata, Column{"item", String{20}, primary_key},
                Column{"pieces", Integer{}, not_null}};
    Engine engine = create_engine(argv[1]);
    Connection other = engine.connect({.isolation_level = Isolation::autocommit});
    other.execute(text("PRAGMA journal_mode = WAL"));  // readers and a writer side by side
    metadata.create_all(engine);
    other.execute(insert(stock), {{"item", "lamp"}, {"pieces", 10}});
    const auto lamp = stock["item"] == "lamp";
    const auto set_pieces = [&](Connection& db, int pieces) {
        db.execute(update(stock).where(lamp).values(Params{{"pieces", pieces}}));
    };

    engine.listen({.retry = [](const RetryEvent& event) {
        std::cout << "attempt " << event.attempt << ": " << event.error.code() << '\n';
    }});
    int attempt = 0;
    const int left = engine.begin(
        [&](Connection& db) {
            const int pieces = db.scalar<int>(select(stock["pieces"]).where(lamp));
            if (++attempt == 1) set_pieces(other, 7);  // somebody sells three meanwhile
            set_pieces(db, pieces - 1);
            return pieces - 1;
        },
        RetryPolicy{.attempts = 5, .first_delay_ms = 1});
    std::cout << left << " left\n";

    // What another attempt cannot mend arrives at once, and tells how many there were.
    try {
        engine.begin(
            [&](Connection& db) {
                db.execute(insert(stock), {{"item", "lamp"}, {"pieces", 1}});
            },
            RetryPolicy{});
    } catch (const IntegrityError& error) {
        std::cout << error.code() << " after " << error.details().attempts << " attempt\n";
    }
}
