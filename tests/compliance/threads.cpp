// SPDX-License-Identifier: MIT
// One engine, several threads: each with a connection of its own, no work lost, none done twice.
#include <azoth/compliance/suite.hpp>

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

constexpr int thread_count = 4;
constexpr int rounds = 25;

struct Counters {
    MetaData metadata;
    Table counter{"azc_counter", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                  Column{"n", Integer{}}};
    explicit Counters(Bench& bench) { bench.create(metadata); }
};

/// Runs a unit of work until it succeeds, as long as the error says that this is worth trying.
template <class Work>
void insist(const Engine& engine, Work work) {
    for (int attempt = 0;; ++attempt) {
        try {
            engine.begin(work);
            return;
        } catch (const DatabaseError& error) {
            if (!error.details().retryable || attempt == 200) throw;
        }
    }
}

template <class Work>
int failures_of(Work work) {
    std::atomic<int> failures = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < thread_count; ++thread) {
        threads.emplace_back([&, thread] {
            const Caught failure = caught([&] { work(thread); });
            if (failure.category.empty()) return;
            ++failures;
            ADD_FAILURE() << failure.text;
        });
    }
    for (std::thread& thread : threads) thread.join();
    return failures;
}

void rows_of_all(Bench& bench) {
    const Counters counters(bench);
    EXPECT_EQ(failures_of([&](int thread) {
                  for (int i = 0; i < rounds; ++i) {
                      insist(bench.engine(), [&](Connection& db) {
                          db.execute(insert(counters.counter),
                                     Params{{"id", thread * rounds + i}, {"n", thread}});
                      });
                  }
              }),
              0);
    Connection db = bench.engine().connect();
    const auto sums = select(func::count().label("n"))
                          .group_by(counters.counter["n"])
                          .order_by(counters.counter["n"]);
    EXPECT_EQ(ids(db, sums), Ids(thread_count, rounds));
}

/// Everybody adds to one row: the database's locks and the retries leave no addition out.
void one_row(Bench& bench) {
    const Counters counters(bench);
    bench.write([&](Connection& db) {
        db.execute(insert(counters.counter), Params{{"id", 1}, {"n", 0}});
    });
    const Update add = update(counters.counter)
                           .set("n", counters.counter["n"] + 1)
                           .where(counters.counter["id"] == 1);
    EXPECT_EQ(failures_of([&](int) {
                  for (int i = 0; i < rounds; ++i)
                      insist(bench.engine(), [&](Connection& db) { db.execute(add); });
              }),
              0);
    EXPECT_EQ(bench.engine().connect().scalar<int>(select(counters.counter["n"])),
              thread_count * rounds);
}

/// Readers share compiled statements; each gets its own values back.
void readers(Bench& bench) {
    const Shop shop(bench);
    EXPECT_EQ(
        failures_of([&](int thread) {
            for (int i = 0; i < rounds; ++i) {
                Connection db = bench.engine().connect();
                const int id = 1 + (thread + i) % 4;
                const auto found =
                    db.scalars<std::int64_t>(
                          select(shop.artist["artist_id"]).where(shop.artist["artist_id"] == id))
                        .all();
                if (found != Ids{id}) throw InternalError("wrong_row", "another's row");
            }
        }),
        0);
    EXPECT_EQ(bench.engine().pool_metrics().in_use, 0U);
}

}  // namespace

void add_threads(Suites& suites) {
    suites.begin("threads", Badge::transactions);
    suites.test("rows_of_all", rows_of_all, {Capability::transactions});
    suites.test("one_row", one_row, {Capability::transactions});
    suites.test("readers", readers);
}

}  // namespace azoth::compliance
