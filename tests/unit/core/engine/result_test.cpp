// SPDX-License-Identifier: MIT
#include <tuple>

#include "shop.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct ResultTest : Shop {
    Connection db = database.engine().connect();
    Select query = select(item["id"], item["name"]);
};

TEST_F(ResultTest, DynamicRows) {
    stock(2);
    std::vector<std::string> seen;
    for (const Row& row : db.execute(query)) {
        EXPECT_EQ(row.size(), 2U);
        EXPECT_EQ(row[0].as<int>(), row["id"].as<int>());
        EXPECT_EQ(row[item["name"]].as<std::string>(), row["name"].as<std::string_view>());
        seen.push_back(row["name"].as<std::string>());
        EXPECT_FALSE(row["name"].is_null());
        EXPECT_EQ(row["name"].name(), "name");
    }
    EXPECT_THAT(seen, ElementsAre("item 1", "item 2"));
    EXPECT_EQ(server.open_cursors, 0) << "the last row closes the cursor";
}

TEST_F(ResultTest, TypedRows) {
    stock(2);
    std::vector<std::string> seen;
    for (auto [number, label] : db.execute(query).rows<std::int64_t, std::string>()) {
        seen.push_back(std::to_string(number) + label);
    }
    for (auto [number, label] : db.execute(select(id(), name()))) {
        seen.push_back(std::to_string(number) + label);
    }
    EXPECT_THAT(seen, ElementsAre("1item 1", "2item 2", "1item 1", "2item 2"));
    EXPECT_EQ(code_of<ArgumentError>([&] { (void)db.execute(query).rows<int, int, int>(); }),
              "column_count");
}

TEST_F(ResultTest, OneAndItsFriends) {
    stock(1);
    EXPECT_EQ(db.execute(query).one()["name"].as<std::string>(), "item 1");
    EXPECT_EQ(db.execute(select(id(), name())).one(), std::make_tuple(1, "item 1"));
    EXPECT_EQ(db.execute(query).one_or_none()->keys().size(), 2U);
    EXPECT_EQ(db.execute(query).first()->size(), 2U);
    EXPECT_EQ(db.scalar<int>(query), 1);
    EXPECT_EQ(db.scalar(select(id(), name())), 1);
    stock(0);
    EXPECT_EQ(code_of<NoResultFound>([&] { (void)db.execute(query).one(); }), "no_result");
    EXPECT_EQ(code_of<NoResultFound>([&] { (void)db.execute(select(id())).one(); }), "no_result");
    EXPECT_FALSE(db.execute(query).one_or_none());
    EXPECT_FALSE(db.execute(query).first());
    EXPECT_EQ(code_of<NoResultFound>([&] { (void)db.scalar<int>(query); }), "no_result");
    EXPECT_EQ(db.scalar<std::optional<int>>(query), std::nullopt);
    stock(3);
    EXPECT_EQ(code_of<MultipleResultsFound>([&] { (void)db.execute(query).one(); }),
              "multiple_results");
    EXPECT_EQ(code_of<MultipleResultsFound>([&] { (void)db.execute(query).one_or_none(); }),
              "multiple_results");
    EXPECT_EQ(code_of<MultipleResultsFound>(
                  [&] { (void)db.execute(select(id(), name())).one_or_none(); }),
              "multiple_results");
    EXPECT_EQ(db.execute(query).first()->operator[](0).as<int>(), 1);
    EXPECT_EQ(server.open_cursors, 0);
}

TEST_F(ResultTest, DetachedRowsOwnTheirData) {
    stock(3);
    std::vector<Row> kept;
    Rows some;
    {
        Connection other = database.engine().connect();
        for (const Row& row : other.execute(query)) kept.push_back(row);
        auto result = other.execute(query);
        some = result.fetchmany(2);
        kept.push_back(some[1]);
    }
    ASSERT_EQ(kept.size(), 4U);
    EXPECT_EQ(kept[0]["name"].as<std::string>(), "item 1");
    EXPECT_EQ(kept[2]["name"].as<std::string>(), "item 3");
    EXPECT_EQ(kept[3]["id"].as<int>(), 2);
    EXPECT_EQ(some.size(), 2U);
    std::vector<int> ids;
    for (const Row& row : some) ids.push_back(row["id"].as<int>());
    EXPECT_THAT(ids, ElementsAre(1, 2));
    EXPECT_EQ(code_of<ArgumentError>([&] { (void)some[2]; }), "no_such_row");
}

TEST_F(ResultTest, KeptRowsAreReplayed) {
    stock(3);
    Rows kept;
    {
        Connection other = database.engine().connect();
        kept = other.execute(query).all();
    }
    for (int time = 0; time < 2; ++time) {
        std::vector<std::string> seen;
        for (auto [number, label] : kept.replay().rows<std::int64_t, std::string_view>()) {
            seen.push_back(std::to_string(number) + std::string(label));
        }
        EXPECT_THAT(seen, ElementsAre("1item 1", "2item 2", "3item 3"));
    }
    Result again = kept.replay();
    EXPECT_EQ(again.first()->operator[](item["name"]).as<std::string>(), "item 1");
    EXPECT_TRUE(again.closed());
    EXPECT_THAT(kept.replay().columns({"name"}).keys(), ElementsAre("name"));
    EXPECT_EQ(kept.replay().fetchmany(2).replay().scalars<int>().all().back(), 2);
    EXPECT_EQ(kept.size(), 3U) << "replaying takes nothing away";
    EXPECT_EQ(code_of<InvalidRequestError>([] { (void)Rows().replay(); }), "returns_no_rows");
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)kept.replay().inserted_primary_keys(); }),
              "no_inserted_key");

    auto result = db.execute(query);
    Partitions parts = result.partitions(2);
    auto part = parts.begin();
    Result first = (*part).replay();
    ++part;
    EXPECT_THAT(first.scalars<int>().all(), ElementsAre(1, 2)) << "the part's memory is not reused";
}

TEST_F(ResultTest, MergedResults) {
    stock(2);
    Connection other = database.engine().connect();
    std::vector<Result> shards;
    shards.push_back(db.execute(query));
    shards.push_back(other.execute(query));
    shards.push_back(other.execute(query).all().replay());
    (void)shards[1].fetchmany(1);
    Result all = Result::merged(std::move(shards));
    EXPECT_THAT(all.keys(), ElementsAre("id", "name"));
    EXPECT_EQ(all.rowcount(), -1);
    std::vector<int> ids;
    for (const Row& row : all) {
        if (ids.size() == 2) other.commit();  // what it has not given yet is read ahead
        ids.push_back(row[item["id"]].as<int>());
    }
    EXPECT_THAT(ids, ElementsAre(1, 2, 2, 1, 2)) << "a part is read from where it stands";
    EXPECT_EQ(server.open_cursors, 0);
    EXPECT_EQ(all.all().size(), 0U);

    std::vector<Result> twice;
    twice.push_back(db.execute(query));
    twice.push_back(db.execute(query));
    Result merged = Result::merged(std::move(twice));
    EXPECT_EQ(server.open_cursors, 2);
    EXPECT_EQ(merged.unique().all().size(), 2U);
    twice.clear();
    twice.push_back(db.execute(query));
    twice.push_back(db.execute(query));
    EXPECT_TRUE(Result::merged(std::move(twice)).first());
    EXPECT_EQ(server.open_cursors, 0) << "with the result its parts are closed";
}

TEST_F(ResultTest, WhatCannotBeMerged) {
    stock(1);
    const auto code = [](auto... results) {
        std::vector<Result> parts;
        (parts.push_back(std::move(results)), ...);
        return code_of([&] { (void)Result::merged(std::move(parts)); });
    };
    EXPECT_EQ(code(), "column_count");
    EXPECT_EQ(code(db.execute(query), db.execute(query).columns({"name", "id"})), "results_differ");
    EXPECT_EQ(code(db.execute(query), db.execute(delete_from(item))), "returns_no_rows");
    Result closed = db.execute(query);
    closed.close();
    std::vector<Result> parts;
    parts.push_back(db.execute(query));
    parts.push_back(std::move(closed));
    Result merged = Result::merged(std::move(parts));
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)merged.all(); }), "result_closed");
}

TEST_F(ResultTest, Parts) {
    stock(7);
    std::vector<std::size_t> sizes;
    std::vector<Rows> copies;
    auto result = db.execute(query, {.stream_results = true, .yield_per = 3});
    for (auto& part : result.partitions(3)) {
        sizes.push_back(part.size());
        copies.push_back(part);
    }
    EXPECT_THAT(sizes, ElementsAre(3, 3, 1));
    EXPECT_EQ(copies[0][0][0].as<int>(), 1) << "a copied part keeps its rows";
    EXPECT_EQ(copies[1][0][0].as<int>(), 4);
    EXPECT_EQ(server.count("streaming fetch=3"), 1U);
    auto again = db.execute(query, {.yield_per = 2});
    EXPECT_EQ(again.fetchmany().size(), 2U);
    EXPECT_EQ(again.fetchmany(100).size(), 5U);
    EXPECT_EQ(again.fetchmany().size(), 0U);
    EXPECT_EQ(db.execute(query).all().size(), 7U);
}

TEST_F(ResultTest, ScalarsAndMappings) {
    stock(2);
    EXPECT_THAT(db.execute(query).scalars<std::string>(1).all(), ElementsAre("item 1", "item 2"));
    EXPECT_THAT(db.scalars(select(id(), name())).all(), ElementsAre(1, 2));
    EXPECT_THAT(db.scalars<int>(query).all(), ElementsAre(1, 2));
    const std::vector<Params> rows = db.execute(query).mappings().all();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1].find("name")->as<std::string>(), "item 2");
    EXPECT_EQ(db.execute(select(id(), name())).scalars().all().size(), 2U);
    EXPECT_EQ(db.execute(select(id(), name())).fetchmany(1).size(), 1U);
    EXPECT_THAT(db.execute(select(id(), name())).keys(), ElementsAre("id", "name"));
}

TEST_F(ResultTest, SomeColumnsInAnotherOrder) {
    stock(2);
    Result turned = db.execute(query).columns({"name", "id"});
    EXPECT_THAT(turned.keys(), ElementsAre("name", "id"));
    EXPECT_THAT((turned.rows<std::string, int>().all()),
                ElementsAre(std::make_tuple("item 1", 1), std::make_tuple("item 2", 2)));
    const Result named = db.execute(query).columns({"name"});
    for (const Row& row : named) {
        EXPECT_EQ(row.size(), 1U);
        EXPECT_EQ(row[item["name"]].as<std::string>(), row[0].as<std::string>());
        EXPECT_EQ(code_of([&] { (void)row["id"]; }), "no_such_column");
        EXPECT_EQ(code_of([&] { (void)row[item["id"]]; }), "no_such_column");
    }
    EXPECT_EQ(code_of([&] { (void)db.execute(query).columns({"nam"}); }), "no_such_column");
    EXPECT_EQ(code_of([&] { (void)db.execute(query).columns({}); }), "column_count");
    // What is left of a result goes on when the transaction has ended.
    const Result kept = db.execute(query).columns({"name"});
    db.commit();
    EXPECT_THAT(kept.scalars<std::string>().all(), ElementsAre("item 1", "item 2"));
}

TEST_F(ResultTest, RowsThatRepeatAreLeftOut) {
    server.on("SELECT item.id", {.columns = {"id", "name"},
                                 .rows = {{1, "a"}, {1, "a"}, {2, {}}, {1, "b"}, {2, {}}}});
    EXPECT_EQ(db.execute(query).unique().all().size(), 3U);
    EXPECT_THAT(db.execute(query).unique({"id"}).scalars<int>().all(), ElementsAre(1, 2));
    EXPECT_THAT(db.execute(query).columns({"id"}).unique().scalars<int>().all(), ElementsAre(1, 2));
    Result rest = db.execute(query);
    ASSERT_EQ(rest.fetchmany(1).size(), 1U);
    EXPECT_EQ(rest.unique().all().size(), 3U) << "what was read before does not count";
    EXPECT_EQ(code_of([&] { (void)db.execute(query).unique({"price"}); }), "no_such_column");
}

TEST_F(ResultTest, UnknownAndAmbiguousColumns) {
    stock(1);
    const Row row = db.execute(query).one();
    try {
        (void)row["nam"];
        FAIL() << "an error was to come";
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "no_such_column");
        EXPECT_THAT(error.details().hint, HasSubstr("\"name\""));
    }
    EXPECT_EQ(code_of([&] { (void)row[2]; }), "no_such_column");
    EXPECT_EQ(code_of([&] { (void)row[item["price"]]; }), "no_such_column");

    const Table twin = item.alias("twin");
    server.on("twin", {.columns = {"id", "id"}, .rows = {{1, 2}}});
    const Row both = db.execute(select(item["id"], twin["id"])).one();
    EXPECT_EQ(code_of([&] { (void)both["id"]; }), "ambiguous_column");
    EXPECT_EQ(both[item["id"]].as<int>(), 1);
    EXPECT_EQ(both[twin["id"]].as<int>(), 2);
}

TEST_F(ResultTest, NullAndMismatchNameTheColumn) {
    server.on("SELECT item.id",
              {.columns = {"id", "name"}, .rows = {{1, std::nullopt}, {300, "x"}}});
    try {
        (void)db.execute(select(id(), name())).one();
        FAIL() << "an error was to come";
    } catch (const ConversionError& error) {
        EXPECT_EQ(error.code(), "unexpected_null");
        EXPECT_EQ(error.details().column, "name");
    }
    try {
        for (const Row& row : db.execute(query)) (void)row["id"].as<std::int8_t>();
        FAIL() << "an error was to come";
    } catch (const ConversionError& error) {
        EXPECT_EQ(error.code(), "out_of_range");
        EXPECT_EQ(error.details().column, "id");
        EXPECT_THAT(error.message(), HasSubstr("\"id\""));
    }
    const Rows rows = db.execute(query).all();
    EXPECT_EQ(code_of<ConversionError>([&] { (void)rows[0]["name"].as<std::string>(); }),
              "unexpected_null");
    EXPECT_EQ(rows[0]["name"].as<std::optional<std::string>>(), std::nullopt);
    EXPECT_EQ(code_of<ConversionError>([&] { (void)rows[1]["name"].as<int>(); }), "type_mismatch");
    EXPECT_EQ(
        db.execute(select(id(), item.column<std::optional<std::string>>("name"))).first().value(),
        std::make_tuple(1, std::nullopt));
}

TEST_F(ResultTest, StatementsWithoutRows) {
    server.on("UPDATE", {.affected = 3});
    auto result = db.execute(update(item).values({{"name", "x"}}));
    EXPECT_EQ(result.rowcount(), 3);
    EXPECT_FALSE(result.returns_rows());
    EXPECT_TRUE(result.keys().empty());
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)result.one(); }), "returns_no_rows");
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)result.rows<int>(); }), "returns_no_rows");
}

TEST_F(ResultTest, KeyOfAnInsertedRow) {
    server.on("INSERT", {.affected = 1, .last_insert_id = 42});
    auto result = db.execute(insert(item), {{"name", "x"}});
    EXPECT_EQ(result.last_insert_id(), 42);
    EXPECT_THAT(result.inserted_primary_key(), ElementsAre(Value(42)));
    EXPECT_THAT(db.execute(insert(item), {{"id", 7}, {"name", "x"}}).inserted_primary_key(),
                ElementsAre(Value(7)));
    EXPECT_THAT(db.execute(insert(item).values({{"id", 8}, {"name", "x"}})).inserted_primary_key(),
                ElementsAre(Value(8)));
    EXPECT_EQ(
        code_of([&] { (void)db.execute(text("INSERT INTO t VALUES (1)")).inserted_primary_key(); }),
        "no_inserted_key");
}

TEST_F(ResultTest, ReturningIsReadAtOnce) {
    server.on("INSERT", {.columns = {"id"}, .rows = {{5}}, .affected = 1});
    auto result = db.execute(insert(item).values({{"name", "x"}}).returning({item["id"]}));
    EXPECT_EQ(server.open_cursors, 0) << "the work is done, whether its rows are read or not";
    EXPECT_EQ(result.rowcount(), 1);
    EXPECT_EQ(result.one()["id"].as<int>(), 5);
}

TEST_F(ResultTest, CloseAndOutliveTheConnection) {
    stock(3);
    auto result = db.execute(query);
    EXPECT_FALSE(result.closed());
    result.close();
    result.close();
    EXPECT_EQ(server.open_cursors, 0);
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)result.all(); }), "result_closed");
    auto orphan = std::make_unique<Result>(db.execute(query));
    auto finished = db.execute(query);
    (void)finished.all();
    db.close();
    EXPECT_EQ(server.open_cursors, 0);
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)orphan->one(); }), "result_closed");
    EXPECT_THAT(orphan->keys(), ElementsAre("id", "name"));
    EXPECT_THAT(finished.keys(), ElementsAre("id", "name"));
}

TEST_F(ResultTest, ErrorWhileFetching) {
    FakeReply reply{.columns = {"id", "name"}, .rows = {{1, "a"}, {2, "b"}}};
    reply.on_next = [](std::size_t row) {
        if (row == 1) throw DisconnectError("connection_lost", "cut");
    };
    server.on("SELECT item.id", reply);
    auto result = db.execute(query);
    try {
        (void)result.all();
        FAIL() << "an error was to come";
    } catch (const DisconnectError& error) {
        EXPECT_EQ(error.details().phase, Phase::fetch);
        EXPECT_THAT(error.details().statement, HasSubstr("SELECT item.id"));
    }
    EXPECT_TRUE(db.invalidated());
}

TEST_F(ResultTest, RawTextHasTheDriversNames) {
    server.on("SELECT a", {.columns = {"a", "b"}, .rows = {{1, 2}}});
    auto result = db.execute(text("SELECT a, b FROM t"));
    EXPECT_THAT(result.keys(), ElementsAre("a", "b"));
    EXPECT_EQ(result.one()["b"].as<int>(), 2);
}

}  // namespace
}  // namespace azoth::test
