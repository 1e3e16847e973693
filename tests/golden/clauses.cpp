// SPDX-License-Identifier: MIT
// Locks, limits with options, DISTINCT ON, words for one dialect, labels, and the lesser builders.
#include <azoth/sql/cte.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/values.hpp>

#include "golden.hpp"

namespace golden {

namespace {

void locks(Cases& cases) {
    static const Schema& s = schema();
    const auto query = [] { return select(s.n["a"]); };
    cases.add("for update", [=] { return query().for_update(); }, {"bare"});
    cases.add("for share", [=] { return query().for_update({.read = true}); });
    cases.add("nowait", [=] { return query().for_update({.nowait = true}); });
    cases.add("skip locked", [=] { return query().limit(1).for_update({.skip_locked = true}); },
              {"postgresql@9.4"});
    cases.add("key share", [=] { return query().for_update({.read = true, .key_share = true}); });
    cases.add("no key update", [=] { return query().for_update({.key_share = true}); });
    cases.add("of one table", [] {
        const Table boss = s.employee.alias("boss");
        return select(s.employee["name"])
            .join(boss, s.employee["reports_to"] == boss["employee_id"])
            .for_update({.skip_locked = true, .of = {s.employee, boss}});
    });
    cases.add("of what is not read", [=] { return query().for_update({.of = {s.artist}}); });
    // What is no row of a table has no lock.
    cases.add("a lock of distinct rows", [=] { return query().distinct().for_update(); });
    cases.add("a lock of groups", [=] { return query().group_by(s.n["a"]).for_update(); });
    cases.add("a lock of an aggregate",
              [] { return select(func::max(s.n["a"]) + 1).for_update(); });
    cases.add("a lock of a window", [] {
        return select(func::row_number().over({.order_by = {s.n["a"]}})).for_update();
    });
    cases.add("a lock beside an outer join",
              [] { return select(s.artist["name"]).outer_join(s.album).for_update(); });
    cases.add("a lock of the inner side of an outer join", [] {
        return select(s.artist["name"]).outer_join(s.album).for_update({.of = {s.artist}});
    });
    cases.add("a lock of a subquery's groups", [] {
        const Subquery counts = select(s.album["artist_id"], func::count().label("n"))
                                    .group_by(s.album["artist_id"])
                                    .subquery("counts");
        return select(s.artist["name"])
            .join(counts, counts["artist_id"] == s.artist["artist_id"])
            .for_update();
    });
    cases.add("a lock of a CTE", [=] {
        const Cte few = query().limit(2).cte("few");
        return select(few["a"]).for_update();
    });
    cases.add("a lock inside of a CTE", [=] {
        const Cte few = query().limit(2).for_update().cte("few");
        return select(s.n["t"]).join(few, few["a"] == s.n["a"]).for_update({.of = {s.n}});
    });
    cases.add("a lock in a part of a union",
              [=] { return union_all(query().for_update(), query()); });
    cases.add("a lock that skips and has ties", [=] {
        return query()
            .order_by(s.n["a"])
            .fetch(1, {.with_ties = true})
            .for_update({.skip_locked = true});
    });
    cases.add("nowait and skip locked",
              [=] { return query().for_update({.nowait = true, .skip_locked = true}); });
}

void limits(Cases& cases) {
    static const Schema& s = schema();
    const auto query = [] { return select(s.n["a"]).order_by(s.n["a"]); };
    cases.add("slice", [=] { return query().slice(10, 25); });
    cases.add("fetch with ties", [=] { return query().fetch(3, {.with_ties = true}); },
              {"bare", "postgresql@12"});
    cases.add("fetch with ties behind an offset",
              [=] { return query().offset(2).fetch(3, {.with_ties = true}); });
    cases.add("fetch with ties without an order",
              [] { return select(s.n["a"]).fetch(3, {.with_ties = true}); });
    cases.add("fetch percent", [=] { return query().fetch(10, {.percent = true}); });
    cases.add("a limit that the execution gives", [=] {
        return query().limit(bind<std::int64_t>("rows")).offset(bind<std::int64_t>("from"));
    });
    cases.add("a limit that is an expression",
              [=] { return query().limit(literal(2) + 1).offset(literal(4) - 1); }, {"bare"});
    cases.add("a limit that is a subquery", [=] {
        return query().limit(select(func::count()).select_from(s.artist).scalar_subquery());
    });
    cases.add("a limit that depends on the row", [=] { return query().limit(s.n["a"]); });
    cases.add("fetch without options", [=] { return query().fetch(10, {}); });
    cases.add("fetch percent with ties",
              [=] { return query().fetch(10, {.with_ties = true, .percent = true}); });
    cases.add("fetch percent behind an offset",
              [=] { return query().offset(2).fetch(10, {.percent = true}); });
    cases.add("fetch with ties in the order of what is not selected", [] {
        return select(s.n["a"])
            .order_by(desc(s.n["b"] + 1).nulls_last())
            .fetch(3, {.with_ties = true});
    });
    cases.add("fetch with ties behind an offset that the execution gives", [=] {
        return query().offset(bind<std::int64_t>("from")).fetch(3, {.with_ties = true});
    });
    cases.add("fetch with ties of distinct rows",
              [=] { return query().distinct().fetch(3, {.with_ties = true}); });
    cases.add("fetch with ties in a subquery that reads around", [] {
        return select(s.artist["name"])
            .where(exists(select(s.album["title"])
                              .where(s.album["artist_id"] == s.artist["artist_id"])
                              .order_by(s.album["title"])
                              .fetch(1, {.with_ties = true})));
    });
    cases.add("fetch with ties of *", [] {
        return select(sql_text("*"))
            .select_from(s.n)
            .order_by(s.n["a"])
            .fetch(1, {.with_ties = true});
    });
    const auto both = [] { return union_(select(s.n["a"]), select(s.n["b"])).order_by(s.n["a"]); };
    cases.add("fetch with ties of a union", [=] { return both().fetch(3, {.with_ties = true}); });
    cases.add("fetch with ties of a union behind an offset",
              [=] { return both().offset(1).fetch(3, {.with_ties = true}); });
    cases.add("fetch percent of a union", [=] { return both().fetch(50, {.percent = true}); });
    cases.add("a limit of a union behind a fetch",
              [=] { return both().fetch(3, {.with_ties = true}).limit(2); });
    cases.add("fetch with ties of a union without an order", [] {
        return union_(select(s.n["a"]), select(s.n["b"])).fetch(3, {.with_ties = true});
    });
    cases.add("fetch with ties of a union without names", [] {
        return union_(select(s.n["a"] + 1, s.n["b"]), select(s.n["b"], s.n["b"]))
            .order_by(s.n["b"])
            .fetch(3, {.with_ties = true});
    });
}

void first_of_each(Cases& cases) {
    static const Schema& s = schema();
    const auto titles = [] {
        return select(s.album["artist_id"], s.album["title"]).distinct_on(s.album["artist_id"]);
    };
    cases.add("distinct on",
              [=] { return titles().order_by(s.album["artist_id"], desc(s.album["title"])); },
              {"bare", "sqlite@3.24.0", "mysql@5.7.0"});
    cases.add("distinct on without an order", titles);
    cases.add("distinct on of what is not selected", [] {
        return select(s.album["title"].label("t"))
            .distinct_on(s.album["artist_id"])
            .order_by(desc(s.album["artist_id"]).nulls_first(), s.album["title"])
            .limit(5)
            .offset(1);
    });
    cases.add("distinct on of expressions", [] {
        return select((s.n["a"] + 1).label("x"), s.n["b"])
            .distinct_on(s.n["a"] + 1, s.n["t"])
            .where(s.n["b"] > 2)
            .order_by(asc("x"), s.n["t"], desc("b"));
    });
    cases.add("distinct on of a join", [] {
        return select(s.artist["name"], s.album["title"], s.employee["name"])
            .join(s.album)
            .join(s.employee, s.employee["employee_id"] == s.album["album_id"])
            .distinct_on(s.artist["name"])
            .order_by(s.artist["name"], s.album["title"]);
    });
    cases.add("distinct on of groups", [] {
        return select(s.album["artist_id"], s.album["title"], func::count())
            .group_by(s.album["artist_id"], s.album["title"])
            .distinct_on(s.album["artist_id"])
            .order_by(s.album["artist_id"], desc(func::count()));
    });
    cases.add("distinct on with ties", [=] {
        return titles().order_by(s.album["artist_id"]).fetch(2, {.with_ties = true});
    });
    cases.add("distinct on as a derived table", [=] {
        const Subquery first = titles().subquery("first");
        return select(s.artist["name"], first["title"])
            .join(first, first["artist_id"] == s.artist["artist_id"]);
    });
    cases.add("distinct on in a union",
              [] { return union_all(select(s.n["a"]).distinct_on(s.n["b"]), select(s.n["id"])); });
    cases.add("distinct on in another order",
              [=] { return titles().order_by(s.album["title"], s.album["artist_id"]); });
    cases.add("distinct on of groups in another order", [] {
        return select(s.n["a"]).group_by(s.n["a"]).distinct_on(s.n["a"]).order_by(func::count());
    });
    cases.add("distinct on with a lock", [=] { return titles().for_update(); });
    cases.add("distinct on with words", [=] {
        return titles()
            .prefix_with("ALL", "sqlite")
            .with_hint(s.album, "NOT INDEXED", "sqlite")
            .suffix_with("LIMIT 5");
    });
    cases.add("distinct on in a subquery that reads around", [] {
        return select(s.artist["name"], select(s.album["title"])
                                            .where(s.album["artist_id"] == s.artist["artist_id"])
                                            .distinct_on(s.album["artist_id"])
                                            .scalar_subquery()
                                            .label("title"));
    });
    cases.add("distinct on with a column called place", [] {
        return select(s.n["a"].label("Place"), s.n["b"].label("b"), s.n["c"].label("b"))
            .distinct_on(s.n["a"])
            .order_by(s.n["a"], s.n["b"]);
    });
    cases.add("distinct on in the step of a recursive CTE", [] {
        const Cte numbers = recursive_cte(
            "numbers", select(s.n["a"].label("i")),
            [](const Cte& before) { return select(before["i"] + 1).distinct_on(before["i"]); });
        return select(numbers["i"]);
    });
}

void words(Cases& cases) {
    static const Schema& s = schema();
    cases.add("a prefix for all and one for another", [] {
        return select(s.n["a"]).prefix_with("ALL").prefix_with("SQL_NO_CACHE", "mysql");
    });
    cases.add("a prefix for one server of a dialect",
              [] { return select(s.n["a"]).prefix_with("SQL_NO_CACHE", "mariadb"); });
    cases.add("a suffix", [] { return select(s.n["a"]).suffix_with("LIMIT 5"); });
    cases.add("a statement hint",
              [] { return select(s.n["a"]).with_statement_hint("SeqScan(n)"); });
    cases.add("a table hint", [] {
        return select(s.n["a"]).with_hint(s.n, "NOT INDEXED", "sqlite").where(s.n["a"] == 1);
    });
    cases.add("a hint with a comment",
              [] { return select(s.n["a"]).with_statement_hint("x */ DROP TABLE n /*"); });
    cases.add("a prefix with a comment", [] { return select(s.n["a"]).prefix_with("ALL --"); });
    cases.add("a prefix with a semicolon",
              [] { return select(s.n["a"]).prefix_with("1; SELECT"); });
    cases.add("a suffix with an open quote",
              [] { return select(s.n["a"]).suffix_with("LIMIT '5"); });
}

void words_of_changes(Cases& cases) {
    static const Schema& s = schema();
    const auto ignoring = [](const auto& insert) {
        return insert.prefix_with("IGNORE", "mysql")
            .prefix_with("OR IGNORE", "sqlite")
            .suffix_with("ON CONFLICT DO NOTHING", "postgresql")
            .with_statement_hint("NO_ICP(artist)", "mysql");
    };
    cases.add("words of an insert", [=] {
        return ignoring(insert(s.artist).values({{"artist_id", 1}}));
    });
    cases.add("words of an insert of several rows", [=] {
        return ignoring(insert(s.artist).values({{{"artist_id", 1}}, {{"artist_id", 2}}}));
    });
    cases.add("words of an insert that returns", [=] {
        return ignoring(
            insert(s.artist).values({{"artist_id", 1}}).returning({s.artist["artist_id"]}));
    });
    cases.add("words of an insert from a select", [=] {
        return ignoring(insert(s.artist).from_select({"artist_id"}, select(s.n["a"])));
    });
    cases.add("words of an insert of defaults", [=] { return ignoring(insert(s.artist)); });
    cases.add("words of an upsert", [] {
        return upsert(s.artist)
            .values({{"artist_id", 1}, {"name", "x"}})
            .on_conflict({"artist_id"})
            .do_update()
            .prefix_with("LOW_PRIORITY", "mysql");
    });
    cases.add("words of an update", [] {
        return update(s.artist)
            .values({{"name", "x"}})
            .where(s.artist["artist_id"] == 1)
            .prefix_with("LOW_PRIORITY", "mysql")
            .prefix_with("OR REPLACE", "sqlite")
            .suffix_with("LIMIT 1", "mysql")
            .with_statement_hint("NO_ICP(artist)", "mysql");
    });
    cases.add("words of an update that returns", [] {
        return update(s.artist)
            .values({{"name", "x"}})
            .returning({s.artist["name"]})
            .suffix_with("WHERE artist_id = 1", "postgresql");
    });
    cases.add("words of a delete", [] {
        return delete_from(s.artist)
            .where(s.artist["artist_id"] == 1)
            .prefix_with("QUICK", "mariadb")
            .suffix_with("LIMIT 1", "mysql")
            .with_statement_hint("NO_ICP(artist)", "mysql");
    });
    cases.add("words of a delete that returns", [] {
        return delete_from(s.artist)
            .returning({s.artist["name"]})
            .suffix_with("WHERE artist_id = 1", "postgresql");
    });
    cases.add("hints of an update", [] {
        return update(s.artist)
            .values({{"name", "x"}})
            .where(s.artist["artist_id"] == 1)
            .with_hint(s.artist, "USE INDEX (PRIMARY)", "mysql")
            .with_hint(s.artist, "NOT INDEXED", "sqlite");
    });
    cases.add("hints of an update from another table", [] {
        return update(s.album)
            .set("title", s.artist["name"])
            .from(s.artist)
            .where(s.artist["artist_id"] == s.album["artist_id"])
            .with_hint(s.artist, "USE INDEX (PRIMARY)", "mysql")
            .with_hint(s.artist, "NOT INDEXED", "sqlite");
    });
    cases.add("hints of a limited update", [] {
        return update(s.artist)
            .values({{"name", "x"}})
            .order_by(s.artist["name"])
            .limit(1)
            .with_hint(s.artist, "USE INDEX (PRIMARY)", "mysql")
            .with_hint(s.artist, "NOT INDEXED", "sqlite");
    });
    const auto hinted_delete = [] {
        return delete_from(s.album)
            .where(s.album["artist_id"] == 1)
            .with_hint(s.album, "USE INDEX (PRIMARY)", "mysql")
            .with_hint(s.album, "NOT INDEXED", "sqlite");
    };
    cases.add("hints of a delete", hinted_delete);
    cases.add("hints of a delete that returns",
              [=] { return hinted_delete().returning({s.album["title"]}); });
    cases.add("hints of a limited delete", [=] { return hinted_delete().limit(1); });
    cases.add("hints of a delete by another table", [=] {
        return hinted_delete()
            .using_(s.artist)
            .where(s.artist["artist_id"] == s.album["artist_id"])
            .with_hint(s.artist, "NOT INDEXED", "sqlite");
    });
    cases.add("a comment in words of an insert",
              [] { return insert(s.artist).prefix_with("IGNORE -- "); });
    cases.add("words of a CTE", [] {
        const Cte few = select(s.n["a"])
                            .cte("few")
                            .prefix_with("MATERIALIZED", "postgresql")
                            .prefix_with("NOT MATERIALIZED", "sqlite");
        return select(few["a"]);
    });
    cases.add("words behind a CTE", [] {
        const Cte chain = recursive_cte("chain", select(s.n["a"]), [](const Cte& before) {
                              return select(before["a"] + 1).where(before["a"] < 10);
                          }).suffix_with("SEARCH DEPTH FIRST BY a SET place", "postgresql");
        return select(chain["a"]);
    });
    const auto both = [] { return union_all(select(s.n["a"]), select(s.n["b"])); };
    cases.add("words of a union", [=] {
        return both()
            .prefix_with("ALL")
            .prefix_with("SQL_NO_CACHE", "mysql")
            .with_statement_hint("NO_ICP(n)", "mysql")
            .suffix_with("LIMIT 5");
    });
    cases.add("words of a union of unions", [=] {
        return union_(both(), select(s.n["c"])).prefix_with("ALL").order_by(asc("a"));
    });
    cases.add("words of a union that begins with values",
              [] { return union_all(values({"a"}, {{1}}), select(s.n["a"])).prefix_with("ALL"); });
}

void builders(Cases& cases) {
    static const Schema& s = schema();
    cases.add("cross join", [] { return select(s.artist["name"], s.n["a"]).cross_join(s.n); });
    cases.add("full join by the key",
              [] { return select(s.artist["name"], s.album["title"]).full_join(s.album); });
    cases.add("join_from", [] { return select(s.album["title"]).join_from(s.artist, s.album); });
    cases.add("filter_by", [] {
        return select(s.artist["name"]).join(s.album).filter_by({{"title", "x"}});
    });
    cases.add("filter_by null", [] { return select(s.n["id"]).filter_by({{"a", std::nullopt}}); });
    cases.add("filter_by an ambiguous name", [] {
        return select(s.artist["name"]).join(s.album).filter_by({{"artist_id", 1}});
    });
    cases.add("filter_by an unknown name", [] {
        return select(s.artist["name"]).filter_by({{"nmae", 1}});
    });
    cases.add("other columns only", [] {
        return with_only_columns(select(s.artist["name"]).where(s.artist["name"] == "x"),
                                 func::count().label("n"));
    });
    cases.add("reduced columns",
              [] { return Select(select(s.artist, s.album).join(s.album)).reduce_columns(); });
    cases.add("labels by table", [] {
        return select(s.artist["name"], s.employee["name"], s.n["a"].label("n"))
            .labels(LabelStyle::table_and_column);
    });
    cases.add("labels that differ", [] {
        return select(s.artist["name"], s.employee["name"], s.track["name"])
            .labels(LabelStyle::distinct);
    });
    cases.add("labels in a derived table", [] {
        const auto sub = select(s.artist["name"], s.employee["name"])
                             .labels(LabelStyle::distinct)
                             .subquery("sub");
        return select(sub["name"], sub["name_1"]);
    });
    cases.add("a label that is too long", [] {
        const std::string name = std::string(62, 'x') + "äöü";
        const auto sub = select(s.n["a"].label(name)).subquery(name);
        return select(sub[name]).order_by(desc(name));
    });
    cases.add("a column of an outer join", [] {
        return select(s.artist.column<std::string>("name"), s.album.column<std::string>("title"))
            .outer_join(s.album);
    });
    cases.add("a nullable column of an outer join", [] {
        return select(s.artist.column<std::string>("name"),
                      nullable(s.album.column<std::string>("title")))
            .outer_join(s.album);
    });
    cases.add("columns of a full join", [] {
        return select(s.artist.column<std::string>("name").label("x"),
                      nullable(s.album.column<std::string>("title")))
            .full_join(s.album);
    });
    cases.add("types forgotten", [] {
        return Select(
            select(s.artist.column<std::string>("name"), s.album.column<std::string>("title"))
                .outer_join(s.album));
    });
}

}  // namespace

void clauses(Cases& cases) {
    locks(cases);
    limits(cases);
    first_of_each(cases);
    words(cases);
    words_of_changes(cases);
    builders(cases);
}

}  // namespace golden
