// SPDX-License-Identifier: MIT
// A table whose description grows while statements of it have run already.
#include "database.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;

struct ExtendedTable : OnDatabases {};

TEST_P(ExtendedTable, ItsNewDefaultsHoldFromThenOn) {
    MetaData metadata;
    const Table note{"grown_note",
                     metadata,
                     temporary,
                     Column{"id", Integer{}, primary_key},
                     Column{"word", String{20}},
                     Column{"state", String{20}}};
    Connection db = engine.connect();
    db.execute(CreateTable{note});
    db.execute(insert(note).values({{"word", "a"}}));
    db.execute(insert(note), Params{{"word", "b"}});
    const Table same{"grown_note", metadata, extend_existing,
                     Column{"state", String{20}, Default{"new"}}};
    db.execute(insert(note).values({{"word", "c"}}));
    db.execute(insert(note), Params{{"word", "d"}});
    db.execute(insert(same).values({{"word", "e"}}));
    const auto states = select(func::coalesce({note["state"], "none"})).order_by(note["id"]);
    EXPECT_THAT(texts(db, states), ElementsAre("none", "none", "new", "new", "new"));
}

INSTANTIATE_TEST_SUITE_P(Databases, ExtendedTable, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace azoth::test
