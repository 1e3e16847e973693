// SPDX-License-Identifier: MIT
// Queries that give objects, values, and both; and what they are: queries of the expression
// language, which every dialect can print.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

struct Album;
struct Artist {
    std::int64_t id{};
    std::string name{};
    Many<Album> albums{};
};
struct Album {
    std::int64_t id{};
    std::string title{};
    std::optional<std::int32_t> released{};
    std::int64_t artist_id{};
    One<Artist> artist{};
};
struct Artists : Entity<Artist, "artist"> {
    Mapped<&Artist::id> id{primary_key};
    Mapped<&Artist::name> name{String{40}};
    HasMany<&Artist::albums, &Album::artist_id> albums;
};
struct Albums : Entity<Album, "album"> {
    Mapped<&Album::id> id{primary_key};
    Mapped<&Album::title> title{String{80}};
    Mapped<&Album::released> released;
    Mapped<&Album::artist_id> artist_id{ForeignKey{"artist.id"}};
    BelongsTo<&Album::artist, &Album::artist_id> artist;
};
inline const Artists artists;
inline const Albums albums;

int main() {
    const Registry models{artists, albums};
    Engine engine = create_engine("sqlite:///:memory:");
    models.metadata().create_all(engine);
    Session session{engine, models};
    Artist queen{.name = "Queen"};
    queen.albums.add(Album{.title = "Jazz", .released = 1978});
    queen.albums.add(Album{.title = "Innuendo", .released = 1991});
    session.add(std::move(queen));  // with its albums
    session.add(Artist{.name = "Nobody"});
    session.commit();

    // Values: the types are those of the members, and rows destructure.
    for (const auto& [title, released] :
         session.execute(select(albums.title, albums.released).order_by(albums.title))) {
        std::cout << title << ' ' << released.value_or(0) << '\n';
    }

    // Objects and values in one row, joined along a relationship. On the outer side an object may
    // be null, and a value is read as nullable.
    for (const auto& [artist, album, released] :
         session.execute(select(artists, albums, nullable(albums.released))
                             .outer_join(artists.albums)
                             .order_by(artists.name, albums.released))) {
        std::cout << artist->name << ": " << (album ? album->title : "nothing") << ' '
                  << released.value_or(0) << '\n';
    }
    // Without nullable() a column that cannot be NULL is refused there, whatever the data.
    try {
        for (const auto& [artist, title] :
             session.execute(select(artists, albums.title).outer_join(artists.albums))) {
            std::cout << artist->name << ' ' << title << '\n';
        }
    } catch (const CompileError& error) {
        std::cout << error.code() << '\n';
    }

    // The same table in two roles: pairs of albums of one artist.
    const Albums later = aliased(albums, "later");
    const auto pairs = select(albums, later)
                           .join(later, later.artist_id == albums.artist_id)
                           .where(later.released > albums.released);
    const auto [first, second] = session.execute(pairs).one();
    std::cout << first->title << " before " << second->title << '\n';

    // Whatever the language can say, with typed columns in it.
    const auto by_artist = select(artists.name, func::count(albums.id))
                               .join(artists.albums)
                               .group_by(artists.name)
                               .having(func::count(albums.id) > 1);
    for (const auto& [name, count] : session.execute(by_artist)) {
        std::cout << name << ' ' << count << '\n';
    }

    // A query for objects is a query like any other: printed without a session, and run by a
    // connection, which sees its columns.
    const auto query = select(artists)
                           .join(artists.albums)
                           .where(albums.title != "Jazz")
                           .order_by(asc(albums.released).nulls_first(), artists.name)
                           .limit(1);
    for (const char* dialect : {"sqlite", "postgresql", "mysql", "hive"}) {
        std::cout << dialect << ": " << to_sql(query, dialect) << '\n';
    }
    std::cout << session.connection().execute(query).one()["name"].as<std::string>() << '\n';
}
