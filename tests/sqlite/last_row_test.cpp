// SPDX-License-Identifier: MIT
// Statements whose first row is their last one are not stepped again; all others are.
#include "sqlite_fixture.hpp"

#include "sqlite3/last_row.hpp"

namespace azoth::sqlite3_driver {
namespace {

class LastRow : public SqliteDriverTest {
protected:
    LastRow() : connection_(memory()) {
        run(*connection_, "create table t (id integer primary key, name text, n int)");
        run(*connection_, "create unique index by_name on t (name)");
        run(*connection_, "insert into t values (1, 'a', 7), (2, 'b', 7), (3, 'c', 8)");
    }
    [[nodiscard]] bool ends(const char* sql) {
        return ends_with_first_row(connection_->native_handle().as<sqlite3>(), sql);
    }
    /// How many rows each of so many executions gives.
    [[nodiscard]] static std::vector<int> counts(driver::Statement& statement,
                                                 const ValueView& parameter, int executions) {
        std::vector<int> all;
        for (int i = 0; i < executions; ++i) {
            driver::Cursor& cursor = statement.execute(std::span(&parameter, 1), {});
            int rows = 0;
            while (cursor.next()) ++rows;
            EXPECT_FALSE(cursor.next());
            all.push_back(rows);
        }
        return all;
    }

    std::unique_ptr<driver::Connection> connection_;
};

TEST_F(LastRow, IsKnownFromTheProgram) {
    EXPECT_TRUE(ends("select name from t where id = ?"));
    EXPECT_TRUE(ends("select id from t where name = ?"));
    EXPECT_TRUE(ends("select count(*) from t"));
    EXPECT_TRUE(ends("select 1"));
    EXPECT_FALSE(ends("select name from t"));
    EXPECT_FALSE(ends("select name from t where n = ?"));
    EXPECT_FALSE(ends("select name from t where id in (1, 2)"));
    EXPECT_FALSE(ends("select 1 union all select 2"));
    EXPECT_FALSE(ends("select * from (select 1 union all select 2)"));
    EXPECT_FALSE(ends("select n, count(*) from t group by n"));
    EXPECT_FALSE(ends("select a.id from t a join t b on b.n = a.n where a.id = 1"));
    EXPECT_FALSE(ends("values (1), (2)"));
    EXPECT_FALSE(ends("explain select 1"));
    EXPECT_FALSE(ends("nonsense"));
    EXPECT_FALSE(ends(nullptr));
}

TEST_F(LastRow, OfALookUpByKey) {
    const auto statement = connection_->prepare("select n from t where id = ?", {});
    EXPECT_EQ(counts(*statement, ValueView(std::int64_t{1}), 20), std::vector(20, 1));
    EXPECT_EQ(counts(*statement, ValueView(std::int64_t{9}), 20), std::vector(20, 0));
    EXPECT_EQ(counts(*statement, ValueView(std::int64_t{3}), 20), std::vector(20, 1));
}

TEST_F(LastRow, OfAScanThatHappensToGiveOne) {
    const auto statement = connection_->prepare("select id from t where n = ?", {});
    EXPECT_EQ(counts(*statement, ValueView(std::int64_t{8}), 20), std::vector(20, 1));
    EXPECT_EQ(counts(*statement, ValueView(std::int64_t{7}), 20), std::vector(20, 2));
}

// The statement is prepared again without a word, and then is a scan.
TEST_F(LastRow, IsForgottenWithTheIndexThatPromisedIt) {
    const auto statement = connection_->prepare("select id from t where name = ?", {});
    EXPECT_EQ(counts(*statement, ValueView("a"), 20), std::vector(20, 1));
    run(*connection_, "drop index by_name");
    run(*connection_, "insert into t values (4, 'a', 1), (5, 'a', 2)");
    EXPECT_EQ(counts(*statement, ValueView("a"), 20), std::vector(20, 3));
}

// A reader that stops at the row leaves the table free, whether or not it is the last one.
TEST_F(LastRow, LeftByItsReader) {
    const auto statement = connection_->prepare("select n from t where id = ?", {});
    const ValueView key(std::int64_t{1});
    static_cast<void>(counts(*statement, key, 20));
    driver::Cursor& cursor = statement->execute(std::span(&key, 1), {});
    ASSERT_TRUE(cursor.next());
    EXPECT_EQ(cursor.cell(0).int64(), 7);
    cursor.close();
    EXPECT_FALSE(cursor.next());
    run(*connection_, "drop table t");
}

}  // namespace
}  // namespace azoth::sqlite3_driver
