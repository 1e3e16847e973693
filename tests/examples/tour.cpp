// SPDX-License-Identifier: MIT
// The SQL toolkit in one sitting: tour URL. Runs unchanged on every database whose plugin is found.
#include <cstdint>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <azoth/azoth.hpp>

using namespace azoth;

namespace {

void run(const std::string& url) {
    Engine engine = create_engine(url);  // connects to nothing yet
    std::cout << "Connecting to " << engine.url() << '\n';

    MetaData metadata;
    Table artist{"artist", metadata, Column{"artist_id", Integer{}, primary_key},
                 Column{"name", String{120}, not_null}};
    Table album{"album",
                metadata,
                Column{"album_id", Integer{}, primary_key},
                Column{"title", String{160}, not_null},
                Column{"artist_id", ForeignKey{"artist.artist_id", on_delete(cascade)}},
                Index{"ix_album_title", {"title"}}};
    metadata.drop_all(engine);    // a second tour finds a clean table
    metadata.create_all(engine);  // dependency order, only what is missing

    engine.begin([&](Connection& db) {  // commits on return, rolls back on a throw
        db.execute(insert(artist), {{{"name", "Queen"}}, {{"name", "AC/DC"}}});
        std::vector<Params> rows;
        rows.push_back({{"name", "ABBA"}});
        db.execute(insert(artist), rows);
        const std::vector<std::string> names{"Aerosmith", "Accept"};
        db.insert_many(artist, {"name"}, names);  // typed bulk: any range of tuples or values

        auto id_of = db.prepare(select(artist.column<std::int64_t>("artist_id"))
                                    .where(artist["name"] == bind<std::string>("name")));
        using AlbumRow = std::pair<std::string, std::int64_t>;
        std::vector<AlbumRow> albums{{"Jazz", id_of.one("Queen")},
                                     {"The Works", id_of.one("Queen")},
                                     {"Arrival", id_of.one("ABBA")}};
        db.insert_many(album, {"title", "artist_id"}, albums);
    });

    Connection db = engine.connect();
    auto query = select(artist["name"], func::count(album["album_id"]).label("albums"))
                     .outer_join(album)  // ON from the foreign key
                     .where(artist["name"].like("A%") || artist["name"] == "Queen")
                     .group_by(artist["name"])
                     .order_by(desc("albums"), artist["name"]);
    std::cout << "Albums per artist:\n";
    for (const Row& row : db.execute(query)) {
        std::cout << "  " << row["name"].as<std::string>() << ' ' << row["albums"].as<int>()
                  << '\n';
    }

    std::cout << "The same as typed rows, without those who have none:\n";
    const auto having = query.having(func::count(album["album_id"]) > 0);
    for (auto [name, albums] : db.execute(having).rows<std::string, std::int64_t>()) {
        std::cout << "  " << name << ' ' << albums << '\n';
    }

    {
        Savepoint savepoint = db.begin_nested();
        db.execute(delete_from(album));
        savepoint.rollback();
    }
    db.execute(update(artist).where(artist["name"] == "Queen").values({{"name", "Queen (UK)"}}));
    db.commit();
    std::cout << "Albums after a rolled back DELETE: "
              << db.scalar<std::int64_t>(select(func::count()).select_from(album)) << '\n';
    db.rollback();

    try {
        db.execute(insert(album), {{"title", "Lost"}, {"artist_id", 4711}});
    } catch (const IntegrityError& error) {
        std::cout << "An album without its artist: " << error.code() << '\n';
        db.rollback();
    }

    std::cout << "Found in the database:\n";
    MetaData existing;
    existing.reflect(engine);
    for (const char* name : {"album", "artist"}) {
        const Table found = existing.table(name);
        std::cout << "  " << found.name() << ": " << found.data().columns.size() << " columns, "
                  << found.data().foreign_keys.size() << " foreign keys, "
                  << found.data().indexes.size() << " indexes\n";
    }
    metadata.drop_all(engine);
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 2) {
        std::cerr << "usage: azoth_tour URL, for example sqlite:///tour.db\n";
        return 2;
    }
    run(argv[1]);
    return 0;
} catch (const Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
