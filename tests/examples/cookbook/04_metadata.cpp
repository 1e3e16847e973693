// SPDX-License-Identifier: MIT
// MetaData is a registry of tables: it can create what is missing, in the order keys demand.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    // A key may name a table that is described later.
    Table album{"album", metadata, Column{"album_id", Integer{}, primary_key},
                Column{"title", String{160}, not_null},
                Column{"artist_id", ForeignKey{"artist.artist_id"}}};
    Table artist{"artist", metadata, Column{"artist_id", Integer{}, primary_key},
                 Column{"name", String{120}, not_null, unique_key}};

    for (const Table& table : metadata.sorted_tables()) std::cout << table.name() << '\n';
    std::cout << album.data().column("artist_id").type.describe() << '\n';  // from the key

    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    metadata.create_all(engine);  // everything is there: nothing happens
    std::cout << inspect(engine).table_names().size() << " tables\n";
    metadata.drop_all(engine);
    std::cout << inspect(engine).table_names().size() << " tables\n";
}
