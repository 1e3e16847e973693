// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth::test {

struct Album;

struct Artist {
    std::int64_t id{};
    std::string name{};
    Many<Album> albums{};
};

struct Album {
    std::int64_t id{};
    std::string title{};
    std::optional<std::string> note{};
    std::int64_t artist_id{};
    One<Artist> artist{};
};

struct Artists : Entity<Artist, "orm_artist"> {
    Mapped<&Artist::id> id{"artist_id", primary_key};
    Mapped<&Artist::name> name{String{120}};
    HasMany<&Artist::albums, &Album::artist_id> albums{cascade_all_delete_orphan};
};
struct Albums : Entity<Album, "orm_album"> {
    Mapped<&Album::id> id{"album_id", primary_key};
    Mapped<&Album::title> title{String{160}, indexed};
    Mapped<&Album::note> note;
    Mapped<&Album::artist_id> artist_id{ForeignKey{"orm_artist.artist_id"}};
    BelongsTo<&Album::artist, &Album::artist_id> artist;
};
inline const Artists artists;
inline const Albums albums;

/// A tree: rows of one table that refer to one another.
struct Part {
    std::int64_t id{};
    std::string name{};
    std::optional<std::int64_t> parent_id{};
    One<Part> parent{};
    Many<Part> parts{};
};
struct Parts : Entity<Part, "orm_part"> {
    Mapped<&Part::id> id{primary_key};
    Mapped<&Part::name> name{String{40}};
    Mapped<&Part::parent_id> parent_id{ForeignKey{"orm_part.id"}};
    BelongsTo<&Part::parent, &Part::parent_id> parent;
    HasMany<&Part::parts, &Part::parent_id> parts;
};
inline const Parts parts;

template <class Work>
std::string code_of(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return "no error";
}

/// The same test on every database that is there, with empty tables.
struct OnDatabases : ::testing::TestWithParam<const char*> {
    void SetUp() override {
        const char* url = std::getenv("AZOTH_TEST_POSTGRESQL_URL");
        if (GetParam() == std::string("postgresql")) {
            if (url == nullptr) {
                GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL names no server";
            }
            engine = std::make_unique<Engine>(create_engine(url));
        } else {
            engine = std::make_unique<Engine>(create_engine("sqlite://"));
        }
        engine->listen({.before_execute = [this](const ExecutionEvent& event) {
            statements.emplace_back(event.sql);
        }});
        models.metadata().drop_all(*engine);
        models.metadata().create_all(*engine);
        statements.clear();
    }
    void TearDown() override {
        if (engine) models.metadata().drop_all(*engine);
    }

    [[nodiscard]] Session session(SessionOptions options = {}) const {
        return Session(*engine, models, std::move(options));
    }
    /// Statements that begin like this, of those sent since the last call of clear().
    [[nodiscard]] std::size_t sent(const std::string& verb) const {
        std::size_t count = 0;
        for (const std::string& sql : statements) count += sql.starts_with(verb) ? 1 : 0;
        return count;
    }

    Registry models{artists, albums, parts};
    std::unique_ptr<Engine> engine;
    std::vector<std::string> statements;
};

}  // namespace azoth::test
