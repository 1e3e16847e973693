// SPDX-License-Identifier: MIT
#pragma once

// What the snippets of this folder see. The runner precompiles it once per compiler.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/schema/metadata.hpp>
#include <azoth/sql/array.hpp>
#include <azoth/sql/dml.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/json.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/value/value.hpp>
#if __has_include(<azoth/engine/engine.hpp>)
#include <azoth/engine/engine.hpp>
#endif
#if __has_include(<azoth/orm/session.hpp>)
#include <azoth/orm/session.hpp>
#endif

enum class Color { red, green };
enum class Shape { round, square };

template <>
struct azoth::enum_traits<Color> {
    static constexpr azoth::EnumLabel<Color> labels[] = {{Color::red, "red"},
                                                         {Color::green, "green"}};
};
template <>
struct azoth::enum_traits<Shape> {
    static constexpr azoth::EnumLabel<Shape> labels[] = {{Shape::round, "round"},
                                                         {Shape::square, "square"}};
};

/// Not a value of any kind.
struct Opaque {};

/// What rows may and may not be read as.
struct Song {
    std::int64_t id;
    std::string name;
    std::optional<double> rating;
};
struct Locked {
    std::int64_t id;
    Opaque inside;
};

// Columns as a description would declare them: typed, and known at run time only.
extern const azoth::Table artist;
extern const azoth::TypedExpr<std::int64_t> id;
extern const azoth::TypedExpr<std::string> name;
extern const azoth::TypedExpr<std::optional<std::string>> note;
extern const azoth::TypedExpr<bool> active;
extern const azoth::TypedExpr<Color> color;
extern const azoth::TypedExpr<Shape> shape;
extern const azoth::TypedExpr<azoth::Timestamp> local_time;
extern const azoth::TypedExpr<azoth::Instant> instant;
extern const azoth::TypedExpr<azoth::JsonText> document;
extern const azoth::TypedExpr<std::vector<std::string>> tags;

#if __has_include(<azoth/orm/session.hpp>)
// Structs and their descriptions.
struct Album;
struct Artist {
    std::int64_t id{};
    std::string name{};
    azoth::Many<Album> albums{};
};
struct Album {
    std::int64_t id{};
    std::string title{};
    std::optional<std::string> note{};
    std::int64_t artist_id{};
    azoth::One<Artist> artist{};
};
struct MappedArtists : azoth::Entity<Artist, "artist"> {
    Mapped<&Artist::id> id{azoth::primary_key};
    Mapped<&Artist::name> name{azoth::String{120}};
    HasMany<&Artist::albums, &Album::artist_id> albums{azoth::cascade_all_delete_orphan};
};
struct MappedAlbums : azoth::Entity<Album, "album"> {
    Mapped<&Album::id> id{azoth::primary_key};
    Mapped<&Album::title> title{azoth::String{160}};
    Mapped<&Album::note> note;
    Mapped<&Album::artist_id> artist_id{azoth::ForeignKey{"artist.id"}};
    BelongsTo<&Album::artist, &Album::artist_id> artist;
};
#endif
