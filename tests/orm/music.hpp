// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "on_databases.hpp"

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

/// With these tables.
struct WithMusic : OnDatabases {
    WithMusic() : OnDatabases(Registry{artists, albums, parts}) {}
};

}  // namespace azoth::test
