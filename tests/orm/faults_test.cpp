// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "music.hpp"

/// A flush that fails at its n-th statement, for every n: nothing is in the database, the objects
/// are as they were, and the same flush succeeds afterwards with the outcome of one that never
/// failed.
namespace azoth::test {
namespace {

struct Faults : WithMusic {
    void SetUp() override {
        WithMusic::SetUp();
        if (!engine) return;
        engine->listen({.before_execute = [this](const ExecutionEvent& event) {
            // Statements of flushes alone: reading and ending transactions are not in the way.
            const bool is_change = !event.sql.starts_with("SELECT");
            if (is_change && countdown > 0 && --countdown == 0) throw std::runtime_error("broken");
        }});
    }

    /// All that the two tables hold, without keys.
    [[nodiscard]] std::vector<std::string> rows() const {
        std::vector<std::string> result;
        Connection db = engine->connect();
        for (auto [name, title, note] :
             db.execute(select(artists.name, nullable(albums.title), nullable(albums.note))
                            .outer_join(artists.albums)
                            .order_by(artists.name, albums.title))) {
            result.push_back(name + "/" + title.value_or("-") + "/" + note.value_or("-"));
        }
        return result;
    }

    struct Graph {
        std::shared_ptr<Artist> queen, abba, kiss, fresh;
    };
    /// Three artists in the database, with albums.
    [[nodiscard]] Graph stored(Session& session) const {
        Graph graph;
        graph.queen = session.add(Artist{.name = "Queen"});
        graph.queen->albums.add(Album{.title = "Jazz"});
        graph.queen->albums.add(Album{.title = "Innuendo"});
        graph.abba = session.add(Artist{.name = "ABBA"});
        graph.abba->albums.add(Album{.title = "Arrival"});
        graph.kiss = session.add(Artist{.name = "Kiss"});
        graph.kiss->albums.add(Album{.title = "Destroyer"});
        session.commit();
        return graph;
    }
    /// One of everything that a flush does.
    static void change(Session& session, Graph& graph) {
        graph.queen->name = "Queen (UK)";
        graph.queen->albums[0]->note = "1978";
        graph.queen->albums[1]->artist = graph.abba;
        graph.abba->albums.remove(graph.abba->albums[0]);
        session.delete_(graph.kiss);
        graph.fresh = session.add(Artist{.name = "new"});
        graph.fresh->albums.add(Album{.title = "first"});
        graph.fresh->albums.add(Album{.title = "second"});
    }

    int countdown = 0;
};
INSTANTIATE_TEST_SUITE_P(All, Faults, ::testing::Values("sqlite", "postgresql"));

TEST_P(Faults, EveryStatementOfAFlush) {
    std::vector<std::string> expected;
    {
        Session session = this->session();
        Graph graph = stored(session);
        change(session, graph);
        session.commit();
        expected = rows();
        engine->begin([](Connection& db) {
            db.execute(delete_from(albums));
            db.execute(delete_from(artists));
        });
    }
    ASSERT_EQ(expected.size(), 4U);
    int failures = 0;
    for (int n = 1; n < 100; ++n) {
        Session session = this->session();
        Graph graph = stored(session);
        const std::vector<std::string> before = rows();
        change(session, graph);
        countdown = n;
        bool failed = false;
        try {
            session.commit();
        } catch (const std::exception&) {
            failed = true;
        }
        const bool was_reached = countdown == 0;
        countdown = 0;
        EXPECT_EQ(failed, was_reached);
        if (failed) {
            ++failures;
            EXPECT_EQ(rows(), before) << "at statement " << n;
            EXPECT_EQ(graph.fresh->id, 0);
            EXPECT_EQ(graph.fresh->albums[0]->artist_id, 0);
            EXPECT_EQ(graph.queen->name, "Queen (UK)");
            EXPECT_TRUE(session.is_modified(graph.queen));
            EXPECT_TRUE(session.contains(graph.fresh));
            session.commit();
        }
        EXPECT_EQ(rows(), expected) << "at statement " << n;
        EXPECT_EQ(graph.abba->albums.size(), 1U);
        EXPECT_NE(graph.fresh->id, 0);
        engine->begin([](Connection& db) {
            db.execute(delete_from(albums));
            db.execute(delete_from(artists));
        });
        if (!failed) break;
    }
    EXPECT_GE(failures, 6) << "inserts, updates and deletes of both tables";
}

}  // namespace
}  // namespace azoth::test
