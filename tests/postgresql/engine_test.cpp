// SPDX-License-Identifier: MIT
// The engine on a real server, through the plugins: what prepared statements do when tables change
// under them.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <azoth/azoth.hpp>
#include <azoth/engine/outgoing_statement.hpp>
#include <azoth/pool/pool_listener.hpp>
#include <azoth/reflect/inspector.hpp>
#include <azoth/sql/table_function.hpp>
#include <azoth/value/describe.hpp>

#include "server.hpp"

namespace {

using namespace azoth;

struct ChangingTables : azoth_test::OnServer {
    void SetUp() override {
        OnServer::SetUp();
        if (IsSkipped()) return;
        owner_ = connect();
        owner_->execute_script(
            "drop table if exists changing; create table changing (a int);"
            "insert into changing values (1)");
        engine_.emplace(create_engine(url()));
    }
    void TearDown() override {
        engine_.reset();
        if (owner_) owner_->execute_script("drop table if exists changing");
    }
    /// Somebody outside of the engine.
    void others_run(const char* sql) { owner_->execute_script(sql); }

    [[nodiscard]] static std::string shown(Result result) {
        std::string text;
        for (const Row& row : result) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                text += row.keys()[i] + "=" + describe(row[i].view()) + " ";
            }
        }
        return text;
    }

    std::unique_ptr<azoth_test::Connection> owner_;
    std::optional<Engine> engine_;
    const TextQuery all_ = text("select * from changing");
};

/// Nothing beside it tells the server what the elements are.
TEST_F(ChangingTables, RowsOfAnArrayOfTheProgram) {
    Connection db = engine_->connect();
    const auto numbers = table_function("unnest", {std::vector<std::int64_t>{3, 1}}, "u",
                                        {{"x", BigInteger{}}}, {.with_ordinality = true});
    EXPECT_EQ(shown(db.execute(select(numbers["x"]).order_by(numbers["ordinality"]))), "x=3 x=1 ");
    const auto pairs = table_function(
        "unnest", {std::vector<std::string>{"a"}, std::vector<double>{0.5}}, "u", {"x", "y"});
    EXPECT_EQ(shown(db.execute(select(pairs["x"], pairs["y"]))), "x='a' y=0.5 ");
}

TEST_F(ChangingTables, OwnChangesAreFollowedInTheSameTransaction) {
    Connection db = engine_->connect();
    EXPECT_EQ(shown(db.execute(all_)), "a=1 ");
    db.execute(text("alter table changing add b text default 'x'"));
    EXPECT_EQ(shown(db.execute(all_)), "a=1 b='x' ");
    db.execute(text("alter table changing alter a type text"));
    EXPECT_EQ(shown(db.execute(all_)), "a='1' b='x' ");
    {
        Savepoint savepoint = db.begin_nested();
        db.execute(text("alter table changing drop b"));
        EXPECT_EQ(shown(db.execute(all_)), "a='1' ");
        savepoint.rollback();
    }
    EXPECT_EQ(shown(db.execute(all_)), "a='1' b='x' ");
    db.rollback();
    EXPECT_EQ(shown(db.execute(all_)), "a=1 ");
}

TEST_F(ChangingTables, OthersOfTheEngineFollowACommit) {
    Connection db = engine_->connect();
    Connection other = engine_->connect();
    EXPECT_EQ(shown(other.execute(all_)), "a=1 ");
    other.commit();
    db.execute_script("alter table changing add b int default 2");
    db.commit();
    const auto handle = other.prepare(all_);
    EXPECT_EQ(shown(handle.execute()), "a=1 b=2 ");
    other.commit();
    db.execute_script("alter table changing drop a");
    db.commit();
    EXPECT_EQ(shown(other.execute(text("select 1 as one"))), "one=1 ");
    EXPECT_EQ(shown(handle.execute()), "b=2 ");
}

TEST_F(ChangingTables, StrangersAreFollowedUnlessATransactionWouldBeLost) {
    Connection db = engine_->connect();
    EXPECT_EQ(shown(db.execute(all_)), "a=1 ");
    db.commit();
    others_run("alter table changing add b int default 2");
    EXPECT_EQ(shown(db.execute(all_)), "a=1 b=2 ");
    db.commit();

    db.execute(text("create temporary table work_so_far (x int) on commit drop"));
    (void)db.execute(text("select 1 as one")).all();
    others_run("alter table changing drop a");
    const std::string code =
        azoth_test::error_code<OperationalError>([&] { (void)db.execute(all_); });
    // The engine's own DDL has made it prepare anew: no error, and the right columns.
    EXPECT_EQ(code, "no error");
    db.rollback();

    EXPECT_EQ(shown(db.execute(all_)), "b=2 ");
    db.commit();
    (void)db.execute(text("select 1 as one")).all();
    others_run("alter table changing add c int default 3");
    EXPECT_EQ(azoth_test::error_code<OperationalError>([&] { (void)db.execute(all_); }),
              "statement_outdated");
    EXPECT_EQ(azoth_test::error_code<InvalidRequestError>([&] { (void)db.execute(all_); }),
              "transaction_aborted");
    db.rollback();
    EXPECT_EQ(shown(db.execute(all_)), "b=2 c=3 ");
}

TEST_F(ChangingTables, NamesMeanWhatTheSessionSays) {
    others_run(
        "drop schema if exists elsewhere cascade; create schema elsewhere;"
        "create table elsewhere.changing (z text); insert into elsewhere.changing values ('far')");
    {
        Connection db = engine_->connect();
        EXPECT_EQ(shown(db.execute(all_)), "a=1 ");
        db.execute(text("set search_path to elsewhere"));
        EXPECT_EQ(shown(db.execute(all_)), "z='far' ");
        db.commit();
    }
    // The next borrower of the same session finds it as new.
    Connection db = engine_->connect();
    EXPECT_EQ(engine_->pool_metrics().opened, 1U);
    EXPECT_EQ(shown(db.execute(all_)), "a=1 ");
    db.rollback();
    others_run("drop schema elsewhere cascade");
}

TEST_F(ChangingTables, TypedRowsNeverReadAnOldShape) {
    MetaData metadata;
    const Table changing{"changing", metadata, Column{"a", Integer{}}};
    const auto query = select(changing.column<std::int64_t>("a"));
    Connection db = engine_->connect();
    EXPECT_EQ(std::get<0>(db.execute(query).one()), 1);
    db.commit();
    others_run("alter table changing alter a type text using 'no number'");
    EXPECT_EQ(azoth_test::error_code<ConversionError>([&] { (void)db.execute(query).one(); }),
              "type_mismatch");
    db.rollback();
    others_run("alter table changing alter a type bigint using 7000000000");
    EXPECT_EQ(std::get<0>(db.execute(query).one()), 7'000'000'000);
}

// ── listeners on a real server ──────────────────────────────────────────────────────────────────

struct Listening : azoth_test::OnServer {
    void SetUp() override {
        OnServer::SetUp();
        if (IsSkipped()) return;
        connect()->execute_script(
            "drop schema if exists tenant_7 cascade; create schema tenant_7;"
            "create table tenant_7.invoice (id int primary key)");
        engine_.emplace(create_engine(url()));
    }
    void TearDown() override {
        engine_.reset();
        if (!IsSkipped()) connect()->execute_script("drop schema if exists tenant_7 cascade");
    }
    std::optional<Engine> engine_;
};

TEST_F(Listening, TheSearchPathSetWhileConnectingIsTheDefaultSchema) {
    engine_->listen({.connect = [](driver::Connection& session) {
        session.execute_script("set search_path = tenant_7");
    }});
    Inspector inspector(*engine_);
    EXPECT_EQ(inspector.default_schema_name(), "tenant_7");
    EXPECT_TRUE(inspector.has_table("invoice"));
    MetaData metadata;
    metadata.reflect(*engine_);
    EXPECT_EQ(metadata.tables().size(), 1U) << "names without a schema lead there";
}

TEST_F(Listening, WhatAHandlerSetsSurvivesTheReset) {
    engine_->listen({.connect = [](driver::Connection& session) {
        session.execute_script(
            "set search_path = tenant_7; set lock_timeout = '7s'; set role pg_monitor;"
            "listen news");
    }});
    const auto settings = [](Connection& db) {
        return db.scalar<std::string>(
            text("select concat_ws(' ', current_setting('search_path'), "
                 "current_setting('lock_timeout'), "
                 "current_user, current_setting('work_mem'), "
                 "(select string_agg(c, ',') from pg_listening_channels() c))"));
    };
    std::string first;
    {
        Connection db = engine_->connect();
        first = settings(db);
        EXPECT_TRUE(first.starts_with("tenant_7 7s pg_monitor ")) << first;
        db.execute_script(
            "set search_path = public; set lock_timeout = '9s'; set work_mem = '77MB'; "
            "reset role; unlisten *");
        db.commit();
        EXPECT_TRUE(settings(db).starts_with("public 9s ")) << settings(db);
    }
    Connection db = engine_->connect();
    EXPECT_EQ(settings(db), first);
    EXPECT_EQ(engine_->pool_metrics().opened, 1U);
}

TEST_F(Listening, ARewrittenTextIsPreparedOnceAndSent) {
    int sent = 0;
    engine_->listen({.rewrite =
                         [](OutgoingStatement& statement) {
                             if (!statement.sql().starts_with("SELECT")) return;
                             statement.set_sql(std::string(statement.sql()) + " /* tenant 7 */");
                         },
                     .after_execute =
                         [&](const ExecutionEvent& event) {
                             if (event.sql.ends_with("/* tenant 7 */")) ++sent;
                         }});
    Connection db = engine_->connect();
    const auto query = select(func::call<std::string>("current_query", {}).label("query"));
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(db.scalar<std::string>(query).ends_with("/* tenant 7 */"));
    }
    EXPECT_EQ(sent, 2);
    EXPECT_EQ(db.scalar<std::int64_t>(text("select count(*) from pg_prepared_statements "
                                           "where statement like '%/* tenant 7 */'")),
              1);
}

/// What a program may prefer to the driver's own way of making sessions as new.
struct DiscardAll final : PoolListener {
    bool on_reset(const PoolEvent& event, bool clean) noexcept override {
        try {
            event.connection.execute_script("discard all");
            return clean;
        } catch (...) {
            return false;
        }
    }
};

TEST_F(Listening, ASchemeOfItsOwnResetsSessions) {
    Engine engine = create_engine(url(), {.pool_listener = std::make_shared<DiscardAll>()});
    const TextQuery timeout = text("select current_setting('lock_timeout')");
    {
        Connection db = engine.connect({.isolation_level = Isolation::autocommit});
        db.execute(text("set lock_timeout = '7s'"));
        EXPECT_EQ(db.scalar<std::string>(timeout), "7s");
    }
    // DISCARD ALL takes the prepared statements, too; they are prepared anew.
    Connection db = engine.connect();
    EXPECT_EQ(db.scalar<std::string>(timeout), "0");
    EXPECT_EQ(engine.pool_metrics().opened, 1U);
}

// ── procedures ──────────────────────────────────────────────────────────────────────────────────

struct Procedures : azoth_test::OnServer {
    void SetUp() override {
        OnServer::SetUp();
        if (IsSkipped()) return;
        connect()->execute_script(R"(
            drop schema if exists bank cascade; create schema bank;
            create table bank.entry (amount int);
            create procedure bank.transfer(amount int, inout balance int, out note text)
                language plpgsql as $$ begin
                    insert into bank.entry values (amount);
                    balance := balance - amount;
                    note := 'moved ' || amount;
                end $$;
            create procedure bank.note_down(amount int)
                language sql as $$ insert into bank.entry values (amount) $$;
            create procedure bank.in_steps()
                language plpgsql as $$ begin
                    insert into bank.entry values (1); commit;
                    insert into bank.entry values (2); commit;
                end $$)");
        engine_.emplace(create_engine(url()));
    }
    void TearDown() override {
        engine_.reset();
        if (!IsSkipped()) connect()->execute_script("drop schema if exists bank cascade");
    }
    [[nodiscard]] std::int64_t entries() const {
        return engine_->connect().scalar<std::int64_t>(text("select count(*) from bank.entry"));
    }
    std::optional<Engine> engine_;
};

TEST_F(Procedures, OutParametersComeAsARow) {
    Connection db = engine_->connect();
    const Row row = db.execute(call("bank.transfer", {30, 100, out})).one();
    EXPECT_EQ(row.keys(), (std::vector<std::string>{"balance", "note"}));
    EXPECT_EQ(row["balance"].as<int>(), 70);
    EXPECT_EQ(row["note"].as<std::string>(), "moved 30");
    db.rollback();
    EXPECT_EQ(entries(), 0) << "a call is part of its transaction";
    const auto prepared = db.prepare(call("bank.transfer", {bind<int>("amount"), 5, out}));
    EXPECT_EQ(prepared.one(2)["balance"].as<int>(), 3);
    EXPECT_EQ(prepared.one(4)["balance"].as<int>(), 1);
}

TEST_F(Procedures, WithoutOutParametersThereAreNoRows) {
    Connection db = engine_->connect();
    const Result result =
        db.execute(call("bank.note_down", {bind<int>("amount")}), {{"amount", 7}});
    EXPECT_FALSE(result.returns_rows());
    db.commit();
    EXPECT_EQ(entries(), 1);
}

TEST_F(Procedures, OneThatCommitsNeedsAutocommit) {
    {
        Connection db = engine_->connect();
        EXPECT_THROW(db.execute(call("bank.in_steps")), DatabaseError);
    }
    Connection db = engine_->connect({.isolation_level = Isolation::autocommit});
    db.execute(call("bank.in_steps"));
    EXPECT_EQ(entries(), 2);
}

TEST_F(Procedures, SomeFunctionsHaveNoParentheses) {
    Connection db = engine_->connect();
    const auto user = text("select current_user").columns<std::string>({"name"});
    for (const char* name : {"current_user", "session_user", "user", "CURRENT_ROLE"}) {
        EXPECT_EQ(db.scalar<std::string>(select(func::call(name, {}))), db.scalar(user)) << name;
    }
    EXPECT_TRUE(db.scalar<bool>(select(func::call("localtimestamp", {}).is_not_null())));
    EXPECT_EQ(db.scalar<std::string>(select(func::call("current_schema", {}))), "public");
}

TEST_F(Procedures, TheConnectionOfTheClientLibraryIsTyped) {
    Connection db = engine_->connect();
    EXPECT_EQ(PQserverVersion(&db.native<PGconn>()) / 10'000, 15);
    EXPECT_EQ(azoth_test::error_code<InvalidRequestError>([&] { (void)db.native<Engine>(); }),
              "other_native_type");
}

// ── what a connection asks of its transactions ──────────────────────────────────────────────────

struct NarrowColumns : azoth_test::OnServer {
    [[nodiscard]] static ConversionError refusal(const std::function<void()>& body) {
        try {
            body();
        } catch (const ConversionError& error) {
            return error;
        }
        ADD_FAILURE() << "nothing was refused";
        return ConversionError("", "");
    }
};

TEST_F(NarrowColumns, WhatDoesNotFitIsCalledByTheNameTheProgramGaveIt) {
    Engine engine = create_engine(url());
    MetaData metadata;
    const Table counter("counter", metadata, Column{"id", Integer{}, primary_key},
                        Column{"hits", SmallInteger{}});
    Connection db = engine.connect();
    db.execute(text("DROP TABLE IF EXISTS counter"));
    metadata.create_all(db);
    const auto expect_named = [&](const char* name, const std::function<void()>& body) {
        const ConversionError error = refusal(body);
        EXPECT_EQ(error.code(), "out_of_range");
        EXPECT_NE(error.message().find(std::string(1, '"') + name + '"'), std::string::npos)
            << error.message();
        EXPECT_EQ(error.details().column, name);
    };
    expect_named("hits", [&] { db.execute(insert(counter), {{"id", 1}, {"hits", 70'000}}); });
    expect_named("hits", [&] {
        db.execute(insert(counter).values({{"id", 1}, {"hits", 70'000}}));
    });
    expect_named("hits", [&] { db.execute(update(counter).values({{"hits", 70'000}})); });
    expect_named("hits", [&] {
        db.execute(insert(counter), {{{"id", 1}, {"hits", 1}}, {{"id", 2}, {"hits", 70'000}}});
    });
    expect_named("least", [&] {
        (void)db.execute(select(cast(bind("least"), SmallInteger{})), {{"least", 70'000}});
    });
    // What stands in the text itself is called by its place.
    const ConversionError error = refusal([&] {
        (void)db.execute(text("SELECT CAST(:n AS smallint)"), {{"n", 70'000}});
    });
    EXPECT_NE(error.message().find("$1"), std::string::npos) << error.message();
    // Nothing of it reached the server: the transaction goes on, with the row before the refused.
    EXPECT_EQ(db.scalar<int>(select(func::count()).select_from(counter)), 1);
    db.execute(text("DROP TABLE counter"));
}

TEST_F(NarrowColumns, WhatHasNoGreatestValueHereIsRefusedBeforeItIsSent) {
    Engine engine = create_engine(url());
    Connection db = engine.connect();
    MetaData metadata;
    const Table file("file", metadata, Column{"id", UuidType{}, primary_key},
                     Column{"content", LargeBinary{}}, Column{"about", Jsonb{}});
    for (const char* name : {"id", "content", "about"}) {
        try {
            (void)db.execute(select(func::max(file[name]).label("r")));
            ADD_FAILURE() << name << " was not refused";
        } catch (const CompileError& error) {
            EXPECT_NE(error.message().find("max() of "), std::string::npos) << error.message();
            EXPECT_NE(error.message().find("postgresql 1"), std::string::npos) << error.message();
        }
    }
}

TEST_F(NarrowColumns, AWideValueBesideAColumnStillFindsItsIndex) {
    Engine engine = create_engine(url());
    MetaData metadata;
    const Table counter("counter", metadata, Column{"id", Integer{}, primary_key});
    Connection db = engine.connect();
    db.execute(text("DROP TABLE IF EXISTS counter"));
    metadata.create_all(db);
    db.execute(text("SET LOCAL enable_seqscan = off"));
    db.execute(text("SET LOCAL enable_bitmapscan = off"));
    const auto plan = [&](const char* condition) {
        std::string lines;
        const std::string sql = std::string("EXPLAIN SELECT id FROM counter WHERE ") + condition;
        for (const Row& row : db.execute(text(sql))) lines += row[0].as<std::string>() + '\n';
        return lines;
    };
    for (const char* condition : {"id = CAST(5 AS BIGINT)", "id < CAST(5 AS BIGINT)",
                                  "id IN (CAST(5 AS BIGINT), CAST(6 AS BIGINT))"}) {
        EXPECT_NE(plan(condition).find("Index Cond"), std::string::npos) << plan(condition);
    }
    db.execute(text("DROP TABLE counter"));
}

struct Characteristics : azoth_test::OnServer {};

TEST_F(Characteristics, AreThoseOfEachTransactionAndGoWithTheConnection) {
    Engine engine = create_engine(url());
    const TextQuery shown = text(
        "select concat_ws(' ', current_setting('transaction_isolation'), "
        "current_setting('transaction_read_only'), current_setting('transaction_deferrable'))");
    {
        Connection db = engine.connect(
            {.isolation_level = Isolation::serializable, .read_only = true, .deferrable = true});
        for (int i = 0; i < 2; ++i) {
            EXPECT_EQ(db.scalar<std::string>(shown), "serializable on on");
            db.commit();
        }
    }
    Connection db = engine.connect();
    EXPECT_EQ(db.scalar<std::string>(shown), "read committed off off");
    EXPECT_EQ(engine.pool_metrics().opened, 1U);
}

}  // namespace
