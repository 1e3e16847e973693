// SPDX-License-Identifier: MIT
// The ledger keeps its word: what it grants runs, what it denies is refused when it is compiled,
// by an error that names construct and dialect, and nothing is sent.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

#include <azoth/compile/ledger.hpp>

namespace azoth::compliance {

namespace {

struct Pair {
    MetaData metadata;
    Table left{"azc_left", metadata, Column{"id", Integer{}, primary_key}, Column{"x", Integer{}}};
    Table right{"azc_right", metadata, Column{"id", Integer{}, primary_key},
                Column{"left_id", Integer{}}};
    explicit Pair(Bench& bench) { bench.create(metadata); }
};

void granted_or_refused(Bench& bench, Capability capability, const Statement& statement,
                        std::string_view construct) {
    Connection db = bench.engine().connect();
    const Caught failure = caught([&] { db.execute(statement); });
    if (bench.supports(capability)) {
        EXPECT_EQ(failure.text, "");
        return;
    }
    EXPECT_EQ(failure.category, "CompileError");
    EXPECT_EQ(failure.code, "unsupported_construct");
    EXPECT_NE(failure.text.find(bench.requirements().dialect()), std::string::npos) << failure.text;
    EXPECT_NE(failure.text.find(construct), std::string::npos) << failure.text;
}

void inserts(Bench& bench) {
    const Pair pair(bench);
    const auto row = [](int id) { return Params{{"id", id}, {"x", 1}}; };
    granted_or_refused(bench, Capability::insert_returning,
                       insert(pair.left).values(row(101)).returning({pair.left["id"]}),
                       "RETURNING");
    granted_or_refused(bench, Capability::multi_row_insert,
                       insert(pair.left).values({row(102), row(103)}), "INSERT of several rows");
    granted_or_refused(bench, Capability::generated_keys, insert(pair.left).values({{"x", 1}}),
                       "a generated key");
    if (!bench.supports(Capability::generated_keys)) return;
    granted_or_refused(bench, Capability::default_values, insert(pair.left), "DEFAULT VALUES");
}

void updates_and_deletes(Bench& bench) {
    const Pair pair(bench);
    granted_or_refused(bench, Capability::update_returning,
                       update(pair.left).set("x", 2).returning({pair.left["id"]}), "RETURNING");
    granted_or_refused(bench, Capability::delete_returning,
                       delete_from(pair.left).returning({pair.left["id"]}), "RETURNING");
}

void queries(Bench& bench) {
    const Pair pair(bench);
    const auto on = pair.left["id"] == pair.right["left_id"];
    granted_or_refused(
        bench, Capability::full_join,
        select(func::count()).select_from(pair.left).join(pair.right, on, JoinType::full), "FULL");
    granted_or_refused(bench, Capability::lock_rows, select(pair.left["id"]).for_update(),
                       "FOR UPDATE");
    granted_or_refused(bench, Capability::is_distinct_from,
                       select(pair.left["id"]).where(pair.left["x"].is_distinct_from(std::nullopt)),
                       "DISTINCT");
}

void column_comments(Bench& bench) {
    MetaData metadata;
    const Table table("azc_comment", metadata, Column{"id", Integer{}, primary_key},
                      Column{"x", Integer{}, Comment{"it's \"commented\""}});
    bench.drop_later(metadata);
    const Caught failure = caught([&] { metadata.create_all(bench.engine()); });
    if (bench.supports(Capability::column_comments)) {
        EXPECT_EQ(failure.text, "");
        EXPECT_EQ(inspect(bench.engine()).table("azc_comment").column("x").comment,
                  "it's \"commented\"");
    } else {
        EXPECT_EQ(failure.code, "unsupported_construct");
        EXPECT_FALSE(inspect(bench.engine()).has_table("azc_comment"));
    }
}

void decimals(Bench& bench) {
    MetaData metadata;
    const Table table("azc_decimal", metadata, Column{"id", Integer{}, primary_key},
                      Column{"x", Numeric{20, 4}});
    bench.create(metadata);
    granted_or_refused(bench, Capability::exact_decimals,
                       select(func::sum(table["x"])).where(table["x"] > Decimal("0.1")), "Numeric");
}

/// A double and an exact number have no exact comparison: refused or exact, never approximate.
void decimal_with_double(Bench& bench) {
    MetaData metadata;
    const Table table("azc_decimal", metadata, Column{"id", Integer{}, primary_key},
                      Column{"x", Numeric{30, 20}}, Column{"d", Double{}});
    bench.create(metadata);
    Connection db = bench.engine().connect();
    db.execute(insert(table),
               Params{{"id", 1}, {"x", Decimal("0.10000000000000000001")}, {"d", 0.1}});
    std::size_t rows = 0;
    const Caught refusal = caught([&] {
        rows = db.execute(select(table["id"]).where(table["x"] == table["d"])).all().size();
    });
    if (refusal.category.empty()) {
        EXPECT_EQ(rows, bench.answer(Question::decimal_meets_double_exactly).yes ? 0U : 1U);
    } else {
        EXPECT_EQ(refusal.category, "CompileError");
    }
}

void booleans(Bench& bench) {
    MetaData metadata;
    const Table table("azc_flag", metadata, Column{"id", Integer{}, primary_key},
                      Column{"on", Boolean{}});
    bench.create(metadata);
    Connection db = bench.engine().connect();
    db.execute(insert(table), {{{"id", 1}, {"on", true}}, {{"id", 2}, {"on", false}}});
    db.execute(insert(table), Params{{"id", 3}, {"on", std::nullopt}});
    EXPECT_EQ(db.scalar<std::int64_t>(select(table["id"]).where(table["on"])), 1);
    EXPECT_EQ(db.scalar<std::int64_t>(select(table["id"]).where(!table["on"])), 2);
    EXPECT_EQ(db.scalar<std::int64_t>(select(table["id"]).where(table["on"] == false)), 2);
}

void savepoints_refused(Bench& bench) {
    if (bench.supports(Capability::savepoints)) GTEST_SKIP() << "tested in transactions";
    Connection db = bench.engine().connect();
    EXPECT_EQ(caught([&] { (void)db.begin_nested(); }).category, "NotSupportedError");
}

}  // namespace

void add_capabilities(Suites& suites) {
    suites.begin("capabilities", Badge::core_write);
    suites.test("inserts", inserts);
    suites.test("updates_and_deletes", updates_and_deletes);
    suites.test("queries", queries);
    suites.test("column_comments", column_comments);
    suites.test("decimals", decimals);
    suites.test("decimal_with_double", decimal_with_double);
    suites.test("booleans", booleans);
    suites.test("savepoints_refused", savepoints_refused);
}

}  // namespace azoth::compliance
