// SPDX-License-Identifier: MIT
// Streamed results: memory stays flat and the first row comes early, whatever the driver calls it.
#include <azoth/compliance/suite.hpp>

#include <chrono>
#include <fstream>

#include <gtest/gtest.h>

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

/// Resident memory of this process, 0 where the system does not say.
std::int64_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::int64_t pages = 0;
    std::int64_t resident = 0;
    statm >> pages >> resident;
    return resident * 4096;
}

void memory_stays_flat(Bench& bench) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "AddressSanitizer keeps what is freed for a while";
#endif
    const Wide wide(bench);
    if (resident_bytes() == 0) GTEST_SKIP() << "this system does not tell its memory";
    Connection db = bench.engine().connect();
    const std::int64_t before = resident_bytes();
    std::int64_t most = before;
    std::int64_t count = 0;
    Result result = db.execute(wide.product, {.stream_results = true, .yield_per = 500});
    for (const Row& row : result) {
        if (row[1].view().chars().size() != 600) ADD_FAILURE() << "a row was cut";
        if (++count % 10'000 == 0) most = std::max(most, resident_bytes());
    }
    EXPECT_EQ(count, std::int64_t{Wide::side} * Wide::side);
    EXPECT_LT(most - before, 100'000'000) << "216 MB were read";
}

void first_row_comes_early(Bench& bench) {
    const Wide wide(bench);
    Connection db = bench.engine().connect();
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    Clock::duration early{};
    {
        Result some = db.execute(wide.product, {.stream_results = true, .yield_per = 10});
        EXPECT_EQ(some.fetchmany().size(), 10U);
        early = Clock::now() - begin;
    }
    db.rollback();  // a server that is slow to give up the rest may cost the transaction
    const auto second = Clock::now();
    std::int64_t count = 0;
    for (auto& part : db.execute(wide.product, {.stream_results = true}).partitions(10'000))
        count += static_cast<std::int64_t>(part.size());
    const auto all = Clock::now() - second;
    EXPECT_EQ(count, std::int64_t{Wide::side} * Wide::side);
    EXPECT_LT(early * 2, all) << "ten rows took as long as all of them";
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
