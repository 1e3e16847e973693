// SPDX-License-Identifier: MIT
// Streamed results: memory stays flat and the first row comes early, whatever the driver calls it.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <azoth_test/heap.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

/// A table whose product with itself has 360,000 rows of 600 bytes: 216 MB.
struct Wide {
    static constexpr int side = 600;
    MetaData metadata;
    Table line{"azc_line", metadata, Column{"n", Integer{}}, Column{"pad", String{600}}};
    Table other = line.alias("other");
    Select product = select(line["n"], other["pad"]).select_from(line).cross_join(other);

    explicit Wide(Bench& bench) {
        bench.create(metadata);
        std::vector<std::pair<int, std::string>> rows;
        for (int i = 0; i < side; ++i) rows.emplace_back(i, std::string(600, 'p'));
        bench.write([&](Connection& db) { db.insert_many(line, {"n", "pad"}, rows); });
    }
};

void memory_stays_flat(Bench& bench) {
    const Wide wide(bench);
    if (test::heap_bytes() < 0) GTEST_SKIP() << "this system does not tell its memory";
    Connection db = bench.engine().connect();
    const std::int64_t before = test::heap_bytes();
    std::int64_t most = before;
    std::int64_t count = 0;
    Result result = db.execute(wide.product, {.stream_results = true, .yield_per = 500});
    for (const Row& row : result) {
        if (row[1].view().chars().size() != 600) ADD_FAILURE() << "a row was cut";
        if (++count % 10'000 == 0) most = std::max(most, test::heap_bytes());
    }
    EXPECT_EQ(count, std::int64_t{Wide::side} * Wide::side);
    EXPECT_LT(most - before, 40'000'000) << "216 MB were read";
}

/// No clock tells early from late: the first rows of a query without an end either come or do not.
void first_row_comes_early(Bench& bench) {
    const Answer answer = bench.answer(Question::rows_come_early);
    if (!answer.yes) GTEST_SKIP() << answer.reason;
    const Wide wide(bench);
    const Table third = wide.line.alias("third");
    const Table fourth = wide.line.alias("fourth");
    const Select endless = wide.product.cross_join(third).cross_join(fourth);
    Connection db = bench.engine().connect();
    // Whoever waits for all 129,600,000,000 rows is stopped.
    Result some =
        db.execute(endless, {.stream_results = true, .yield_per = 10, .timeout_ms = 120'000});
    EXPECT_EQ(some.fetchmany().size(), 10U);
}

/// The option may be set for an engine, a connection or a statement; the nearest wins.
void nearest_option_wins(Bench& bench) {
    const Wide wide(bench);
    const auto first_part = [&](Connection& db, const ExecutionOptions& options) {
        Result result = db.execute(wide.product.limit(50), options);
        return result.fetchmany().size();
    };
    {
        Connection db = bench.engine().connect();
        EXPECT_EQ(first_part(db, {.yield_per = 7}), 7U);
    }
    {
        Connection db = bench.engine().connect({.execution_options = {.yield_per = 9}});
        EXPECT_EQ(first_part(db, {}), 9U);
        EXPECT_EQ(first_part(db, {.yield_per = 7}), 7U);
    }
    const Engine streaming =
        bench.engine().execution_options({.execution_options = {.yield_per = 11}});
    Connection db = streaming.connect();
    EXPECT_EQ(first_part(db, {}), 11U);
    // What is not streamed outlives its transaction.
    Result kept = db.execute(wide.product.limit(50), {.stream_results = false});
    db.rollback();
    EXPECT_EQ(kept.all().size(), 50U);
}

/// What was streamed half and given up does not disturb what follows.
void abandoned(Bench& bench) {
    const Wide wide(bench);
    Connection db = bench.engine().connect();
    for (int round = 0; round < 5; ++round) {
        Result half = db.execute(wide.product, {.stream_results = true, .yield_per = 20});
        EXPECT_EQ(half.fetchmany(30).size(), 30U);
        if (round % 2 == 0) half.close();
    }
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).select_from(wide.line)), Wide::side);
}

}  // namespace

void add_streaming(Suites& suites) {
    suites.begin("streaming", Badge::core_read);
    suites.test("memory_stays_flat", memory_stays_flat);
    suites.test("first_row_comes_early", first_row_comes_early);
    suites.test("nearest_option_wins", nearest_option_wins);
    suites.test("abandoned", abandoned);
}

}  // namespace azoth::compliance
