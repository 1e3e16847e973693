// SPDX-License-Identifier: MIT
// What stands for mariadb is prepared by the real server, on a schema made from the golden DDL.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>

#include <azoth/sql/cte.hpp>
#include <azoth/sql/grouping.hpp>
#include <azoth/sql/tuple.hpp>
#include <azoth/sql/upsert.hpp>

#include "golden.hpp"
#include "golden_file.hpp"
#include "mariadb_judge.hpp"
#include "sqlite_judge.hpp"
#include "targets.hpp"

namespace golden {
namespace {

std::vector<Entry> read(const Topic& topic) {
    std::ifstream file(std::string(AZOTH_GOLDEN_DIRECTORY) + "/" + std::string(topic.name) +
                       ".cases");
    return parse_entries(std::string(std::istreambuf_iterator<char>(file), {}));
}

class GoldenMariadb : public testing::Test {
protected:
    void SetUp() override {
        const char* url = std::getenv("AZOTH_TEST_MARIADB_URL");
        if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_MARIADB_URL names no server";
        ASSERT_TRUE(dialect("mariadb"));
        judge_ = std::make_unique<MariadbJudge>(url);
    }
    std::unique_ptr<MariadbJudge> judge_;
};

TEST_F(GoldenMariadb, TheServerTakesWhatIsWrittenForIt) {
    for (const Topic& topic : topics()) {
        if (!topic.runnable) continue;
        for (const Entry& entry : read(topic)) {
            const std::string* text = entry.find("mariadb");
            ASSERT_TRUE(text) << entry.name;
            if (text->starts_with("error ")) continue;
            EXPECT_EQ(judge_->judge(*text), "")
                << topic.name << ", " << entry.name << ": " << *text;
        }
    }
}

TEST_F(GoldenMariadb, ControlWhatIsWrongIsFound) {
    EXPECT_NE(judge_->judge("SELECT artist.nmae FROM artist"), "");
    EXPECT_NE(judge_->judge("SELECT artist.name FROM artist FOR SHARE"), "");
    EXPECT_NE(judge_->judge("UPDATE artist SET name = ? RETURNING name"), "");
    EXPECT_NE(judge_->judge("CREATE TABLE t (x NONSENSE)"), "");
    EXPECT_NE(judge_->judge("CREATE TABLE t (x INTEGER);\nCREATE INDEX i ON t (y)"), "");
    EXPECT_EQ(judge_->judge("SELECT artist.name FROM artist"), "");
}

/// Every keyword the server knows can name a column, quoted where it must be.
TEST_F(GoldenMariadb, KeywordsAreNames) {
    const std::vector<std::string> words = judge_->rows(
        "SELECT LOWER(word) FROM information_schema.keywords WHERE word REGEXP '^[a-zA-Z_0-9]+$'");
    ASSERT_GT(words.size(), 500U);
    for (const std::string& word : words) {
        const std::string name =
            dialect("mariadb")->identifiers().prepare(word.substr(0, word.size() - 1));
        EXPECT_EQ(judge_->prepare("SELECT k." + name + " FROM (SELECT 1 AS " + name + ") AS k"),
                  "");
    }
}

/// The same trees over the same rows give the same answers on MariaDB and on SQLite.
class MariadbMeaning : public GoldenMariadb {
protected:
    void SetUp() override {
        GoldenMariadb::SetUp();
        if (!judge_) return;
        sqlite_ = std::make_unique<SqliteJudge>(*dialect("sqlite"));
        ASSERT_EQ(sqlite_->run("PRAGMA case_sensitive_like = ON"), "");
        // Every combination of four values in three columns, and texts with what LIKE minds.
        int id = 0;
        const auto add = [&](const std::string& columns, const std::string& values) {
            const std::string sql = "INSERT INTO n (id, " + columns + ") VALUES (" +
                                    std::to_string(++id) + ", " + values + ")";
            ASSERT_EQ(judge_->run(sql), "");
            ASSERT_EQ(sqlite_->run(sql), "");
        };
        for (const char* a : {"NULL", "0", "1", "7"})
            for (const char* b : {"NULL", "0", "1", "-3"})
                for (const char* c : {"NULL", "0", "2"})
                    add("a, b, c", std::string(a) + ", " + b + ", " + c);
        for (const char* t : {"'a'", "'A'", "'a '", "'50%'", "'x_y'", "'xzy'", "''", "NULL"})
            for (const char* u : {"'a'", "'%a%'", "'x_y'", "'50%'", "''"})
                add("t, u", std::string(t) + ", " + u);
        // One backslash on both: only MariaDB reads it as an escape in a literal.
        for (const char* pattern : {"%", "_", "z", ""}) {
            const std::string prefix =
                "INSERT INTO n (id, t, u) VALUES (" + std::to_string(++id) + ", 'x";
            ASSERT_EQ(judge_->run(prefix + R"(\\z', 'x\\)" + pattern + "')"), "");
            ASSERT_EQ(sqlite_->run(prefix + R"(\z', 'x\)" + pattern + "')"), "");
        }
    }
    void same(const Expr& expression) {
        const auto query = select(expression.label("x")).order_by(schema().n["id"]);
        const std::string on_mariadb = render_with_values(query, make_target("mariadb"));
        const std::string on_sqlite = render_with_values(query, make_target("sqlite"));
        EXPECT_EQ(judge_->rows(on_mariadb), sqlite_->rows(on_sqlite)) << on_mariadb;
    }
    std::unique_ptr<SqliteJudge> sqlite_;
};

TEST_F(MariadbMeaning, PairsOfOperators) {
    Cases cases;
    operators(cases);
    int compared = 0;
    for (const Case& one : cases.all()) {
        // Placeholders have no values here; the pairs have none.
        std::string on_mariadb = one.render(make_target("mariadb"));
        std::string on_sqlite = one.render(make_target("sqlite"));
        if (on_mariadb.find('?') != std::string::npos) continue;
        // Whether the text '1-3' equals the number 1 is a question of its own.
        if (one.name == "= of ||" || one.name == "is distinct from of ||") continue;
        const bool is_ordered = on_sqlite.find("ORDER BY") != std::string::npos;
        if (!is_ordered) {
            on_mariadb += " ORDER BY n.id";
            on_sqlite += " ORDER BY n.id";
        }
        EXPECT_EQ(judge_->rows(on_mariadb), sqlite_->rows(on_sqlite))
            << one.name << ": " << on_mariadb;
        ++compared;
    }
    EXPECT_GT(compared, 200);
}

TEST_F(MariadbMeaning, Texts) {
    const Expr t = schema().n["t"];
    const Expr u = schema().n["u"];
    same(t == u);
    same(t < u);
    same(t.like(u));
    same(t.not_like(u));
    same(t.contains("0%"));
    same(t.starts_with("x_"));
    same(t.like("x!_y", '!'));
    same(func::concat({t, u}));
    same(func::concat({t, schema().n["a"] > schema().n["b"]}));
    same(func::concat({schema().n["a"] > schema().n["b"], u}));
    same(try_cast(t, BigInteger{}));
    same(try_cast(t, Double{}));
    same(try_cast(func::concat({cast(schema().n["b"], Text{}), " "}), BigInteger{}));
    same(cast(cast(schema().n["b"], Text{}), BigInteger{}));
    same(func::char_length(t));
    same(t.is_distinct_from(u));
}

TEST_F(MariadbMeaning, Numbers) {
    const Expr a = schema().n["a"];
    const Expr b = schema().n["b"];
    const Expr c = schema().n["c"];
    same(a / 2);
    same(b / 2);
    same(b % 2);
    same(a / b);
    same(a % b);
    same(floor_divide(a, b));
    same(floor_divide(b, 2));
    same(a & b);
    same(a | b);
    same(a ^ b);
    same(~b);
    same(a << c);
    same(b >> a);
    same(a >> b);
    same(b << 40);
    same(b >> 1);
    same(a >> 1);
    same(tuple_(a, b) == tuple_(b, a));
    same(cast(a, Text{}));
    same(cast(b, BigInteger{}));
    for (const double real : {0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 2.7, -2.7, 0.49, 1e15}) {
        same(cast(cast(a, Double{}) + real, BigInteger{}));
    }
    same(cast(a > b, Text{}));
    same(cast(a > b, String{2}));
    same(cast(a, String{1}));
    same(func::rank().over() + func::dense_rank().over({.partition_by = {a}}));
    const Window by_id{.partition_by = {a}, .order_by = {schema().n["id"]}};
    same(func::lag(b, 1, -9).over(by_id));
    same(func::lead(b, 3, c).over(by_id));
    same(func::lag(b, 0, -9).over(by_id));
    same(case_({{a > b, 1}}, 0));
    same(func::coalesce({a, b, 0}));
}

TEST_F(MariadbMeaning, Moments) {
    for (const TimeOfDay time : {make_time(23, 59, 59, 500'000'000), make_time(0, 0)}) {
        for (const Date date : {make_date(1, 1, 1), make_date(1969, 12, 31), make_date(1970, 1, 1),
                                make_date(2024, 2, 29), make_date(9999, 12, 31)}) {
            same(extract(Field::epoch, literal(Timestamp{date, time})));
        }
    }
}

/// Runs a change on both and compares what is there afterwards.
TEST_F(MariadbMeaning, Changes) {
    const Table& n = schema().n;
    const auto run = [&](const Statement& change) {
        const std::string on_mariadb = render_with_values(change, make_target("mariadb"));
        ASSERT_EQ(judge_->run(on_mariadb), "") << on_mariadb;
        ASSERT_EQ(sqlite_->run(render_with_values(change, make_target("sqlite"))), "");
        const std::string all = "SELECT id, a, b, c, t FROM n ORDER BY id";
        EXPECT_EQ(judge_->rows(all), sqlite_->rows(all)) << on_mariadb;
    };
    run(update(n).set("a", n["b"] + 1).set("b", n["b"] * 2).set("c", n["a"]));
    run(update(n).set("b", n["c"]).set("c", n["a"]).where(n["id"] < 20));
    const Table other = n.alias("other");
    run(update(n)
            .values({{"t", "x"}})
            .where(exists(select(other["id"]).where(other["a"] == n["b"]))));
    const Cte few = select(n["id"], n["b"]).where(n["b"] == 1).cte("few");
    const Cte fewer = select(few["id"]).where(few["id"] > 5).cte("fewer");
    run(update(n)
            .set("c", select(func::max(few["b"])).scalar_subquery())
            .where(n["id"].in(select(fewer["id"]))));
    run(delete_from(n).where(n["id"].in(select(fewer["id"])), n["id"] < 12));
    run(delete_from(n).where(n["id"] == 14).with_hint(n, "USE INDEX (PRIMARY)", "mysql"));
    run(upsert(n).values({{"id", 1}, {"a", 5}}).on_conflict({"id"}).do_update());
    run(upsert(n).values({{"id", 2}, {"a", 6}}).on_conflict({"id"}).do_nothing());
    run(upsert(n).values({{"id", 1000}, {"a", 7}}).on_conflict({"id"}).do_nothing());
    run(delete_from(n).where(exists(select(other["id"]).where(other["a"] == n["b"]))));
}

TEST_F(MariadbMeaning, Groupings) {
    const Table& n = schema().n;
    const Select query = select(n["a"], n["b"], func::grouping(n["b"]).label("level"),
                                func::count().label("many"), func::sum(n["c"]).label("total"));
    const auto same_rows = [&](const GroupingExpr& grouping, const Condition& condition) {
        const auto grouped = query.where(condition).group_by(grouping).order_by(
            asc(n["a"]).nulls_first(), asc(n["b"]).nulls_first(), asc("level"), asc("many"));
        const std::string on_mariadb = render_with_values(grouped, make_target("mariadb"));
        const std::vector<std::string> rows = judge_->rows(on_mariadb);
        EXPECT_EQ(rows, sqlite_->rows(render_with_values(grouped, make_target("sqlite"))))
            << on_mariadb;
        return rows.size();
    };
    // Four values of each, NULL among them; texts have neither.
    EXPECT_EQ(same_rows(rollup(n["a"], n["b"]), n["t"].is_null()), 21U);
    EXPECT_EQ(same_rows(cube(n["a"], n["b"]), n["c"] == 2), 25U);
    EXPECT_EQ(same_rows(grouping_sets({{n["a"]}, {n["b"]}, {}}), n["id"] > 0), 9U);
    EXPECT_EQ(same_rows(rollup(n["a"], n["b"]), n["id"] < 0), 1U);
    EXPECT_EQ(same_rows(grouping_sets({{n["a"]}, {n["b"]}}), n["id"] < 0), 0U);
}

/// A parameter in ORDER BY is a value, whatever the server makes of a bare one.
TEST_F(MariadbMeaning, ConstantsInAnOrder) {
    const Table& n = schema().n;
    const auto query = select(n["id"], n["b"]).order_by(literal(2), desc(n["id"]));
    const std::vector<std::string> by_id = judge_->rows("SELECT id, b FROM n ORDER BY id DESC");
    EXPECT_EQ(judge_->rows(render_with_values(query, make_target("mariadb"))), by_id);
    const auto executed = [&](const std::string& sql) {
        EXPECT_EQ(judge_->run("PREPARE ordered FROM '" + sql + "'"), "") << sql;
        EXPECT_EQ(judge_->run("SET @two = 2"), "");
        return judge_->rows("EXECUTE ordered USING @two");
    };
    const auto compiled =
        compile_statement(query, *dialect("mariadb"), make_target("mariadb").ledger);
    EXPECT_EQ(executed(compiled.sql), by_id);
    EXPECT_NE(executed("SELECT id, b FROM n ORDER BY ?, id DESC"), by_id);
}

/// SQLite has the word, and MariaDB two selects instead.
TEST_F(MariadbMeaning, FullJoins) {
    const Table& n = schema().n;
    const Table other = n.alias("other");
    const auto same_rows = [&](const Select& query) {
        const std::string on_mariadb = render_with_values(query, make_target("mariadb"));
        const std::string on_sqlite = render_with_values(query, make_target("sqlite"));
        EXPECT_NE(on_sqlite.find("FULL OUTER JOIN"), std::string::npos);
        const std::vector<std::string> rows = judge_->rows(on_mariadb);
        EXPECT_EQ(rows, sqlite_->rows(on_sqlite)) << on_mariadb;
        return rows.size();
    };
    const auto both = select(n["id"].label("one"), other["id"].label("another"))
                          .join(other, n["a"] == other["b"] && n["id"] < 20, JoinType::full)
                          .order_by(asc("one").nulls_first(), asc("another").nulls_first());
    EXPECT_GT(same_rows(both), 100U);
    EXPECT_GT(same_rows(both.where(n["id"].is_null() || other["c"] == 2)), 20U);
    EXPECT_EQ(same_rows(both.where(n["id"].is_null()).limit(5).offset(2)), 5U);
    const Subquery joined = both.subquery("joined");
    const auto counts =
        select(func::count(joined["one"]), func::count(joined["another"]), func::count());
    EXPECT_EQ(judge_->rows(render_with_values(counts, make_target("mariadb"))),
              sqlite_->rows(render_with_values(counts, make_target("sqlite"))));
}

TEST_F(MariadbMeaning, DaysBetweenDates) {
    same(literal(make_date(2024, 3, 1)) - literal(make_date(2023, 2, 28)));
    same(literal(make_date(1582, 10, 4)) - literal(make_date(9999, 12, 31)));
}

TEST_F(MariadbMeaning, CteOverItsTable) {
    const Table& n = schema().n;
    const Cte some = select(n["id"]).where(n["id"] < 3).cte("n");
    const auto query = select(some["id"]).order_by(some["id"]);
    EXPECT_EQ(judge_->rows(render_with_values(query, make_target("mariadb"))),
              (std::vector<std::string>{"1,", "2,"}));
}

TEST_F(MariadbMeaning, FramesOfFractions) {
    const Table& track = schema().track;
    for (int i = 1; i <= 4; ++i) {
        const std::string id = std::to_string(i);
        ASSERT_EQ(judge_->run("INSERT INTO track (track_id, name, price, rating) VALUES (" + id +
                              ", 'x', 0.25 * " + id + ", 0.25 * " + id + ")"),
                  "");
    }
    const auto counted = [&](const char* column, const Frame& frame) {
        const auto query =
            select(func::count().over({.order_by = {track[column]}, .frame = frame}).label("x"))
                .order_by(track["track_id"]);
        return judge_->rows(render_with_values(query, make_target("mariadb")));
    };
    const std::vector<std::string> pairs{"1,", "2,", "2,", "2,"};
    EXPECT_EQ(counted("rating", range(preceding(0.25))), pairs);
    EXPECT_EQ(counted("rating", range(preceding(0.49))), pairs);
    EXPECT_EQ(counted("price", range(preceding(Decimal("0.25")))), pairs);
    EXPECT_EQ(counted("price", range(preceding(Decimal("0.24")))),
              (std::vector<std::string>{"1,", "1,", "1,", "1,"}));
}

/// Control: the server's own rollup leaves the total of no rows out.
TEST_F(MariadbMeaning, ControlRollupOfNoRows) {
    EXPECT_EQ(judge_->rows("SELECT a, COUNT(*) FROM n WHERE id < 0 GROUP BY a WITH ROLLUP"),
              std::vector<std::string>{});
}

/// Control: what the dialect avoids is different indeed.
TEST_F(MariadbMeaning, ControlPlainSpellingsDiffer) {
    for (const char* expression : {"a / 2", "t LIKE u", "a || b"}) {
        const std::string sql = std::string("SELECT ") + expression + " FROM n ORDER BY id";
        EXPECT_NE(judge_->rows(sql), sqlite_->rows(sql)) << sql;
    }
}

}  // namespace
}  // namespace golden
