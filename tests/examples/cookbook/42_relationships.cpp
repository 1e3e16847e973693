// SPDX-License-Identifier: MIT
// Objects that lead to others: adding, loading, moving, taking out, deleting.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

struct Album;
struct Artist {
    std::int64_t id{};
    std::string name{};
    Many<Album> albums{};  // Album may still be incomplete
};
struct Album {
    std::int64_t id{};
    std::string title{};
    std::int64_t artist_id{};
    One<Artist> artist{};
};
struct Artists : Entity<Artist, "artist"> {
    Mapped<&Artist::id> id{primary_key};
    Mapped<&Artist::name> name{String{40}};
    HasMany<&Artist::albums, &Album::artist_id> albums{cascade_all_delete_orphan};
};
struct Albums : Entity<Album, "album"> {
    Mapped<&Album::id> id{primary_key};
    Mapped<&Album::title> title{String{80}};
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
    const auto queen = session.add(Artist{.name = "Queen"});
    Album& jazz = queen->albums.add(Album{.title = "Jazz"});
    queen->albums.add(Album{.title = "Innuendo"});
    const auto abba = session.add(Artist{.name = "ABBA"});
    abba->albums.add(Album{.title = "Arrival"});
    session.commit();  // artists before albums, keys filled in
    std::cout << jazz.title << " is by " << jazz.artist->name << ", "
              << (jazz.artist_id == queen->id) << '\n';

    // A query loads what it is told to. Nothing is read behind the reader's back.
    {
        Session reader{engine, models};
        const auto found = reader.scalars(select(artists).where(artists.name == "Queen")).one();
        try {
            std::cout << found->albums.size() << '\n';
        } catch (const OrmError& error) {
            std::cout << error.what() << '\n';
        }
        reader.load(found, artists.albums);  // for one object
        std::cout << found->albums.size() << " albums\n";
    }
    {
        Session reader{engine, models};
        // For all that a query finds: one more query.
        const auto found = reader.scalars(
            select(artists).order_by(artists.name).options(selectinload(artists.albums)));
        for (const auto& artist : found) {
            std::cout << artist->name << ':';
            for (const auto& album : artist->albums) std::cout << ' ' << album->title;
            std::cout << '\n';
        }
    }

    // An album that is taken out is an orphan, and deleted; one that moves is not.
    const std::shared_ptr<Album> innuendo = queen->albums[1];
    queen->albums.remove(innuendo);
    queen->albums[0]->artist = abba;
    session.commit();
    std::cout << queen->albums.size() << " and " << abba->albums.size() << '\n';

    // What belongs to an object goes with it.
    session.delete_(abba);
    session.commit();
    std::cout << session.scalar(select(func::count()).select_from(albums)) << " albums left\n";
}
