// SPDX-License-Identifier: MIT
// The stream: what it gives, who owns it, how it ends.
#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <azoth/sql/dml.hpp>

#include <azoth_test/heap.hpp>

#include "arrow_shop.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct ToArrow : ArrowShop {
    MetaData metadata;
    Table item{"item", metadata, Column{"id", BigInteger{}, not_null}, Column{"name", Text{}}};
    Select query = select(item);

    void stock(std::int64_t rows) {
        FakeReply reply{.columns = {"id", "name"}};
        for (std::int64_t i = 1; i <= rows; ++i) {
            reply.rows.push_back({i, i % 3 == 0 ? Value() : Value("item " + std::to_string(i))});
        }
        server.on("SELECT item.id", std::move(reply));
    }
    [[nodiscard]] ArrowArrayStream stream(const ArrowOptions& options = {}) {
        ArrowArrayStream result;
        to_arrow(db.execute(query), result, options);
        return result;
    }
};

template <class Work>
std::string code_of(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return "no error";
}

TEST_F(ToArrow, BatchesOfRows) {
    stock(5);
    ArrowReader arrow(stream({.batch_rows = 2}));
    EXPECT_EQ(arrow.schema(), "id:l! name:u");
    EXPECT_THAT(arrow.rows(),
                ElementsAre("1|item 1", "2|item 2", "3|NULL", "4|item 4", "5|item 5"));
    EXPECT_EQ(arrow.batches, 3);
    EXPECT_EQ(arrow.schema(), "id:l! name:u") << "also after the end";
    EXPECT_TRUE(arrow.next().empty());
    EXPECT_EQ(server.open_cursors, 0) << "the last row closes the cursor";
}

TEST_F(ToArrow, NoRows) {
    stock(0);
    ArrowReader arrow(stream());
    EXPECT_TRUE(arrow.next().empty());
    EXPECT_EQ(arrow.schema(), "id:l! name:u");
    EXPECT_EQ(arrow.stream().get_last_error(&arrow.stream()), nullptr);
}

TEST_F(ToArrow, RowsPerBatchOfTheExecution) {
    stock(5);
    ArrowReader arrow = reader(db.execute(query, {.yield_per = 3}));
    EXPECT_EQ(arrow.rows().size(), 5U);
    EXPECT_EQ(arrow.batches, 2);
}

TEST_F(ToArrow, BatchesEndByBytesToo) {
    stock(10);
    ArrowReader arrow(stream({.batch_bytes = 13}));  // "item 1", "item 2", then one more
    EXPECT_EQ(arrow.rows().size(), 10U);
    EXPECT_EQ(arrow.batches, 3);
    const std::string code = "bad_option_value";
    EXPECT_EQ(code_of([&] { (void)stream({.batch_bytes = 0}); }), code);
    EXPECT_EQ(code_of([&] { (void)stream({.batch_bytes = (std::size_t{1} << 30U) + 1}); }), code);
}

TEST_F(ToArrow, TheRestOfAResult) {
    stock(4);
    Result result = db.execute(query);
    EXPECT_EQ(result.fetchmany(2).size(), 2U);
    ArrowReader arrow = reader(result.columns({"id"}));
    EXPECT_EQ(arrow.schema(), "id:l!");
    EXPECT_THAT(arrow.rows(), ElementsAre("3", "4"));
}

TEST_F(ToArrow, RowsThatWereKeptAndResultsThatWereMerged) {
    stock(2);
    const Rows kept = db.execute(query).all();
    for (int i = 0; i < 2; ++i) {
        ArrowReader arrow = reader(kept.replay());
        EXPECT_EQ(arrow.schema(), "id:l! name:u");
        EXPECT_THAT(arrow.rows(), ElementsAre("1|item 1", "2|item 2"));
    }
    std::vector<Result> parts;
    parts.push_back(db.execute(query));
    parts.push_back(kept.replay());
    ArrowReader arrow = reader(Result::merged(std::move(parts)), {.batch_rows = 3});
    EXPECT_THAT(arrow.rows(), ElementsAre("1|item 1", "2|item 2", "1|item 1", "2|item 2"));
    EXPECT_EQ(arrow.batches, 2);
}

TEST_F(ToArrow, ResultsWithTypes) {
    stock(1);
    const auto typed_query = select(item.column<std::int64_t>("id"));
    server.on("SELECT item.id", FakeReply{.columns = {"id"}, .rows = {{std::int64_t{7}}}});
    ArrowArrayStream stream;
    to_arrow(db.execute(typed_query), stream);
    EXPECT_THAT(ArrowReader(stream).rows(), ElementsAre("7"));
}

TEST_F(ToArrow, NamesAsTheyAre) {
    server.on("SELECT", FakeReply{.columns = {"a", "", "a", "größe"}, .rows = {{1, 2, 3, 4}}});
    ArrowReader arrow = reader(db.execute(text("SELECT 1, 2, 3, 4")));
    EXPECT_EQ(arrow.schema(), "a:l :l a:l größe:l");
    EXPECT_THAT(arrow.rows(), ElementsAre("1|2|3|4"));
}

TEST_F(ToArrow, StatementsWithoutRows) {
    ArrowArrayStream stream;
    EXPECT_EQ(code_of([&] { to_arrow(db.execute(delete_from(item)), stream); }), "returns_no_rows");
}

// ── ownership ───────────────────────────────────────────────────────────────────────────────────

TEST_F(ToArrow, BatchesOutliveEverything) {
    ArrowArray batch;
    ArrowSchema schema;
    {
        FakeDatabase other;
        other.server->on("SELECT", FakeReply{.columns = {"c"}, .rows = {{"kept"}, {"too"}}});
        Connection connection = other.engine().connect();
        ArrowArrayStream stream;
        to_arrow(connection.execute(text("SELECT c")), stream);
        ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
        ASSERT_EQ(stream.get_next(&stream, &batch), 0);
        stream.release(&stream);
    }
    arrow_check::check(schema, batch);
    EXPECT_EQ(arrow_check::value_text(*schema.children[0], *batch.children[0], 1), "too");
    schema.release(&schema);
    batch.release(&batch);
}

TEST_F(ToArrow, ChildrenMayBeMovedOut) {
    stock(2);
    ArrowReader arrow(stream());
    ArrowSchema schema;
    ArrowArray batch;
    ASSERT_EQ(arrow.stream().get_schema(&arrow.stream(), &schema), 0);
    ASSERT_EQ(arrow.stream().get_next(&arrow.stream(), &batch), 0);
    ArrowArray names = *batch.children[1];
    batch.children[1]->release = nullptr;
    ArrowSchema field = *schema.children[1];
    schema.children[1]->release = nullptr;
    batch.release(&batch);
    schema.release(&schema);
    arrow_check::check(field, names);
    EXPECT_EQ(arrow_check::value_text(field, names, 0), "item 1");
    names.release(&names);
    field.release(&field);
    EXPECT_EQ(names.release, nullptr);
    EXPECT_EQ(field.release, nullptr);
}

TEST_F(ToArrow, AStreamMayBeMoved) {
    stock(2);
    ArrowArrayStream from = stream();
    const ArrowArrayStream to = from;
    from.release = nullptr;
    EXPECT_EQ(ArrowReader(to).rows().size(), 2U);
}

TEST_F(ToArrow, AStreamReleasedEarlyEndsTheExecution) {
    stock(5);
    ArrowReader arrow(stream({.batch_rows = 2}));
    EXPECT_EQ(arrow.next().size(), 2U);
    EXPECT_EQ(server.open_cursors, 1);
    arrow.release();
    EXPECT_EQ(server.open_cursors, 0);
    EXPECT_EQ(db.scalar<int>(query), 1) << "the connection is as before";
}

TEST_F(ToArrow, WhatKeepsTheConnectionAlive) {
    stock(2);
    auto connection = std::make_shared<Connection>(database.engine().connect());
    const std::weak_ptr<Connection> watched = connection;
    ArrowArrayStream raw;
    to_arrow(connection->execute(query), raw, {.keep_alive = connection});
    connection.reset();
    {
        ArrowReader arrow(raw);
        EXPECT_EQ(arrow.rows().size(), 2U);
        EXPECT_FALSE(watched.expired());
    }
    EXPECT_TRUE(watched.expired());
}

// ── errors ──────────────────────────────────────────────────────────────────────────────────────

/// "errno text", twice: the first error stays.
std::string failure_of(ArrowReader& arrow) {
    std::string first;
    for (int i = 0; i < 2; ++i) {
        try {
            while (!arrow.next().empty()) {
            }
            return "no error";
        } catch (const std::runtime_error& error) {
            if (i == 0) first = error.what();
            EXPECT_EQ(error.what(), first);
        }
    }
    return first;
}

TEST_F(ToArrow, TheConnectionGoes) {
    stock(4);
    std::optional<Connection> other(database.engine().connect());
    ArrowReader arrow = reader(other->execute(query), {.batch_rows = 2});
    EXPECT_EQ(arrow.next().size(), 2U);
    other.reset();
    EXPECT_THAT(failure_of(arrow), HasSubstr(std::to_string(EIO) +
                                             " InvalidRequestError result_closed: the connection "
                                             "of this result was returned or lost"));
}

TEST_F(ToArrow, TheTransactionEnds) {
    stock(4);
    {
        ArrowReader kept = reader(db.execute(query), {.batch_rows = 2});
        EXPECT_EQ(kept.next().size(), 2U);
        db.commit();
        EXPECT_THAT(kept.column(), ElementsAre("3", "4")) << "the rest was read ahead";
    }
    ArrowReader streamed = reader(db.execute(query, {.yield_per = 2}));
    EXPECT_EQ(streamed.next().size(), 2U);
    db.commit();
    EXPECT_THAT(failure_of(streamed), HasSubstr("the transaction ended"));
}

TEST_F(ToArrow, TheResultIsGivenOtherColumns) {
    stock(4);
    const Result result = db.execute(query);
    ArrowReader arrow = reader(result, {.batch_rows = 2});
    EXPECT_EQ(arrow.next().size(), 2U);
    const Result narrow = result.columns({"id"});
    EXPECT_THAT(failure_of(arrow), HasSubstr("InvalidRequestError result_changed"));
}

TEST_F(ToArrow, TheServerFails) {
    FakeReply reply{.columns = {"id", "name"}, .rows = {{1, "a"}, {2, "b"}, {3, "c"}}};
    reply.on_next = [](std::size_t row) {
        if (row == 2) throw OperationalError("server_error", "the disk is gone");
    };
    server.on("SELECT item.id", reply);
    ArrowReader arrow(stream({.batch_rows = 2}));
    EXPECT_EQ(arrow.next().size(), 2U);
    EXPECT_THAT(failure_of(arrow),
                HasSubstr(std::to_string(EIO) + " OperationalError server_error"));
    EXPECT_EQ(server.open_cursors, 0);
}

TEST_F(ToArrow, TimeoutsAndMemory) {
    FakeReply reply{.columns = {"id", "name"}, .rows = {{1, "a"}}};
    reply.on_next = [](std::size_t) { throw TimeoutError("timeout", "too slow"); };
    server.on("SELECT item.id", reply);
    ArrowReader slow(stream());
    EXPECT_THAT(failure_of(slow), HasSubstr(std::to_string(ETIMEDOUT) + " TimeoutError"));
    reply.on_next = [](std::size_t) { throw std::bad_alloc(); };
    server.on("SELECT item.id", reply);
    ArrowReader full(stream());
    EXPECT_THAT(failure_of(full), HasSubstr(std::to_string(ENOMEM) + " out of memory"));
    reply.on_next = [](std::size_t) { throw 42; };
    server.on("SELECT item.id", reply);
    ArrowReader odd(stream());
    EXPECT_THAT(failure_of(odd), HasSubstr(std::to_string(EIO)));
}

TEST_F(ToArrow, ASchemaThatCannotBeRead) {
    FakeReply reply{.columns = {"c"}};
    reply.on_next = [](std::size_t) { throw OperationalError("server_error", "gone"); };
    server.on("SELECT", reply);
    ArrowReader arrow = reader(db.execute(text("SELECT c")));
    ArrowSchema schema;
    EXPECT_EQ(arrow.stream().get_schema(&arrow.stream(), &schema), EIO);
    EXPECT_EQ(schema.release, nullptr);
    EXPECT_THAT(arrow.stream().get_last_error(&arrow.stream()), HasSubstr("server_error"));
}

// ── memory ──────────────────────────────────────────────────────────────────────────────────────

TEST_F(ToArrow, MemoryIsThatOfABatch) {
    constexpr std::int64_t rows = 20'000;
    stock(rows);
    ArrowReader arrow(stream({.batch_rows = 100}));
    (void)arrow.next();
    (void)arrow.next();
    const std::int64_t before = heap_bytes();
    std::int64_t read = 200;
    for (auto batch = arrow.next(); !batch.empty(); batch = arrow.next()) {
        read += static_cast<std::int64_t>(batch.size());
        batch.clear();
        batch.shrink_to_fit();
        ASSERT_LT(heap_bytes() - before, 64 * 1024) << "after " << read << " rows";
    }
    EXPECT_EQ(read, rows);
}

}  // namespace
}  // namespace azoth::test
