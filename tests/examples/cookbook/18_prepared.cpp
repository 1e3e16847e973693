// SPDX-License-Identifier: MIT
// A statement kept ready for the hottest loops.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table word{"word", metadata, Column{"id", BigInteger{}, primary_key},
               Column{"text", String{20}}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    auto add = db.prepare(insert(word), {"id", "text"});
    for (int i = 0; i < 1000; ++i) add.execute(i, "word " + std::to_string(i));

    auto by_id = db.prepare(
        select(word.column<std::string>("text")).where(word["id"] == bind<std::int64_t>("id")));
    std::cout << by_id.one(42) << ", " << by_id.one_or_none(4711).value_or("none") << '\n';
    db.commit();
}
