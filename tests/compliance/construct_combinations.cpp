// SPDX-License-Identifier: MIT
// Constructs that are common each, in combinations that servers read in their own ways.
#include <azoth/sql/cte.hpp>
#include <azoth/sql/extract.hpp>
#include <azoth/sql/quantified.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/upsert.hpp>
#include <azoth/sql/values.hpp>

#include "construct.hpp"

namespace azoth::compliance {

using compile::Capability;

namespace {

using List = std::vector<Construct>;

/// What is grouped by is computed with values of the program.
void groups(const ConstructTables& t, List& list) {
    const Select discs = select((t.disc["year"] / 10).label("decade"), func::count().label("n"))
                             .where(t.disc["year"].is_not_null());
    list.push_back({"grouped_by_a_quotient",
                    {"GROUP BY"},
                    {},
                    discs.group_by(t.disc["year"] / 10)
                        .having(t.disc["year"] / 10 > 100)
                        .order_by(desc(t.disc["year"] / 10)),
                    {"198,2", "197,1"}});
    const auto key = t.disc["year"] / 10;
    list.push_back({"key_inside_of_an_expression",
                    {"GROUP BY"},
                    {},
                    select(((key + 1) * 10).label("end"), func::max(t.disc["id"]).label("m"))
                        .where(t.disc["year"].is_not_null())
                        .group_by(key)
                        .order_by((key + 1) * 10),
                    {"1980,1", "1990,3"}});
    list.push_back({"ranked_groups",
                    {"a window function"},
                    {Capability::window_functions},
                    select(key.label("decade"),
                           func::rank().over({.order_by = {desc(func::count())}}).label("place"))
                        .where(t.disc["year"].is_not_null())
                        .group_by(key)
                        .order_by(key),
                    {"197,2", "198,1"}});
    list.push_back({"counted_by_a_condition",
                    {"CASE"},
                    {},
                    select(func::sum(case_({{t.disc["year"] == 1980, 1}}, 0)).label("n"),
                           func::max(case_({{t.disc["id"] > 2, 10}}, 9)).label("m")),
                    {"2,10"}});
    list.push_back({"distinct_in_its_order",
                    {"DISTINCT"},
                    {},
                    select((t.disc["year"] + 1).label("y"))
                        .distinct()
                        .where(t.disc["year"] > 0)
                        .order_by(desc(t.disc["year"] + 1)),
                    {"1981", "1979"}});
    list.push_back(
        {"distinct_in_another_order",
         {"DISTINCT"},
         {Capability::distinct_order},
         select(t.disc["title"]).distinct().where(t.disc["id"] < 3).order_by(desc(t.disc["id"])),
         {"The Game", "Jazz"}});
    list.push_back({"distinct_in_a_window",
                    {"DISTINCT", "a window function"},
                    {Capability::window_functions, Capability::window_distinct},
                    select(func::count_distinct(t.disc["year"]).over().label("n")).limit(1),
                    {"2"}});
}

void subqueries(const ConstructTables& t, List& list) {
    const Select ids = select(t.disc["id"]).order_by(t.disc["id"]);
    const Select last = select(t.band["id"]).order_by(desc(t.band["id"])).limit(2);
    list.push_back(
        {"in_a_limited_query", {"LIMIT"}, {}, ids.where(t.disc["id"].in(last)), {"2", "3"}});
    list.push_back({"in_a_limited_correlated_query",
                    {"LIMIT"},
                    {},
                    ids.where(t.disc["band_id"].in(
                        select(t.band["id"]).where(t.band["id"] == t.disc["band_id"]).limit(1))),
                    {"1", "2", "3"},
                    {},
                    {},
                    true});
    list.push_back(
        {"two_levels_deep",
         {"subquery"},
         {},
         select(t.band["name"])
             .where(
                 exists(select(t.disc["id"])
                            .where(t.disc["band_id"] == t.band["id"])
                            .where(t.disc["year"] ==
                                   select(func::max(t.disc.alias("d")["year"])).scalar_subquery())))
             .order_by(t.band["id"]),
         {"Queen", "AC/DC"},
         {},
         {},
         true});
    const Subquery given =
        union_all(select(literal(10).label("x")), select(literal(9).label("x"))).subquery("given");
    list.push_back({"sum_of_given_values",
                    {"UNION"},
                    {},
                    select(func::sum(given["x"]).label("s"), func::max(given["x"]).label("m")),
                    {"19,10"}});
    list.push_back({"union_with_nulls_last",
                    {"NULLS"},
                    {},
                    union_(select(t.disc["year"].label("y")), select(t.band["boss"]))
                        .order_by(asc("y").nulls_last()),
                    {"1", "1978", "1980", "NULL"},
                    {},
                    {},
                    true});
    const Cte count = recursive_cte(
        "counted", select(literal(1).label("i")),
        [](const Cte& before) { return select(before["i"] + 1).where(before["i"] < 5); });
    list.push_back({"recursion_from_a_value",
                    {"WITH"},
                    {Capability::recursive_cte},
                    select(func::sum(count["i"]).label("s")),
                    {"15"}});
    const Cte path = recursive_cte(
        "paths", select(t.band["id"], t.band["name"].label("path")).where(t.band["boss"].is_null()),
        [&](const Cte& before) {
            return select(
                       t.band["id"],
                       func::concat({before["path"], " and what comes after it: ", t.band["name"]}))
                .join(before, t.band["boss"] == before["id"]);
        });
    list.push_back({"recursion_of_growing_texts",
                    {"WITH"},
                    {Capability::recursive_cte},
                    select(func::max(func::char_length(path["path"])).label("n")),
                    {"36"}});
}

void values_in_queries(const ConstructTables& t, List& list) {
    const Select ids = select(t.disc["id"]).order_by(t.disc["id"]);
    const Subquery one = select(literal(5).label("x")).subquery("one");
    list.push_back({"value_of_a_query", {"SELECT"}, {}, select((one["x"] + 1).label("y")), {"6"}});
    list.push_back({"case_with_null",
                    {"CASE"},
                    {},
                    select(case_({{t.disc["id"] == 1, std::nullopt}}, 2).label("c"))
                        .where(t.disc["id"] < 3)
                        .order_by(t.disc["id"]),
                    {"NULL", "2"}});
    list.push_back(
        {"ordered_by_a_case",
         {"CASE"},
         {},
         select(t.disc["id"])
             .order_by(case_({{t.disc["id"] == 3, 9}, {t.disc["id"] == 1, 10}}, 100), t.disc["id"]),
         {"3", "1", "2", "4"}});
    list.push_back({"negated_empty_list",
                    {"IN"},
                    {},
                    ids.where(!t.disc["year"].in(std::vector<int>{})),
                    {"1", "2", "3", "4"}});
    list.push_back({"remainders",
                    {"%"},
                    {},
                    select(((t.disc["id"] - 4) / 2).label("q"), ((t.disc["id"] - 4) % 2).label("r"))
                        .where(t.disc["id"] == 1),
                    {"-1,-1"}});
    list.push_back({"rounded_halves",
                    {"round"},
                    {},
                    select(cast(func::round(literal(2.5)), Integer{}).label("a"),
                           cast(func::round(literal(-2.5)), Integer{}).label("b"),
                           cast(func::round(literal(0.125), 2) * 100, Integer{}).label("c")),
                    {"3,-3,13"},
                    {},
                    {},
                    true});
    list.push_back({"null_safe_join",
                    {"DISTINCT"},
                    {Capability::is_distinct_from},
                    select(t.disc["id"], t.band["id"].label("band"))
                        .join(t.band, t.disc["band_id"].is_not_distinct_from(t.band["boss"]))
                        .where(t.disc["id"] > 2)
                        .order_by(t.disc["id"]),
                    {"4,1"}});
}

void changes(const ConstructTables& t, List& list) {
    const Select names = select(t.band["name"]).order_by(t.band["id"]);
    const auto row = [](int id, const char* name) {
        return select(literal(id).label("id"), literal(std::string(name)).label("name"));
    };
    list.push_back(
        {"insert_of_given_rows",
         {"INSERT"},
         {},
         insert(t.band).from_select({"id", "name"}, union_all(row(7, "Can"), row(8, "Neu"))),
         {},
         {names},
         {"Queen", "AC/DC", "ABBA", "Can", "Neu"}});
    list.push_back({"update_to_a_case",
                    {"UPDATE"},
                    {},
                    update(t.disc).set("year", case_({{t.disc["id"] == 1, 10}}, 20)),
                    {},
                    {select(t.disc["year"]).where(t.disc["id"] < 3).order_by(t.disc["id"])},
                    {"10", "20"}});
    list.push_back({"upsert_of_a_query",
                    {"upsert", "ON CONFLICT"},
                    {Capability::upsert},
                    upsert(t.band)
                        .from_select({"id", "name"},
                                     select(t.disc["id"], t.disc["title"]).where(t.disc["id"] > 2))
                        .on_conflict({"id"})
                        .do_update({"name"}),
                    {},
                    {names},
                    {"Queen", "AC/DC", "Back in Black", "Orphan"},
                    true});
    const auto doubles = t.disc.alias("other");
    list.push_back({"delete_by_the_table_itself",
                    {"same table"},
                    {},
                    delete_from(t.disc).where(exists(select(doubles["id"])
                                                         .where(doubles["year"] == t.disc["year"])
                                                         .where(doubles["id"] > t.disc["id"]))),
                    {},
                    {select(t.disc["id"]).order_by(t.disc["id"])},
                    {"1", "3", "4"},
                    true});
}

}  // namespace

std::vector<Construct> combinations(const ConstructTables& tables) {
    List list;
    groups(tables, list);
    subqueries(tables, list);
    values_in_queries(tables, list);
    changes(tables, list);
    return list;
}

}  // namespace azoth::compliance
