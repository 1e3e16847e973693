// SPDX-License-Identifier: MIT
// Locks, limits with options, DISTINCT ON, words for one dialect, labels, and the lesser builders.
#include <azoth/sql/cte.hpp>
#include <azoth/sql/set_operation.hpp>

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
    cases.add("distinct on", [] {
        return select(s.album["artist_id"], s.album["title"])
            .distinct_on(s.album["artist_id"])
            .order_by(s.album["artist_id"], desc(s.album["title"]));
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
    words(cases);
    builders(cases);
}

}  // namespace golden
