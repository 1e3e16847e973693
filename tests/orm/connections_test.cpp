// SPDX-License-Identifier: MIT
#include "music.hpp"

/// Whose connection a session works on.
namespace azoth::test {
namespace {

struct Connections : WithMusic {
    [[nodiscard]] std::int64_t count(Connection& db) const {
        return db.scalar(select(func::count()).select_from(artists));
    }
};
INSTANTIATE_TEST_SUITE_P(All, Connections, ::testing::Values("sqlite", "postgresql"));

TEST_P(Connections, ASessionBeginsWithItsFirstStatement) {
    Session session = this->session();
    session.add(Artist{.name = "Queen"});
    EXPECT_FALSE(session.in_transaction());
    EXPECT_EQ(engine->pool_metrics().in_use, 0U);
    session.flush();
    EXPECT_TRUE(session.in_transaction());
    session.commit();
    EXPECT_FALSE(session.in_transaction());
    EXPECT_EQ(engine->pool_metrics().in_use, 0U) << "given back between transactions";
    session.commit();
    session.rollback();
}

TEST_P(Connections, WhatIsNotCommittedIsRolledBack) {
    std::shared_ptr<Artist> queen;
    {
        Session session = this->session();
        queen = session.add(Artist{.name = "Queen"});
        session.flush();
    }
    EXPECT_EQ(queen->name, "Queen");
    EXPECT_EQ(queen->id, 0);
    Connection db = engine->connect();
    EXPECT_EQ(count(db), 0);
}

TEST_P(Connections, JoinedByASavepointTheOuterTransactionDecides) {
    Connection db = engine->connect();
    {
        Transaction outer = db.begin();
        {
            Session session(db, models);
            session.add(Artist{.name = "kept for now"});
            session.commit();
            const auto undone = session.add(Artist{.name = "undone"});
            session.flush();
            EXPECT_EQ(count(db), 2);
            session.rollback();
            EXPECT_EQ(count(db), 1);
            EXPECT_EQ(undone->id, 0);
        }
        EXPECT_TRUE(db.in_transaction());
        EXPECT_EQ(count(db), 1);
        outer.rollback();
    }
    EXPECT_EQ(count(db), 0) << "what the session has committed, too";
}

TEST_P(Connections, JoinedWithControlItCommits) {
    Connection db = engine->connect();
    {
        Session session(db, models, {.join_mode = JoinMode::control_fully});
        session.add(Artist{.name = "Queen"});
        session.commit();
    }
    EXPECT_FALSE(db.in_transaction());
    db.rollback();
    EXPECT_EQ(count(db), 1);
}

TEST_P(Connections, JoinedForRollbackOnlyItLeavesTheCommitToOthers) {
    Connection db = engine->connect();
    {
        Session session(db, models, {.join_mode = JoinMode::rollback_only});
        session.add(Artist{.name = "Queen"});
        session.commit();
        EXPECT_TRUE(db.in_transaction());
        db.commit();
        session.add(Artist{.name = "ABBA"});
        session.flush();
        session.rollback();
        EXPECT_FALSE(db.in_transaction());
    }
    EXPECT_EQ(count(db), 1);
}

TEST_P(Connections, CoreStatementsRunInTheSameTransaction) {
    Session session = this->session();
    session.add(Artist{.name = "Queen"});
    EXPECT_EQ(session.execute(update(artists).set("name", "Q")).rowcount(), 1);
    EXPECT_EQ(session.scalar<std::string>(text("select name from orm_artist")), "Q");
    session.connection().execute(insert(artists).values({{"name", "ABBA"}}));
    session.rollback();
    Connection db = engine->connect();
    EXPECT_EQ(count(db), 0);
}

/// A writer and two replicas, which are three databases here, so that it shows who is asked.
struct Router : ::testing::Test {
    void SetUp() override {
        for (Engine* database : {&writer, &first, &second}) {
            models.metadata().create_all(*database);
        }
        const auto add = [&](Engine& database, const char* name) {
            database.begin([&](Connection& db) {
                db.execute(insert(artists).values({{"artist_id", 1}, {"name", name}}));
            });
        };
        add(writer, "writer");
        add(first, "replica");
        add(second, "replica");
    }
    [[nodiscard]] Session session(bool sticky = false) {
        return Session(
            ReadWriteRouter{.writer = writer, .readers = {first, second}, .sticky = sticky},
            models);
    }
    [[nodiscard]] static std::string asked(Session& session) {
        return session.execute(select(artists.name)).one_or_none().has_value()
                   ? std::get<0>(*session.execute(select(artists.name)).first())
                   : "";
    }

    Engine writer = create_engine("sqlite://");
    Engine first = create_engine("sqlite://");
    Engine second = create_engine("sqlite://");
    Registry models{artists, albums};
};

TEST_F(Router, ReadsGoToAReplicaUntilSomethingIsWritten) {
    Session session = this->session();
    EXPECT_EQ(asked(session), "replica");
    EXPECT_EQ(session.scalars(select(artists)).one()->name, "replica");
    session.add(Artist{.name = "new"});
    session.flush();
    EXPECT_EQ(session.scalar(select(func::count()).select_from(artists)), 2);
    EXPECT_EQ(std::get<0>(*session.execute(select(artists.name).where(artists.id == 1)).first()),
              "writer");
    session.commit();
    EXPECT_EQ(asked(session), "replica") << "a new transaction";
    EXPECT_EQ(first.begin([](Connection& db) {
        return db.scalar(select(func::count()).select_from(artists));
    }),
              1);
}

TEST_F(Router, StickySessionsStayWithTheWriter) {
    Session session = this->session(true);
    EXPECT_EQ(asked(session), "replica");
    session.add(Artist{.name = "new"});
    session.commit();
    EXPECT_EQ(session.scalar(select(func::count()).select_from(artists)), 2);
}

TEST_F(Router, WhatLocksOrChangesGoesToTheWriter) {
    Session session = this->session();
    session.execute(update(artists).set("name", "changed"));
    EXPECT_EQ(asked(session), "changed");
    session.rollback();
    session.execute(text("update orm_artist set name = 'by text'"));
    EXPECT_EQ(asked(session), "by text");
    session.rollback();
    // A changing CTE, and a lock, which SQLite refuses: the writer does, it is asked.
    try {
        (void)session.execute(select(artists.name).for_update());
        ADD_FAILURE() << "SQLite has no row locks";
    } catch (const CompileError&) {
    }
    EXPECT_EQ(asked(session), "writer");
}

TEST_F(Router, AReplicaIsReadOnly) {
    Session session = this->session();
    EXPECT_EQ(asked(session), "replica");
    session.rollback();
    Connection db = first.connect({.read_only = true});
    EXPECT_EQ(code_of([&] { db.execute(delete_from(artists)); }), "read_only_transaction");
}

}  // namespace
}  // namespace azoth::test
