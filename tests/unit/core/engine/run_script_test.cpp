// SPDX-License-Identifier: MIT
// Several results of one execution: of a script, and of a procedure on a driver that has such.
#include <azoth/engine/outgoing_statement.hpp>
#include <azoth/sql/call.hpp>

#include "shop.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct ResultsTest : Shop {
    Engine engine = database.engine();
    Connection db = engine.connect();

    static FakeReply numbers(std::vector<int> of, const char* name) {
        FakeReply reply{.columns = {name}};
        for (const int number : of) reply.rows.push_back({number});
        return reply;
    }
    ResultsTest() {
        FakeReply three = numbers({1, 2}, "a");
        three.later = {numbers({}, "b"), numbers({3}, "c")};
        server.on("several", three);
        (void)server.take_log();
    }
    /// The rest of this result.
    static std::vector<int> rest(Result& result) {
        std::vector<int> found;
        for (const Row& row : result) found.push_back(row[0].as<int>());
        return found;
    }
};

TEST_F(ResultsTest, ComeOneAfterAnother) {
    Result result = db.execute(call("several"));
    EXPECT_THAT(result.keys(), ElementsAre("a"));
    EXPECT_THAT(rest(result), ElementsAre(1, 2));
    EXPECT_TRUE(result.next_result());
    EXPECT_THAT(result.keys(), ElementsAre("b"));
    EXPECT_THAT(rest(result), IsEmpty());
    EXPECT_TRUE(result.next_result());
    EXPECT_EQ(result.scalars<int>().one(), 3);
    EXPECT_FALSE(result.next_result());
    EXPECT_FALSE(result.next_result());
    EXPECT_EQ(server.open_cursors, 0);
}

TEST_F(ResultsTest, OneMayBeLeftForTheNext) {
    Result result = db.execute(call("several"));
    EXPECT_EQ((*result.first())["a"].as<int>(), 1);
    EXPECT_TRUE(result.next_result());
    EXPECT_TRUE(result.next_result());
    EXPECT_EQ(result.one()["c"].as<int>(), 3);
}

TEST_F(ResultsTest, SurviveTheirTransactionAndNotTheirConnection) {
    Result result = db.execute(call("several"));
    db.commit();
    EXPECT_THAT(rest(result), ElementsAre(1, 2));
    EXPECT_TRUE(result.next_result());
    db.close();
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)result.next_result(); }), "result_closed");
}

TEST_F(ResultsTest, CloseEndsThemAll) {
    Result result = db.execute(call("several"));
    result.close();
    EXPECT_FALSE(result.next_result());
    Result none = db.execute(text("UPDATE item SET name = 'x'"));
    EXPECT_FALSE(none.next_result());
    Result one = db.execute(select(item["id"], item["name"]));
    EXPECT_FALSE(one.next_result());
}

TEST_F(ResultsTest, AFailureInALaterOneFailsTheCall) {
    FakeReply first = numbers({1}, "a");
    first.later = {FakeReply{.columns = {"b"},
                             .on_execute = [] { throw DataError("division_by_zero", "no"); }}};
    server.on("half", first);
    EXPECT_EQ(code_of<DataError>([&] { (void)db.execute(call("half")); }), "division_by_zero");
    EXPECT_EQ(server.open_cursors, 0);
}

TEST_F(ResultsTest, OfAScript) {
    {
        Result result = db.query_script("several; :is no bind");
        EXPECT_THAT(server.take_log(), ElementsAre("begin", "execute several; :is no bind"));
        EXPECT_EQ(result.all().size(), 2U);
        EXPECT_TRUE(result.next_result());
        EXPECT_TRUE(result.next_result());
        EXPECT_EQ(result.all().front()["c"].as<int>(), 3);
        Result silent = db.query_script("UPDATE item SET name = 'x'");
        EXPECT_FALSE(silent.returns_rows());
        EXPECT_FALSE(silent.next_result());
    }
    EXPECT_EQ(server.open_statements, 0) << "a script is not kept";
}

TEST_F(ResultsTest, AScriptThatCannotBeReadIsRefused) {
    server.has_script_rows = false;
    EXPECT_EQ(code_of<NotSupportedError>([&] { (void)db.query_script("SELECT 1"); }),
              "not_supported");
    server.has_script_rows = true;
    server.on("bad", {.on_execute = [] { throw ProgrammingError("syntax_error", "no"); }});
    try {
        (void)db.query_script("bad");
        FAIL() << "an error was to come";
    } catch (const ProgrammingError& error) {
        EXPECT_EQ(error.details().statement, "bad");
        EXPECT_EQ(error.details().phase, Phase::execute);
    }
}

TEST_F(ResultsTest, ListenersAndEchoSeeThem) {
    std::vector<std::string> lines;
    Engine told = database.engine({.echo = Echo::rows, .echo_sink = [&](std::string_view line) {
                                       lines.emplace_back(line.substr(line.find(']') + 2));
                                   }});
    told.listen({.rewrite = [](OutgoingStatement& statement) {
        if (statement.sql() == "hidden") statement.set_sql("several");
    }});
    Connection talking = told.connect();
    Result result = talking.query_script("hidden");
    EXPECT_EQ(result.all().size(), 2U);
    EXPECT_THAT(lines, ElementsAre("BEGIN (implicit)", "several", "  row (1)", "  row (2)",
                                   "  row (3)", HasSubstr("compiled")));
}

}  // namespace
}  // namespace azoth::test
