// SPDX-License-Identifier: MIT
// Views: selected from like tables, replaced, found again, dropped before their tables.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

struct Films {
    MetaData metadata;
    Table film{"azc_film", metadata, Column{"id", Integer{}}, Column{"title", String{40}},
               Column{"year", Integer{}}};
    void fill(Bench& bench) const {
        bench.write([&](Connection& db) {
            using Row = std::tuple<int, std::string, int>;
            db.insert_many(film, {"id", "title", "year"},
                           std::vector<Row>{{1, "M", 1931}, {2, "Ran", 1985}, {3, "it's", 2000}});
        });
    }
};

void selected(Bench& bench) {
    Films films;
    const View old{"azc_old_film", films.metadata,
                   select(films.film["id"], func::upper(films.film["title"]).label("loud"))
                       .where(films.film["year"] < 1990, films.film["title"] != "it's")};
    const View older{"azc_older_film", films.metadata,
                     select(old["id"], old["loud"].label("name")).where(old["id"] < 2)};
    bench.create(films.metadata);
    films.fill(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(names(db, select(old["loud"]).order_by(desc(old["id"]))), (Names{"RAN", "M"}));
    EXPECT_EQ(db.execute(select(older)).keys(), (Names{"id", "name"}));
    EXPECT_EQ(names(db, select(films.film["title"]).join(older, older["id"] == films.film["id"])),
              Names{"M"});
    EXPECT_EQ(caught([&] { (void)old["title"]; }).code, "no_such_column");
}

/// The query of a view may have a WITH clause of its own.
void over_a_cte(Bench& bench) {
    Films films;
    const Cte old = select(films.film["id"]).where(films.film["year"] < 1950).cte("old");
    const View view{"azc_old_film", films.metadata, select(old["id"])};
    bench.create(films.metadata);
    films.fill(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(ids(db, select(view["id"])), Ids{1});
}

void found_and_dropped(Bench& bench) {
    Films films;
    const View old{"azc_old_film", films.metadata,
                   select(films.film["id"], films.film["title"]).where(films.film["year"] < 1990)};
    bench.create(films.metadata);
    Inspector inspector = inspect(bench.engine());
    const Names views = inspector.view_names();
    EXPECT_EQ(std::count(views.begin(), views.end(), "azc_old_film"), 1);
    EXPECT_EQ(std::count(views.begin(), views.end(), "azc_film"), 0);
    const Names tables = inspector.table_names();
    EXPECT_EQ(std::count(tables.begin(), tables.end(), "azc_old_film"), 0);
    EXPECT_TRUE(inspector.has_table("azc_old_film"));
    EXPECT_EQ(inspector.columns("azc_old_film").size(), 2U);
    EXPECT_EQ(inspector.columns("azc_old_film")[1].name, "title");
    EXPECT_NE(inspector.view_definition("azc_old_film").find("1990"), std::string::npos);
    EXPECT_EQ(caught([&] { (void)inspector.view_definition("azc_no_film"); }).code,
              "no_such_table");
    films.metadata.create_all(bench.engine());  // both are there
    films.metadata.drop_all(bench.engine());
    inspector.refresh();
    EXPECT_FALSE(inspector.has_table("azc_old_film"));
}

void replaced(Bench& bench) {
    Films films;
    const View old{"azc_old_film", films.metadata,
                   select(films.film["id"]).where(films.film["year"] < 1990)};
    bench.create(films.metadata);
    films.fill(bench);
    MetaData later;
    const View newer{"azc_old_film", later,
                     select(films.film["id"]).where(films.film["year"] >= 1990)};
    Connection db = bench.engine().connect();
    EXPECT_EQ(ids(db, select(old["id"])).size(), 2U);
    db.execute(CreateView{newer}.or_replace());
    EXPECT_EQ(ids(db, select(newer["id"])), Ids{3});
    if (bench.supports(Capability::transactions)) db.commit();
}

void temporary_ones(Bench& bench) {
    Films films;
    bench.create(films.metadata);
    films.fill(bench);
    MetaData metadata;
    const View short_lived{"azc_short_lived",
                           metadata,
                           select(films.film["id"]).where(films.film["year"] > 1990),
                           {.temporary = true}};
    Connection db = bench.engine().connect();
    metadata.create_all(db);
    EXPECT_EQ(ids(db, select(short_lived["id"])), Ids{3});
    const Names views = inspect(db).temporary_view_names();
    EXPECT_EQ(std::count(views.begin(), views.end(), "azc_short_lived"), 1);
    metadata.drop_all(db);
    if (bench.supports(Capability::transactions)) db.commit();
}

void materialized(Bench& bench) {
    Films films;
    const View kept{"azc_kept",
                    films.metadata,
                    select(films.film["id"]).where(films.film["year"] < 1990),
                    {.materialized = true}};
    bench.create(films.metadata);
    films.fill(bench);
    {
        Connection db = bench.engine().connect();
        EXPECT_EQ(ids(db, select(kept["id"])), Ids{}) << "its rows are those of its making";
        db.rollback();
    }
    Inspector inspector = inspect(bench.engine());
    const Names views = inspector.materialized_view_names();
    EXPECT_EQ(std::count(views.begin(), views.end(), "azc_kept"), 1);
    const Names plain = inspector.view_names();
    EXPECT_EQ(std::count(plain.begin(), plain.end(), "azc_kept"), 0);
}

void view_refused(Bench& bench) {
    Films films;
    bench.create(films.metadata);
    const auto refusal = [&](const ViewOptions& options, std::string_view words) {
        MetaData metadata;
        const View view{"azc_refused", metadata, select(films.film["id"]), options};
        const Caught failure = caught([&] { metadata.create_all(bench.engine()); });
        EXPECT_EQ(failure.code, "unsupported_construct") << failure.text;
        EXPECT_NE(failure.text.find(words), std::string::npos) << failure.text;
    };
    if (!bench.supports(Capability::views)) refusal({}, "VIEW");
    if (!bench.supports(Capability::materialized_views))
        refusal({.materialized = true},
                bench.supports(Capability::views) ? "materialized" : "VIEW");
    if (!bench.supports(Capability::temporary_views))
        refusal({.temporary = true}, bench.supports(Capability::views) ? "temporary" : "VIEW");
    EXPECT_FALSE(inspect(bench.engine()).has_table("azc_refused"));
    MetaData metadata;
    EXPECT_EQ(caught([&] {
                  const View unnamed{"azc_unnamed", metadata, select(films.film["year"] + 1)};
              }).code,
              "bad_view");
}

}  // namespace

void add_views(Suites& suites) {
    suites.begin("views", Badge::schema);
    const auto needs = {Capability::views};
    suites.test("selected", selected, needs);
    suites.test("over_a_cte", over_a_cte, {Capability::views, Capability::cte});
    suites.test("found_and_dropped", found_and_dropped, needs);
    suites.test("replaced", replaced, {Capability::views, Capability::or_replace_view});
    suites.test("temporary_ones", temporary_ones, {Capability::temporary_views});
    suites.test("materialized", materialized, {Capability::materialized_views});
    suites.test("refused", view_refused);
}

}  // namespace azoth::compliance
