// SPDX-License-Identifier: MIT
// Columns that other programs declared, with values that SQLite let them store: read exactly, and
// written back as they are.
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

#include "random_schema.hpp"

namespace azoth_test {
namespace {

using namespace azoth;

struct Declared {
    const char* declaration;
    const char* value;  ///< SQL
};

constexpr Declared declared[] = {
    {"INTEGER", "9223372036854775807"},
    {"INT8", "-1"},
    {"MEDIUMINT UNSIGNED", "16777215"},
    {"BIGINT", "'not a number'"},
    {"CHARACTER(20)", "'it''s'"},
    {"VARYING CHARACTER(255)", "'Ä'"},
    {"NATIVE CHARACTER(70)", "''"},
    {"CLOB", "x'00ff'"},
    {"TEXT", "5"},
    {"BLOB", "'text'"},
    {"", "1.5"},
    {"REAL", "0.1"},
    {"DOUBLE PRECISION", "2"},
    {"FLOAT", "1e300"},
    {"NUMERIC", "12.5"},
    {"DECIMAL(10,5)", "3"},
    {"MONEY", "7.25"},
    {"BOOLEAN", "1"},
    {"DATE", "'2024-02-29'"},
    {"DATETIME", "'2024-02-29 13:05:09.25'"},
    {"STRING", "'007x'"},
    {"JSONB", "x'4c'"},
};
constexpr std::size_t count = std::size(declared);

std::string column_name(std::size_t i) {
    return "c" + std::to_string(i);
}

TEST(SqliteColumns, WithACollationAndNoText) {
    Engine engine = create_engine("sqlite:///:memory:");
    Connection db = engine.connect();
    db.execute_script(
        "CREATE TABLE t (a INT COLLATE nocase, b FOO COLLATE \"rtrim\", c COLLATE nocase)");
    MetaData found;
    found.reflect(db);
    const Table t = found.table("t");
    EXPECT_EQ(t["a"].type().value_kind(), ValueKind::int64);
    Engine other = create_engine("sqlite:///:memory:");
    Connection copy = other.connect();
    found.create_all(copy);
    copy.execute_script("INSERT INTO t VALUES ('x', 'y ', 'z')");
    EXPECT_EQ(
        copy.scalar<int>(text("SELECT count(*) FROM t WHERE a = 'X' AND b = 'y' AND c = 'Z'")), 1);
    MetaData again;
    again.reflect(copy);
    EXPECT_EQ(to_sql(again, "sqlite"), to_sql(found, "sqlite"));
}

class SqliteTypes : public ::testing::Test {
protected:
    SqliteTypes() {
        std::string sql = "CREATE TABLE t (id INTEGER PRIMARY KEY";
        std::string row = "INSERT INTO t VALUES (1";
        for (std::size_t i = 0; i < count; ++i) {
            sql += ", " + column_name(i) + ' ' + declared[i].declaration;
            row += std::string(", ") + declared[i].value;
        }
        Connection db = engine.connect();
        db.execute_script(sql + ");" + row + ")");
        db.commit();
        found.reflect(db);
    }
    Engine engine = create_engine("sqlite:///:memory:");
    MetaData found;
};

TEST_F(SqliteTypes, AreReadExactlyAndWrittenBack) {
    const Table t = found.table("t");
    Connection db = engine.connect();
    const Row row = db.execute(select(t)).one();
    for (std::size_t i = 0; i < count; ++i) {
        SCOPED_TRACE(std::string(declared[i].declaration) + ' ' + declared[i].value);
        const std::string name = column_name(i);
        const Expr stored = Expr(sql_text("typeof(" + name + ") || ' ' || quote(" + name + ")"));
        const auto look = select(stored.label("x")).select_from(t);
        const std::string before = db.scalar<std::string>(look);
        const Value value = row[name].value();
        try {
            db.execute(update(t).values({{name, value}}));
        } catch (const ArgumentError& error) {
            // What the column does not say it holds is refused, never changed.
            EXPECT_EQ(error.code(), "bind_type");
        }
        EXPECT_EQ(db.scalar<std::string>(look), before);
    }
}

TEST_F(SqliteTypes, MakeTheSameAgain) {
    Engine second = create_engine("sqlite:///:memory:");
    found.create_all(second);
    MetaData again;
    again.reflect(second);
    EXPECT_EQ(describe(diff(found, again, *load_dialect("sqlite"))), "");
    for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(found.table("t").data().column(column_name(i)).type,
                  again.table("t").data().column(column_name(i)).type);
    }
}

TEST_F(SqliteTypes, DatesInPatternsOfOthers) {
    Connection db = engine.connect();
    db.execute_script(
        "CREATE TABLE person (id INTEGER PRIMARY KEY, born TEXT);"
        "INSERT INTO person VALUES (1, '29.02.2024'), (2, NULL), (3, 'in May')");
    MetaData other;
    const Table person = other.reflect_table(db, "person", {Column{"born", DateText{"%d.%m.%Y"}}});
    const auto born = [&](int id) {
        return db.scalar<std::optional<Date>>(select(person["born"]).where(person["id"] == id));
    };
    EXPECT_EQ(born(1), make_date(2024, 2, 29));
    EXPECT_EQ(born(2), std::nullopt);
    try {
        static_cast<void>(born(3));
        ADD_FAILURE();
    } catch (const ConversionError& error) {
        EXPECT_EQ(error.code(), "value_not_representable");
        EXPECT_EQ(error.details().column, "born");
    }
    db.execute(insert(person), Params{{"id", 4}, {"born", make_date(1999, 12, 31)}});
    EXPECT_EQ(db.scalar<std::string>(select(Expr(sql_text("born")).label("x"))
                                         .select_from(person)
                                         .where(person["born"] == make_date(1999, 12, 31))),
              "31.12.1999");
    // As a date that this library writes it is refused, not guessed.
    MetaData plain;
    const Table dates = plain.reflect_table(db, "person", {Column{"born", DateType{}}});
    EXPECT_THROW(static_cast<void>(db.scalar<Date>(select(dates["born"]).where(dates["id"] == 1))),
                 ConversionError);
}

}  // namespace
}  // namespace azoth_test
