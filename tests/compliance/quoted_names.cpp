// SPDX-License-Identifier: MIT
// Names with quotes and other characters that catalogue queries get wrong: every question about
// tables, columns, keys, constraints, comments and views, asked by such a name.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

const std::pair<const char*, const char*> names_to_quote[] = {
    {"single_quote", "azc quote ' one"},
    {"double_quote", "azc quote \" two"},
    {"both_quotes", "azc 'a' \"b\""},
    {"parenthesis_first", "(azc2)"},
    {"parentheses", "azc par(ens)"},
    {"percent", "azc per % cent"},
    {"percent_word", "azc col%p"},
    {"brackets", "azc [brackets]"},
    {"backquote", "azc `b`"},
    {"colon", "azc col:ons"},
    {"dot", "azc dot.s"},
    {"backslash", "azc back\\slash"},
    {"question_mark", "azc q?m"},
    {"comma", "azc a, b"},
    {"semicolon", "azc;b"},
    {"like_pattern", "azc_%_"},
};

/// The parts of the parent, and of a child that refers to it.
void every_question(Bench& bench, const std::string& name) {
    const Answer answer = bench.requirements().names(name);
    if (!answer.yes) GTEST_SKIP() << answer.reason;
    MetaData metadata;
    const std::string key = "id " + name;
    const Table parent{name,
                       metadata,
                       Column{key, Integer{}, primary_key, no_autoincrement},
                       Column{name, String{40}, ServerDefault::of(name), Comment{"of " + name}},
                       Column{"other", Integer{}, not_null},
                       UniqueConstraint{name, "other"}.named("uq " + name),
                       CheckConstraint{this_column(name) != "x"}.named("ck " + name),
                       Index{"ix " + name, {"other", name}}};
    const std::string child_name = name + "2";
    const Table child{child_name, metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                      Column{"c " + name, Integer{}},
                      ForeignKeyConstraint{ForeignKeyData{.name = "fk " + name,
                                                          .columns = {"c " + name},
                                                          .referred_table = name,
                                                          .referred_columns = {key}}}};
    bench.create(metadata);
    Inspector inspector = inspect(bench.engine());
    EXPECT_TRUE(inspector.has_table(name));
    EXPECT_TRUE(inspector.has_index(name, "ix " + name));
    const Names all = inspector.table_names();
    EXPECT_EQ(std::count(all.begin(), all.end(), name), 1);
    const auto columns = inspector.columns(name);
    ASSERT_EQ(columns.size(), 3U);
    EXPECT_EQ(columns.at(0).name, key);
    EXPECT_EQ(columns.at(1).name, name);
    EXPECT_EQ(columns.at(1).comment, "of " + name);
    EXPECT_TRUE(columns.at(1).server_default.has_value());
    EXPECT_EQ(inspector.primary_key(name).columns, Names{key});
    const auto keys = inspector.foreign_keys(child_name);
    ASSERT_EQ(keys.size(), 1U);
    EXPECT_EQ(keys.at(0).referred_table, name);
    EXPECT_EQ(keys.at(0).referred_columns, Names{key});
    EXPECT_EQ(keys.at(0).columns, Names{"c " + name});
    const auto uniques = inspector.unique_constraints(name);
    ASSERT_EQ(uniques.size(), 1U);
    EXPECT_EQ(uniques.at(0).columns, (Names{name, "other"}));
    if (bench.answer(Question::reflects_checks).yes) {
        ASSERT_EQ(inspector.check_constraints(name).size(), 1U);
        EXPECT_EQ(inspector.check_constraints(name).at(0).name, "ck " + name);
    }
    const auto indexes = inspector.indexes(name);
    ASSERT_EQ(indexes.size(), 1U);
    EXPECT_EQ(indexes.at(0).columns(), (Names{"other", name}));
    EXPECT_EQ(inspector.table_comment(name), "");
    EXPECT_EQ(inspector.table_options(name), DialectOptions{});
    EXPECT_EQ(inspector.tables({.names = {name, child_name}}).size(), 2U);

    MetaData found;
    found.reflect(bench.engine(), {.only = {child_name}});
    EXPECT_TRUE(found.contains(name));
    const auto dialect = load_dialect(bench.requirements().dialect());
    for (const SchemaDifference& difference : diff(metadata, found, *dialect))
        ADD_FAILURE() << difference.describe();
}

void view_of(Bench& bench, const std::string& name) {
    if (!bench.requirements().names(name).yes) GTEST_SKIP() << "not a name there";
    MetaData metadata;
    const Table table{name, metadata, Column{name, Integer{}}};
    const View view{name + " view", metadata, select(table[name])};
    bench.create(metadata);
    Inspector inspector = inspect(bench.engine());
    const Names all = inspector.view_names();
    EXPECT_EQ(std::count(all.begin(), all.end(), name + " view"), 1);
    EXPECT_EQ(inspector.columns(name + " view").at(0).name, name);
    EXPECT_NE(inspector.view_definition(name + " view"), "");
    Connection db = bench.engine().connect();
    EXPECT_EQ(ids(db, select(view[name])), Ids{});
}

}  // namespace

void add_quoted_names(Suites& suites) {
    suites.begin("quoted_names", Badge::reflect);
    for (const auto& [what, name] : names_to_quote) {
        const std::string text = name;
        suites.test(what, [text](Bench& bench) { every_question(bench, text); },
                    {Capability::foreign_keys, Capability::check_constraints,
                     Capability::named_indexes, Capability::column_comments});
        suites.test(std::string("view_") + what, [text](Bench& bench) { view_of(bench, text); },
                    {Capability::views});
    }
}

}  // namespace azoth::compliance
