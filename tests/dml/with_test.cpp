// SPDX-License-Identifier: MIT
#include "database.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;

/// CTEs before and around statements that change rows.
struct With : OnDatabases {
    void SetUp() override {
        OnDatabases::SetUp();
        if (IsSkipped()) return;
        db.emplace(engine.connect());
        db->execute_script(
            "CREATE TEMPORARY TABLE live (id INTEGER PRIMARY KEY, word VARCHAR(20));"
            "CREATE TEMPORARY TABLE archive (id INTEGER PRIMARY KEY, word VARCHAR(20));"
            "INSERT INTO live VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')");
    }
    [[nodiscard]] std::vector<std::string> words(const Table& table) {
        return texts(*db, select(table["word"]).order_by(table["id"]));
    }

    MetaData metadata;
    Table live{"live", metadata, Column{"id", Integer{}, primary_key}, Column{"word", String{20}}};
    Table archive{"archive", metadata, Column{"id", Integer{}, primary_key},
                  Column{"word", String{20}}};
    std::optional<Connection> db;
};

TEST_P(With, BeforeAnInsert) {
    const Cte old = select(live["id"], live["word"]).where(live["id"] <= 2).cte("old");
    EXPECT_EQ(
        db->execute(insert(archive).from_select({"id", "word"}, select(old["id"], old["word"])))
            .rowcount(),
        2);
    EXPECT_THAT(words(archive), ElementsAre("a", "b"));
}

TEST_P(With, BeforeAnUpdate) {
    const Cte next = select((live["id"] + 1).label("id"), live["word"]).cte("next");
    EXPECT_EQ(db->execute(update(live)
                              .set("word", next["word"])
                              .from(next)
                              .where(live["id"] == next["id"] && live["id"] > 2))
                  .rowcount(),
              2);
    EXPECT_THAT(words(live), ElementsAre("a", "b", "b", "c"));
}

TEST_P(With, BeforeADelete) {
    const Cte big = select(live["id"]).where(live["id"] > 2).cte("big");
    EXPECT_EQ(db->execute(delete_from(live).where(live["id"].in(select(big["id"])))).rowcount(), 2);
    EXPECT_THAT(words(live), ElementsAre("a", "b"));
}

TEST_P(With, AroundAChange) {
    const Cte moved = cte(
        delete_from(live).where(live["id"] <= 3).returning({live["id"], live["word"]}), "moved");
    const auto move =
        insert(archive).from_select({"id", "word"}, select(moved["id"], moved["word"]));
    if (!db->supports(compile::Capability::cte_changes)) {
        EXPECT_EQ(code_of([&] { db->execute(move); }), "unsupported_construct");
        return;
    }
    EXPECT_EQ(db->execute(move).rowcount(), 3);
    EXPECT_THAT(words(live), ElementsAre("d"));
    EXPECT_THAT(words(archive), ElementsAre("a", "b", "c"));
}

TEST_P(With, AChangeIsWholeHoweverLittleIsRead) {
    if (!db->supports(compile::Capability::cte_changes)) GTEST_SKIP() << "no such WITH";
    const Cte gone = cte(delete_from(live).returning({live["id"]}), "gone");
    auto result = db->execute(select(gone["id"]), {.stream_results = true});
    EXPECT_TRUE(result.first().has_value());
    EXPECT_THAT(words(live), ElementsAre());
}

TEST_P(With, AChangeThatNothingRefersTo) {
    if (!db->supports(compile::Capability::cte_changes)) GTEST_SKIP() << "no such WITH";
    const Cte gone = cte(delete_from(live).where(live["id"] == 1), "gone");
    db->execute(update(live).values({{"word", "x"}}).where(live["id"] == 2).add_cte(gone));
    EXPECT_THAT(words(live), ElementsAre("x", "c", "d"));
    const Cte more = cte(delete_from(live).where(live["id"] == 2), "more");
    db->execute(insert(archive), Params{{"id", 9}, {"word", "z"}});
    db->execute(insert(archive).values({{"id", 8}, {"word", "y"}}).add_cte(more));
    EXPECT_THAT(words(live), ElementsAre("c", "d"));
    EXPECT_THAT(words(archive), ElementsAre("y", "z"));
}

INSTANTIATE_TEST_SUITE_P(Databases, With, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace azoth::test
