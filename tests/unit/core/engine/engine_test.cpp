// SPDX-License-Identifier: MIT
#include <azoth/engine/engine_config.hpp>
#include <map>

#include <algorithm>
#include <thread>

#include "shop.hpp"

namespace azoth::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct EngineTest : Shop {};

TEST_F(EngineTest, ConnectsAtFirstUse) {
    Engine engine = database.engine();
    EXPECT_TRUE(server.take_log().empty());
    EXPECT_EQ(engine.dialect().name(), "fake");
    EXPECT_EQ(engine.client(), "Fake 1.0");
    EXPECT_EQ(engine.url().dialect(), "fake");
    (void)engine.connect();
    EXPECT_EQ(server.count("connect"), 1U);
    EXPECT_EQ(database.dialect->probes, 1);
}

TEST_F(EngineTest, AsksTheServerOnce) {
    Engine engine = database.engine({.pool = {.size = 64, .timeout_ms = 60'000}});
    std::vector<std::thread> threads;
    for (int i = 0; i < 64; ++i) {
        threads.emplace_back([&] {
            Connection db = engine.connect();
            db.execute(text("SELECT 1"));
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(database.dialect->probes, 1);
}

TEST_F(EngineTest, FailedProbeIsTriedAgain) {
    Engine engine = database.engine();
    database.dialect->probe_fails = true;
    EXPECT_EQ(code_of<OperationalError>([&] { (void)engine.connect(); }), "cannot_probe");
    database.dialect->probe_fails = false;
    (void)engine.connect();
    EXPECT_EQ(database.dialect->probes, 2);
    EXPECT_TRUE(engine.supports(compile::Capability::full_join));
}

TEST_F(EngineTest, BadOptionsAreRefusedAtOnce) {
    EXPECT_EQ(code_of<ArgumentError>([&] {
                  (void)database.engine({.connect_args = {{"bad", "1"}}});
              }),
              "unknown_option");
    EXPECT_EQ(code_of<ArgumentError>([&] { (void)database.engine({.pool = {.size = 0}}); }),
              "bad_option_value");
}

TEST_F(EngineTest, EngineWithoutADriverPrintsOnly) {
    Engine engine(database.dialect, nullptr, Url("fake://host/db"));
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)engine.connect(); }), "no_driver");
}

TEST_F(EngineTest, SubEnginesShareThePool) {
    Engine engine = database.engine();
    Engine sub = engine.execution_options({.isolation_level = Isolation::serializable});
    { Connection db = engine.connect(); }
    Connection db = sub.connect();
    EXPECT_EQ(db.isolation_level(), Isolation::serializable);
    EXPECT_EQ(server.count("connect"), 1U);
    EXPECT_EQ(engine.pool_metrics().in_use, 1U);
}

TEST_F(EngineTest, Dispose) {
    Engine engine = database.engine();
    std::uint64_t opened = 0;
    engine.listen({.disposed = [&](const Engine& gone) { opened = gone.pool_metrics().opened; }});
    Connection db = engine.connect();
    EXPECT_EQ(opened, 0U);
    engine.dispose();
    EXPECT_EQ(opened, 1U);
    db.execute(text("SELECT 1"));
    db.close();
    EXPECT_EQ(server.open_connections, 0);
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)engine.connect(); }), "engine_disposed");
}

TEST_F(EngineTest, ConnectionOutlivesItsEngine) {
    auto engine = std::make_unique<Engine>(database.engine());
    Connection db = engine->connect();
    engine.reset();
    db.execute(text("SELECT 1"));
    db.commit();
}

TEST_F(EngineTest, EchoShowsStatementsParametersAndMarks) {
    std::vector<std::string> lines;
    Engine engine =
        database.engine({.echo = Echo::statements,
                         .echo_sink = [&](std::string_view line) { lines.emplace_back(line); }});
    Connection db = engine.connect();
    server.on("UPDATE", {.affected = 2});
    db.execute(update(item).values({{"name", "x"}}));
    db.execute(update(item).values({{"name", "y"}}));
    { Savepoint savepoint = db.begin_nested(); }
    db.commit();
    ASSERT_EQ(lines.size(), 8U) << ::testing::PrintToString(lines);
    EXPECT_THAT(lines[0], HasSubstr("BEGIN (implicit)"));
    EXPECT_THAT(lines[1], HasSubstr("UPDATE item SET name = ?"));
    EXPECT_THAT(lines[2], AllOf(HasSubstr("('x')"), HasSubstr("compiled"), HasSubstr(" ms"),
                                HasSubstr("2 rows")));
    EXPECT_THAT(lines[4], AllOf(HasSubstr("('y')"), HasSubstr("cached")));
    EXPECT_THAT(lines[7], HasSubstr("COMMIT"));
    engine.set_echo(Echo::off);
    db.execute(update(item).values({{"name", "y"}}));
    EXPECT_EQ(lines.size(), 8U);
}

TEST_F(EngineTest, EchoAndErrorsShowTheBeginningOfLongLists) {
    std::vector<std::string> lines;
    Engine engine =
        database.engine({.echo = Echo::statements,
                         .echo_sink = [&](std::string_view line) { lines.emplace_back(line); }});
    std::string whole;
    (void)engine.listen(
        {.before_execute = [&](const ExecutionEvent& event) { whole = event.sql; }});
    Connection db = engine.connect();
    const auto listed = [&](std::size_t length) {
        return select(id()).where(id().in(std::vector<std::int64_t>(length, 7)) && id() > 1);
    };
    (void)db.execute(listed(20)).all();
    EXPECT_THAT(lines[1], ::testing::EndsWith("item.id > ?"));
    EXPECT_THAT(lines[1], ::testing::Not(HasSubstr("more")));
    (void)db.execute(listed(512)).all();
    EXPECT_THAT(lines[3], HasSubstr(" IN (?, ?, ?, "));
    EXPECT_THAT(lines[3], HasSubstr("?, ?, … (492 more)) AND item.id > ?"));
    EXPECT_EQ(std::count(whole.begin(), whole.end(), '?'), 513) << "listeners see all of it";
    const auto statement_of = [&](const Statement& statement) {
        try {
            (void)db.execute(statement);
        } catch (const Error& error) {
            EXPECT_THAT(error.details().parameters, HasSubstr(" more)"));
            return error.details().statement;
        }
        return std::string("nothing thrown");
    };
    EXPECT_THAT(statement_of(listed(4096)), HasSubstr("?, … (4076 more)) AND item.id > ?"));
    const auto refuse = [] { throw ProgrammingError("sql_error", "refused"); };
    server.on("SELECT", {.on_execute = refuse});
    EXPECT_THAT(statement_of(listed(256)), HasSubstr("?, … (236 more)) AND item.id > ?"));
    const std::vector<Params> rows(30, Params{{"id", 1}, {"name", "x"}});
    std::string rows_shown;
    for (int i = 0; i < 20; ++i) rows_shown += " (?, ?, ?),";
    server.on("INSERT", {.on_execute = refuse});
    EXPECT_EQ(statement_of(insert(item).values(rows).set("price", 1)),
              "INSERT INTO item (id, name, price) VALUES" + rows_shown + " … (10 more)");
}

TEST_F(EngineTest, NumberedListsAreShownSo) {
    database.dialect->style = compile::PlaceholderStyle::numbered;
    std::vector<std::string> lines;
    Engine engine =
        database.engine({.echo = Echo::statements,
                         .echo_sink = [&](std::string_view line) { lines.emplace_back(line); }});
    Connection db = engine.connect();
    const std::vector<std::int64_t> many(256, 7);
    const auto quoted = id().label("a (?, ?), '$1");
    (void)db.execute(select(quoted).where(id().in(many) && name() == "x")).all();
    EXPECT_THAT(lines[1], HasSubstr("\"a (?, ?), '$1\""));
    EXPECT_THAT(lines[1], HasSubstr(" IN ($2, $3, $4, "));
    EXPECT_THAT(lines[1], HasSubstr(", $21, … (236 more)) AND item.name = $1"));
}

TEST_F(EngineTest, EchoShowsRowsAsTheyAreRead) {
    stock(3);
    std::vector<std::string> lines;
    Engine engine =
        database.engine({.echo_sink = [&](std::string_view line) { lines.emplace_back(line); }});
    engine.set_echo(Echo::rows);
    Connection db = engine.connect();
    Result result = db.execute(select(id(), name())).untyped();
    ASSERT_EQ(lines.size(), 3U) << "BEGIN, the statement, its parameters";
    const Row first = *result.begin();
    EXPECT_THAT(lines.back(), HasSubstr("row (1, 'item 1')"));
    EXPECT_EQ(lines.size(), 4U);
    db.commit();  // reads the rest
    EXPECT_THAT(lines, Contains(HasSubstr("row (3, 'item 3')")));
    EXPECT_EQ(result.all().size(), 2U);
    EXPECT_EQ(lines.size(), 7U) << "each row once";
    (void)db.execute(select(id(), name()), {.hide_parameters = true}).all();
    EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                            [](const auto& line) { return line.find("row (") != line.npos; }),
              3);
}

TEST_F(EngineTest, EchoSaysWhichEngineSpeaks) {
    std::vector<std::string> lines;
    const auto keep = [&](std::string_view line) { lines.emplace_back(line); };
    for (const char* name : {"", "orders"}) {
        Engine engine =
            database.engine({.echo = Echo::statements, .echo_sink = keep, .logging_name = name});
        engine.connect().execute_script("x");
    }
    ASSERT_EQ(lines.size(), 8U) << "BEGIN, the statement, its parameters, ROLLBACK";
    EXPECT_TRUE(lines[1].starts_with("azoth[1] ")) << lines[1];
    EXPECT_TRUE(lines[5].starts_with("azoth.orders[1] ")) << lines[5];
}

TEST_F(EngineTest, EchoHidesParameters) {
    std::string all;
    Engine engine = database.engine(
        {.echo = Echo::statements,
         .hide_parameters = true,
         .echo_sink = [&](std::string_view line) { all.append(line).append("\n"); }});
    Connection db = engine.connect();
    db.execute(update(item).values({{"name", "secret"}}));
    EXPECT_EQ(all.find("secret"), std::string::npos);
    EXPECT_THAT(all, HasSubstr("(hidden)"));
}

TEST_F(EngineTest, Listeners) {
    Engine engine = database.engine();
    std::vector<std::string> heard;
    const ListenerId id = engine.listen({
        .before_execute =
            [&](const ExecutionEvent& e) { heard.push_back("> " + std::string(e.sql)); },
        .after_execute =
            [&](const ExecutionEvent& e) {
                heard.push_back(e.error != nullptr ? "! " + e.error->code() : "< ok");
                EXPECT_GE(e.nanoseconds, 0);
            },
        .connect = [&](driver::Connection&) { heard.emplace_back("connect"); },
        .checkout = [&](driver::Connection&) { heard.emplace_back("checkout"); },
        .checkin = [&](driver::Connection&) { heard.emplace_back("checkin"); },
        .transaction =
            [&](const TransactionEvent& e) {
                heard.emplace_back(e.mark == TransactionMark::begin ? "begin" : "end");
            },
    });
    {
        Connection db = engine.connect();
        db.execute(text("SELECT 1"));
        db.rollback();
        server.on("bad", {.on_execute = [] { throw ProgrammingError("syntax_error", "no"); }});
        EXPECT_THROW(db.execute(text("bad")), ProgrammingError);
    }
    EXPECT_THAT(heard, ElementsAre("connect", "checkout", "begin", "> SELECT 1", "< ok", "end",
                                   "begin", "> bad", "! syntax_error", "end", "checkin"));
    engine.unlisten(id);
    heard.clear();
    (void)engine.connect();
    EXPECT_TRUE(heard.empty());
}

TEST_F(EngineTest, ListenersHearEachMarkOfATransaction) {
    Engine engine = database.engine();
    std::vector<std::string> heard;
    engine.listen({.transaction = [&](const TransactionEvent& e) {
        const char* const names[] = {"begin",
                                     "commit",
                                     "rollback",
                                     "savepoint",
                                     "release_savepoint",
                                     "rollback_to_savepoint"};
        std::string line = names[static_cast<std::size_t>(e.mark)];
        if (!e.savepoint.empty()) line.append(" ").append(e.savepoint);
        if (e.implicit) line += " implicit";
        heard.push_back(line);
    }});
    Connection db = engine.connect();
    {
        Savepoint kept = db.begin_nested();
        { Savepoint dropped = db.begin_nested(); }
        kept.release();
    }
    db.commit();
    { Transaction dropped = db.begin(); }
    db.execute(text("SELECT 1"));
    db.close();
    EXPECT_THAT(heard,
                ElementsAre("begin implicit", "savepoint azoth_sp_1", "savepoint azoth_sp_2",
                            "rollback_to_savepoint azoth_sp_2", "release_savepoint azoth_sp_1",
                            "commit", "begin", "rollback", "begin implicit", "rollback"));
}

TEST_F(EngineTest, ItsTimeOutsAndHoldersAreThoseOfItsPool) {
    Engine engine = database.engine(
        {.pool = {.size = 1, .max_overflow = 0, .timeout_ms = 0}, .connect_timeout_ms = 250});
    Connection db = engine.connect();
    EXPECT_EQ(server.count("connect timeout=250"), 1U);
    const std::vector<PoolHolder> holders = engine.pool_holders();
    ASSERT_EQ(holders.size(), 1U);
    EXPECT_EQ(engine.pool_metrics().in_use, 1U);
    std::string code;
    std::thread([&] { code = code_of<TimeoutError>([&] { (void)engine.connect(); }); }).join();
    EXPECT_EQ(code, "pool_timeout");
    EXPECT_EQ(engine.pool_metrics().timeouts, 1U);
    db.close();
    EXPECT_TRUE(engine.pool_holders().empty());
}

TEST_F(EngineTest, HandlersReclassifyErrors) {
    Engine engine = database.engine();
    engine.listen({.handle_error = [](ErrorEvent& event) {
        if (event.error.code() == "gone_away") event.disconnect = true;
        if (event.error.code() == "quota") throw TimeoutError("quota_reached", "come back later");
    }});
    server.on("gone", {.on_execute = [] { throw OperationalError("gone_away", "gone"); }});
    server.on("quota", {.on_execute = [] { throw OperationalError("quota", "quota"); }});
    Connection db = engine.connect();
    EXPECT_EQ(code_of<TimeoutError>([&] { db.execute(text("quota")); }), "quota_reached");
    EXPECT_FALSE(db.invalidated());
    EXPECT_EQ(code_of<OperationalError>([&] { db.execute(text("gone")); }), "gone_away");
    EXPECT_TRUE(db.invalidated());
}

TEST_F(EngineTest, CreateAllMakesWhatIsMissing) {
    const Table line{"line", metadata, Column{"id", Integer{}, primary_key},
                     Column{"item_id", ForeignKey{"item.id"}}};
    database.dialect->existing_tables = {"other"};
    Engine engine = database.engine();
    metadata.create_all(engine);
    auto log = server.take_log();
    const auto place = [&](std::string_view part) {
        for (std::size_t i = 0; i < log.size(); ++i) {
            if (log[i].find(part) != std::string::npos) return i;
        }
        return log.size();
    };
    EXPECT_LT(place("CREATE TABLE item"), place("CREATE TABLE line"));
    EXPECT_LT(place("CREATE TABLE line"), place("commit"));
    EXPECT_LT(place("commit"), log.size());
    database.dialect->existing_tables = {"item", "line"};
    metadata.create_all(engine);
    EXPECT_EQ(server.count("CREATE TABLE"), 0U);
    (void)server.take_log();
    metadata.drop_all(engine);
    log = server.take_log();
    EXPECT_LT(place("DROP TABLE line"), place("DROP TABLE item"));
}

TEST(EngineConfigTest, ReadsOptionsByName) {
    const EngineConfig config =
        read_engine_config(Settings{{"db.url", "sqlite:///x"},
                                    {"db.echo", "true"},
                                    {"db.logging_name", "x"},
                                    {"db.pool_size", "7"},
                                    {"db.pool_pre_ping", "yes"},
                                    {"db.isolation_level", "READ COMMITTED"},
                                    {"db.connect_args.timeout", "5"},
                                    {"other.key", "ignored"}},
                           "db.");
    EXPECT_EQ(config.url, "sqlite:///x");
    EXPECT_EQ(config.options.echo, Echo::statements);
    EXPECT_EQ(config.options.logging_name, "x");
    EXPECT_EQ(config.options.pool.size, 7);
    EXPECT_TRUE(config.options.pool.pre_ping);
    EXPECT_EQ(config.options.isolation_level, Isolation::read_committed);
    ASSERT_EQ(config.options.connect_args.size(), 1U);
    EXPECT_EQ(config.options.connect_args[0].first, "timeout");
    const std::map<std::string, std::string> file{{"db.url", "sqlite:///y"}};
    EXPECT_EQ(read_engine_config(file, "db.").url, "sqlite:///y");
}

TEST(EngineConfigTest, RefusesWhatMakesNoSense) {
    const auto code = [](const std::string& key, const std::string& value) {
        return code_of<ArgumentError>([&] {
            (void)read_engine_config(Settings{{"azoth.url", "sqlite://"}, {"azoth." + key, value}});
        });
    };
    for (const char* bad : {"-1", "1e3", "", "4294967297", "0", " 5", "5x"}) {
        EXPECT_EQ(code("pool_size", bad), "bad_option_value") << bad;
    }
    EXPECT_EQ(code("max_overflow", "-5"), "bad_option_value");
    EXPECT_EQ(code("max_overflow", "-1"), "no error");
    EXPECT_EQ(code("pool_timeout_ms", "abc"), "bad_option_value");
    EXPECT_EQ(code("pool_pre_ping", "maybe"), "bad_option_value");
    EXPECT_EQ(code("isolation_level", "foo"), "bad_isolation_level");
    EXPECT_EQ(code("pool_siez", "5"), "unknown_option");
    EXPECT_EQ(code_of<ArgumentError>([] { (void)read_engine_config(Settings{}); }),
              "missing_option");
    EXPECT_EQ(code_of<ArgumentError>([] {
                  (void)Settings{{"azoth.url", "x"}, {"azoth.url", "x"}};
              }),
              "duplicate_option");
    try {
        (void)read_engine_config(Settings{{"azoth.url", "x"}, {"azoth.pool_siez", "hunter2"}});
    } catch (const ArgumentError& error) {
        EXPECT_THAT(error.what(), HasSubstr("pool_size"));
        EXPECT_EQ(std::string(error.what()).find("hunter2"), std::string::npos);
    }
}

TEST(IsolationTest, NamesAreReadInAnyDress) {
    EXPECT_EQ(parse_isolation("Read_Committed"), Isolation::read_committed);
    EXPECT_EQ(parse_isolation("REPEATABLE READ"), Isolation::repeatable_read);
    EXPECT_EQ(parse_isolation("autocommit"), Isolation::autocommit);
    try {
        (void)parse_isolation("foo");
        FAIL() << "an error was to come";
    } catch (const ArgumentError& error) {
        EXPECT_THAT(error.details().hint, HasSubstr("SERIALIZABLE"));
    }
}

}  // namespace
}  // namespace azoth::test
