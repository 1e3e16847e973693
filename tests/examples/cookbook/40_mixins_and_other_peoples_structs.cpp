// SPDX-License-Identifier: MIT
// Members that several structs share, a struct that belongs to somebody else, private members.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

// ── a mixin: structs inherit members, descriptions inherit columns ──────────────────────────────

struct Noted {
    std::string added_by{};
    std::optional<std::string> note{};
};
template <class S>
struct NotedColumns {
    Mapped<&S::added_by, S> added_by{String{20}};
    Mapped<&S::note, S> note;
};

struct Track : Noted {
    std::int64_t id{};
    std::string title{};
};
struct Playlist : Noted {
    std::int64_t id{};
    std::string name{};
};
struct Tracks : Entity<Track, "track">, NotedColumns<Track> {
    Mapped<&Track::id> id{primary_key};
    Mapped<&Track::title> title{String{80}};
};
struct Playlists : Entity<Playlist, "playlist">, NotedColumns<Playlist> {
    Mapped<&Playlist::id> id{primary_key};
    Mapped<&Playlist::name> name{String{40}};
};
inline const Tracks tracks;
inline const Playlists playlists;

/// For any description that has the fragment.
template <class S, class E>
std::size_t count_of(Session& session, const E& entity, const std::string& who) {
    const NotedColumns<S>& noted = entity;
    return session.scalars(select(entity).where(noted.added_by == who)).size();
}

// ── a struct from elsewhere: its header stays as it is ──────────────────────────────────────────

namespace geo {
struct Place {
    std::string code{};
    double latitude{};
    double longitude{};
    void* cached_tile = nullptr;  // not every member is a column
};
}  // namespace geo

struct Places : Entity<geo::Place, "place"> {
    Mapped<&geo::Place::code> code{String{3}, primary_key};
    Mapped<&geo::Place::latitude> latitude{"lat"};
    Mapped<&geo::Place::longitude> longitude{"lon"};
};
inline const Places places;

// ── a class that guards its members: the description is let in ──────────────────────────────────

class Account {
public:
    Account() = default;
    explicit Account(std::string owner) : owner_(std::move(owner)) {}
    void deposit(int cents) { cents_ += cents; }
    [[nodiscard]] int cents() const { return cents_; }

private:
    friend struct Accounts;
    std::int64_t id_{};
    std::string owner_{};
    std::int32_t cents_{};
};
struct Accounts : Entity<Account, "account"> {
    Mapped<&Account::id_> id{"id", primary_key};
    Mapped<&Account::owner_> owner{"owner", String{40}};
    Mapped<&Account::cents_> cents{"cents"};
};
inline const Accounts accounts;

int main() {
    const Registry models{tracks, playlists, places, accounts};
    Engine engine = create_engine("sqlite:///:memory:");
    models.metadata().create_all(engine);
    for (const Table& table : models.metadata().sorted_tables()) {
        std::cout << table.name() << ':';
        for (const ColumnData& column : table.data().columns) std::cout << ' ' << column.name;
        std::cout << '\n';
    }

    Session session{engine, models};
    Track jazz;
    jazz.title = "Jazz";
    jazz.added_by = "Ada";
    session.add(jazz);
    session.add(geo::Place{.code = "OSL", .latitude = 60.2, .longitude = 11.1});
    session.add(Account("Bob"))->deposit(250);
    session.commit();

    Session other{engine, models};
    std::cout << count_of<Track>(other, tracks, "Ada") << " track, "
              << count_of<Playlist>(other, playlists, "Ada") << " playlists\n";
    std::cout << other.get_one<geo::Place>("OSL")->latitude << '\n';
    const auto account = other.scalars(select(accounts).where(accounts.owner == "Bob")).one();
    account->deposit(50);
    other.commit();
    std::cout << account->cents() << " cents\n";
}
