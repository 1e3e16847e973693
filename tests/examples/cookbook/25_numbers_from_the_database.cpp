// SPDX-License-Identifier: MIT
// Keys that the database generates: plainly, as an identity, from a sequence; and what the
// description becomes on each database, or why it cannot.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table plain{"plain", metadata, Column{"id", Integer{}, primary_key}};
    Table numbered{"numbered", metadata,
                   Column{"id", BigInteger{}, primary_key,
                          Identity{.always = true, .options = {.start = 1000}}}};
    MetaData with_sequence;
    Sequence numbers{"invoice_number", with_sequence, {.start = 1000, .increment = 10}};
    Table invoice{"invoice", with_sequence, Column{"id", Integer{}, primary_key},
                  Column{"number", Integer{}, ServerDefault{numbers.next_value()}}};

    for (const char* dialect : {"sqlite", "postgresql", "mysql"}) {
        std::cout << "-- " << dialect << '\n';
        std::cout << to_sql(plain, dialect).front() << '\n';
        try {
            std::cout << to_sql(numbered, dialect).front() << '\n';
        } catch (const CompileError& error) {
            std::cout << error.message() << '\n';
        }
        try {
            for (const std::string& sql : to_sql(with_sequence, dialect)) std::cout << sql << '\n';
        } catch (const CompileError& error) {
            std::cout << error.message() << '\n';
        }
    }

    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine, {.only = {"plain"}});
    Connection db = engine.connect();
    for (int i = 0; i < 2; ++i) {
        const Result result = db.execute(insert(plain));
        std::cout << "key " << result.inserted_primary_key()[0].as<int>() << '\n';
    }
}
