// SPDX-License-Identifier: MIT
// Errors are caught by meaning; each says what, where and with which code, and shows no secret.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table user{"user", metadata, Column{"id", Integer{}, primary_key},
               Column{"email", String{50}, not_null, unique_key}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    db.execute(insert(user), {{"email", "ada@example.org"}});
    try {
        db.execute(insert(user), {{"email", "ada@example.org"}});
    } catch (const IntegrityError& error) {
        std::cout << error.code() << " in " << error.details().table << '.'
                  << error.details().column << '\n';
    }
    db.rollback();
    try {
        db.execute(select(user["emial"]));
    } catch (const ArgumentError& error) {
        std::cout << error.what() << '\n';
    }
    try {
        (void)create_engine("postgrsql://localhost/shop");
    } catch (const PluginError& error) {
        std::cout << error.code() << '\n';
    }
    try {
        (void)to_sql(select(user["id"]).for_update(), "sqlite");
    } catch (const CompileError& error) {
        std::cout << error.what() << '\n';
    }
}
