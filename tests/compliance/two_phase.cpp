// SPDX-License-Identifier: MIT
// Transactions that end in two steps: what is prepared is seen by nobody, belongs to the database,
// and is ended by its name from any connection. Where there are none, that is said by name.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

namespace azoth::compliance {

namespace {

struct Parts {
    MetaData metadata;
    Table part{"azc_part", metadata, Column{"id", Integer{}, primary_key, no_autoincrement}};
    Bench& bench;
    explicit Parts(Bench& made) : bench(made) { bench.create(metadata); }

    void add(Connection& db, int id) const { db.execute(insert(part), Params{{"id", id}}); }
    /// As a stranger sees them.
    std::int64_t stored() const {
        Connection db = bench.engine().connect();
        return db.scalar<std::int64_t>(select(func::count()).select_from(part));
    }
};

bool waits(Connection& db, const std::string& xid) {
    const std::vector<std::string> xids = db.recover_two_phase();
    return std::find(xids.begin(), xids.end(), xid) != xids.end();
}

/// A server may be set up to prepare none, which is no answer of its dialect.
bool is_disabled(Connection& db) {
    return caught([&] { (void)db.begin_two_phase(); }).code == "two_phase_disabled";
}

void both_steps(Bench& bench) {
    const Parts parts(bench);
    {
        Connection db = bench.engine().connect();
        if (is_disabled(db)) GTEST_SKIP() << "the server is set up without";
        TwoPhaseTransaction kept = db.begin_two_phase();
        parts.add(db, 1);
        kept.prepare();
        EXPECT_TRUE(kept.is_prepared());
        EXPECT_TRUE(waits(db, kept.xid()));
        kept.commit();
        EXPECT_FALSE(waits(db, kept.xid()));
        TwoPhaseTransaction undone = db.begin_two_phase();
        parts.add(db, 2);
        undone.prepare();
        undone.rollback();
        EXPECT_FALSE(waits(db, undone.xid()));
        parts.add(db, 3);
        db.commit();
    }
    EXPECT_EQ(parts.stored(), 2);
}

void one_step(Bench& bench) {
    const Parts parts(bench);
    {
        Connection db = bench.engine().connect();
        if (is_disabled(db)) GTEST_SKIP() << "the server is set up without";
        TwoPhaseTransaction kept = db.begin_two_phase();
        parts.add(db, 1);
        kept.commit();
        EXPECT_EQ(caught([&] { kept.prepare(); }).code, "no_transaction");
        TwoPhaseTransaction undone = db.begin_two_phase();
        parts.add(db, 2);
        undone.rollback();
        {
            TwoPhaseTransaction dropped = db.begin_two_phase();
            parts.add(db, 3);
        }
        EXPECT_FALSE(db.in_transaction());
    }
    EXPECT_EQ(parts.stored(), 1);
}

void outlives_its_connection(Bench& bench) {
    const Parts parts(bench);
    std::vector<std::string> xids;
    for (const int id : {1, 2}) {
        Connection db = bench.engine().connect();
        if (is_disabled(db)) GTEST_SKIP() << "the server is set up without";
        TwoPhaseTransaction left = db.begin_two_phase();
        parts.add(db, id);
        left.prepare();
        xids.push_back(left.xid());
    }
    Connection db = bench.engine().connect();
    ASSERT_TRUE(waits(db, xids[0]) && waits(db, xids[1]));
    db.commit_prepared(xids[0]);
    db.rollback_prepared(xids[1]);
    EXPECT_FALSE(waits(db, xids[0]) || waits(db, xids[1]));
    EXPECT_EQ(caught([&] { db.commit_prepared(xids[0]); }).code, "no_such_prepared_transaction");
    db.close();
    EXPECT_EQ(parts.stored(), 1);
}

void between_the_steps(Bench& bench) {
    const Parts parts(bench);
    Connection db = bench.engine().connect();
    if (is_disabled(db)) GTEST_SKIP() << "the server is set up without";
    TwoPhaseTransaction part = db.begin_two_phase();
    parts.add(db, 1);
    EXPECT_EQ(caught([&] { (void)db.begin_two_phase(); }).code, "already_in_transaction");
    part.prepare();
    EXPECT_EQ(caught([&] { parts.add(db, 2); }).code, "transaction_prepared");
    EXPECT_EQ(caught([&] { (void)db.begin_nested(); }).code, "transaction_prepared");
    EXPECT_EQ(caught([&] { part.prepare(); }).code, "transaction_prepared");
    part.rollback();
}

void two_phase_refused(Bench& bench) {
    if (bench.supports(Capability::two_phase_commit)) GTEST_SKIP() << "tested beside";
    Connection db = bench.engine().connect();
    for (const Caught& refusal :
         {caught([&] { (void)db.begin_two_phase(); }),
          caught([&] { (void)db.recover_two_phase(); }), caught([&] { db.commit_prepared("x"); }),
          caught([&] { db.rollback_prepared("x"); })}) {
        EXPECT_EQ(refusal.category, "NotSupportedError");
        EXPECT_NE(refusal.text.find(bench.requirements().dialect()), std::string::npos)
            << refusal.text;
    }
    EXPECT_FALSE(db.in_transaction());
}

}  // namespace

void add_two_phase(Suites& suites) {
    suites.begin("two_phase", Badge::transactions);
    const auto add = [&](const char* name, void (*body)(Bench&)) {
        suites.test(name, body, {Capability::two_phase_commit});
    };
    add("both_steps", both_steps);
    add("one_step", one_step);
    add("outlives_its_connection", outlives_its_connection);
    add("between_the_steps", between_the_steps);
    suites.test("refused", two_phase_refused);
}

}  // namespace azoth::compliance
