// SPDX-License-Identifier: MIT
// How rows arrive: one by one, in parts, streamed, as names and values.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

namespace azoth::compliance {

namespace {

struct Numbers {
    static constexpr int count = 1'000;
    MetaData metadata;
    Table number{"azc_number", metadata, Column{"n", Integer{}}, Column{"name", String{20}}};
    Select all = select(number).order_by(number["n"]);

    explicit Numbers(Bench& bench) {
        bench.create(metadata);
        std::vector<std::pair<int, std::string>> rows;
        for (int i = 0; i < count; ++i) rows.emplace_back(i, "n" + std::to_string(i));
        bench.write([&](Connection& db) { db.insert_many(number, {"n", "name"}, rows); });
    }
    Select below(int limit) const { return all.where(number["n"] < limit); }
};

void fetchmany(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    Result result = db.execute(numbers.all);
    int next = 0;
    for (const std::size_t wanted : {1U, 99U, 400U, 600U, 5U}) {
        const Rows part = result.fetchmany(wanted);
        EXPECT_EQ(part.size(), wanted == 600 ? 500U : wanted == 5 ? 0U : wanted);
        for (const Row& row : part) EXPECT_EQ(row["n"].as<int>(), next++);
    }
    EXPECT_EQ(next, Numbers::count);
}

void partitions(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    std::vector<std::size_t> sizes;
    int next = 0;
    for (auto& part : db.execute(numbers.all).partitions(300)) {
        sizes.push_back(part.size());
        for (const Row& row : part) EXPECT_EQ(row[0].as<int>(), next++);
    }
    EXPECT_EQ(sizes, (std::vector<std::size_t>{300, 300, 300, 100}));
}

void streaming(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    {
        Result result = db.execute(numbers.all, {.stream_results = true, .yield_per = 64});
        int next = 0;
        for (const Row& row : result) EXPECT_EQ(row["n"].as<int>(), next++);
        EXPECT_EQ(next, Numbers::count);
        EXPECT_TRUE(result.closed());
    }
    {
        Result abandoned = db.execute(numbers.all, {.stream_results = true});
        EXPECT_EQ(abandoned.fetchmany(3).size(), 3U);
    }
    EXPECT_EQ(db.execute(numbers.below(2)).all().size(), 2U);
}

void rows_outlive_the_connection(Bench& bench) {
    const Numbers numbers(bench);
    const Rows rows = [&] {
        Connection db = bench.engine().connect();
        return db.execute(numbers.below(3)).all();
    }();
    EXPECT_EQ(rows[2]["name"].as<std::string>(), "n2");
}

void result_survives_commit(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    Result result = db.execute(numbers.below(5));
    EXPECT_EQ(result.fetchmany(2).size(), 2U);
    db.commit();
    EXPECT_EQ(result.all().size(), 3U);
}

void mappings(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const auto rows = db.execute(numbers.below(2)).mappings().all();
    ASSERT_EQ(rows.size(), 2U);
    ASSERT_NE(rows[1].find("name"), nullptr);
    EXPECT_EQ(*rows[1].find("name"), Value("n1"));
    EXPECT_EQ(rows[1].find("nme"), nullptr);
}

void exactly_one(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const Select none = numbers.below(0);
    const Select one = numbers.below(1);
    const Select two = numbers.below(2);
    EXPECT_EQ(db.execute(one).one()["n"].as<int>(), 0);
    EXPECT_TRUE(db.execute(one).one_or_none().has_value());
    EXPECT_FALSE(db.execute(none).one_or_none().has_value());
    EXPECT_FALSE(db.execute(none).first().has_value());
    EXPECT_EQ(db.execute(two).first()->operator[]("n").as<int>(), 0);
    EXPECT_EQ(caught([&] { (void)db.execute(none).one(); }).category, "NoResultFound");
    EXPECT_EQ(caught([&] { (void)db.execute(two).one(); }).category, "MultipleResultsFound");
    EXPECT_EQ(caught([&] { (void)db.execute(two).one_or_none(); }).category,
              "MultipleResultsFound");
    EXPECT_EQ(caught([&] { (void)db.scalar<int>(none); }).category, "NoResultFound");
    EXPECT_EQ(db.scalar<std::optional<int>>(none), std::nullopt);
}

void ambiguous_columns(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const Table other = numbers.number.alias("other");
    const auto query = select(numbers.number["n"], other["n"])
                           .select_from(numbers.number)
                           .join(other, other["n"] == numbers.number["n"] + 1)
                           .where(numbers.number["n"] == 4);
    const Row row = db.execute(query).one();
    EXPECT_EQ(caught([&] { (void)row["n"]; }).code, "ambiguous_column");
    EXPECT_EQ(row[numbers.number["n"]].as<int>(), 4);
    EXPECT_EQ(row[other["n"]].as<int>(), 5);
    EXPECT_EQ(caught([&] { (void)row["m"]; }).code, "no_such_column");
    EXPECT_EQ(caught([&] { (void)row[2]; }).code, "no_such_column");
}

void typed_rows(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const auto query =
        select(numbers.number.column<std::int64_t>("n"), numbers.number.column<std::string>("name"))
            .where(numbers.number["n"] == 8);
    const auto [n, name] = db.execute(query).one();
    EXPECT_EQ(n, 8);
    EXPECT_EQ(name, "n8");
    EXPECT_EQ(caught([&] {
                  for (const auto& [number] : db.execute(numbers.below(1)).rows<Uuid>())
                      (void)number;
              }).category,
              "ConversionError");
    EXPECT_EQ(
        caught([&] { (void)db.execute(numbers.below(1)).rows<int, std::string, int>(); }).code,
        "column_count");
}

void names_of_columns(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    Result result = db.execute(numbers.below(1));
    EXPECT_TRUE(result.returns_rows());
    EXPECT_EQ(result.rowcount(), -1);
    EXPECT_EQ(result.keys(), (std::vector<std::string>{"n", "name"}));
    EXPECT_EQ(db.execute(select(numbers.number["n"].label("It's \"N\""))).keys(),
              std::vector<std::string>{"It's \"N\""});
}

/// The same value by position, name, column and as a tuple; of an expression by its object.
void ways_to_a_value(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    const Expr twice = numbers.number["n"] * 2;
    const Row row = db.execute(select(numbers.number["n"], numbers.number["name"], twice)
                                   .where(numbers.number["n"] == 21))
                        .one();
    EXPECT_EQ(row[0].as<int>(), 21);
    EXPECT_EQ(row["n"].as<int>(), 21);
    EXPECT_EQ(row[numbers.number["n"]].as<int>(), 21);
    EXPECT_EQ(row[twice].as<int>(), 42);
    EXPECT_EQ(row[2].as<int>(), 42);
    EXPECT_EQ((row.as<int, std::string, int>()), (std::tuple(21, std::string("n21"), 42)));
    EXPECT_EQ(caught([&] { (void)row[numbers.number["n"] + 1]; }).code, "no_such_column");
}

/// Two results of one connection are read in turn.
void interleaved(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    Result up = db.execute(numbers.all);
    Result down = db.execute(select(numbers.number["n"]).order_by(desc(numbers.number["n"])));
    for (int i = 0; i < 20; ++i) {
        const Rows first = up.fetchmany(2);
        const Rows second = down.fetchmany(3);
        ASSERT_EQ(first.size(), 2U);
        ASSERT_EQ(second.size(), 3U);
        EXPECT_EQ(first[0][0].as<int>(), 2 * i);
        EXPECT_EQ(second[0][0].as<int>(), Numbers::count - 1 - 3 * i);
    }
    up.close();
    EXPECT_TRUE(up.closed());
    EXPECT_EQ(down.all().size(), Numbers::count - 60U);
}

/// A query without rows still has columns; a closed result has no more rows.
void empty_and_closed(Bench& bench) {
    const Numbers numbers(bench);
    Connection db = bench.engine().connect();
    Result none = db.execute(numbers.below(0));
    EXPECT_EQ(none.keys().size(), 2U);
    EXPECT_TRUE(none.fetchmany(5).empty());
    EXPECT_TRUE(none.all().empty());
    Result closed = db.execute(numbers.below(5));
    EXPECT_EQ(closed.fetchmany(1).size(), 1U);
    closed.close();
    closed.close();
    EXPECT_EQ(caught([&] { (void)closed.fetchmany(5); }).code, "result_closed");
}

/// A script's results come one after another, in order and whole; a query has no second one.
void of_a_script(Bench& bench) {
    Connection db = bench.engine().connect();
    if (caught([&] { (void)db.query_script("SELECT 1"); }).code == "not_supported") {
        GTEST_SKIP() << "the driver does not deliver the rows of scripts";
    }
    Result result = db.query_script(
        "SELECT 1 AS a UNION ALL SELECT 2; SELECT 'it''s; one' AS b; SELECT 3 AS c WHERE 1 = 0");
    EXPECT_EQ(result.keys(), std::vector<std::string>{"a"});
    EXPECT_EQ(result.all().size(), 2U);
    ASSERT_TRUE(result.next_result());
    EXPECT_EQ(result.one()["b"].as<std::string>(), "it's; one");
    ASSERT_TRUE(result.next_result());
    EXPECT_EQ(result.keys(), std::vector<std::string>{"c"});
    EXPECT_TRUE(result.all().empty());
    EXPECT_FALSE(result.next_result());
    EXPECT_FALSE(db.execute(text("SELECT 1")).next_result());
}

}  // namespace

void add_results(Suites& suites) {
    suites.begin("results", Badge::core_read);
    suites.test("fetchmany", fetchmany);
    suites.test("partitions", partitions);
    suites.test("streaming", streaming);
    suites.test("rows_outlive_the_connection", rows_outlive_the_connection);
    suites.test("result_survives_commit", result_survives_commit, {Capability::transactions});
    suites.test("mappings", mappings);
    suites.test("exactly_one", exactly_one);
    suites.test("ambiguous_columns", ambiguous_columns);
    suites.test("typed_rows", typed_rows);
    suites.test("names_of_columns", names_of_columns);
    suites.test("ways_to_a_value", ways_to_a_value);
    suites.test("interleaved", interleaved);
    suites.test("empty_and_closed", empty_and_closed);
    suites.test("of_a_script", of_a_script);
}

}  // namespace azoth::compliance
