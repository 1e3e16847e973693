// SPDX-License-Identifier: MIT
#include <string>

#include <azoth/sql/set_operation.hpp>

#include "golden.hpp"

namespace golden {

namespace {

/// Tables of one name, and aliases that are the names of others.
void namesakes(Cases& cases) {
    static const Schema& s = schema();
    static const auto same = [] { return s.archived["artist_id"] == s.artist["artist_id"]; };
    cases.add("a table and its namesake in a schema",
              [] { return select(s.artist["name"], s.archived["name"]).join(s.archived, same()); });
    cases.add("a namesake in a schema, first", [] {
        return select(s.archived["name"])
            .join(s.artist, same())
            .where(s.artist["name"] == "x")
            .order_by(s.archived["name"]);
    });
    cases.add("a namesake in a subquery", [] {
        return select(s.artist["name"]).where(exists(select(s.archived["name"]).where(same())));
    });
    cases.add("a namesake around a subquery", [] {
        return select(s.archived["name"]).where(exists(select(s.artist["name"]).where(same())));
    });
    cases.add("a subquery that reads the table again", [] {
        return select(s.archived["name"])
            .where(s.archived["artist_id"] == select(func::max(s.archived["artist_id"]))
                                                  .select_from(s.archived)
                                                  .join(s.artist, same())
                                                  .scalar_subquery())
            .order_by(s.archived["name"]);
    });
    cases.add("an update from a namesake", [] {
        return update(s.artist).set("name", s.archived["name"]).from(s.archived).where(same());
    });
    cases.add("an update of a namesake", [] {
        return update(s.archived).set("name", s.artist["name"]).from(s.artist).where(same());
    });
    cases.add("an update from a subquery of a namesake", [] {
        return update(s.artist).set(
            "name", select(func::max(s.archived["name"])).where(same()).scalar_subquery());
    });
    cases.add("a delete that uses a namesake",
              [] { return delete_from(s.artist).using_(s.archived).where(same()); });
    cases.add("a delete of a namesake",
              [] { return delete_from(s.archived).using_(s.artist).where(same()); });
    cases.add("a lock of a namesake", [] {
        return select(s.artist["name"]).join(s.archived, same()).for_update({.of = {s.archived}});
    });
    cases.add("an alias that is the name of another table", [] {
        const Table album = s.artist.alias("album");
        return select(album["name"], s.album["title"])
            .join(s.album, s.album["artist_id"] == album["artist_id"]);
    });
    cases.add("two aliases of one name", [] {
        const Table one = s.artist.alias("a");
        const Table other = s.album.alias("A");
        return select(one["name"]).join(other, other["artist_id"] == one["artist_id"]);
    });
    cases.add("an alias of the same name in a subquery", [] {
        const Table one = s.artist.alias("a");
        const Table other = s.album.alias("a");
        return select(one["name"])
            .where(exists(select(other["title"]).where(other["artist_id"] == one["artist_id"])));
    });
    cases.add("an alias that a subquery uses again", [] {
        const Table one = s.artist.alias("a");
        const Table other = s.album.alias("a");
        return select(one["name"])
            .where(one["artist_id"].in(select(other["artist_id"]).where(other["title"] == "x")));
    });
}

/// Names whose quotes the program decides.
void quotes(Cases& cases) {
    static MetaData metadata;
    static const Table forced{"artist",
                              metadata,
                              azoth::Schema{"log", Quoting::always},
                              Quoting::always,
                              Column{"artist_id", Integer{}, primary_key, no_autoincrement},
                              Column{"name", Quoting::always, String{120}}};
    static const Table bare{
        "artist", metadata, Quoting::never,
        Column{"artist_id", Quoting::never, Integer{}, primary_key, no_autoincrement},
        Column{"name", Quoting::always, String{120}}};
    cases.add("a table with forced quotes", [] {
        MetaData other;
        const Table target{"target", other, Quoting::always,
                           Column{"id", Quoting::always, Integer{}, primary_key}};
        return Table{"t",
                     other,
                     Quoting::always,
                     Column{"id", Integer{}, primary_key, no_autoincrement},
                     Column{"kind", Quoting::always, Integer{}, unique_key, indexed,
                            ForeignKey{"target.id"}},
                     CheckConstraint{this_column("kind") > 0}};
    });
    cases.add("forced quotes in a query",
              [] { return select(forced).where(forced["name"] == "x").order_by(forced["name"]); });
    cases.add("forced quotes through an alias and a subquery", [] {
        const auto inner = select(forced.alias("f")["name"]).subquery("s");
        return select(inner["name"]);
    });
    cases.add("forced quotes in changes", [] {
        return update(forced).values({{"name", "x"}}).where(forced["artist_id"] == 1);
    });
    cases.add("forced quotes in an upsert", [] {
        return upsert(bare)
            .values({{"artist_id", 1}, {"name", "x"}})
            .on_conflict({"artist_id"})
            .do_update();
    });
    cases.add("a name that must have quotes and shall not", [] {
        MetaData other;
        return Table{"Mixed", other, Quoting::never, Column{"x", Integer{}}};
    });
}

}  // namespace

void identifiers(Cases& cases) {
    static const Schema& s = schema();
    cases.add("names that need quotes", [] { return select(s.odd); });
    cases.add("an alias that needs quotes", [] { return select(s.odd.alias("Select")["group"]); });
    cases.add("an alias with a quote", [] { return select(s.artist.alias("a\"; --")["name"]); });
    cases.add("a schema", [] { return select(s.audit["what"]).where(s.audit["id"] == 1); });
    cases.add("a schema and an alias", [] { return select(s.audit.alias("e")["what"]); });
    namesakes(cases);
    quotes(cases);
    cases.add("the longest name",
              [] { return select(s.artist.alias(std::string(63, 'x'))["name"]); });
    cases.add("a longer name", [] { return select(s.artist.alias(std::string(64, 'x'))["name"]); });
    cases.add("a name with a NUL byte",
              [] { return select(s.artist.alias(std::string("a\0b", 3))["name"]); });
    cases.add("a name that is not UTF-8", [] { return select(s.artist.alias("a\xff")["name"]); });
    cases.add("quoted labels", [] {
        return select(s.n["a"].label("level", Quoting::always), s.n["b"].label("plain"))
            .order_by(desc("level"), asc("plain"));
    });
    cases.add("quoted aliases", [] {
        const Table n = s.n.alias("vector", Quoting::always);
        const Subquery sub =
            select(n["a"].label("level", Quoting::always), func::count().label("c"))
                .group_by(n["a"])
                .subquery("sub", Quoting::always);
        return select(sub["level"], sub["c"]).where(sub["level"] > 1);
    });
    cases.add("a quoted label of a union", [] {
        return union_all(select(s.n["a"].label("level", Quoting::always)), select(s.n["b"]))
            .order_by(asc("level"));
    });
    cases.add("a label without quotes",
              [] { return select(s.n["a"].label("new_word", Quoting::never)); });
    cases.add("a label that must have quotes and shall not",
              [] { return select(s.n["a"].label("Total", Quoting::never)); });
    cases.add("a long quoted label", [] {
        const Subquery sub =
            select(s.n["a"].label(std::string(70, 'x'), Quoting::always)).subquery("sub");
        return select(sub[std::string(70, 'x')]);
    });
    cases.add("an empty label", [] { return select(s.artist["name"].label("")); });
    cases.add("an unknown column", [] { return select(s.artist["nmae"]); });
    cases.add("an insert into names that need quotes", [] {
        return insert(s.odd)
            .values({{"group", 1}, {"Mixed Case", "x"}})
            .returning({s.odd["group"]});
    });
    cases.add("an update of names that need quotes", [] {
        return update(s.odd).values({{"Mixed Case", "x"}}).where(s.odd["quo\"te"] == "y");
    });
}

}  // namespace golden
