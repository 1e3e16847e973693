// SPDX-License-Identifier: MIT
//! needs azoth/orm/session.hpp
//! case a member that no column can hold
//! error azoth: the type of this member is none that a column can hold
struct Thing {
    int id{};
    void* handle{};
};
struct Things : azoth::Entity<Thing, "thing"> {
    Mapped<&Thing::id> id{azoth::primary_key};
    Mapped<&Thing::handle> handle;
};
//! case HasMany of a member that is a column
//! error azoth: HasMany describes a member of type Many
struct Artists : azoth::Entity<Artist, "artist"> {
    HasMany<&Artist::name, &Album::artist_id> albums;
};
//! case HasMany of a One
//! error azoth: HasMany describes a member of type Many
struct Albums : azoth::Entity<Album, "album"> {
    HasMany<&Album::artist, &Album::artist_id> artist;
};
//! case HasMany without keys
//! error azoth: HasMany names the members that hold the foreign key
struct Artists : azoth::Entity<Artist, "artist"> {
    HasMany<&Artist::albums> albums;
};
//! case HasMany with a key of the wrong struct
//! error azoth: the keys of HasMany are members of the other struct
struct Artists : azoth::Entity<Artist, "artist"> {
    HasMany<&Artist::albums, &Artist::id> albums;
};
//! case BelongsTo with a key of the wrong struct
//! error azoth: the keys of BelongsTo are members of the same struct
struct Albums : azoth::Entity<Album, "album"> {
    BelongsTo<&Album::artist, &Artist::id> artist;
};
//! case a mapped text beside a number
//! error azoth: text cannot be compared with a number
auto f(const MappedArtists& artists) {
    return artists.name == 5;
}
//! case a mapped member is never NULL
//! error azoth: this column is never NULL; write nullable(column) or is_null()
auto f(const MappedArtists& artists) {
    return artists.name == std::nullopt;
}
//! case an option that is none
//! error azoth: this is not an option of a column
struct Artists : azoth::Entity<Artist, "artist"> {
    Mapped<&Artist::id> id{5};
};
//! case a collection of other structs
//! error no matching function for call to
//! clang++ no matching member function for call to 'add'
void f(Artist& artist) {
    artist.albums.add(Artist{});
}
//! case a session takes objects, not pointers
//! error no matching function for call to
//! clang++ no matching member function for call to 'add'
void f(azoth::Session& session) {
    session.add(std::make_shared<Artist>());
}
//! case a member of another struct
//! error azoth: this is a member of another struct
struct Albums : azoth::Entity<Album, "album"> {
    Mapped<&Artist::name> name;
};
//! case a struct that cannot be made empty
//! error azoth: a mapped struct can be made empty, and moved
struct Sealed {
    explicit Sealed(int number) : id(number) {}
    std::int64_t id;
};
struct SealedOnes : azoth::Entity<Sealed, "sealed"> {
    Mapped<&Sealed::id> id{azoth::primary_key};
};
//! case all of this is meant
auto f(azoth::Session& session, const MappedArtists& artists, const MappedAlbums& albums) {
    auto artist = session.add(Artist{.name = "Queen"});
    artist->albums.add(Album{.title = "Jazz"});
    artist->albums.add(artist->albums[0]);
    artist->albums[0]->artist = artist;
    const MappedArtists other = azoth::aliased(artists, "other");
    for (auto [name, title] :
         session.execute(azoth::select(artists.name, nullable(albums.title))
                             .outer_join(artists.albums)
                             .where((other.id == artists.id) && albums.note == std::nullopt))) {
        static_assert(std::is_same_v<decltype(name), std::string>);
        static_assert(std::is_same_v<decltype(title), std::optional<std::string>>);
    }
    return session.scalars(
        azoth::select(artists).options(azoth::selectinload(artists.albums, albums.artist)));
}
