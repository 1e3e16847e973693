// SPDX-License-Identifier: MIT
// A query under a name, made with the tables and selected from like one; a table of a query's rows.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table track{"track", metadata, Column{"id", Integer{}, primary_key},
                Column{"title", String{80}, not_null}, Column{"seconds", Integer{}, not_null}};
    View long_track{"long_track", metadata,
                    select(track["title"], (track["seconds"] / 60).label("minutes"))
                        .where(track["seconds"] > 300)};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    db.execute(insert(track), {{{"title", "Bohemian Rhapsody"}, {"seconds", 354}},
                               {{"title", "Seaside Rendezvous"}, {"seconds", 135}},
                               {{"title", "The Prophet's Song"}, {"seconds", 501}}});
    for (const Row& row : db.execute(select(long_track).order_by(long_track["title"]))) {
        std::cout << row["title"].as<std::string>() << ' ' << row["minutes"].as<int>() << '\n';
    }
    db.execute(CreateTableAs{"kept", select(long_track["title"])});
    db.execute(delete_from(track));
    std::cout << db.execute(select(long_track)).all().size() << " long tracks, "
              << db.scalar<int>(text("SELECT count(*) FROM kept")) << " kept\n";
    std::cout << inspect(db).view_names().front() << '\n';
}
