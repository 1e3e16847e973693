// SPDX-License-Identifier: MIT
#include "database.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;

/// Words of the program's own in statements that change rows, on every way that rows take.
struct Words : OnDatabases {
    void SetUp() override {
        OnDatabases::SetUp();
        if (IsSkipped()) return;
        db.emplace(engine.connect());
        db->execute_script(
            is_sqlite()
                ? "CREATE TEMPORARY TABLE word (id INTEGER PRIMARY KEY, text VARCHAR(20) UNIQUE);"
                  "INSERT INTO word VALUES (1, 'a')"
                : "CREATE TEMPORARY TABLE word (id SERIAL PRIMARY KEY, text VARCHAR(20) UNIQUE);"
                  "INSERT INTO word (text) VALUES ('a')");
    }
    [[nodiscard]] std::vector<std::string> words() {
        return texts(*db, select(word["text"]).order_by(word["text"]));
    }
    [[nodiscard]] static std::vector<Params> rows(std::initializer_list<const char*> texts) {
        std::vector<Params> sets;
        for (const char* text : texts) sets.push_back({{"text", text}});
        return sets;
    }

    MetaData metadata;
    Table word{"word", metadata, Column{"id", Integer{}, primary_key}, Column{"text", String{20}}};
    /// Leaves rows out whose text is there.
    Insert ignoring = insert(word)
                          .prefix_with("OR IGNORE", "sqlite")
                          .suffix_with("ON CONFLICT DO NOTHING", "postgresql");
    std::optional<Connection> db;
};

TEST_P(Words, OneRow) {
    EXPECT_EQ(db->execute(ignoring.values({{"text", "a"}})).rowcount(), 0);
    EXPECT_EQ(db->execute(ignoring.values({{"text", "b"}})).rowcount(), 1);
    EXPECT_EQ(db->execute(ignoring, {{"text", "b"}}).rowcount(), 0);
    EXPECT_THAT(words(), ElementsAre("a", "b"));
}

/// The key of a row that was left out is none, and not that of the row before.
TEST_P(Words, TheKeyOfARowThatIsLeftOut) {
    EXPECT_EQ(db->execute(ignoring.values({{"text", "b"}})).inserted_primary_key().size(), 1U);
    const Result left_out = db->execute(ignoring.values({{"text", "a"}}));
    EXPECT_EQ(code_of([&] { (void)left_out.inserted_primary_key(); }), "no_inserted_key");
}

TEST_P(Words, SeveralRowsOfAStatement) {
    const std::vector<Params> sets = rows({"a", "b", "c"});
    EXPECT_EQ(db->execute(ignoring.values(sets)).rowcount(), 2);
    EXPECT_THAT(words(), ElementsAre("a", "b", "c"));
}

TEST_P(Words, ManySetsOfParameters) {
    EXPECT_EQ(db->execute(ignoring, rows({"a", "b", "b", "c"})).rowcount(), 2);
    EXPECT_THAT(words(), ElementsAre("a", "b", "c"));
}

/// Behind the tables that are read.
TEST_P(Words, HintsOfChanges) {
    db->execute(ignoring, rows({"b", "c", "d"}));
    EXPECT_EQ(db->execute(update(word)
                              .set("text", func::upper(word["text"]))
                              .where(word["text"] > "a", word["text"] < "d")
                              .with_hint(word, "NOT INDEXED", "sqlite"))
                  .rowcount(),
              2);
    const auto removed = delete_from(word).where(word["text"] > "a");
    const auto one = removed.order_by(desc(word["text"]), word["id"]).limit(1);
    EXPECT_EQ(db->execute(one.with_hint(word, "NOT INDEXED", "sqlite")).rowcount(), 1);
    EXPECT_THAT(words(), ElementsAre("B", "C", "a"));
}

/// More than a bulk load is made for.
TEST_P(Words, ThousandsOfRows) {
    std::vector<Params> sets;
    for (int i = 0; i < 3000; ++i) sets.push_back({{"text", "w" + std::to_string(i % 1000)}});
    EXPECT_EQ(db->execute(ignoring, sets).rowcount(), 1000);
    EXPECT_EQ(words().size(), 1001U);
}

/// A hint is no reason to leave rows out, but must be said.
TEST_P(Words, AHintOfManyRows) {
    std::vector<std::string> sent;
    engine.listen(
        {.before_execute = [&](const ExecutionEvent& event) { sent.emplace_back(event.sql); }});
    std::vector<Params> sets;
    for (int i = 0; i < 500; ++i) sets.push_back({{"text", std::to_string(i)}});
    EXPECT_EQ(db->execute(insert(word).with_statement_hint("Fast(word)"), sets).rowcount(), 500);
    ASSERT_FALSE(sent.empty());
    for (const std::string& sql : sent) {
        EXPECT_THAT(sql, ::testing::HasSubstr("INSERT /*+ Fast(word) */ INTO"));
    }
}

TEST_P(Words, RowsThatReturn) {
    const Insert returning = ignoring.returning({word["text"]});
    EXPECT_THAT(texts(*db, returning.values(rows({"a", "b"}))), ElementsAre("b"));
    std::vector<std::string> found;
    for (const Row& row : db->execute(returning, rows({"a", "c", "c", "d"}))) {
        found.push_back(row[0].as<std::string>());
    }
    EXPECT_THAT(found, ::testing::UnorderedElementsAre("c", "d"));
    found.clear();
    for (const Row& row : db->execute(returning.in_parameter_order(), rows({"f", "a", "e", "f"}))) {
        found.push_back(row[0].as<std::string>());
    }
    EXPECT_THAT(found, ElementsAre("f", "e"));
}

/// What changes the row that is there cannot meet it twice in one statement.
TEST_P(Words, RowsThatMeetEachOther) {
    const Insert last_wins =
        insert(word)
            .prefix_with("OR REPLACE", "sqlite")
            .suffix_with("ON CONFLICT (text) DO UPDATE SET id = word.id + 100", "postgresql");
    std::vector<Params> sets;
    for (int i = 0; i < 40; ++i) sets.push_back({{"text", i % 2 == 0 ? "b" : "c"}});
    db->execute(last_wins, sets);
    EXPECT_THAT(words(), ElementsAre("a", "b", "c"));
    EXPECT_EQ(db->execute(last_wins.returning({word["id"]}), sets).all().size(), sets.size());
    EXPECT_THAT(words(), ElementsAre("a", "b", "c"));
}

TEST_P(Words, FromASelect) {
    EXPECT_EQ(db->execute(ignoring.from_select({"text"}, select(word["text"]))).rowcount(), 0);
    EXPECT_THAT(words(), ElementsAre("a"));
}

TEST_P(Words, UpdateAndDelete) {
    db->execute(ignoring, rows({"b", "c"}));
    const Update all = update(word)
                           .values({{"text", "a"}})
                           .prefix_with("OR IGNORE", "sqlite")
                           .suffix_with("WHERE text = 'a'", "postgresql");
    EXPECT_EQ(db->execute(all).rowcount(), 1);
    EXPECT_THAT(words(), ElementsAre("a", "b", "c"));
    const Delete some = delete_from(word).suffix_with("WHERE text > 'a'").returning({word["text"]});
    EXPECT_EQ(db->execute(some).all().size(), 2U);
    EXPECT_THAT(words(), ElementsAre("a"));
}

TEST_P(Words, OfAnotherDatabaseChangeNothing) {
    const Insert foreign = insert(word).prefix_with("IGNORE", "mysql");
    EXPECT_EQ(code_of([&] { db->execute(foreign.values({{"text", "a"}})); }), "unique_violation");
}

/// A statement with other words is another statement.
TEST_P(Words, AreInTheKey) {
    EXPECT_EQ(db->execute(ignoring.values({{"text", "a"}})).rowcount(), 0);
    EXPECT_EQ(code_of([&] {
                  db->execute(insert(word).values({{"text", "a"}}));
              }),
              "unique_violation");
}

INSTANTIATE_TEST_SUITE_P(Databases, Words, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace azoth::test
