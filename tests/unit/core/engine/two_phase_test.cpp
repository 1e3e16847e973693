// SPDX-License-Identifier: MIT
// Two-phase commit over a driver that speaks XA, whose sessions stay tied to what they prepare: the
// contract carries more than PostgreSQL, on which the rest is tested.
#include "shop.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct TwoPhaseTest : Shop {
    Engine engine = database.engine();
    Connection db = engine.connect();
    TextQuery change = text("UPDATE item SET name = 'x'");
    TwoPhaseTest() { (void)server.take_log(); }
};

TEST_F(TwoPhaseTest, BothStepsOnOneConnection) {
    TwoPhaseTransaction part = db.begin_two_phase("a");
    db.execute(change);
    part.prepare();
    part.commit();
    EXPECT_THAT(server.take_log(), ElementsAre("XA START a", "prepare UPDATE item SET name = 'x'",
                                               "execute UPDATE item SET name = 'x'", "XA END a",
                                               "XA PREPARE a", "XA COMMIT a"));
    db.execute(change);
    EXPECT_EQ(server.count("begin"), 1U) << "an ordinary one follows";
}

TEST_F(TwoPhaseTest, OneStepWhereNothingWasPrepared) {
    db.begin_two_phase("a").commit();
    { TwoPhaseTransaction dropped = db.begin_two_phase("b"); }
    EXPECT_THAT(server.take_log(), ElementsAre("XA START a", "XA END a", "XA COMMIT a ONE PHASE",
                                               "XA START b", "XA END b", "XA ROLLBACK b"));
    db.begin_two_phase("c").prepare();
    EXPECT_TRUE(db.invalidated()) << "the session is tied to it";
}

TEST_F(TwoPhaseTest, ATiedSessionIsClosedAndItsTransactionStays) {
    {
        TwoPhaseTransaction part = db.begin_two_phase("a");
        part.prepare();
        db.close();
        EXPECT_FALSE(part.is_active());
    }
    EXPECT_EQ(server.open_connections, 0) << "reset() said so";
    EXPECT_THAT(server.prepared, ElementsAre("a"));
    EXPECT_EQ(server.count("ROLLBACK"), 0U);
    Connection later = engine.connect();
    EXPECT_THAT(later.recover_two_phase(), ElementsAre("a"));
    later.commit_prepared("a");
    EXPECT_THAT(later.recover_two_phase(), IsEmpty());
    EXPECT_FALSE(later.in_transaction());
}

TEST_F(TwoPhaseTest, ADroppedBlockLosesATiedSessionOnly) {
    {
        TwoPhaseTransaction part = db.begin_two_phase("a");
        part.prepare();
    }
    EXPECT_TRUE(db.invalidated());
    EXPECT_EQ(code_of<InvalidRequestError>([&] { db.execute(change); }), "connection_lost");
    EXPECT_THAT(server.prepared, ElementsAre("a"));
}

TEST_F(TwoPhaseTest, BlocksMove) {
    TwoPhaseTransaction part = db.begin_two_phase("a");
    TwoPhaseTransaction moved = std::move(part);
    EXPECT_FALSE(part.is_active());  // NOLINT(bugprone-use-after-move)
    EXPECT_TRUE(moved.is_active());
    moved.prepare();
    moved.commit();
    Connection other = engine.connect();
    moved = other.begin_two_phase("b");
    moved = db.begin_two_phase("c");
    EXPECT_FALSE(other.in_transaction()) << "what was there before is rolled back";
}

TEST_F(TwoPhaseTest, IsRefusedWhereThereIsNone) {
    server.has_two_phase = false;
    const auto of_driver = [&] { (void)db.begin_two_phase(); };
    EXPECT_EQ(code_of<NotSupportedError>(of_driver), "not_supported");
    EXPECT_EQ(code_of<NotSupportedError>([&] { (void)db.recover_two_phase(); }), "not_supported");
    FakeDatabase without;
    without.dialect->lacks = {compile::Capability::two_phase_commit};
    Connection lacking = without.engine().connect();
    (void)without.server->take_log();
    try {
        (void)lacking.begin_two_phase();
        FAIL() << "an error was to come";
    } catch (const NotSupportedError& error) {
        EXPECT_EQ(error.message(), "fake has no two-phase commit");
    }
    EXPECT_EQ(code_of<NotSupportedError>([&] { lacking.commit_prepared("a"); }), "not_supported");
    EXPECT_EQ(code_of<NotSupportedError>([&] { lacking.rollback_prepared("a"); }), "not_supported");
    EXPECT_THAT(without.server->take_log(), IsEmpty()) << "nothing is sent";
}

TEST_F(TwoPhaseTest, EchoNamesThem) {
    std::vector<std::string> lines;
    FakeDatabase loud;
    Engine told = loud.engine({.echo = Echo::statements, .echo_sink = [&](std::string_view line) {
                                   lines.emplace_back(line);
                               }});
    Connection talking = told.connect();
    TwoPhaseTransaction part = talking.begin_two_phase("a");
    part.prepare();
    part.rollback();
    EXPECT_THAT(lines, ElementsAre("azoth[1] BEGIN of two phases a", "azoth[1] PREPARE a",
                                   "azoth[1] ROLLBACK PREPARED a"));
}

}  // namespace
}  // namespace azoth::test
