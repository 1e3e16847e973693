// SPDX-License-Identifier: MIT
#include "music.hpp"

/// What a flush writes, and what objects hold afterwards.
namespace azoth::test {
namespace {

using ::testing::ElementsAre;

struct UnitOfWork : WithMusic {};
INSTANTIATE_TEST_SUITE_P(All, UnitOfWork, ::testing::Values("sqlite", "postgresql"));

TEST_P(UnitOfWork, InsertsParentsBeforeChildrenAndFillsKeysIn) {
    Session session = this->session();
    const std::shared_ptr<Artist> queen = session.add(Artist{.name = "Queen"});
    Album& jazz = queen->albums.add(Album{.title = "Jazz"});
    queen->albums.add(Album{.title = "Innuendo", .note = "the last one"});
    EXPECT_EQ(queen->id, 0);
    session.commit();
    EXPECT_NE(queen->id, 0);
    EXPECT_NE(jazz.id, 0);
    EXPECT_EQ(jazz.artist_id, queen->id);
    EXPECT_EQ(jazz.artist.get(), queen);

    Session other = this->session();
    const auto found = other.scalars(select(artists));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0]->name, "Queen");
    EXPECT_NE(found[0], queen);
    std::vector<std::string> titles;
    for (const auto& album : other.scalars(select(albums).order_by(albums.title))) {
        titles.push_back(album->title + "/" + album->note.value_or("-"));
    }
    EXPECT_THAT(titles, ElementsAre("Innuendo/the last one", "Jazz/-"));
}

TEST_P(UnitOfWork, RowsOfOneTableGoTogether) {
    Session session = this->session();
    const auto queen = session.add(Artist{.name = "Queen"});
    for (int i = 0; i < 100; ++i) queen->albums.add(Album{.title = std::to_string(i)});
    session.commit();
    EXPECT_EQ(sent("INSERT"), 2U);
    for (const auto& album : queen->albums) {
        EXPECT_EQ(session.get<Album>(album->id), album);
        EXPECT_EQ(album->artist_id, queen->id);
    }
    for (const auto& album : queen->albums) album->title += "!";
    statements.clear();
    session.flush();
    EXPECT_EQ(sent("UPDATE"), 1U);
    queen->albums.clear();
    session.flush();
    EXPECT_EQ(sent("DELETE"), 1U);
    session.commit();
    EXPECT_EQ(session.size(), 1U);
}

TEST_P(UnitOfWork, AStructWithItsCollectionIsAddedAsOne) {
    Session session = this->session();
    Artist artist{.name = "ABBA"};
    artist.albums.add(Album{.title = "Arrival"});
    const auto abba = session.add(std::move(artist));
    session.commit();
    ASSERT_EQ(abba->albums.size(), 1U);
    EXPECT_EQ(abba->albums[0]->artist_id, abba->id);
    EXPECT_EQ(abba->albums[0]->artist.get(), abba);
}

TEST_P(UnitOfWork, WritesChangedColumnsAlone) {
    Session session = this->session();
    const auto queen = session.add(Artist{.name = "Queen"});
    Album& jazz = queen->albums.add(Album{.title = "Jazz"});
    session.commit();
    statements.clear();
    session.flush();
    EXPECT_TRUE(statements.empty()) << "nothing changed";
    EXPECT_FALSE(session.is_modified(queen));
    jazz.note = "1978";
    session.flush();
    ASSERT_EQ(sent("UPDATE"), 1U);
    EXPECT_THAT(statements.back(), ::testing::HasSubstr("note"));
    EXPECT_THAT(statements.back(), ::testing::Not(::testing::HasSubstr("title")));
    session.commit();
    EXPECT_EQ(this->session().scalars(select(albums)).one()->note, "1978");
}

TEST_P(UnitOfWork, OneRowIsOneObject) {
    Session session = this->session();
    const auto queen = session.add(Artist{.name = "Queen"});
    session.commit();
    statements.clear();
    EXPECT_EQ(session.get<Artist>(queen->id), queen);
    EXPECT_TRUE(statements.empty()) << "known without a query";
    EXPECT_EQ(session.scalars(select(artists).where(artists.name == "Queen")).one(), queen);
    EXPECT_EQ(session.get<Artist>(queen->id + 1), nullptr);
    EXPECT_EQ(code_of([&] { (void)session.get_one<Artist>(-1); }), "no_result");
    EXPECT_EQ(code_of([&] { (void)session.get<Artist>(1, 2); }), "key_parts");
}

TEST_P(UnitOfWork, TouchingWhatWasNotLoadedIsAnError) {
    Session session = this->session();
    session.add(Artist{.name = "Queen"})->albums.add(Album{.title = "Jazz"});
    session.commit();
    session.expunge_all();
    const auto queen = session.scalars(select(artists)).one();
    EXPECT_FALSE(queen->albums.is_loaded());
    EXPECT_EQ(code_of([&] { (void)queen->albums.size(); }), "not_loaded");
    session.load(queen, artists.albums);
    ASSERT_EQ(queen->albums.size(), 1U);
    EXPECT_EQ(queen->albums[0]->artist.get(), queen) << "both sides are known";
}

TEST_P(UnitOfWork, SelectinLoadsAllCollectionsAtOnce) {
    Session session = this->session();
    for (int i = 0; i < 3; ++i) {
        const auto artist = session.add(Artist{.name = "a" + std::to_string(i)});
        for (int j = 0; j < i; ++j) artist->albums.add(Album{.title = std::to_string(j)});
    }
    session.commit();
    session.expunge_all();
    statements.clear();
    const auto found = session.scalars(
        select(artists).order_by(artists.name).options(selectinload(artists.albums)));
    EXPECT_EQ(sent("SELECT"), 2U);
    ASSERT_EQ(found.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(found[i]->albums.size(), i);
    session.expunge_all();
    statements.clear();
    const auto all = session.scalars(select(albums).options(selectinload(albums.artist)));
    EXPECT_EQ(sent("SELECT"), 2U);
    for (const auto& album : all) EXPECT_EQ(album->artist->id, album->artist_id);
}

TEST_P(UnitOfWork, OrphansAreDeletedWhereTheRelationshipSaysSo) {
    Session session = this->session();
    const auto queen = session.add(Artist{.name = "Queen"});
    queen->albums.add(Album{.title = "Jazz"});
    queen->albums.add(Album{.title = "Innuendo"});
    session.commit();
    queen->albums.remove(queen->albums[0]);
    session.commit();
    EXPECT_EQ(queen->albums.size(), 1U);
    EXPECT_EQ(session.scalars(select(albums)).one()->title, "Innuendo");
}

TEST_P(UnitOfWork, DeletingCascades) {
    Session session = this->session();
    const auto queen = session.add(Artist{.name = "Queen"});
    queen->albums.add(Album{.title = "Jazz"});
    session.commit();
    session.expunge_all();
    session.delete_(session.scalars(select(artists)).one());
    session.commit();
    EXPECT_EQ(session.size(), 0U);
    EXPECT_EQ(session.scalar(select(func::count()).select_from(albums)), 0);
}

TEST_P(UnitOfWork, AChildMovesByEitherSide) {
    Session session = this->session();
    const auto queen = session.add(Artist{.name = "Queen"});
    const auto abba = session.add(Artist{.name = "ABBA"});
    queen->albums.add(Album{.title = "Jazz"});
    session.commit();
    const auto jazz = queen->albums[0];
    jazz->artist = abba;
    session.commit();
    EXPECT_EQ(jazz->artist_id, abba->id);
    EXPECT_EQ(queen->albums.size(), 0U);
    EXPECT_EQ(abba->albums.size(), 1U);
    abba->albums.remove(jazz);
    queen->albums.add(jazz);
    session.commit();
    EXPECT_EQ(jazz->artist_id, queen->id);
    EXPECT_EQ(jazz->artist.get(), queen);
    EXPECT_EQ(session.scalar(select(func::count()).select_from(albums)), 1) << "it was no orphan";
}

TEST_P(UnitOfWork, HandlesFollowKeysThatTheProgramAssigns) {
    Session session = this->session();
    const auto queen = session.add(Artist{.name = "Queen"});
    const auto abba = session.add(Artist{.name = "ABBA"});
    session.commit();
    const auto jazz = session.add(Album{.title = "Jazz", .artist_id = queen->id});
    session.commit();
    ASSERT_EQ(queen->albums.size(), 1U);
    EXPECT_EQ(queen->albums[0], jazz);
    EXPECT_FALSE(jazz->artist.is_loaded());
    session.load(jazz, albums.artist);
    EXPECT_EQ(jazz->artist.get(), queen);
    jazz->artist_id = abba->id;
    session.commit();
    EXPECT_EQ(queen->albums.size(), 0U);
    EXPECT_EQ(abba->albums.size(), 1U);
    session.load(jazz, albums.artist);
    EXPECT_EQ(jazz->artist.get(), abba);
    session.delete_(abba);
    session.commit();
    EXPECT_FALSE(session.contains(jazz)) << "the cascade has seen it";
    EXPECT_EQ(session.scalar(select(func::count()).select_from(albums)), 0);
}

TEST_P(UnitOfWork, ARowThatMustBelongToSomethingIsToldSo) {
    Session session = this->session();
    session.add(Artist{.name = "Queen"})->albums.add(Album{.title = "Jazz"});
    session.commit();
    const auto jazz = session.scalars(select(albums)).one();
    jazz->artist = nullptr;
    EXPECT_EQ(code_of([&] { session.flush(); }), "orphan");
    session.rollback();
    EXPECT_NE(jazz->artist_id, 0);
}

TEST_P(UnitOfWork, WhatNoSessionHasIsNotChanged) {
    std::shared_ptr<Artist> queen;
    {
        Session session = this->session();
        queen = session.add(Artist{.name = "Queen"});
        session.commit();
    }
    EXPECT_EQ(code_of([&] { queen->albums.add(Album{.title = "Jazz"}); }), "detached");
    EXPECT_TRUE(queen->albums.empty());
}

TEST_P(UnitOfWork, OptionsOfTheSessionAreThoseOfEachExecution) {
    std::vector<std::string> tokens;
    const ListenerId listener = engine->listen({.before_execute = [&](const ExecutionEvent& event) {
        tokens.emplace_back(event.options->logging_token.view());
    }});
    Session session = this->session({.execution_options = {.logging_token = "job"}});
    session.add(Artist{.name = "Queen"});
    (void)session.scalars(select(artists));
    (void)session.scalar(select(artists.name));
    (void)session.scalars(select(artists.name)).all();
    (void)session.scalar<std::string>(text("select name from orm_artist"));
    EXPECT_THAT(tokens, ::testing::Each("job"));
    EXPECT_GE(tokens.size(), 5U);
    EXPECT_EQ(code_of([&] { (void)session.scalar(select(artists.name).where(artists.id < 0)); }),
              "no_result");
    EXPECT_EQ(session.scalar(select(albums.note)), std::nullopt);
    engine->unlisten(listener);
}

TEST_P(UnitOfWork, OptionsOfAnExecutionAreNearerAndHoldForWhatItLoads) {
    std::vector<std::string> tokens;
    const ListenerId listener = engine->listen({.before_execute = [&](const ExecutionEvent& event) {
        tokens.emplace_back(event.options->logging_token.view());
    }});
    Session session = this->session({.execution_options = {.logging_token = "job"}});
    session.add(Artist{.name = "Queen"})->albums.add(Album{.title = "Jazz"});
    session.commit();
    const auto heard = [&](const auto& work) {
        tokens.clear();
        Session other = this->session({.execution_options = {.logging_token = "job"}});
        work(other);
        return tokens;
    };
    const ExecutionOptions near{.logging_token = "near"};
    const auto with_albums = select(artists).options(selectinload(artists.albums));
    EXPECT_THAT(heard([&](Session& s) { (void)s.scalars(with_albums, near); }),
                ElementsAre("near", "near"));
    EXPECT_THAT(heard([&](Session& s) { (void)s.scalars(with_albums); }),
                ElementsAre("job", "job"));
    EXPECT_THAT(heard([&](Session& s) {
                    (void)s.execute(select(artists, albums.title).join(artists.albums), near);
                    (void)s.execute(select(artists.name), near).all();
                    (void)s.execute(text("select 1"), {}, near).all();
                    s.add(Artist{.name = "ABBA"});  // flushed as the session says
                    (void)s.execute(text("select 2"), near).all();
                    (void)s.execute(text("select 3")).all();
                }),
                ElementsAre("near", "near", "near", "job", "near", "job"));
    engine->unlisten(listener);
}

TEST_P(UnitOfWork, OptionsOfTheSessionAreThoseOfItsConnections) {
    Session session = this->session({.execution_options = {.timeout_ms = 60'000}});
    EXPECT_EQ(session.connection().execution_options().timeout_ms, 60'000) << "also for COMMIT";
}

TEST_P(UnitOfWork, RowsOfOneTableGoInTheirOrder) {
    Session session = this->session();
    const auto car = session.add(Part{.name = "car"});
    Part& wheel = car->parts.add(Part{.name = "wheel"});
    wheel.parts.add(Part{.name = "tyre"});
    session.commit();
    EXPECT_EQ(wheel.parent_id, car->id);
    EXPECT_EQ(wheel.parts[0]->parent_id, wheel.id);
    // Taken out without cascade: it stays, and refers to nothing.
    wheel.parts.clear();
    session.commit();
    EXPECT_EQ(session.scalar(
                  select(func::count()).select_from(parts).where(parts.parent_id == std::nullopt)),
              2);
    session.delete_(car);
    session.commit();
    EXPECT_EQ(wheel.parent_id, std::nullopt);
}

TEST_P(UnitOfWork, ACycleIsClosedAfterwards) {
    Session session = this->session();
    const auto hen = session.add(Part{.name = "hen"});
    const auto egg = session.add(Part{.name = "egg"});
    hen->parent = egg;
    egg->parent = hen;
    session.commit();
    EXPECT_EQ(hen->parent_id, egg->id);
    EXPECT_EQ(egg->parent_id, hen->id);
    session.expunge_all();
    for (const auto& part : session.scalars(select(parts).options(selectinload(parts.parent)))) {
        EXPECT_NE(part->parent->name, part->name);
    }
}

TEST_P(UnitOfWork, RollbackUndoesInTheObjectsToo) {
    Session session = this->session();
    const auto queen = session.add(Artist{.name = "Queen"});
    queen->albums.add(Album{.title = "Jazz"});
    session.commit();
    queen->name = "Q";
    queen->albums.add(Album{.title = "Innuendo"});
    const auto abba = session.add(Artist{.name = "ABBA"});
    session.flush();
    EXPECT_NE(abba->id, 0);
    queen->name = "never flushed";
    session.rollback();
    EXPECT_EQ(queen->name, "Queen");
    EXPECT_EQ(abba->id, 0);
    EXPECT_FALSE(session.contains(abba));
    EXPECT_EQ(abba->name, "ABBA") << "still readable";
    session.load(queen, artists.albums);
    EXPECT_EQ(queen->albums.size(), 1U);
    EXPECT_EQ(session.scalar(select(func::count()).select_from(artists)), 1);
}

TEST_P(UnitOfWork, AFlushThatFailsLeavesTheObjectsAsTheyWere) {
    Session session = this->session();
    const auto good = session.add(Artist{.name = "good"});
    const auto bad = session.add(Artist{.id = 7, .name = "bad"});
    const auto twin = session.add(Artist{.id = 7, .name = "twin"});
    EXPECT_EQ(code_of([&] { session.flush(); }), "unique_violation");
    EXPECT_EQ(good->id, 0);
    EXPECT_TRUE(session.contains(good));
    twin->id = 8;
    session.commit();
    EXPECT_NE(good->id, 0);
    EXPECT_EQ(session.scalar(select(func::count()).select_from(artists)), 3);
}

TEST_P(UnitOfWork, AFailureAfterOtherWorkNeedsARollback) {
    Session session = this->session();
    session.add(Artist{.id = 7, .name = "first"});
    session.flush();
    session.add(Artist{.id = 8, .name = "bad"});
    session.add(Artist{.id = 8, .name = "twin"});
    EXPECT_EQ(code_of([&] { session.flush(); }), "unique_violation");
    EXPECT_EQ(code_of([&] { session.commit(); }), "transaction_aborted");
    session.rollback();
    EXPECT_EQ(session.size(), 0U);
    EXPECT_EQ(session.scalar(select(func::count()).select_from(artists)), 0);
}

TEST_P(UnitOfWork, ARowThatIsGoneIsToldBeforeItsChangesAreLost) {
    Session session = this->session();
    const auto queen = session.add(Artist{.name = "Queen"});
    session.commit();
    engine->begin([&](Connection& db) { db.execute(delete_from(artists)); });
    queen->name = "Q";
    EXPECT_EQ(code_of([&] { session.flush(); }), "stale_data");
    EXPECT_EQ(code_of([&] { session.refresh(queen); }), "row_gone");
}

TEST_P(UnitOfWork, ObjectsOutliveTheirSession) {
    std::shared_ptr<Artist> queen;
    {
        Session session = this->session();
        queen = session.add(Artist{.name = "Queen"});
        queen->albums.add(Album{.title = "Jazz"});
        session.commit();
    }
    EXPECT_EQ(queen->albums[0]->title, "Jazz");
    const std::shared_ptr<Album> jazz = queen->albums[0];
    queen = nullptr;
    EXPECT_EQ(jazz->artist->name, "Queen");
}

TEST_P(UnitOfWork, ObjectsOutliveTheirRegistry) {
    std::shared_ptr<Artist> queen;
    Artist copy;
    {
        const auto own =
            std::make_unique<Registry>(std::initializer_list<detail::EntityRef>{artists, albums});
        Session session(*engine, *own);
        queen = session.add(Artist{.name = "Queen"});
        queen->albums.add(Album{.title = "Jazz"});
        session.commit();
        session.expunge_all();
        queen = session.scalars(select(artists)).one();
        copy = *queen;
    }
    EXPECT_EQ(code_of([&] { (void)queen->albums.size(); }), "not_loaded");
    EXPECT_TRUE(copy.albums.empty()) << "columns alone are copied";
    EXPECT_EQ(copy.name, "Queen");
    queen = nullptr;
}

TEST_P(UnitOfWork, ValuesAsScalars) {
    Session session = this->session();
    session.add(Artist{.name = "Queen"});
    session.add(Artist{.name = "ABBA"});
    EXPECT_THAT(session.scalars(select(artists.name).order_by(artists.name)).all(),
                ElementsAre("ABBA", "Queen"));
}

TEST_P(UnitOfWork, QueriesSeeWhatWasChangedBefore) {
    Session session = this->session();
    session.add(Artist{.name = "Queen"});
    EXPECT_EQ(session.scalar(select(func::count()).select_from(artists)), 1);
    session.rollback();
    Session lazy = this->session({.autoflush = false});
    lazy.add(Artist{.name = "Queen"});
    EXPECT_EQ(lazy.scalar(select(func::count()).select_from(artists)), 0);
}

TEST_P(UnitOfWork, EntitiesAndValuesInOneRow) {
    Session session = this->session();
    session.add(Artist{.name = "Queen"})->albums.add(Album{.title = "Jazz"});
    session.add(Artist{.name = "Nobody"});
    session.commit();
    std::vector<std::string> seen;
    for (const auto& [artist, title, album] :
         session.execute(select(artists, nullable(albums.title), albums)
                             .outer_join(artists.albums)
                             .order_by(artists.name))) {
        seen.push_back(artist->name + ":" + title.value_or("-") + ":" +
                       (album ? album->title : "none"));
    }
    EXPECT_THAT(seen, ElementsAre("Nobody:-:none", "Queen:Jazz:Jazz"));
    // The same table twice.
    const Artists other = aliased(artists, "other");
    EXPECT_EQ(session
                  .execute(select(artists.name, other)
                               .join(other, other.id != artists.id)
                               .where(artists.name == "Queen"))
                  .size(),
              1U);
}

}  // namespace
}  // namespace azoth::test
