// SPDX-License-Identifier: MIT
#include <chrono>
#include <thread>

#include "database.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;

TEST(ExecutionOptions, TagsAndTokenReachListenersAndEcho) {
    std::vector<std::string> lines;
    Engine engine = create_engine(
        "sqlite://", {.echo = Echo::statements,
                      .echo_sink = [&](std::string_view line) { lines.emplace_back(line); }});
    std::vector<std::int64_t> seen;
    engine.listen({.before_execute = [&](const ExecutionEvent& event) {
        const Value* user = event.options == nullptr ? nullptr : event.options->tags.find("user");
        seen.push_back(user == nullptr ? -1 : user->view().int64());
    }});
    Connection db = engine.connect({.execution_options = {.tags = {{"user", 1}}}});
    db.execute(text("SELECT 1"), ExecutionOptions{.logging_token = "import"}).close();
    db.execute(text("SELECT 1"), ExecutionOptions{.tags = {{"user", 2}}}).close();
    EXPECT_THAT(seen, ElementsAre(1, 2));
    EXPECT_THAT(lines, ::testing::Contains(::testing::HasSubstr("[import] SELECT 1")));
}

TEST(ExecutionOptions, UncachedLeavesNothing) {
    Engine engine = create_engine("sqlite://");
    Connection db = engine.connect();
    EXPECT_EQ(db.execute(text("SELECT 41 + 1"), {.uncached = true}).one()[0].as<int>(), 42);
    EXPECT_EQ(engine.cache_statistics().size, 0U);
    EXPECT_EQ(db.execute(text("SELECT 41 + 1")).one()[0].as<int>(), 42);
    EXPECT_EQ(engine.cache_statistics().size, 1U);
}

struct Cancelling : OnDatabases {
    /// Something that runs for minutes unless it is stopped.
    [[nodiscard]] TextQuery endless() const {
        return text(is_sqlite() ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                  " SELECT count(*) FROM n"
                                : "SELECT pg_sleep(600)");
    }
};

TEST_P(Cancelling, ATokenStopsWhatRuns) {
    const auto stop = CancelToken::make();
    Connection db = engine.connect();
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.cancel();
    });
    EXPECT_EQ(code_of([&] { (void)db.execute(endless(), {.cancel_token = stop}).all(); }),
              "statement_cancelled");
    other.join();
    EXPECT_TRUE(stop.cancelled());
    db.rollback();
    EXPECT_EQ(code_of([&] { (void)db.execute(text("SELECT 1"), {.cancel_token = stop}).all(); }),
              "statement_cancelled");
    EXPECT_EQ(db.scalar<int>(text("SELECT 1")), 1);
}

TEST_P(Cancelling, ATokenOfWhatHasEndedStopsNothing) {
    const auto stop = CancelToken::make();
    Connection db = engine.connect();
    EXPECT_EQ(db.execute(text("SELECT 1"), {.cancel_token = stop}).one()[0].as<int>(), 1);
    stop.cancel();
    EXPECT_EQ(db.scalar<int>(text("SELECT 2")), 2);
}

TEST_P(Cancelling, AScriptToo) {
    const auto stop = CancelToken::make();
    Connection db = engine.connect();
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.cancel();
    });
    const std::string script = is_sqlite()
                                   ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM"
                                     " n) SELECT count(*) FROM n"
                                   : "SELECT pg_sleep(600)";
    EXPECT_EQ(code_of([&] { db.execute_script(script, {.cancel_token = stop}); }),
              "statement_cancelled");
    other.join();
}

struct Reading : OnDatabases {};

TEST_P(Reading, AConnectionThatOnlyReads) {
    const ConnectOptions options{.isolation_level = Isolation::serializable,
                                 .read_only = true,
                                 .deferrable = is_sqlite() ? std::nullopt : std::optional(true)};
    Connection db = engine.connect(options);
    EXPECT_EQ(db.scalar<int>(text("SELECT 1")), 1);
    if (!is_sqlite()) {
        EXPECT_EQ(db.scalar<std::string>(text("SHOW transaction_read_only")), "on");
        EXPECT_EQ(db.scalar<std::string>(text("SHOW transaction_deferrable")), "on");
        EXPECT_EQ(db.scalar<std::string>(text("SHOW transaction_isolation")), "serializable");
    }
    const auto write = [](Connection& on) {
        return code_of([&] { on.execute(text("CREATE TABLE azoth_not_made (x INTEGER)")); });
    };
    EXPECT_EQ(write(db), "read_only_transaction");
    db.rollback();
    // Nothing of it is left for who has the connection next.
    db.close();
    Connection next = engine.connect();
    if (!is_sqlite()) {
        EXPECT_EQ(next.scalar<std::string>(text("SHOW transaction_read_only")), "off");
        EXPECT_EQ(next.scalar<std::string>(text("SHOW transaction_deferrable")), "off");
    }
    EXPECT_EQ(write(next), "no error");
    next.rollback();
}

// ── what needs no option here ───────────────────────────────────────────────────────────────────

struct WithoutOptions : OnDatabases {};

TEST_P(WithoutOptions, PercentSignsMeanNothingWithAndWithoutParameters) {
    Connection db = engine.connect();
    EXPECT_EQ(db.scalar<std::string>(text("SELECT '100%' || '%s' || '%%' || '%(x)s'")),
              "100%%s%%%(x)s");
    EXPECT_EQ(db.scalar<std::string>(text("SELECT '%s' || CAST(:x AS TEXT)"), {{"x", "%d"}}),
              "%s%d");
}

TEST_P(WithoutOptions, RowcountsAreKeptForAllThatChangesRows) {
    Connection db = engine.connect();
    db.execute(text("CREATE TEMPORARY TABLE counted (x INTEGER)"));
    const auto rows_of = [&](const char* sql) { return db.execute(text(sql)).rowcount(); };
    EXPECT_EQ(rows_of("INSERT INTO counted VALUES (1), (2), (3)"), 3);
    EXPECT_EQ(rows_of("UPDATE counted SET x = x + 1 WHERE x > 1"), 2);
    EXPECT_EQ(rows_of("DELETE FROM counted WHERE x = 1"), 1);
    EXPECT_EQ(rows_of("INSERT INTO counted SELECT x FROM counted"), 2);
}

TEST_P(WithoutOptions, ColumnsAreCalledAsTheDriverCallsThem) {
    Connection db = engine.connect();
    // Dotted names of a UNION are not cut, on SQLite neither.
    const auto result =
        db.execute(text("SELECT 1 AS \"MiXeD\", 2 AS \"a.b\" UNION SELECT 3, 4 ORDER BY 1"));
    EXPECT_THAT(result.keys(), ElementsAre("MiXeD", "a.b"));
}

INSTANTIATE_TEST_SUITE_P(Databases, WithoutOptions, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

INSTANTIATE_TEST_SUITE_P(Databases, Reading, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

INSTANTIATE_TEST_SUITE_P(Databases, Cancelling, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace azoth::test
