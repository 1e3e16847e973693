// SPDX-License-Identifier: MIT
// Objects: a session beside the same work by SQLite's own C API, one prepared statement per object.
#include <sqlite3.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <azoth/azoth.hpp>

#include "harness.hpp"

namespace azoth_bench {

namespace {

using namespace azoth;

struct Track;
struct Disc {
    std::int64_t id{};
    std::string title{};
    Many<Track> tracks{};
};
struct Track {
    std::int64_t id{};
    std::string name{};
    double score{};
    std::optional<std::int64_t> disc_id{};
};
struct Discs : Entity<Disc, "disc"> {
    Mapped<&Disc::id> id{primary_key};
    Mapped<&Disc::title> title{Text{}};
    HasMany<&Disc::tracks, &Track::disc_id> tracks;
};
struct Tracks : Entity<Track, "track"> {
    Mapped<&Track::id> id{primary_key};
    Mapped<&Track::name> name{Text{}};
    Mapped<&Track::score> score;
    Mapped<&Track::disc_id> disc_id{ForeignKey{"disc.id"}, indexed};
};
const Discs discs;
const Tracks tracks;

std::string name_of(std::size_t i) {
    return "a name of 20 letters" + std::to_string(i % 10);
}

/// What both sides work on: a database of their own each, filled alike.
class Library {
public:
    Library() { models_.metadata().create_all(engine_); }

    void fill(std::size_t parents, std::size_t children) {
        clear();
        Session session(engine_, models_);
        std::int64_t id = 0;
        for (std::size_t i = 0; i < parents; ++i) {
            const auto parent = static_cast<std::int64_t>(i + 1);
            session.add(Disc{.id = parent, .title = name_of(i)});
            for (std::size_t j = 0; j < children; ++j) {
                session.add(Track{.id = ++id, .name = name_of(j), .score = 0.5, .disc_id = parent});
            }
        }
        session.commit();
    }
    void clear() {
        engine_.begin([](Connection& db) {
            db.execute(delete_from(tracks));
            db.execute(delete_from(discs));
        });
    }
    [[nodiscard]] Session session() const { return Session(engine_, models_); }

private:
    Engine engine_ = create_engine("sqlite:///:memory:");
    Registry models_{discs, tracks};
};

/// The same with the client library.
class RawLibrary {
public:
    RawLibrary() {
        check(sqlite3_open(":memory:", &db_));
        run("CREATE TABLE disc (id INTEGER PRIMARY KEY, title TEXT NOT NULL)");
        run("CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT NOT NULL, score REAL NOT NULL, "
            "disc_id INTEGER REFERENCES disc (id))");
        run("CREATE INDEX ix_track_disc_id ON track (disc_id)");
    }
    ~RawLibrary() {
        for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
        sqlite3_close(db_);
    }
    RawLibrary(const RawLibrary&) = delete;
    RawLibrary& operator=(const RawLibrary&) = delete;

    void run(const char* sql) { check(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr)); }
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt*& statement = statements_[sql];
        if (statement == nullptr) check(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr));
        return statement;
    }
    void check(int code) const {
        if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
        std::fprintf(stderr, "raw sqlite: %s\n", sqlite3_errmsg(db_));
        std::abort();
    }

    void fill(std::size_t parents, std::size_t children) {
        run("DELETE FROM track; DELETE FROM disc; BEGIN");
        sqlite3_stmt* disc = prepare("INSERT INTO disc (id, title) VALUES (?, ?)");
        std::vector<Track> all;
        for (std::size_t i = 0; i < parents; ++i) {
            const auto parent = static_cast<std::int64_t>(i + 1);
            sqlite3_bind_int64(disc, 1, parent);
            bind(disc, 2, name_of(i));
            step(disc);
            for (std::size_t j = 0; j < children; ++j) {
                all.push_back({0, name_of(j), 0.5, parent});
            }
        }
        insert(all);
        run("COMMIT");
    }
    void insert(std::vector<Track>& all) {
        sqlite3_stmt* statement =
            prepare("INSERT INTO track (name, score, disc_id) VALUES (?, ?, ?) RETURNING id");
        for (Track& track : all) {
            bind(statement, 1, track.name);
            sqlite3_bind_double(statement, 2, track.score);
            if (track.disc_id) {
                sqlite3_bind_int64(statement, 3, *track.disc_id);
            } else {
                sqlite3_bind_null(statement, 3);
            }
            check(sqlite3_step(statement));
            track.id = sqlite3_column_int64(statement, 0);
            sqlite3_reset(statement);
        }
    }
    [[nodiscard]] std::vector<std::unique_ptr<Track>> load() {
        sqlite3_stmt* statement = prepare("SELECT id, name, score, disc_id FROM track");
        std::vector<std::unique_ptr<Track>> all;
        while (sqlite3_step(statement) == SQLITE_ROW) {
            auto track = std::make_unique<Track>();
            read(statement, *track);
            all.push_back(std::move(track));
        }
        sqlite3_reset(statement);
        return all;
    }
    static void read(sqlite3_stmt* statement, Track& track) {
        track.id = sqlite3_column_int64(statement, 0);
        track.name = text(statement, 1);
        track.score = sqlite3_column_double(statement, 2);
        if (sqlite3_column_type(statement, 3) != SQLITE_NULL) {
            track.disc_id = sqlite3_column_int64(statement, 3);
        }
    }
    static std::string text(sqlite3_stmt* statement, int column) {
        return {reinterpret_cast<const char*>(sqlite3_column_text(statement, column)),
                static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
    }
    static void bind(sqlite3_stmt* statement, int at, const std::string& text) {
        sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()),
                          SQLITE_TRANSIENT);
    }
    void step(sqlite3_stmt* statement) const {
        check(sqlite3_step(statement));
        sqlite3_reset(statement);
    }

private:
    sqlite3* db_ = nullptr;
    std::unordered_map<std::string, sqlite3_stmt*> statements_;
};

/// One scenario's state: prepared untimed, worked on by run().
struct Bench {
    Library library;
    RawLibrary raw;
    std::vector<Track> rows;
    std::optional<Session> session;
    std::vector<std::shared_ptr<Track>> objects;
};

Scenario load_scenario(std::size_t count) {
    const auto bench = std::make_shared<Bench>();
    bench->library.fill(1, count);
    bench->raw.fill(1, count);
    return {"P4",
            "sqlite",
            1.25,
            false,
            count,
            {{"raw", [=] { keep(bench->raw.load().size()); }},
             {"azoth", [=] {
                  Session session = bench->library.session();
                  keep(session.scalars(select(tracks)).size());
              }}}};
}

Scenario insert_scenario(std::size_t count) {
    const auto bench = std::make_shared<Bench>();
    return {"P6_insert",
            "sqlite",
            1.10,
            false,
            count,
            {{"raw",
              [=] {
                  bench->raw.run("BEGIN");
                  bench->raw.insert(bench->rows);
                  bench->raw.run("COMMIT");
              },
              [=] {
                  bench->raw.run("DELETE FROM track");
                  bench->rows.clear();
                  for (std::size_t i = 0; i < count; ++i) {
                      bench->rows.push_back({0, name_of(i), 0.5, std::nullopt});
                  }
              }},
             {"azoth", [=] { bench->session->commit(); },
              [=] {
                  bench->session.reset();
                  bench->library.clear();
                  bench->session.emplace(bench->library.session());
                  for (std::size_t i = 0; i < count; ++i) {
                      bench->session->add(Track{.name = name_of(i), .score = 0.5});
                  }
              }}}};
}

void load_objects(const std::shared_ptr<Bench>& bench, std::size_t count) {
    bench->session.reset();
    bench->library.fill(1, count);
    bench->session.emplace(bench->library.session());
    bench->objects = bench->session->scalars(select(tracks)).all();
}

Scenario update_scenario(std::size_t count) {
    const auto bench = std::make_shared<Bench>();
    return {"P6_update",
            "sqlite",
            1.25,
            false,
            count,
            {{"raw",
              [=] {
                  bench->raw.run("BEGIN");
                  sqlite3_stmt* statement =
                      bench->raw.prepare("UPDATE track SET score = ? WHERE id = ?");
                  for (std::size_t i = 0; i < count; ++i) {
                      sqlite3_bind_double(statement, 1, 1.5);
                      sqlite3_bind_int64(statement, 2, static_cast<std::int64_t>(i + 1));
                      bench->raw.step(statement);
                  }
                  bench->raw.run("COMMIT");
              },
              [=] { bench->raw.fill(1, count); }},
             {"azoth", [=] { bench->session->commit(); },
              [=] {
                  load_objects(bench, count);
                  for (const auto& track : bench->objects) track->score = 1.5;
              }}}};
}

Scenario delete_scenario(std::size_t count) {
    const auto bench = std::make_shared<Bench>();
    return {"P6_delete",
            "sqlite",
            0.90,
            false,
            count,
            {{"raw",
              [=] {
                  bench->raw.run("BEGIN");
                  sqlite3_stmt* statement = bench->raw.prepare("DELETE FROM track WHERE id = ?");
                  for (std::size_t i = 0; i < count; ++i) {
                      sqlite3_bind_int64(statement, 1, static_cast<std::int64_t>(i + 1));
                      bench->raw.step(statement);
                  }
                  bench->raw.run("COMMIT");
              },
              [=] { bench->raw.fill(1, count); }},
             {"azoth", [=] { bench->session->commit(); },
              [=] {
                  load_objects(bench, count);
                  for (const auto& track : bench->objects) bench->session->delete_(track);
              }}}};
}

/// Queries in a session that has many objects, against the same without any.
Scenario autoflush_scenario(std::size_t count, std::size_t queries) {
    const auto bench = std::make_shared<Bench>();
    const auto ask = [=] {
        for (std::size_t i = 0; i < queries; ++i) {
            const auto key = static_cast<std::int64_t>(i + 1);
            keep(bench->session->scalar(select(tracks.score).where(tracks.id == key)));
        }
    };
    return {"P6_autoflush",
            "sqlite",
            1.20,
            false,
            queries,
            {{"raw", ask,
              [=] {
                  load_objects(bench, count);
                  bench->session->expunge_all();
              }},
             {"azoth", ask, [=] {
                  load_objects(bench, count);
                  bench->objects.front()->score = 1.5;
              }}}};
}

Scenario eager_scenario(std::size_t parents) {
    const auto bench = std::make_shared<Bench>();
    bench->library.fill(parents, 10);
    bench->raw.fill(parents, 10);
    return {"P7",
            "sqlite",
            1.30,
            false,
            parents,
            {{"raw",
              [=] {
                  // One query per parent, statement prepared.
                  sqlite3_stmt* disc = bench->raw.prepare("SELECT id, title FROM disc");
                  sqlite3_stmt* statement = bench->raw.prepare(
                      "SELECT id, name, score, disc_id FROM track WHERE disc_id = ?");
                  std::vector<std::unique_ptr<Disc>> all;
                  std::vector<std::vector<std::unique_ptr<Track>>> children;
                  while (sqlite3_step(disc) == SQLITE_ROW) {
                      auto object = std::make_unique<Disc>();
                      object->id = sqlite3_column_int64(disc, 0);
                      object->title = RawLibrary::text(disc, 1);
                      sqlite3_bind_int64(statement, 1, object->id);
                      auto& list = children.emplace_back();
                      while (sqlite3_step(statement) == SQLITE_ROW) {
                          auto track = std::make_unique<Track>();
                          RawLibrary::read(statement, *track);
                          list.push_back(std::move(track));
                      }
                      sqlite3_reset(statement);
                      all.push_back(std::move(object));
                  }
                  sqlite3_reset(disc);
                  keep(children.size());
              }},
             {"azoth", [=] {
                  Session session = bench->library.session();
                  keep(session.scalars(select(discs).options(selectinload(discs.tracks))).size());
              }}}};
}

}  // namespace

std::vector<Scenario> mapper_scenarios(const Sizes& sizes) {
    const std::size_t count = sizes.single_inserts;
    return {load_scenario(2 * count),   insert_scenario(count),
            update_scenario(count),     delete_scenario(count),
            eager_scenario(count / 10), autoflush_scenario(count / 10, count / 100)};
}

}  // namespace azoth_bench
