// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <chrono>
#include <functional>

#include "shop.hpp"

namespace azoth::test {
namespace {

/// One option: how it is set, how it is taken back, and how one sees which of both holds.
struct Option {
    const char* name;
    std::function<void(ExecutionOptions&)> set;
    std::function<void(ExecutionOptions&)> take_back;
    std::function<std::string(Connection&, const ExecutionOptions&)> effect;
};

struct OptionsTest : Shop {
    Table stock_item{"stock", metadata, Schema{"here"}, Column{"id", Integer{}, primary_key}};
    CompiledCache own = CompiledCache::make(10);
    CancelToken cancelled = CancelToken::make();
    std::string seen_by_listeners;

    OptionsTest() {
        database.dialect->page = 4;
        cancelled.cancel();
        stock(1);
        server.on("fails", {.on_execute = [] { throw DataError("bad_value", "no"); }});
    }

    /// The last thing that the driver was asked for a query.
    [[nodiscard]] std::string sent(Connection& db, const ExecutionOptions& options) {
        (void)server.take_log();
        (void)db.execute(select(id(), name()), options).all();
        return server.take_log().back();
    }
    [[nodiscard]] static auto sent_by(OptionsTest& test) {
        return [&test](Connection& db, const ExecutionOptions& o) { return test.sent(db, o); };
    }
    /// What a listener is told.
    [[nodiscard]] std::string told(Connection& db, const ExecutionOptions& options) {
        seen_by_listeners.clear();
        (void)db.execute(select(id(), name()), options).all();
        return seen_by_listeners;
    }

    /// Every option there is.
    [[nodiscard]] std::vector<Option> all_options() {
        const auto told_by = [this](Connection& db, const ExecutionOptions& o) {
            return told(db, o);
        };
        return {
            {"stream_results", [](auto& o) { o.stream_results = true; },
             [](auto& o) { o.stream_results = false; }, sent_by(*this)},
            {"yield_per", [](auto& o) { o.yield_per = 7; }, [](auto& o) { o.yield_per = 0; },
             sent_by(*this)},
            {"max_row_buffer", [](auto& o) { o.max_row_buffer = 9; },
             [](auto& o) { o.max_row_buffer = 0; }, sent_by(*this)},
            {"fetch_format", [](auto& o) { o.fetch_format = FetchFormat::text; },
             [](auto& o) { o.fetch_format = FetchFormat::automatic; }, sent_by(*this)},
            {"timeout_ms", [](auto& o) { o.timeout_ms = 3'600'000; },
             [](auto& o) { o.timeout_ms = 0; },
             [this](Connection& db, const ExecutionOptions& o) {
                 return std::to_string(sent(db, o).find("timeout=") != std::string::npos);
             }},
            {"hide_parameters", [](auto& o) { o.hide_parameters = true; },
             [](auto& o) { o.hide_parameters = false; },
             [](Connection& db, const ExecutionOptions& o) {
                 try {
                     db.execute(text("fails :x"), {{"x", "sesame"}}, o);
                 } catch (const DataError& error) {
                     db.rollback();
                     return std::string(error.details().parameters);
                 }
                 return std::string("did not fail");
             }},
            {"insert_page_size", [](auto& o) { o.insert_page_size = 2; },
             [](auto& o) { o.insert_page_size = 0; },
             [this](Connection& db, const ExecutionOptions& o) {
                 (void)server.take_log();
                 const std::vector<Params> sets(8, Params{{"id", 1}, {"name", "x"}});
                 db.execute(insert(item), sets, o);
                 return std::to_string(server.count("execute INSERT"));
             }},
            {"uncached", [](auto& o) { o.uncached = true; }, [](auto& o) { o.uncached = false; },
             [this](Connection& db, const ExecutionOptions& o) {
                 (void)db.execute(select(id()), o).all();
                 (void)server.take_log();
                 (void)db.execute(select(id()), o).all();
                 return std::to_string(server.count("prepare"));
             }},
            {"compiled_cache", [this](auto& o) { o.compiled_cache = own; },
             [](auto& o) { o.compiled_cache = CompiledCache::none(); },
             [this](Connection& db, const ExecutionOptions& o) {
                 own.clear();
                 (void)db.execute(select(name()), o).all();
                 return std::to_string(own.statistics().hits + own.statistics().misses);
             }},
            {"schema_translate_map",
             [](auto& o) {
                 o.schema_translate_map = {{"here", "there"}};
             },
             [](auto& o) { o.schema_translate_map = SchemaMap::none(); },
             [this](Connection& db, const ExecutionOptions& o) {
                 (void)server.take_log();
                 (void)db.execute(select(stock_item["id"]), o).all();
                 return server.take_log().back();
             }},
            {"cancel_token", [this](auto& o) { o.cancel_token = cancelled; },
             [](auto& o) { o.cancel_token = CancelToken::none(); },
             [this](Connection& db, const ExecutionOptions& o) {
                 const std::string code = code_of<OperationalError>([&] { (void)sent(db, o); });
                 db.rollback();
                 return code;
             }},
            {"logging_token", [](auto& o) { o.logging_token = "import"; },
             [](auto& o) { o.logging_token = LoggingToken::none(); }, told_by},
            {"tags",
             [](auto& o) {
                 o.tags = {{"user", 7}};
             },
             [](auto& o) { o.tags = Tags::none(); }, told_by},
        };
    }
};

/// An option without a row in the table does not compile.
[[maybe_unused]] std::size_t option_count(const ExecutionOptions& options) {
    const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m] = options;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m), 13;
}

/// What the three places say: nothing, the option, or that it is taken back.
enum class Says { nothing, set, back };

TEST_F(OptionsTest, TheNearestPlaceThatSetsAnOptionWins) {
    const std::vector<Option> options = all_options();
    ASSERT_EQ(options.size(), option_count({})) << "an option is not tested";
    for (const Option& option : options) {
        const auto said = [&](Says what) {
            ExecutionOptions said;
            if (what == Says::set) option.set(said);
            if (what == Says::back) option.take_back(said);
            EXPECT_EQ(says_nothing(said), what == Says::nothing) << option.name;
            return said;
        };
        // Each way to give options to an engine and to a connection.
        enum class Way { built, derived, changed };
        const auto effect = [&](Says engine_says, Says connection_says, Says statement_says,
                                Way way) {
            own = CompiledCache::make(10);  // a cache serves one engine
            const ExecutionOptions engine_options = said(engine_says);
            const ExecutionOptions connection_options = said(connection_says);
            Engine engine = database.engine(
                {.execution_options = way == Way::derived ? ExecutionOptions{} : engine_options});
            if (way == Way::derived) {
                engine = engine.execution_options({.execution_options = engine_options});
            }
            engine.listen({.before_execute = [&](const ExecutionEvent& event) {
                const Value* user = event.options->tags.find("user");
                seen_by_listeners = std::string(event.options->logging_token.view()) +
                                    (user == nullptr ? "" : " by a user");
            }});
            Connection db =
                engine.connect({.execution_options =
                                    way == Way::changed ? ExecutionOptions{} : connection_options});
            if (way == Way::changed) db.set_execution_options(connection_options);
            return option.effect(db, said(statement_says));
        };
        using enum Says;
        for (const Way way : {Way::built, Way::derived, Way::changed}) {
            const std::string without = effect(nothing, nothing, nothing, way);
            const std::string with = effect(nothing, nothing, set, way);
            ASSERT_NE(without, with) << option.name << " has no effect";
            for (const Says engine : {nothing, set, back}) {
                for (const Says connection : {nothing, set, back}) {
                    for (const Says statement : {nothing, set, back}) {
                        const Says nearest = statement != nothing    ? statement
                                             : connection != nothing ? connection
                                                                     : engine;
                        EXPECT_EQ(effect(engine, connection, statement, way),
                                  nearest == set ? with : without)
                            << option.name << " with engine " << static_cast<int>(engine)
                            << ", connection " << static_cast<int>(connection) << ", statement "
                            << static_cast<int>(statement) << ", way " << static_cast<int>(way);
                    }
                }
            }
        }
    }
}

TEST_F(OptionsTest, WhatAnEnginePromisesToHideStaysHidden) {
    Engine engine =
        database.engine({.hide_parameters = true, .execution_options = {.hide_parameters = false}});
    bool hidden = true;
    engine.listen({.before_execute = [&](const ExecutionEvent& event) {
        hidden = hidden && event.parameters_hidden && event.parameters.empty();
    }});
    Connection db = engine.connect({.execution_options = {.hide_parameters = false}});
    try {
        db.execute(text("fails :x"), {{"x", "sesame"}}, {.hide_parameters = false});
        ADD_FAILURE() << "it should have failed";
    } catch (const DataError& error) {
        EXPECT_EQ(error.details().parameters, "hidden");
    }
    EXPECT_TRUE(hidden);
}

TEST_F(OptionsTest, YieldPerSaysWhetherRowsAreStreamed) {
    Engine engine = database.engine({.execution_options = {.yield_per = 7}});
    Connection db = engine.connect();
    EXPECT_THAT(sent(db, {}), ::testing::EndsWith(" streaming fetch=7"));
    EXPECT_THAT(sent(db, {.stream_results = false}), ::testing::EndsWith("item fetch=7"));
    EXPECT_THAT(sent(db, {.yield_per = 0}), ::testing::EndsWith("item"));
    EXPECT_THAT(sent(db, {.stream_results = true, .yield_per = 0}),
                ::testing::EndsWith("item streaming"));
}

/// One time-out for all that an execution sends, by whatever way its rows go.
TEST_F(OptionsTest, ATimeOutIsForAllPagesTogether) {
    const auto pass_time = [] {
        const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(3);
        while (std::chrono::steady_clock::now() < end) {
        }
    };
    server.on("INSERT", {.on_execute = pass_time});
    server.on("UPDATE", {.on_execute = pass_time});
    server.on("RETURNING", {.columns = {"id"}, .rows = {{Value(1)}}, .on_execute = pass_time});
    const std::vector<Params> sets(6, Params{{"id", 1}, {"name", "x"}});
    const std::vector<std::pair<int, std::string>> rows(6, {1, "x"});
    const ExecutionOptions brief{.timeout_ms = 60'000};
    const ExecutionOptions paged{.timeout_ms = 60'000, .insert_page_size = 1};
    const auto left = [&](const auto& work) {
        Engine engine = database.engine();
        Connection db = engine.connect();
        (void)server.take_log();
        work(db);
        std::vector<int> all;
        for (const std::string& line : server.take_log()) {
            const std::size_t at = line.find(" timeout=");
            if (line.starts_with("execute") && at != std::string::npos) {
                all.push_back(std::stoi(line.substr(at + 9)));
            }
        }
        return all;
    };
    const auto goes_down = [](const std::vector<int>& all) {
        return all.size() == 6 && std::is_sorted(all.rbegin(), all.rend()) &&
               all.back() <= all.front() - 10;
    };
    EXPECT_PRED1(goes_down, left([&](Connection& db) { db.execute(insert(item), sets, paged); }));
    EXPECT_PRED1(goes_down, left([&](Connection& db) {
                     db.insert_many(item, {"id", "name"}, rows, paged);
                 }));
    EXPECT_PRED1(goes_down, left([&](Connection& db) {
                     db.execute(update(item).where(id() == bind<std::int64_t>("id")), sets, brief);
                 }));
    EXPECT_PRED1(goes_down, left([&](Connection& db) {
                     db.execute(insert(item).returning({item["id"]}), sets, paged).close();
                 }));
    EXPECT_PRED1(goes_down, left([&](Connection& db) {
                     db.execute(insert(item), std::vector<Params>(6), brief);
                 }));
}

/// What connections may be asked for beside executions.
TEST_F(OptionsTest, AConnectionTakesBackWhatItsEngineSays) {
    const Engine engine =
        database.engine().execution_options({.isolation_level = Isolation::serializable,
                                             .read_only = true,
                                             .deferrable = true,
                                             .lock_mode = LockMode::immediate});
    const auto begin = [&](const ConnectOptions& options) {
        Connection db = engine.connect(options);
        (void)server.take_log();
        (void)db.begin();
        return server.take_log().front();
    };
    EXPECT_EQ(begin({}), "begin SERIALIZABLE read only deferrable lock 2");
    EXPECT_EQ(begin({.isolation_level = Isolation::read_committed,
                     .read_only = false,
                     .deferrable = false,
                     .lock_mode = LockMode::deferred}),
              "begin READ COMMITTED lock 1");
}

}  // namespace
}  // namespace azoth::test
