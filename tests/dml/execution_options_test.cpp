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

/// A configuration may say it, too, for instance behind a pooler.
TEST(ExecutionOptions, OfAConfiguration) {
    const ExecutionOptions options = read_engine_config({{"azoth.url", "sqlite://"},
                                                         {"azoth.uncached", "on"},
                                                         {"azoth.fetch_format", "text"},
                                                         {"azoth.yield_per", "0"}})
                                         .options.execution_options;
    EXPECT_EQ(options.uncached, true);
    EXPECT_EQ(options.fetch_format, FetchFormat::text);
    EXPECT_EQ(options.yield_per, 0U);
    EXPECT_EQ(options.stream_results, std::nullopt);
    EXPECT_EQ(
        code_of([] {
            (void)read_engine_config({{"azoth.url", "sqlite://"}, {"azoth.fetch_format", "csv"}});
        }),
        "bad_option_value");
}

/// Nothing stays prepared on the server, either.
TEST(ExecutionOptions, UncachedLeavesNothingOnTheServer) {
    if (std::getenv("AZOTH_TEST_POSTGRESQL_URL") == nullptr) {
        GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL names no server";
    }
    Engine engine = OnDatabases::make_engine("postgresql");
    Connection db = engine.connect();
    const auto prepared = text(
        "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%left_behind%'"
        " AND statement NOT LIKE '%pg_prepared%'");
    (void)db.execute(text("SELECT 1 AS left_behind")).all();
    EXPECT_EQ(db.scalar<int>(prepared), 1);
    for (int i = 0; i < 3; ++i) {
        (void)db.execute(text("SELECT 2 AS left_behind"), {.uncached = true}).all();
    }
    EXPECT_EQ(db.execute(prepared, {.uncached = true}).one()[0].as<int>(), 1);
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

// ── the ways that statements go ─────────────────────────────────────────────────────────────────

/// Whatever becomes of a statement, its options go along.
struct Ways : OnDatabases {
    MetaData metadata;
    Table note{"note", metadata, temporary, Column{"id", Integer{}, primary_key},
               Column{"word", Text{}}};
    std::vector<std::string> seen;

    /// What each of the executions was given.
    template <class Work>
    [[nodiscard]] std::vector<std::string> seen_by(const Work& work) {
        Connection db = engine.connect();
        metadata.create_all(db);
        const ListenerId id = engine.listen({.before_execute = [this](const ExecutionEvent& event) {
            const Value* user = event.options == nullptr ? nullptr : event.options->tags.find("u");
            seen.emplace_back(user != nullptr && event.parameters_hidden && event.parameters.empty()
                                  ? "given"
                                  : "lost: " + std::string(event.sql));
        }});
        seen.clear();
        work(db);
        engine.unlisten(id);
        return seen;
    }
    [[nodiscard]] static std::vector<Params> sets(int first, int count) {
        std::vector<Params> all;
        for (int i = first; i < first + count; ++i) all.push_back({{"id", i}, {"word", "w"}});
        return all;
    }
};

TEST_P(Ways, AllTakeTheOptionsAlong) {
    const ExecutionOptions options{.hide_parameters = true, .tags = {{"u", 1}}};
    const ExecutionOptions uncached{.hide_parameters = true, .uncached = true, .tags = {{"u", 1}}};
    const auto given = [&](std::size_t executions, const auto& work) {
        const std::vector<std::string> all = seen_by(work);
        EXPECT_GE(all.size(), executions);
        EXPECT_THAT(all, ::testing::Each("given"));
    };
    for (const ExecutionOptions& how : {options, uncached}) {
        given(1, [&](Connection& db) { db.execute(insert(note), sets(1, 1).front(), how); });
        given(1, [&](Connection& db) { db.execute(insert(note), sets(1, 333), how); });
        given(2, [&](Connection& db) {
            db.execute(insert(note).returning({note["id"]}), sets(1, 333), how).close();
            db.execute(insert(note).in_parameter_order(), sets(400, 333), how);
        });
        given(1, [&](Connection& db) {
            db.execute(update(note).where(note["id"] == bind<std::int64_t>("id")), sets(1, 9), how);
        });
        given(1, [&](Connection& db) { db.execute(insert(note), std::vector<Params>(2), how); });
        given(1, [&](Connection& db) {
            const std::vector<std::pair<int, std::string>> rows(1, {1, "x"});
            db.insert_many(note, {"id", "word"}, rows, how);
            std::vector<std::pair<int, std::string>> many;
            for (int i = 2; i < 1500; ++i) many.emplace_back(i, "x");
            db.insert_many(note, {"id", "word"}, many, how);
        });
        given(2, [&](Connection& db) {
            const auto prepared = db.prepare(select(note["word"]), how);
            (void)prepared.execute().all();
            (void)prepared.execute().all();
        });
        given(2, [&](Connection& db) {
            db.execute_script("SELECT 1; SELECT 2", how);
            (void)db.query_script("SELECT 1; SELECT 2", how).all();
        });
        given(1, [&](Connection& db) {
            ExecutionOptions streamed = how;
            streamed.yield_per = 2;
            (void)db.execute(select(note["word"]), streamed).all();
        });
    }
}

TEST_P(Ways, ValuesStayHiddenInErrorsOfBatchesAndWhileRowsAreRead) {
    const ExecutionOptions hidden{.hide_parameters = true};
    const auto parameters_of = [&](const auto& work) {
        Connection db = engine.connect();
        metadata.create_all(db);
        db.execute(insert(note), {{"id", 1}, {"word", "sesame"}});
        try {
            work(db);
        } catch (const Error& error) {
            return error.details().parameters;
        }
        return std::string("no error");
    };
    std::vector<Params> twice = sets(1, 3);
    EXPECT_EQ(parameters_of([&](Connection& db) { db.execute(insert(note), twice, hidden); }),
              "hidden");
    EXPECT_EQ(parameters_of([&](Connection& db) {
                  db.execute(insert(note).returning({note["id"]}), twice, hidden).close();
              }),
              "hidden");
    EXPECT_EQ(parameters_of([&](Connection& db) {
                  db.execute(text("UPDATE note SET id = NULL WHERE word = :word"),
                             {Params{{"word", "sesame"}}, Params{{"word", "x"}}}, hidden);
              }),
              "hidden");
    EXPECT_EQ(parameters_of([&](Connection& db) {
                  const auto query = is_sqlite()
                                         ? "SELECT abs(-9223372036854775807 - (word = :word)) "
                                           "FROM note"
                                         : "SELECT 1 / (CASE WHEN word = :word THEN 0 ELSE 1 END) "
                                           "FROM note";
                  (void)db
                      .execute(text(query), {{"word", "sesame"}},
                               {.yield_per = 1, .hide_parameters = true})
                      .all();
              }),
              "hidden");
}

INSTANTIATE_TEST_SUITE_P(Databases, Ways, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

INSTANTIATE_TEST_SUITE_P(Databases, Reading, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

INSTANTIATE_TEST_SUITE_P(Databases, Cancelling, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace azoth::test
