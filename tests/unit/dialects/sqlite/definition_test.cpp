// SPDX-License-Identifier: MIT
#include "definition.hpp"

#include <gtest/gtest.h>

namespace {

using namespace azoth::sqlite;
using Names = std::vector<std::string>;

TableDefinition table(std::string_view sql) {
    auto found = read_create_table(sql);
    EXPECT_TRUE(found) << sql;
    return found.value_or(TableDefinition{});
}

TEST(Definition, ReadsColumnsAndTheirConstraints) {
    const TableDefinition t = table(
        "CREATE TABLE t (id INTEGER CONSTRAINT pk PRIMARY KEY ASC ON CONFLICT FAIL AUTOINCREMENT,\n"
        " name VARCHAR(10) NOT NULL ON CONFLICT IGNORE COLLATE NOCASE DEFAULT 'it''s' UNIQUE,"
        " total DECIMAL(10, 2) GENERATED ALWAYS AS (a + (b)) STORED,"
        " twin AS (a) VIRTUAL, plain)");
    ASSERT_EQ(t.columns.size(), 5U);
    ASSERT_TRUE(t.primary_key);
    EXPECT_EQ(t.primary_key->name, "pk");
    EXPECT_EQ(t.primary_key->conflict, "FAIL");
    EXPECT_TRUE(t.primary_key->autoincrement);
    EXPECT_EQ(t.columns[1].collation, "NOCASE");
    EXPECT_EQ(t.columns[1].default_value, "'it''s'");
    EXPECT_EQ(t.columns[1].not_null_conflict, "IGNORE");
    ASSERT_EQ(t.uniques.size(), 1U);
    EXPECT_EQ(t.uniques[0].columns, Names{"name"});
    EXPECT_EQ(t.columns[2].computed, "a + (b)");
    EXPECT_TRUE(t.columns[2].is_stored);
    EXPECT_EQ(t.columns[3].computed, "a");
    EXPECT_FALSE(t.columns[3].is_stored);
    EXPECT_EQ(t.columns[4].name, "plain");
}

TEST(Definition, ReadsTableConstraintsWithAndWithoutCommas) {
    const TableDefinition t = table(
        "CREATE TABLE t(a, b, CONSTRAINT \"p k\" PRIMARY KEY (a, b DESC) "
        "CONSTRAINT u UNIQUE ([b], `a`) ON CONFLICT REPLACE, CHECK (a <> ')' AND b > (1)) "
        "CONSTRAINT f FOREIGN KEY (a, b) REFERENCES other (x, \"y\"\"z\") ON DELETE SET NULL "
        "ON UPDATE NO ACTION MATCH FULL DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID, STRICT");
    EXPECT_EQ(t.primary_key->name, "p k");
    EXPECT_EQ(t.primary_key->columns, (Names{"a", "b"}));
    EXPECT_EQ(t.primary_key->terms, "a, b DESC");
    EXPECT_EQ(t.uniques[0].columns, (Names{"b", "a"}));
    EXPECT_EQ(t.uniques[0].conflict, "REPLACE");
    EXPECT_EQ(t.uniques[0].terms, "");
    EXPECT_EQ(t.checks[0].condition, "a <> ')' AND b > (1)");
    const ForeignKeyDefinition& key = t.foreign_keys.at(0);
    EXPECT_EQ(key.name, "f");
    EXPECT_EQ(key.referred, (Names{"x", "y\"z"}));
    EXPECT_EQ(key.on_delete, "SET NULL");
    EXPECT_EQ(key.on_update, "NO ACTION");
    EXPECT_EQ(key.match, "FULL");
    EXPECT_TRUE(key.is_deferrable && key.is_deferred);
    EXPECT_TRUE(t.without_rowid && t.strict);
}

TEST(Definition, ReadsDefaultsOfEveryForm) {
    const TableDefinition t = table(
        "CREATE TABLE t(a DEFAULT -1, b DEFAULT +1.5e-3 NOT NULL, c DEFAULT x'00ff', "
        "d DEFAULT (random() + 1), e DEFAULT CURRENT_TIMESTAMP, f DEFAULT \"text\"UNIQUE, "
        "g DEFAULT .5, h DEFAULT NULL, i DEFAULT 1e5)");
    const auto value = [&](std::size_t i) { return t.columns.at(i).default_value.value_or("?"); };
    EXPECT_EQ(value(0), "-1");
    EXPECT_EQ(value(1), "+1.5e-3");
    EXPECT_EQ(value(2), "x'00ff'");
    EXPECT_EQ(value(3), "(random() + 1)");
    EXPECT_EQ(value(4), "CURRENT_TIMESTAMP");
    EXPECT_EQ(value(5), "\"text\"");
    EXPECT_EQ(value(6), ".5");
    EXPECT_EQ(value(7), "NULL");
    EXPECT_EQ(value(8), "1e5");
    EXPECT_EQ(t.uniques.size(), 1U);
}

TEST(Definition, FindsItsOwnCommentsAndNoOthers) {
    const TableDefinition t = table(
        "CREATE TABLE t ( /* comment: all *\\/ of \\\\ it */\n"
        " a INT, -- said by somebody\n b INT /* said by somebody else */, "
        "c TEXT DEFAULT '/* comment: no */' /* comment: yes */,"
        " UNIQUE (a) /* comment: one each */)");
    EXPECT_EQ(t.comment, "all */ of \\ it");
    EXPECT_EQ(t.columns[0].comment, "");
    EXPECT_EQ(t.columns[1].comment, "");
    EXPECT_EQ(t.columns[2].comment, "yes");
    EXPECT_EQ(t.uniques[0].comment, "one each");
}

TEST(Definition, ReadsIndexes) {
    const auto index = read_create_index(
        "CREATE UNIQUE INDEX i ON t (lower(a) COLLATE NOCASE DESC, (b + 1), \"c d\" ASC, (x) || "
        "(y)) "
        "WHERE a IS NOT NULL AND b > 0");
    ASSERT_TRUE(index);
    ASSERT_EQ(index->terms.size(), 4U);
    EXPECT_EQ(index->terms[0].text, "lower(a)");
    EXPECT_EQ(index->terms[1].text, "b + 1");
    EXPECT_EQ(index->terms[2].text, "\"c d\"");
    EXPECT_EQ(index->terms[3].text, "(x) || (y)");
    EXPECT_EQ(index->where, "a IS NOT NULL AND b > 0");
}

TEST(Definition, ReadsViews) {
    const auto view = read_create_view(
        "CREATE VIEW v (\"as\", b) AS /* comment: why */ SELECT 1 AS x, 2 -- end\n");
    ASSERT_TRUE(view);
    EXPECT_EQ(view->query, "SELECT 1 AS x, 2");
    EXPECT_EQ(view->comment, "why");
}

TEST(Definition, ReadsVirtualTables) {
    EXPECT_EQ(table("CREATE VIRTUAL TABLE f USING fts5(title, body)").using_module,
              "fts5(title, body)");
}

TEST(Definition, SaysNothingOfWhatItDoesNotUnderstand) {
    for (const char* sql :
         {"", "CREATE", "CREATE TABLE", "CREATE TABLE t", "CREATE TABLE t (", "CREATE TABLE t ()",
          "CREATE TABLE t (a", "CREATE TABLE t (a CHECK (1)", "CREATE TABLE t (a) SOMETHING",
          "CREATE TABLE t (a DEFAULT )", "CREATE TABLE t (a 'open)", "DROP TABLE t"}) {
        EXPECT_FALSE(read_create_table(sql)) << sql;
        EXPECT_FALSE(read_create_index(sql)) << sql;
        EXPECT_FALSE(read_create_view(sql)) << sql;
    }
}

}  // namespace
