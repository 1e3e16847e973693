// SPDX-License-Identifier: MIT
// INSERT in all its forms: without values, from queries, with defaults and generated keys.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

#include <azoth/sql/cte.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

struct Notes {
    MetaData metadata;
    Table note{"azc_note", metadata, Column{"id", Integer{}, primary_key},
               Column{"title", String{40}, ServerDefault{"'untitled'"}},
               Column{"stars", Integer{}, ServerDefault{"3"}}};
    Table archive{"azc_archive", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                  Column{"title", String{40}}};
    explicit Notes(Bench& bench) { bench.create(metadata); }
    std::int64_t count(Connection& db) const {
        return db.scalar<std::int64_t>(select(func::count()).select_from(note));
    }
};

void closes_itself(Bench& bench) {
    const Notes notes(bench);
    Connection db = bench.engine().connect();
    const Result result = db.execute(insert(notes.note), Params{{"title", "a"}});
    EXPECT_TRUE(result.closed());
    EXPECT_FALSE(result.returns_rows());
}

void without_values(Bench& bench) {
    const Notes notes(bench);
    Connection db = bench.engine().connect();
    db.execute(insert(notes.note));
    db.execute(insert(notes.note));
    EXPECT_EQ(names(db, select(notes.note["title"])), (Names{"untitled", "untitled"}));
    EXPECT_EQ(db.scalar<int>(select(func::sum(notes.note["stars"]))), 6);
}

/// A column that is left out takes its default, one that is given as NULL does not.
void null_is_no_default(Bench& bench) {
    const Notes notes(bench);
    Connection db = bench.engine().connect();
    db.execute(insert(notes.note), Params{{"title", std::nullopt}});
    const Row row = db.execute(select(notes.note)).one();
    EXPECT_TRUE(row["title"].is_null());
    EXPECT_EQ(row["stars"].as<int>(), 3);
}

void expressions(Bench& bench) {
    const Notes notes(bench);
    Connection db = bench.engine().connect();
    const Insert loud = insert(notes.note).set("title", func::upper(sql_text("'shout'", Text{})));
    db.execute(loud, {{{"stars", 1}}, {{"stars", 2}}});
    EXPECT_EQ(names(db, select(notes.note["title"]).where(notes.note["stars"] == 2)),
              Names{"SHOUT"});
    EXPECT_EQ(caught([&] { (void)loud.set("title", "again"); }).code, "duplicate_assignment");
}

void from_queries(Bench& bench) {
    const Notes notes(bench);
    Connection db = bench.engine().connect();
    db.execute(insert(notes.note), {{{"title", "a"}}, {{"title", "b"}}, {{"title", "c"}}});
    const auto some =
        select(notes.note["id"], notes.note["title"]).where(notes.note["title"].in({"b", "c"}));
    const Insert copy = insert(notes.archive).from_select({"id", "title"}, some);
    EXPECT_EQ(db.execute(copy).rowcount(),
              bench.answer(Question::changes_are_counted).yes ? 2 : -1);
    EXPECT_EQ(names(db, select(notes.archive["title"]).order_by(notes.archive["title"])),
              (Names{"b", "c"}));
    const auto none = some.where(notes.note["title"] == "nobody");
    db.execute(insert(notes.archive).from_select({"id", "title"}, none));
    EXPECT_EQ(names(db, select(notes.archive["title"])).size(), 2U);
}

/// The rows of a query into a table that makes keys and defaults of its own.
void from_queries_with_generated_keys(Bench& bench) {
    const Notes notes(bench);
    Connection db = bench.engine().connect();
    db.execute(insert(notes.note),
               {{{"title", "a"}, {"stars", 1}}, {{"title", "b"}, {"stars", 2}}});
    db.execute(insert(notes.note).from_select({"title"}, select(notes.note["title"])));
    EXPECT_EQ(notes.count(db), 4);
    EXPECT_EQ(db.scalar<std::int64_t>(
                  select(func::count_distinct(notes.note["id"])).select_from(notes.note)),
              4);
    EXPECT_EQ(db.scalar<int>(select(func::sum(notes.note["stars"]))), 9);
    EXPECT_EQ(
        caught([&] { (void)insert(notes.note).from_select({"title"}, select(notes.note)); }).code,
        "column_count");
}

void from_a_cte(Bench& bench) {
    const Notes notes(bench);
    Connection db = bench.engine().connect();
    db.execute(insert(notes.note), {{{"title", "a"}}, {{"title", "b"}}});
    const Cte some =
        select(notes.note["id"], notes.note["title"]).where(notes.note["title"] == "b").cte("some");
    db.execute(insert(notes.archive).from_select({"id", "title"}, select(some)));
    EXPECT_EQ(names(db, select(notes.archive["title"])), Names{"b"});
}

void given_keys(Bench& bench) {
    const Notes notes(bench);
    Connection db = bench.engine().connect();
    const Result result = db.execute(insert(notes.note), Params{{"id", 4'711}, {"title", "a"}});
    ASSERT_EQ(result.inserted_primary_key().size(), 1U);
    EXPECT_EQ(result.inserted_primary_key().at(0).as<std::int64_t>(), 4'711);
}

/// The driver's own word for the last key agrees with what is stored.
/// Values beside a query's own columns are of the column's type, also where they are compared.
void distinct_values_from_a_query(Bench& bench) {
    const Notes notes(bench);
    Connection db = bench.engine().connect();
    db.execute(insert(notes.note), {Params{{"title", "a"}}, Params{{"title", "b"}}});
    db.execute(
        insert(notes.note)
            .from_select({"id", "title"},
                         select(literal(77), literal("c")).select_from(notes.note).distinct()));
    EXPECT_EQ(ids(db, select(notes.note["id"]).where(notes.note["title"] == "c")), Ids{77});
}

void last_insert_id(Bench& bench) {
    const Notes notes(bench);
    Connection db = bench.engine().connect();
    const Result result = db.execute(insert(notes.note), Params{{"title", "a"}});
    const auto stored = db.scalar<std::int64_t>(select(notes.note["id"]));
    const std::optional<std::int64_t> told = result.last_insert_id();
    EXPECT_EQ(told.value_or(stored), stored);
    if (bench.answer(Question::generated_keys_are_told).yes) {
        EXPECT_EQ(result.inserted_primary_key().at(0).as<std::int64_t>(), stored);
    }
}

/// A table with nothing but its key.
void only_a_key(Bench& bench) {
    MetaData metadata;
    const Table table{"azc_only_key", metadata, Column{"id", Integer{}, primary_key}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    for (int i = 0; i < 3; ++i) db.execute(insert(table));
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count_distinct(table["id"])).select_from(table)),
              3);
}

/// What a column cannot hold by itself is refused before anything is sent; a truth is 1 or 0.
void kinds_of_values(Bench& bench) {
    MetaData metadata;
    const Table given("azc_given", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                      Column{"i", Integer{}}, Column{"t", Text{}}, Column{"d", DateTime{}},
                      Column{"p", Boolean{}});
    bench.create(metadata);
    bench.write([&](Connection& db) {
        db.execute(insert(given).values({{"id", 1}, {"i", 7}, {"t", "8"}, {"p", true}}));
    });
    Connection db = bench.engine().connect();
    const auto code = [&](const Statement& statement) {
        return caught([&] { db.execute(statement); }).code;
    };
    const Expr next = given["id"] + 1;
    const auto rows_of = [&](ParamName column, const Expr& value) {
        return insert(given).from_select({"id", column}, select(next, value));
    };
    const std::string refused = "unsupported_construct";
    EXPECT_EQ(code(rows_of("i", given["t"])), refused);
    EXPECT_EQ(code(rows_of("i", literal("9"))), refused);
    EXPECT_EQ(code(rows_of("i", given["d"])), refused);
    EXPECT_EQ(code(rows_of("d", given["i"])), refused);
    EXPECT_EQ(code(rows_of("d", given["t"])), refused);
    EXPECT_EQ(code(rows_of("p", given["t"])), refused);
    EXPECT_EQ(code(update(given).set("i", given["t"])), refused);
    EXPECT_EQ(code(update(given).set("i", func::lower(given["t"]))), refused);
    EXPECT_EQ(code(insert(given).values({{"id", 9}}).set("i", func::lower(literal("9")))), refused);
    EXPECT_EQ(ids(db, select(func::count()).select_from(given)), Ids{1});

    if (code(rows_of("i", cast(given["t"], Integer{}))) == refused) return;
    EXPECT_EQ(ids(db, select(given["i"]).order_by(given["id"])), (Ids{7, 8}));
    if (code(update(given).set("i", given["p"]).where(given["id"] == 1)) == refused) return;
    db.execute(insert(given).values({{"id", 3}}).set("i", literal(1) == literal(2)));
    EXPECT_EQ(ids(db, select(given["i"]).order_by(given["id"])), (Ids{1, 8, 0}));
}

}  // namespace

void add_inserts(Suites& suites) {
    suites.begin("inserts", Badge::core_write);
    const auto keys = Capability::generated_keys;
    suites.test("closes_itself", closes_itself, {keys});
    suites.test("without_values", without_values, {keys, Capability::default_values});
    suites.test("null_is_no_default", null_is_no_default, {keys});
    suites.test("expressions", expressions, {keys});
    suites.test("from_queries", from_queries, {keys});
    suites.test("from_queries_with_generated_keys", from_queries_with_generated_keys, {keys});
    suites.test("distinct_values_from_a_query", distinct_values_from_a_query, {keys});
    suites.test("from_a_cte", from_a_cte, {keys, Capability::cte});
    suites.test("given_keys", given_keys);
    suites.test("kinds_of_values", kinds_of_values);
    suites.test("last_insert_id", last_insert_id, {keys});
    suites.test("only_a_key", only_a_key, {keys, Capability::default_values});
}

}  // namespace azoth::compliance
