// SPDX-License-Identifier: MIT
// Reads go to a replica, changes to the primary database. Here both are files, and nothing copies
// from one to the other: what is read tells who has answered.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

struct Note {
    std::int64_t id{};
    std::string text{};
};
struct Notes : Entity<Note, "note"> {
    Mapped<&Note::id> id{primary_key};
    Mapped<&Note::text> text{String{40}};
};
inline const Notes notes;

int main(int, char** argv) {
    const Registry models{notes};
    Engine primary = create_engine(argv[1]);
    Engine replica = create_engine(std::string(argv[1]) + ".replica");
    const auto fill = [&](Engine& engine, const std::string& text) {
        models.metadata().create_all(engine);
        Session setup{engine, models};
        setup.add(Note{.text = text});
        setup.commit();
    };
    fill(primary, "of the primary");
    fill(replica, "of the replica");
    const auto texts = [](Session& session) {
        for (const auto& text : session.scalars(select(notes.text).order_by(notes.id))) {
            std::cout << "  " << text << '\n';
        }
    };

    const ReadWriteRouter router{.writer = primary, .readers = {replica}};
    Session session{router, models};
    std::cout << "a plain read\n";
    texts(session);
    session.add(Note{.text = "written by the session"});
    std::cout << "after a write, in its transaction\n";
    texts(session);
    session.commit();
    std::cout << "in the next transaction\n";
    texts(session);

    // A query that locks rows, or a connection asked for, is for the writer.
    std::cout << session.connection().scalar<int>(text("SELECT count(*) FROM note"))
              << " notes on the writer\n";
    session.close();

    // Replicas lag behind: a sticky session stays with the writer once it has written.
    ReadWriteRouter sticky = router;
    sticky.sticky = true;
    Session careful{sticky, models};
    careful.add(Note{.text = "written carefully"});
    careful.commit();
    std::cout << "sticky, in the next transaction\n";
    texts(careful);
}
