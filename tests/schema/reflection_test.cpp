// SPDX-License-Identifier: MIT
// Databases written by hand: whatever SQLite's grammar can say of a table comes back.
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth_test {
namespace {

using namespace azoth;
using Names = std::vector<std::string>;

class Reflection : public ::testing::Test {
protected:
    void run(const char* script) {
        Connection db = engine.connect();
        db.execute_script(script);
        db.commit();
    }
    Engine engine = create_engine("sqlite:///:memory:");
};

const Value* option(const DialectOptions& options, const char* name) {
    return find_option(options, name);
}

TEST_F(Reflection, ConstraintsWithTheirNames) {
    run("CREATE TABLE Artist (Id INTEGER CONSTRAINT pk_artist PRIMARY KEY AUTOINCREMENT);"
        "CREATE TABLE album (a INT, b INT, artist INT CONSTRAINT fk_artist REFERENCES ARTIST "
        "ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, "
        "CONSTRAINT uq UNIQUE (B, a) ON CONFLICT REPLACE, UNIQUE (a COLLATE NOCASE DESC), "
        "CONSTRAINT ck CHECK (a > 0), CHECK (b <> ')'))");
    Inspector inspector = inspect(engine);
    EXPECT_EQ(inspector.primary_key("Artist").name, "pk_artist");
    EXPECT_NE(option(inspector.table_options("Artist"), "sqlite_autoincrement"), nullptr);
    const TableData& album = inspector.table("album");
    ASSERT_EQ(album.uniques.size(), 2U);
    EXPECT_EQ(album.uniques[0].name, "uq");
    EXPECT_EQ(album.uniques[0].columns, (Names{"b", "a"}));  // as the columns spell themselves
    EXPECT_EQ(*option(album.uniques[0].options, "sqlite_on_conflict"), Value("REPLACE"));
    EXPECT_EQ(*option(album.uniques[1].options, "sqlite_terms"), Value("a COLLATE NOCASE DESC"));
    ASSERT_EQ(album.checks.size(), 2U);
    EXPECT_EQ(album.checks[0].name, "ck");
    EXPECT_EQ(album.checks[0].condition.text(), "a > 0");
    EXPECT_EQ(album.checks[1].condition.text(), "b <> ')'");
    ASSERT_EQ(album.foreign_keys.size(), 1U);
    EXPECT_EQ(album.foreign_keys[0].name, "fk_artist");
    EXPECT_EQ(album.foreign_keys[0].referred_table, "Artist");
    EXPECT_EQ(album.foreign_keys[0].referred_columns, Names{"Id"});  // left unsaid
    EXPECT_EQ(album.foreign_keys[0].deferral, Deferral::initially_deferred);
    EXPECT_EQ(album.foreign_keys[0].on_delete, ReferentialAction::set_null);
}

TEST_F(Reflection, ColumnsWithEverything) {
    run("CREATE TABLE t (a INTEGER DEFAULT (1 + 2), b TEXT COLLATE NOCASE NOT NULL ON CONFLICT "
        "FAIL "
        "/* comment: why */, c INT GENERATED ALWAYS AS (a * 2) STORED, d INT AS (a) VIRTUAL, "
        "PRIMARY KEY (a, b)) WITHOUT ROWID, STRICT");
    const TableData table = inspect(engine).table("t");
    EXPECT_EQ(table.column("a").server_default, "(1 + 2)");
    EXPECT_EQ(table.column("b").type.collation(), "NOCASE");
    EXPECT_EQ(*option(table.column("b").options, "sqlite_on_conflict_not_null"), Value("FAIL"));
    EXPECT_EQ(table.column("b").comment, "why");
    EXPECT_EQ(table.column("c").computed, Computed("a * 2", stored));
    EXPECT_EQ(table.column("d").computed, Computed("a", virtual_column));
    EXPECT_NE(option(table.options, "sqlite_strict"), nullptr);
    EXPECT_NE(option(table.options, "sqlite_without_rowid"), nullptr);
    EXPECT_EQ(table.primary_key.columns, (Names{"a", "b"}));
}

TEST_F(Reflection, OnlySomeColumns) {
    run("CREATE TABLE a (id INTEGER PRIMARY KEY);"
        "CREATE TABLE t (id INTEGER PRIMARY KEY, x INT REFERENCES a, y INT REFERENCES a, z TEXT, "
        "UNIQUE (x, y), UNIQUE (x), CHECK (y > 0));"
        "CREATE INDEX ix_x ON t (x); CREATE INDEX ix_y ON t (y, x);"
        "CREATE INDEX ix_f ON t (lower(z))");
    MetaData found;
    const Table t = found.reflect_table(engine, "t", {}, {.include_columns = {"id", "x"}});
    const TableData& data = t.data();
    EXPECT_EQ(data.columns.size(), 2U);
    EXPECT_EQ(data.primary_key.columns, Names{"id"});
    ASSERT_EQ(data.foreign_keys.size(), 1U);
    EXPECT_EQ(data.foreign_keys[0].columns, Names{"x"});
    ASSERT_EQ(data.uniques.size(), 1U);
    EXPECT_EQ(data.uniques[0].columns, Names{"x"});
    ASSERT_EQ(data.indexes.size(), 1U);
    EXPECT_EQ(data.indexes[0].name, "ix_x");
    EXPECT_TRUE(data.checks.empty());
    try {
        MetaData other;
        other.reflect_table(engine, "t", {}, {.include_columns = {"ide"}});
        ADD_FAILURE();
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "no_such_column");
    }
    // Once more: refused, kept, or completed.
    EXPECT_THROW(found.reflect_table(engine, "t"), ArgumentError);
    EXPECT_EQ(found.reflect_table(engine, "t", {}, {.if_declared = IfDeclared::keep})
                  .data()
                  .columns.size(),
              2U);
    EXPECT_EQ(found.reflect_table(engine, "t", {}, {.if_declared = IfDeclared::extend})
                  .data()
                  .columns.size(),
              4U);
    EXPECT_EQ(t["z"].type(), SqlType(Text{}));
}

TEST_F(Reflection, IndexesOfEveryKind) {
    run("CREATE TABLE t (a TEXT COLLATE NOCASE, b TEXT, c INT);"
        "CREATE UNIQUE INDEX one ON t (lower(b), a, c DESC) WHERE c IS NOT NULL AND b <> 'x';"
        "CREATE INDEX two ON t (b COLLATE RTRIM, (c + 1), a COLLATE BINARY)");
    const std::vector<IndexData> indexes = inspect(engine).indexes("t");
    ASSERT_EQ(indexes.size(), 2U);
    const IndexData& one = indexes[0];
    EXPECT_EQ(one.name, "one");
    EXPECT_TRUE(one.unique);
    EXPECT_EQ(one.where.text(), "c IS NOT NULL AND b <> 'x'");
    ASSERT_EQ(one.parts.size(), 3U);
    EXPECT_EQ(one.parts[0].expression.text(), "lower(b)");
    EXPECT_EQ(one.parts[1].column, "a");
    EXPECT_EQ(one.parts[1].collation, "");  // the column's own
    EXPECT_EQ(one.parts[2].direction, sql::Direction::descending);
    const IndexData& two = indexes[1];
    EXPECT_EQ(two.parts[0].collation, "RTRIM");
    EXPECT_EQ(two.parts[1].expression.text(), "c + 1");
    EXPECT_EQ(two.parts[2].collation, "BINARY");
}

TEST_F(Reflection, KeysThatSqliteNumbersAndThoseItDoesNot) {
    run("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY);"
        "CREATE TABLE c (id INTEGER PRIMARY KEY DESC);"
        "CREATE TABLE d (id INTEGER PRIMARY KEY) WITHOUT ROWID;"
        "CREATE TABLE e (id BIGINT PRIMARY KEY); CREATE TABLE f (id INTEGER, PRIMARY KEY (id))");
    const auto generated = [&](const char* table) {
        return inspect(engine).table(table).autoincrement_column() != nullptr;
    };
    EXPECT_TRUE(generated("a"));
    EXPECT_FALSE(generated("b"));
    EXPECT_FALSE(generated("c"));
    EXPECT_FALSE(generated("d"));
    EXPECT_FALSE(generated("e"));
    EXPECT_TRUE(generated("f"));
}

TEST_F(Reflection, ViewsComeWithTheirQueries) {
    run("CREATE TABLE t (a INT, b TEXT); CREATE VIEW v (x, \"y z\") AS SELECT a, b FROM t -- end");
    MetaData tables;
    tables.reflect(engine);
    EXPECT_FALSE(tables.contains("v"));
    MetaData all;
    all.reflect(engine, {.views = true});
    const TableData& view = all.table("v").data();
    EXPECT_EQ(view.kind, TableKind::view);
    EXPECT_EQ(view.definition.text(), "SELECT a, b FROM t");
    EXPECT_EQ(view.columns.at(1).name, "y z");
    EXPECT_EQ(inspect(engine).view_definition("v"), "SELECT a, b FROM t");
}

TEST_F(Reflection, OnlySomeAndWhatTheyReferTo) {
    run("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a_id REFERENCES a);"
        "CREATE TABLE c (b_id REFERENCES b (a_id), gone REFERENCES nowhere (x)); CREATE TABLE d "
        "(x)");
    MetaData some;
    some.reflect(engine, {.only = {"c"}});
    EXPECT_EQ(some.tables().size(), 3U);
    EXPECT_FALSE(some.contains("d"));
    MetaData alone;
    alone.reflect(engine, {.only = {"c"}, .resolve_foreign_keys = false});
    EXPECT_EQ(alone.tables().size(), 1U);
    try {
        MetaData().reflect(engine, {.only = {"aa"}});
        FAIL() << "a table that does not exist was reflected";
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "no_such_table");
        EXPECT_EQ(error.details().hint, "did you mean \"a\"?");
    }
}

TEST_F(Reflection, ATableWithColumnsOfOnesOwn) {
    run("CREATE TABLE t (id INTEGER PRIMARY KEY, price TEXT, note TEXT)");
    MetaData metadata;
    std::string heard;
    metadata.listen({.column_reflected = [&](const ReflectedColumn& found) {
        heard += found.table.name + "." + found.column.name + " ";
        if (found.column.name == "note") found.column.comment = "heard";
    }});
    const Table t = metadata.reflect_table(engine, "t", {Column{"price", Numeric{10, 2}}});
    EXPECT_EQ(t["price"].type(), SqlType(Numeric{10, 2}));
    EXPECT_EQ(t.data().column("note").comment, "heard");
    EXPECT_EQ(heard, "t.id t.price t.note ");
}

TEST_F(Reflection, SchemasAndTemporaryTables) {
    Connection db = engine.connect();
    db.execute_script(
        "ATTACH ':memory:' AS \"other one\"; CREATE TABLE \"other one\".t (id INTEGER PRIMARY KEY);"
        "CREATE TABLE \"other one\".u (t_id INT REFERENCES t);"
        "CREATE TEMP TABLE passing (x INT); CREATE TEMP VIEW seen AS SELECT x FROM passing");
    Inspector inspector = inspect(db);
    EXPECT_TRUE(inspector.has_schema("other one"));
    EXPECT_EQ(inspector.default_schema_name(), "main");
    EXPECT_TRUE(inspector.table_names().empty());
    EXPECT_EQ(inspector.table_names("other one"), (Names{"t", "u"}));
    EXPECT_EQ(inspector.foreign_keys("u", "other one").at(0).referred_schema, "other one");
    EXPECT_EQ(inspector.temporary_table_names(), Names{"passing"});
    EXPECT_EQ(inspector.temporary_view_names(), Names{"seen"});
    EXPECT_TRUE(inspector.table("passing").temporary);
    EXPECT_EQ(inspector.view_definition("seen"), "SELECT x FROM passing");
    EXPECT_FALSE(inspector.has_table("t"));
    EXPECT_TRUE(inspector.has_table("t", "other one"));
    db.rollback();
    db.invalidate();
}

TEST_F(Reflection, VirtualTablesWithoutTheirShadows) {
    try {
        run("CREATE VIRTUAL TABLE f USING fts5(title, body)");
    } catch (const Error&) {
        GTEST_SKIP() << "this SQLite has no FTS5";
    }
    Inspector inspector = inspect(engine);
    EXPECT_EQ(inspector.table_names(), Names{"f"});
    const TableData& table = inspector.table("f");
    EXPECT_EQ(*option(table.options, "sqlite_using"), Value("fts5(title, body)"));
    EXPECT_EQ(table.columns.size(), 2U);
}

TEST_F(Reflection, TheOrderOfTablesAndTheirCycles) {
    run("CREATE TABLE a (id INTEGER PRIMARY KEY, b_id REFERENCES b (id));"
        "CREATE TABLE b (id INTEGER PRIMARY KEY, a_id REFERENCES a (id));"
        "CREATE TABLE c (a_id REFERENCES a (id)); CREATE TABLE aa (c_id REFERENCES c (a_id))");
    const CreationOrder order = inspect(engine).creation_order();
    Names names;
    for (const auto& table : order.tables) names.push_back(table->name);
    EXPECT_EQ(names, (Names{"b", "a", "c", "aa"}));
    ASSERT_EQ(order.late_keys.size(), 1U);
    EXPECT_EQ(order.late_keys[0].table->name, "b");
}

}  // namespace
}  // namespace azoth_test
