// SPDX-License-Identifier: MIT
#include "construct.hpp"

#include <azoth/sql/cte.hpp>
#include <azoth/sql/extract.hpp>
#include <azoth/sql/grouping.hpp>
#include <azoth/sql/lateral.hpp>
#include <azoth/sql/table_function.hpp>
#include <azoth/sql/tuple.hpp>
#include <azoth/sql/upsert.hpp>
#include <azoth/sql/values.hpp>
#include <azoth/value/datetime.hpp>

namespace azoth::compliance {

using compile::Capability;

std::vector<Statement> ConstructTables::rows() const {
    const auto disc_row = [&](int id, const char* title, std::optional<int> year,
                              std::optional<int> band_id, int day) {
        return Statement(insert(disc).values({{"id", id},
                                              {"title", title},
                                              {"year", year},
                                              {"band_id", band_id},
                                              {"made", Timestamp{make_date(2024, 2, day), {}}}}));
    };
    return {insert(band).values({{"id", 1}, {"name", "Queen"}, {"boss", std::nullopt}}),
            insert(band).values({{"id", 2}, {"name", "AC/DC"}, {"boss", 1}}),
            insert(band).values({{"id", 3}, {"name", "ABBA"}, {"boss", 1}}),
            disc_row(1, "Jazz", 1978, 1, 1),
            disc_row(2, "The Game", 1980, 1, 2),
            disc_row(3, "Back in Black", 1980, 2, 3),
            disc_row(4, "Orphan", std::nullopt, std::nullopt, 29)};
}

namespace {

/// The constructs of a chapter, in order.
using List = std::vector<Construct>;

void told_changes(const ConstructTables& t, List& list) {
    const Select names = select(t.band["name"]).order_by(t.band["id"]);
    list.push_back({"insert_returning",
                    {"RETURNING"},
                    {Capability::insert_returning},
                    insert(t.band)
                        .values({{"id", 9}, {"name", "Can"}})
                        .returning({t.band["id"], t.band["name"]}),
                    {"9,Can"},
                    {names},
                    {"Queen", "AC/DC", "ABBA", "Can"}});
    list.push_back({"update_returning",
                    {"RETURNING"},
                    {Capability::update_returning},
                    update(t.band)
                        .values({{"name", "Kin"}})
                        .where(t.band["id"] == 2)
                        .returning({t.band["name"]}),
                    {"Kin"},
                    {names},
                    {"Queen", "Kin", "ABBA"}});
    list.push_back({"delete_returning",
                    {"RETURNING"},
                    {Capability::delete_returning},
                    delete_from(t.band).where(t.band["id"] == 2).returning({t.band["name"]}),
                    {"AC/DC"},
                    {names},
                    {"Queen", "ABBA"}});
    list.push_back({"delete_using",
                    {"USING"},
                    {},
                    delete_from(t.disc).using_(t.band).where(t.disc["band_id"] == t.band["id"] &&
                                                             t.band["name"] == "Queen"),
                    {},
                    {select(t.disc["id"]).order_by(t.disc["id"])},
                    {"3", "4"}});
    list.push_back({"update_from",
                    {"UPDATE"},
                    {Capability::update_from},
                    update(t.disc)
                        .set("title", t.band["name"])
                        .from(t.band)
                        .where(t.disc["band_id"] == t.band["id"] && t.disc["id"] == 3),
                    {},
                    {select(t.disc["title"]).where(t.disc["id"] == 3)},
                    {"AC/DC"}});
    list.push_back({"upsert",
                    {"ON CONFLICT"},
                    {Capability::upsert},
                    upsert(t.band)
                        .values({{"id", 1}, {"name", "Queen II"}})
                        .on_conflict({"id"})
                        .do_update({"name"}),
                    {},
                    {names},
                    {"Queen II", "AC/DC", "ABBA"}});
}

void sources(const ConstructTables& t, List& list) {
    const auto on = t.disc["band_id"] == t.band["id"];
    list.push_back({"full_join",
                    {"FULL OUTER JOIN"},
                    {Capability::full_join},
                    select(func::count(t.band["id"]).label("bands"),
                           func::count(t.disc["id"]).label("discs"), func::count().label("all"))
                        .select_from(t.band)
                        .full_join(t.disc, on),
                    {"4,4,5"}});
    const Subquery latest = lateral(
        select(t.disc["title"].label("title")).where(on).order_by(desc(t.disc["id"])).limit(1),
        "latest");
    list.push_back(
        {"lateral",
         {"LATERAL"},
         {Capability::lateral},
         select(t.band["id"], latest["title"]).join(latest, true_()).order_by(t.band["id"]),
         {"1,The Game", "2,Back in Black"}});
    const Subquery sample = tablesample(t.disc, 100, "some_discs");
    list.push_back({"tablesample",
                    {"TABLESAMPLE"},
                    {Capability::tablesample},
                    select(func::count().label("n")).select_from(sample),
                    {"4"}});
    const Subquery given =
        values({"id", "word"}, {{1, "one"}, {2, std::nullopt}}).subquery("given");
    list.push_back({"values_table",
                    {"VALUES"},
                    {},
                    select(given["id"], given["word"]).order_by(given["id"]),
                    {"1,one", "2,NULL"}});
    list.push_back(
        {"rows_in_a_list",
         {"tuple"},
         {Capability::row_values},
         select(t.disc["id"])
             .where(tuple_(t.disc["year"], t.disc["band_id"]).in({{1980, 1}, {1978, 1}, {1980, 3}}))
             .order_by(t.disc["id"]),
         {"1", "2"}});
    const Cte below = recursive_cte(
        "below", select(t.band["id"]).where(t.band["boss"].is_null()), [&](const Cte& below) {
            return select(t.band["id"]).join(below, t.band["boss"] == below["id"]);
        });
    list.push_back({"recursive_cte",
                    {"WITH"},
                    {Capability::recursive_cte},
                    select(below["id"]).order_by(below["id"]),
                    {"1", "2", "3"}});
    const Cte inside = select(t.band["id"]).where(t.band["id"] > 1).cte("c", {.nesting = true});
    const Cte outside = select(t.band["id"], t.band["name"]).cte("c");
    list.push_back({"cte_inside_of_a_query",
                    {"WITH"},
                    {Capability::cte, Capability::nested_with},
                    select(outside["id"])
                        .where(outside["id"].in(select(inside["id"])))
                        .order_by(outside["id"]),
                    {"2", "3"}});
    const Cte searched = below.search(SearchOrder::depth_first, {"id"}, "place");
    list.push_back({"search_of_a_recursive_cte",
                    {"WITH", "SEARCH"},
                    {Capability::recursive_cte, Capability::cte_search},
                    select(searched["id"]).order_by(searched["place"]),
                    {"1", "2", "3"}});
    const Cte ended = below.cycle({"id"});
    list.push_back({"cycles_of_a_recursive_cte",
                    {"WITH", "CYCLE"},
                    {Capability::recursive_cte, Capability::cte_cycle},
                    select(ended["id"]).where(!ended["is_cycle"]).order_by(ended["id"]),
                    {"1", "2", "3"}});
    list.push_back({"intersect_all",
                    {"INTERSECT"},
                    {Capability::intersect_except_all},
                    intersect_all(select(t.disc["year"]),
                                  select(t.disc["year"]).where(t.disc["year"] == 1980)),
                    {"1980", "1980"}});
}

void rows_and_order(const ConstructTables& t, List& list) {
    const Select ids = select(t.disc["id"]);
    const Subquery latest = ids.where(t.disc["year"].is_not_null())
                                .order_by(desc(t.disc["year"]))
                                .fetch(1, {.with_ties = true})
                                .subquery("latest");
    list.push_back({"fetch_with_ties",
                    {"WITH TIES"},
                    {Capability::window_functions},
                    select(latest["id"]).order_by(latest["id"]),
                    {"2", "3"}});
    list.push_back({"fetch_percent",
                    {"PERCENT"},
                    {Capability::window_functions},
                    ids.order_by(t.disc["id"]).fetch(50, {.percent = true}),
                    {"1", "2"}});
    list.push_back({"fetch_with_ties_of_a_union",
                    {"WITH TIES"},
                    {Capability::window_functions},
                    select(func::count().label("n"))
                        .select_from(union_all(select(t.disc["year"]), select(t.disc["year"]))
                                         .order_by(desc(t.disc["year"]).nulls_last())
                                         .fetch(3, {.with_ties = true})
                                         .subquery("latest")),
                    {"4"}});
    list.push_back({"limit_of_an_expression",
                    {"LIMIT"},
                    {Capability::limit_expressions},
                    ids.order_by(t.disc["id"]).limit(literal(1) + 1).offset(literal(2) - 1),
                    {"2", "3"}});
    list.push_back({"limit_of_a_subquery",
                    {"LIMIT"},
                    {Capability::limit_expressions},
                    ids.order_by(t.disc["id"])
                        .limit(select(func::count()).select_from(t.band).scalar_subquery()),
                    {"1", "2", "3"}});
    list.push_back({"nulls_last",
                    {"NULLS"},
                    {},
                    ids.order_by(asc(t.disc["year"]).nulls_last(), t.disc["id"]),
                    {"1", "2", "3", "4"}});
    list.push_back({"nulls_first",
                    {"NULLS"},
                    {},
                    ids.order_by(desc(t.disc["year"]).nulls_first(), t.disc["id"]),
                    {"4", "2", "3", "1"}});
    list.push_back({"distinct_on",
                    {"DISTINCT ON"},
                    {Capability::window_functions},
                    ids.distinct_on(t.disc["year"])
                        .order_by(asc(t.disc["year"]).nulls_last(), desc(t.disc["id"])),
                    {"1", "3", "4"}});
}

void aggregates(const ConstructTables& t, List& list) {
    list.push_back({"filter",
                    {"FILTER"},
                    {},
                    select(func::count().filter(t.disc["year"] == 1980).label("n"),
                           func::max(t.disc["id"]).filter(t.disc["year"] < 1900).label("none")),
                    {"2,NULL"}});
    const Select counts = select(t.disc["year"], t.disc["band_id"], func::count().label("n"))
                              .where(t.disc["year"].is_not_null());
    list.push_back({"grouping_sets",
                    {"GROUPING SETS"},
                    {Capability::grouping_sets},
                    counts.group_by(grouping_sets({{t.disc["year"]}, {t.disc["band_id"]}}))
                        .order_by(desc("n"), asc(t.disc["year"]).nulls_last(), t.disc["band_id"]),
                    {"1980,NULL,2", "NULL,1,2", "1978,NULL,1", "NULL,2,1"}});
    list.push_back({"rollup",
                    {"ROLLUP"},
                    {Capability::rollup},
                    select(t.disc["year"], func::count().label("n"))
                        .where(t.disc["year"].is_not_null())
                        .group_by(rollup(t.disc["year"]))
                        .order_by(desc("n")),
                    {"NULL,3", "1980,2", "1978,1"}});
    list.push_back({"groups_frame",
                    {"GROUPS", "a window function"},
                    {Capability::window_groups},
                    select(t.disc["id"], func::count()
                                             .over({.order_by = {t.disc["year"]},
                                                    .frame = groups(preceding(1), current_row)})
                                             .label("n"))
                        .where(t.disc["year"].is_not_null())
                        .order_by(t.disc["id"]),
                    {"1,1", "2,3", "3,3"}});
    list.push_back({"array_agg",
                    {"array_agg"},
                    {Capability::array_agg},
                    select(func::array_agg(t.band["id"]).label("a")).where(t.band["id"] == 3),
                    {"{3}"}});
    list.push_back(
        {"string_agg",
         {"ORDER BY inside", "string_agg"},
         {Capability::string_agg, Capability::ordered_aggregates},
         select(func::string_agg(t.band["name"], "; ").order_by(desc(t.band["id"])).label("a")),
         {"ABBA; AC/DC; Queen"}});
    list.push_back({"within_group",
                    {"WITHIN GROUP"},
                    {Capability::within_group},
                    select(func::mode().within_group(t.disc["year"]).label("y")),
                    {"1980"}});
}

void locks(const ConstructTables& t, List& list) {
    const Select first = select(t.band["name"]).where(t.band["id"] == 1);
    list.push_back(
        {"for_update", {"FOR UPDATE"}, {Capability::lock_rows}, first.for_update(), {"Queen"}});
    list.push_back({"for_share",
                    {"FOR SHARE"},
                    {Capability::lock_rows_share},
                    first.for_update({.read = true}),
                    {"Queen"}});
    list.push_back({"key_share",
                    {"FOR KEY SHARE", "FOR SHARE"},
                    {Capability::lock_key_share},
                    first.for_update({.read = true, .key_share = true}),
                    {"Queen"}});
    list.push_back({"for_update_of",
                    {"FOR UPDATE"},
                    {Capability::lock_of},
                    first.join(t.disc, t.disc["band_id"] == t.band["id"])
                        .where(t.disc["id"] == 1)
                        .for_update({.of = {t.band}}),
                    {"Queen"}});
    list.push_back({"skip_locked",
                    {"SKIP LOCKED", "FOR UPDATE"},
                    {Capability::lock_skip_locked},
                    first.for_update({.skip_locked = true}),
                    {"Queen"}});
    list.push_back({"nowait",
                    {"NOWAIT", "FOR UPDATE"},
                    {Capability::lock_nowait},
                    first.for_update({.nowait = true}),
                    {"Queen"}});
}

void values_of_rows(const ConstructTables& t, List& list) {
    list.push_back(
        {"exclusive_or",
         {"^"},
         {},
         select((t.disc["id"] ^ 2).label("x"), ((t.disc["id"] + 1) ^ t.disc["id"]).label("y"))
             .where((t.disc["id"] ^ 2) != 0)
             .order_by(t.disc["id"] ^ 2),
         {"1,7", "3,3", "6,1"}});
    list.push_back({"parts_of_moments",
                    {"EXTRACT"},
                    {},
                    select(extract(Field::year, t.disc["made"]).label("y"),
                           extract(Field::week, t.disc["made"]).label("w"),
                           extract(Field::day_of_week, t.disc["made"]).label("d"))
                        .where(t.disc["id"] == 4),
                    {"2024,9,4"}});
    list.push_back(
        {"epoch",
         {"EXTRACT"},
         {},
         select(extract(Field::epoch, t.disc["made"]).label("e")).where(t.disc["id"] == 4),
         {"1709164800"},
         {},
         {},
         true});
    list.push_back({"regexp_flags",
                    {"regular expression"},
                    {Capability::regexp},
                    select(t.band["id"])
                        .where(t.band["name"].regexp_match("^a.+a$", "i"))
                        .order_by(t.band["id"]),
                    {"3"}});
    list.push_back(
        {"regexp_replace",
         {"regexp_replace"},
         {Capability::regexp_replace},
         select(t.band["name"].regexp_replace("[AB]", "x").label("r")).where(t.band["id"] == 3),
         {"xxxx"}});
    list.push_back({"distinct_from_null",
                    {"DISTINCT"},
                    {Capability::is_distinct_from},
                    select(t.disc["id"]).where(t.disc["year"].is_not_distinct_from(std::nullopt)),
                    {"4"}});
    list.push_back({"between_symmetric",
                    {"BETWEEN"},
                    {},
                    select(t.disc["id"])
                        .where(t.disc["year"].between_symmetric(1979, 1970))
                        .order_by(t.disc["id"]),
                    {"1"}});
}

}  // namespace

std::vector<Construct> constructs(const ConstructTables& tables) {
    List list;
    told_changes(tables, list);
    sources(tables, list);
    rows_and_order(tables, list);
    aggregates(tables, list);
    locks(tables, list);
    values_of_rows(tables, list);
    for (Construct& combination : combinations(tables)) list.push_back(std::move(combination));
    return list;
}

bool names_it(const Construct& construct, std::string_view text) {
    for (const std::string_view words : construct.words) {
        if (text.find(words) != std::string_view::npos) return true;
    }
    return false;
}

}  // namespace azoth::compliance
