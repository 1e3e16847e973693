// SPDX-License-Identifier: MIT
#include "golden.hpp"

namespace golden {

namespace {

const std::vector<std::string>& without_upsert() {
    static const std::vector<std::string> targets{"bare", "sqlite@3.23.1", "postgresql@9.4.0"};
    return targets;
}

void keys(Cases& cases) {
    static const Schema& s = schema();
    cases.add(
        "upsert of the inserted columns",
        [] {
            return upsert(s.artist)
                .values({{"artist_id", 1}, {"name", "Queen"}})
                .on_conflict({"artist_id"})
                .do_update();
        },
        without_upsert());
    cases.add("upsert of an exact number", [] {
        return upsert(s.track)
            .values({{"track_id", 1}, {"name", "x"}, {"price", Decimal("1.5")}})
            .on_conflict({"track_id"})
            .do_update({"price"});
    });
    cases.add("upsert of a unique column", [] {
        return upsert(s.employee)
            .values({{"email", "a@b"}, {"name", "Ada"}})
            .on_conflict({"email"})
            .do_update({"name"});
    });
    cases.add("upsert of a composite key", [] {
        return upsert(s.line)
            .values({{"shop", "a"}, {"number", 1}, {"position", 2}})
            .on_conflict({"shop", "number", "position"})
            .do_nothing();
    });
    cases.add(
        "upsert that keeps what is there",
        [] {
            return upsert(s.artist)
                .values({{"artist_id", 1}, {"name", "x"}})
                .on_conflict({"artist_id"})
                .do_nothing();
        },
        without_upsert());
    cases.add("upsert by any key", [] {
        return upsert(s.employee)
            .values({{"email", "a@b"}, {"name", "Ada"}})
            .on_conflict({})
            .do_nothing();
    });
    cases.add("upsert by the constraint's name", [] {
        return upsert(s.artist)
            .values({{"artist_id", 1}, {"name", "x"}})
            .on_conflict_constraint("artist_pkey")
            .do_update({"name"});
    });
    cases.add("upsert by two keys", [] {
        return upsert(s.employee)
            .values({{"employee_id", 1}, {"email", "a@b"}, {"name", "Ada"}})
            .on_conflict({"email"})
            .do_nothing()
            .on_conflict({"employee_id"})
            .do_update({"name"});
    });
    cases.add("upsert of many rows", [] {
        return upsert(s.artist)
            .values({{{"artist_id", 1}, {"name", "x"}}, {{"artist_id", 2}, {"name", "y"}}})
            .on_conflict({"artist_id"})
            .do_update();
    });
}

void assignments(Cases& cases) {
    static const Schema& s = schema();
    cases.add("upsert with expressions", [] {
        return upsert(s.n)
            .values({{"id", 1}, {"a", 5}})
            .on_conflict({"id"})
            .do_update({{"a", s.n["a"] + excluded(s.n["a"])}, {"t", "again"}});
    });
    cases.add("upsert of the inserted columns and another", [] {
        return upsert(s.n)
            .values({{"id", 1}, {"a", 5}})
            .on_conflict({"id"})
            .do_update()
            .do_update({{"b", func::coalesce({s.n["b"], 0}) + 1}});
    });
    cases.add("upsert where", [] {
        return upsert(s.n)
            .values({{"id", 1}, {"a", 5}})
            .on_conflict({"id"})
            .do_update()
            .where(s.n["a"] < excluded(s.n["a"]))
            .where(s.n["b"] == std::nullopt);
    });
    cases.add("upsert returning", [] {
        return upsert(s.artist)
            .values({{"artist_id", 1}, {"name", "x"}})
            .on_conflict({"artist_id"})
            .do_update()
            .returning({s.artist["artist_id"], s.artist["name"]});
    });
    cases.add("upsert from a select", [] {
        return upsert(s.artist)
            .from_select({"artist_id", "name"}, select(s.album["album_id"], s.album["title"]))
            .on_conflict({"artist_id"})
            .do_update();
    });
    cases.add("upsert from a select with a condition", [] {
        return upsert(s.artist)
            .from_select(
                {"artist_id", "name"},
                select(s.album["album_id"], s.album["title"]).where(s.album["album_id"] > 3))
            .on_conflict({"artist_id"})
            .do_update();
    });
}

void mistakes(Cases& cases) {
    static const Schema& s = schema();
    cases.add("upsert without an action", [] {
        return upsert(s.artist).values({{"artist_id", 1}}).on_conflict({"artist_id"});
    });
    cases.add("upsert that names no conflict", [] {
        return upsert(s.artist).values({{"artist_id", 1}});
    });
    cases.add("upsert without a conflict", [] {
        return upsert(s.artist).values({{"artist_id", 1}}).do_update();
    });
    cases.add("upsert that updates by any key", [] {
        return upsert(s.artist)
            .values({{"artist_id", 1}, {"name", "x"}})
            .on_conflict({})
            .do_update();
    });
    cases.add("upsert with nothing to update", [] {
        return upsert(s.artist).values({{"artist_id", 1}}).on_conflict({"artist_id"}).do_update();
    });
    cases.add("upsert by an unknown column", [] {
        return upsert(s.artist).values({{"artist_id", 1}}).on_conflict({"id"}).do_nothing();
    });
}

}  // namespace

void upserts(Cases& cases) {
    keys(cases);
    assignments(cases);
    mistakes(cases);
}

}  // namespace golden
