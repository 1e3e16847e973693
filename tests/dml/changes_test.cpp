// SPDX-License-Identifier: MIT
#include "database.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;

struct Changes : OnDatabases {
    void SetUp() override {
        OnDatabases::SetUp();
        if (IsSkipped()) return;
        db.emplace(engine.connect());
        db->execute_script(
            "CREATE TEMPORARY TABLE shelf (id INTEGER PRIMARY KEY, room VARCHAR(20));"
            "CREATE TEMPORARY TABLE stock (item VARCHAR(20) PRIMARY KEY, shelf_id INTEGER,"
            " amount INTEGER)");
        db->execute(insert(shelf), {{{"id", 1}, {"room", "a"}}, {{"id", 2}, {"room", "b"}}});
        db->execute(insert(stock), {{{"item", "nut"}, {"shelf_id", 1}, {"amount", 5}},
                                    {{"item", "bolt"}, {"shelf_id", 2}, {"amount", 7}},
                                    {{"item", "nail"}, {"shelf_id", 2}, {"amount", 9}}});
    }
    [[nodiscard]] std::vector<std::string> all() {
        std::vector<std::string> rows;
        for (const Row& row : db->execute(select(stock).order_by(stock["item"]))) {
            const auto amount = row["amount"].as<std::optional<std::int64_t>>();
            rows.push_back(row["item"].as<std::string>() + "=" +
                           (amount ? std::to_string(*amount) : "NULL"));
        }
        return rows;
    }

    MetaData metadata;
    Table shelf{"shelf", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                Column{"room", String{20}}};
    Table stock{"stock", metadata, Column{"item", String{20}, primary_key},
                Column{"shelf_id", Integer{}}, Column{"amount", Integer{}}};
    std::optional<Connection> db;
};

TEST_P(Changes, InsertFromASelect) {
    const auto result = db->execute(insert(stock).from_select(
        {"item", "amount"}, select(shelf["room"], shelf["id"] * 10).where(shelf["id"] > 0)));
    EXPECT_EQ(result.rowcount(), 2);
    EXPECT_THAT(all(), ElementsAre("a=10", "b=20", "bolt=7", "nail=9", "nut=5"));
}

TEST_P(Changes, AnExpressionHoldsForEveryRow) {
    const Expr most = select(func::max(shelf["id"])).scalar_subquery();
    db->execute(insert(stock).set("amount", most), {{{"item", "x"}}, {{"item", "y"}}});
    EXPECT_THAT(all(), ElementsAre("bolt=7", "nail=9", "nut=5", "x=2", "y=2"));
}

TEST_P(Changes, UpdateFrom) {
    const auto result = db->execute(update(stock)
                                        .set("amount", stock["amount"] + shelf["id"])
                                        .from(shelf)
                                        .where(stock["shelf_id"] == shelf["id"])
                                        .where(shelf["room"] == "b"));
    EXPECT_EQ(result.rowcount(), 2);
    EXPECT_THAT(all(), ElementsAre("bolt=9", "nail=11", "nut=5"));
}

TEST_P(Changes, ACorrelatedSubqueryAsValue) {
    const Expr room = select(shelf["id"]).where(shelf["id"] == stock["shelf_id"]).scalar_subquery();
    EXPECT_EQ(db->execute(update(stock).set("amount", room)).rowcount(), 3);
    EXPECT_THAT(all(), ElementsAre("bolt=2", "nail=2", "nut=1"));
}

TEST_P(Changes, DeleteUsing) {
    const auto result = db->execute(delete_from(stock).using_(shelf).where(
        stock["shelf_id"] == shelf["id"] && shelf["room"] == "b"));
    EXPECT_EQ(result.rowcount(), 2);
    EXPECT_THAT(all(), ElementsAre("nut=5"));
}

TEST_P(Changes, Limits) {
    EXPECT_EQ(
        db->execute(update(stock).values({{"amount", 0}}).order_by(stock["amount"].desc()).limit(2))
            .rowcount(),
        2);
    EXPECT_THAT(all(), ElementsAre("bolt=0", "nail=0", "nut=5"));
    EXPECT_EQ(
        db->execute(delete_from(stock).where(stock["amount"] == 0).order_by(stock["item"]).limit(1))
            .rowcount(),
        1);
    EXPECT_THAT(all(), ElementsAre("nail=0", "nut=5"));
}

TEST_P(Changes, AnUpsertUpdatesOrInserts) {
    const auto query =
        upsert(stock)
            .values({{{"item", "nut"}, {"amount", 1}}, {{"item", "pin"}, {"amount", 2}}})
            .on_conflict({"item"})
            .do_update({{"amount", stock["amount"] + excluded(stock["amount"])}});
    EXPECT_EQ(db->execute(query).rowcount(), 2);
    EXPECT_THAT(all(), ElementsAre("bolt=7", "nail=9", "nut=6", "pin=2"));
}

TEST_P(Changes, AnUpsertKeepsAndCountsWhatItInserts) {
    const auto query = upsert(stock).on_conflict({"item"}).do_nothing();
    EXPECT_EQ(
        db->execute(query, {{{"item", "nut"}, {"amount", 1}}, {{"item", "pin"}, {"amount", 2}}})
            .rowcount(),
        1);
    EXPECT_THAT(all(), ElementsAre("bolt=7", "nail=9", "nut=5", "pin=2"));
}

TEST_P(Changes, AnUpsertMayMeetItsOwnRows) {
    const auto query = upsert(stock).on_conflict({"item"}).do_update();
    EXPECT_EQ(
        db->execute(query, {{{"item", "pin"}, {"amount", 1}}, {{"item", "pin"}, {"amount", 2}}})
            .rowcount(),
        2);
    EXPECT_THAT(all(), ElementsAre("bolt=7", "nail=9", "nut=5", "pin=2"));
}

TEST_P(Changes, AnUpsertWhere) {
    const auto query = upsert(stock).on_conflict({"item"}).do_update().where(
        excluded(stock["amount"]) > stock["amount"]);
    EXPECT_EQ(db->execute(query, Params{{"item", "nut"}, {"amount", 1}}).rowcount(), 0);
    EXPECT_EQ(db->execute(query, Params{{"item", "nut"}, {"amount", 6}}).rowcount(), 1);
    EXPECT_THAT(all(), ElementsAre("bolt=7", "nail=9", "nut=6"));
}

INSTANTIATE_TEST_SUITE_P(Databases, Changes, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace azoth::test
