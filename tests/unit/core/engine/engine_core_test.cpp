// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <azoth/compile/render_override.hpp>
#include <azoth/compile/sql_compiler.hpp>
#include <azoth/engine/connect_plan.hpp>
#include <azoth/pool/pool_listener.hpp>
#include <azoth/sql/scalar.hpp>

#include "shop.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;

/// Writes down what it hears.
class Diary final : public PoolListener {
public:
    void on_connect(const PoolEvent&, bool first) override {
        lines.emplace_back(first ? "first connect" : "connect");
        if (refuses) throw DataError("refused_by_listener", "not this one");
    }
    void on_checkout(const PoolEvent&) override { lines.emplace_back("checkout"); }
    void on_checkin(const PoolEvent&) noexcept override { lines.emplace_back("checkin"); }
    bool on_reset(const PoolEvent&, bool clean) noexcept override {
        lines.emplace_back(clean ? "reset" : "failed reset");
        return clean;
    }
    void on_detach(const PoolEvent&) noexcept override { lines.emplace_back("detach"); }
    void on_close_detached(const PoolEvent&) noexcept override {
        lines.emplace_back("close detached");
    }
    void on_invalidate(const PoolEvent&, CloseReason reason) noexcept override {
        lines.push_back("invalidate " + std::string(close_reason_name(reason)));
    }
    void on_close(const PoolEvent&, CloseReason reason) noexcept override {
        lines.push_back("close " + std::string(close_reason_name(reason)));
    }
    [[nodiscard]] std::vector<std::string> take() { return std::exchange(lines, {}); }

    std::vector<std::string> lines;
    bool refuses = false;
};

/// Reads the password before it lets anybody in.
class Doorman final : public driver::Driver {
public:
    explicit Doorman(std::shared_ptr<FakeServer> server) : inner_(std::move(server)) {}
    std::string_view name() const noexcept override { return "doorman"; }
    std::string client() const override { return "Doorman 1.0"; }
    void check(const Url&, const driver::ConnectArgs&) const override {}
    std::unique_ptr<driver::Connection> connect(const driver::ConnectRequest& request) override {
        passwords.emplace_back(request.url.password().value_or(Secret("none")).reveal());
        return inner_.connect(request);
    }
    std::vector<std::string> passwords;

private:
    FakeDriver inner_;
};

struct EngineCoreTest : Shop {
    std::shared_ptr<Diary> diary = std::make_shared<Diary>();
};

TEST_F(EngineCoreTest, TheListenerOfTheOptionsHearsAllThatThePoolDoes) {
    Engine engine = database.engine({.pool_listener = diary});
    EXPECT_THAT(diary->take(), ElementsAre());
    {
        Connection one = engine.connect();
        const Connection two = engine.connect();
        EXPECT_THAT(diary->take(), ElementsAre("first connect", "checkout", "connect", "checkout"));
        one.invalidate();
    }
    EXPECT_THAT(diary->take(), ElementsAre("checkin", "reset", "checkin", "invalidate invalidated",
                                           "close invalidated"));
    engine.dispose();
    EXPECT_THAT(diary->take(), ElementsAre("close disposed"));
}

TEST_F(EngineCoreTest, WhatTheListenerThrowsReachesTheBorrower) {
    Engine engine = database.engine({.pool_listener = diary});
    diary->refuses = true;
    EXPECT_EQ(code_of<DataError>([&] { (void)engine.connect(); }), "refused_by_listener");
    EXPECT_THAT(diary->take(), ElementsAre("first connect", "close rejected"));
    EXPECT_EQ(server.open_connections, 0);
    diary->refuses = false;
    (void)engine.connect();
    EXPECT_THAT(diary->take(), ElementsAre("first connect", "checkout", "checkin", "reset"));
}

TEST_F(EngineCoreTest, EachConnectionIsOpenedWithAPasswordOfItsOwn) {
    const auto doorman = std::make_shared<Doorman>(database.server);
    int asked = 0;
    const Engine engine(
        database.dialect, doorman, Url("fake://ada:old@host/db"),
        {.password_provider = [&] { return Secret("token" + std::to_string(++asked)); }});
    EXPECT_EQ(asked, 0);
    {
        const Connection one = engine.connect();
        const Connection two = engine.connect();
    }
    (void)engine.connect();
    EXPECT_THAT(doorman->passwords, ElementsAre("token1", "token2"));
    EXPECT_EQ(engine.url().password(), "old") << "the engine keeps no token";
}

TEST_F(EngineCoreTest, APasswordNeedsAUserInTheUrl) {
    const auto provider = [] { return Secret("token"); };
    EXPECT_EQ(code_of<UrlError>([&] { (void)database.engine({.password_provider = provider}); }),
              "url_password_without_user");
}

TEST_F(EngineCoreTest, WhatAProviderThrowsReachesTheBorrower) {
    const Engine engine(database.dialect, std::make_shared<Doorman>(database.server),
                        Url("fake://ada@host/db"), {.password_provider = []() -> Secret {
                            throw OperationalError("vault_sealed", "no token today");
                        }});
    EXPECT_EQ(code_of<OperationalError>([&] { (void)engine.connect(); }), "vault_sealed");
}

// ── events ──────────────────────────────────────────────────────────────────────────────────────

TEST_F(EngineCoreTest, AHandlerChangesThePlanOfAConnect) {
    const auto doorman = std::make_shared<Doorman>(database.server);
    Engine engine(database.dialect, doorman, Url("fake://ada@host/db"));
    int tokens = 0;
    engine.listen({.do_connect = [&](ConnectPlan& plan) {
        plan.url = plan.url.with_password(Secret("token" + std::to_string(++tokens)));
    }});
    {
        const Connection one = engine.connect();
        const Connection two = engine.connect();
    }
    EXPECT_THAT(doorman->passwords, ElementsAre("token1", "token2"));
    EXPECT_FALSE(engine.url().password().has_value());
}

TEST_F(EngineCoreTest, AHandlerBringsASessionOfItsOwn) {
    Engine engine(database.dialect, nullptr, Url("fake://host/db"));
    engine.listen({.do_connect = [&](ConnectPlan& plan) {
        plan.connection = std::make_unique<FakeConnection>(database.server);
    }});
    engine.connect().execute_script("VACUUM");
    EXPECT_EQ(server.count("script VACUUM"), 1U);
    EXPECT_EQ(server.count("connect"), 0U);
}

TEST_F(EngineCoreTest, APlanIsCheckedLikeTheEnginesOwnOptions) {
    Engine engine = database.engine();
    engine.listen(
        {.do_connect = [](ConnectPlan& plan) { plan.connect_args.emplace_back("bad", "1"); }});
    EXPECT_EQ(code_of<ArgumentError>([&] { (void)engine.connect(); }), "unknown_option");
}

TEST_F(EngineCoreTest, AFailedConnectGoesToTheErrorHandlers) {
    Engine engine = database.engine();
    server.on_connect = [] { throw OperationalError("connect_refused", "nobody there"); };
    std::vector<std::string> heard;
    engine.listen({.handle_error = [&](ErrorEvent& event) {
        heard.push_back(event.error.code());
        EXPECT_EQ(event.connection, 0U);
        EXPECT_EQ(event.error.details().phase, Phase::connect);
        throw TimeoutError("maintenance", "come back at noon");
    }});
    EXPECT_EQ(code_of<TimeoutError>([&] { (void)engine.connect(); }), "maintenance");
    EXPECT_THAT(heard, ElementsAre("connect_refused"));
}

TEST_F(EngineCoreTest, WhatAConnectHandlerSetsIsThereWhenTheServerIsAsked) {
    Engine engine = database.engine({.pool_listener = diary});
    int probes_before = -1;
    engine.listen({.connect = [&](driver::Connection& connection) {
        probes_before = database.dialect->probes;
        connection.execute_script("SET search_path = tenant", 0);
    }});
    (void)engine.connect();
    EXPECT_EQ(probes_before, 0);
    EXPECT_EQ(database.dialect->probes, 1);
}

TEST_F(EngineCoreTest, OptionsThatAreSetAreToldAndMayBeChanged) {
    Engine engine = database.engine();
    std::vector<std::string> heard;
    engine.listen({.options_set = [&](OptionsEvent& event) {
        heard.emplace_back(event.connection == 0 ? "engine" : "connection");
        event.options.execution_options.logging_token = "audit";
    }});
    const Engine sub = engine.execution_options({.isolation_level = Isolation::serializable});
    EXPECT_EQ(sub.execution_options().logging_token.view(), "audit");
    Connection plain = engine.connect();
    Connection db = engine.connect({.execution_options = {.yield_per = 7}});
    EXPECT_EQ(db.execution_options().logging_token.view(), "audit");
    EXPECT_EQ(db.execution_options().yield_per, 7U);
    EXPECT_THAT(heard, ElementsAre("engine", "connection"));
    db.set_execution_options({.yield_per = 9});
    EXPECT_EQ(db.execution_options().yield_per, 9U);
    EXPECT_THAT(heard, ElementsAre("engine", "connection", "connection"));
}

TEST_F(EngineCoreTest, AConnectionThatIsLentMayBeUsedByItsHandler) {
    Engine engine = database.engine();
    engine.listen({.engine_connect = [](Connection& db) { db.execute(text("SET role reader")); }});
    Connection db = engine.connect();
    EXPECT_EQ(server.count("execute SET role reader"), 1U);
}

TEST_F(EngineCoreTest, ALostConnectionNeedNotCondemnTheOthers) {
    Engine engine = database.engine();
    bool all = false;
    engine.listen({.handle_error = [&](ErrorEvent& event) { event.invalidates_pool = all; }});
    server.on("kill", {.on_execute = [] { throw DisconnectError("connection_lost", "killed"); }});
    const auto lose_one_of_two = [&] {
        Connection one = engine.connect();
        Connection two = engine.connect();
        EXPECT_EQ(code_of([&] { one.execute(text("kill")); }), "connection_lost");
        EXPECT_TRUE(one.invalidated());
    };
    lose_one_of_two();
    EXPECT_EQ(server.open_connections, 1) << "the other one stayed";
    all = true;
    lose_one_of_two();
    EXPECT_EQ(server.open_connections, 0);
}

TEST_F(EngineCoreTest, ADisconnectMayBeOverruled) {
    Engine engine = database.engine();
    engine.listen({.handle_error = [](ErrorEvent& event) { event.disconnect = false; }});
    server.on("odd", {.on_execute = [] { throw DisconnectError("connection_lost", "or not"); }});
    Connection db = engine.connect();
    EXPECT_EQ(code_of([&] { db.execute(text("odd")); }), "connection_lost");
    EXPECT_FALSE(db.invalidated());
}

TEST_F(EngineCoreTest, ADetachedConnectionIsNoLongerThePools) {
    Engine engine =
        database.engine({.pool = {.size = 1, .max_overflow = 0}, .pool_listener = diary});
    Connection db = engine.connect();
    db.execute(text("SELECT 1"));
    EXPECT_FALSE(db.detached());
    db.detach();
    db.detach();
    EXPECT_TRUE(db.detached());
    db.execute(text("SELECT 1"));
    EXPECT_EQ(server.count("prepare SELECT 1"), 1U) << "its prepared statements went with it";
    db.commit();
    Connection other = engine.connect();
    (void)diary->take();
    db.close();
    EXPECT_THAT(diary->take(), ElementsAre("close detached"));
    EXPECT_EQ(server.open_connections, 1);
    EXPECT_EQ(code_of([&] { db.detach(); }), "use_after_return");
}

// ── warnings, and nodes written otherwise ───────────────────────────────────────────────────────

struct Warnings : Shop {
    Table other{"other", metadata, Column{"id", Integer{}, primary_key}};

    [[nodiscard]] Select product(int n) const {
        return select(item["id"], other["id"]).where(item["id"] == n);
    }
};

TEST_F(Warnings, AProductIsToldOncePerForm) {
    Engine engine = database.engine();
    std::vector<std::string> told;
    engine.listen({.warning = [&](const WarningEvent& event) {
        told.push_back(std::string(event.code) + ": " + std::string(event.message));
    }});
    Connection db = engine.connect();
    for (int i = 0; i < 3; ++i) (void)db.execute(product(i)).all();
    Connection second = engine.connect();
    (void)second.execute(product(9)).all();
    EXPECT_THAT(told, ElementsAre("cartesian_product: nothing links item with other"));
}

TEST_F(Warnings, AnExceptionRefusesTheStatement) {
    Engine engine = database.engine();
    engine.listen({.warning = [](const WarningEvent& event) {
        throw InvalidRequestError("no_products", event.message);
    }});
    Connection db = engine.connect();
    EXPECT_EQ(code_of([&] { (void)db.execute(product(1)).all(); }), "no_products");
    EXPECT_EQ(code_of([&] { (void)db.execute(product(1)).all(); }), "no_products");
}

TEST_F(Warnings, TheyCanBeSwitchedOff) {
    Engine engine = database.engine({.enable_from_linting = false});
    int told = 0;
    engine.listen({.warning = [&](const WarningEvent&) { ++told; }});
    Connection db = engine.connect();
    (void)db.execute(product(1)).all();
    EXPECT_EQ(told, 0);
}

TEST_F(Warnings, AnOverrideReachesStatementsThatAreKnown) {
    Engine engine = database.engine();
    Connection db = engine.connect();
    const auto query = select(cast(item["id"], Text{}));
    (void)db.execute(query).all();
    (void)server.take_log();
    {
        const auto override = compile::override_rendering<sql::Cast>(
            "fake", [](const sql::Cast& cast, compile::SqlCompiler& out) {
                out.write("text(").emit(*cast.operand);
                out.write(")");
            });
        (void)db.execute(query).all();
        EXPECT_EQ(server.count("prepare SELECT text(item.id) FROM item"), 1U);
    }
    (void)db.execute(query).all();
    EXPECT_EQ(server.count("prepare SELECT CAST(item.id AS TEXT) FROM item"), 1U);
}

}  // namespace
}  // namespace azoth::test
