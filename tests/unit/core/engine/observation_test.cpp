// SPDX-License-Identifier: MIT
#include <stdexcept>
#include <string>
#include <vector>

#include "shop.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// An engine with a listener that writes down how executions begin and end.
struct ObservationTest : Shop {
    Engine engine = database.engine();
    std::vector<std::string> heard;
    std::string error_details;
    ListenerId once_id{};  ///< of a listener that takes itself away

    ObservationTest() { listen("", ListenerOrder::last); }

    ListenerId listen(const std::string& who, ListenerOrder order) {
        return engine.listen(
            {.before_execute = [this,
                                who](const ExecutionEvent&) { heard.push_back(who + "before"); },
             .after_execute =
                 [this, who](const ExecutionEvent& event) {
                     if (event.error != nullptr) {
                         error_details = event.error->details().statement;
                     }
                     heard.push_back(who +
                                     (event.error != nullptr ? event.error->code() : "after"));
                 },
             .handle_error =
                 [this, who](ErrorEvent& event) {
                     heard.push_back(who + "error " + event.error.code());
                 }},
            order);
    }
};

TEST_F(ObservationTest, WhatCannotBeCompiledIsToldToNobody) {
    database.dialect->lacks = {compile::Capability::distinct_on,
                               compile::Capability::window_functions};
    Connection db = engine.connect();
    EXPECT_EQ(code_of<CompileError>([&] { (void)db.execute(select(id()).distinct_on(id())); }),
              "unsupported_construct");
    EXPECT_THAT(heard, IsEmpty());
}

TEST_F(ObservationTest, WhatCannotBeBoundIsToldToNobody) {
    Connection db = engine.connect();
    const auto query = select(item["id"]).where(item["id"] == bind<std::int64_t>("wanted"));
    EXPECT_EQ(code_of([&] { db.execute(query); }), "bind_missing");
    EXPECT_EQ(code_of([&] { db.execute(query, {{"wanted", 1}, {"other", 2}}); }), "bind_unknown");
    EXPECT_THAT(heard, IsEmpty());
    EXPECT_EQ(server.count("begin"), 0U);
}

TEST_F(ObservationTest, FailureWhilePreparing) {
    Connection db = engine.connect();
    server.on_prepare = [](std::string_view) { throw ProgrammingError("syntax_error", "no"); };
    EXPECT_EQ(code_of([&] { db.execute(text("SELECT")); }), "syntax_error");
    EXPECT_THAT(heard, ElementsAre("before", "error syntax_error", "syntax_error"));
    EXPECT_EQ(error_details, "SELECT");
}

TEST_F(ObservationTest, FailureWhileExecuting) {
    Connection db = engine.connect();
    server.on("bad", {.on_execute = [] { throw DataError("bad_value", "no"); }});
    EXPECT_EQ(code_of([&] { db.execute(text("bad")); }), "bad_value");
    EXPECT_THAT(heard, ElementsAre("before", "error bad_value", "bad_value"));
}

TEST_F(ObservationTest, FailureWhileFetchingComesAfterTheEnd) {
    stock(3);
    server.on(
        "SELECT item.id",
        {.columns = {"id", "name"}, .rows = {{1, "a"}, {2, "b"}}, .on_next = [](std::size_t row) {
             if (row == 1) throw OperationalError("server_gone", "gone");
         }});
    Connection db = engine.connect();
    EXPECT_EQ(code_of([&] { (void)db.execute(select(id(), name())).all(); }), "server_gone");
    EXPECT_THAT(heard, ElementsAre("before", "after", "error server_gone"));
}

TEST_F(ObservationTest, BatchesScriptsAndBulkLoads) {
    server.supports_bulk_load = true;
    Connection db = engine.connect();
    const auto named =
        update(item).where(item["id"] == bind<std::int64_t>("which")).values({{"name", "x"}});
    db.execute(named, {Params{{"which", 1}}, Params{{"which", 2}}});
    db.execute_script("VACUUM; ANALYZE");
    const std::vector<std::pair<int, std::string>> rows(300, {1, "x"});
    EXPECT_EQ(db.insert_many(item, {"id", "name"}, rows), 300);
    EXPECT_EQ(server.count("bulk load"), 1U);
    EXPECT_THAT(heard, ElementsAre("before", "after", "before", "after", "before", "after"));
    heard.clear();
    server.on("UPDATE", {.on_execute = [] { throw DataError("bad_value", "no"); }});
    server.on("VACUUM", {.on_execute = [] { throw OperationalError("no_room", "no"); }});
    EXPECT_EQ(code_of([&] {
                  db.execute(named, {Params{{"which", 1}}, Params{{"which", 2}}});
              }),
              "bad_value");
    EXPECT_EQ(code_of([&] { db.execute_script("VACUUM"); }), "no_room");
    EXPECT_THAT(heard, ElementsAre("before", "error bad_value", "bad_value", "before",
                                   "error no_room", "no_room"));
}

TEST_F(ObservationTest, AnOutdatedFormIsOneExecution) {
    Connection db = engine.connect();
    int runs = 0;
    server.on("SELECT 1", {.columns = {"one"}, .rows = {{1}}, .on_execute = [&] {
                               if (++runs == 1) throw OperationalError("statement_outdated", "old");
                           }});
    EXPECT_EQ(db.execute(text("SELECT 1")).all().size(), 1U);
    EXPECT_EQ(runs, 2);
    EXPECT_THAT(heard, ElementsAre("before", "after"));
}

TEST_F(ObservationTest, WhoHeardTheBeginningHearsTheEnd) {
    listen("first ", ListenerOrder::first);
    engine.listen({.before_execute = [](const ExecutionEvent&) {
        throw InvalidRequestError("not_today", "refused");
    }});
    listen("last ", ListenerOrder::last);
    Connection db = engine.connect();
    EXPECT_EQ(code_of([&] { db.execute(text("SELECT 1")); }), "not_today");
    EXPECT_THAT(heard, ElementsAre("first before", "before", "first not_today", "not_today"));
    EXPECT_EQ(server.count("execute"), 0U);
}

TEST_F(ObservationTest, AThrowAtTheEndKeepsNobodyFromHearingIt) {
    const ListenerId thrower = engine.listen(
        {.after_execute = [](const ExecutionEvent&) { throw std::runtime_error("full disk"); }},
        ListenerOrder::first);
    Connection db = engine.connect();
    EXPECT_THROW(db.execute(text("SELECT 1")), std::runtime_error);
    EXPECT_THAT(heard, ElementsAre("before", "after"));
    EXPECT_TRUE(engine.listens(thrower));
    engine.unlisten(thrower);
    EXPECT_FALSE(engine.listens(thrower));
    db.execute(text("SELECT 1"));
}

TEST_F(ObservationTest, AListenerThatComesOrGoesMeanwhileGetsNoHalves) {
    ListenerId late{};
    const ListenerId once = engine.listen({.before_execute = [&](const ExecutionEvent&) {
        engine.unlisten(once_id);
        late = listen("late ", ListenerOrder::last);
    }});
    once_id = once;
    Connection db = engine.connect();
    db.execute(text("SELECT 1"));
    EXPECT_THAT(heard, ElementsAre("before", "after"));
    EXPECT_FALSE(engine.listens(once));
    db.execute(text("SELECT 1"));
    EXPECT_THAT(heard,
                ElementsAre("before", "after", "before", "late before", "after", "late after"));
}

}  // namespace
}  // namespace azoth::test
