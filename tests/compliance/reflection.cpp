// SPDX-License-Identifier: MIT
// A whole schema read back, part by part and all at once: users, their addresses, notes about
// them, a view, keys to itself and to others, composite keys, defaults, every kind of index.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <azoth/dialect/schema_diff.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

struct Users {
    MetaData metadata;
    Table user{"azc_user",
               metadata,
               Column{"id", Integer{}, primary_key},
               Column{"name", String{40}, not_null},
               Column{"code", Char{5}, nullable_column},
               Column{"balance", Numeric{10, 3}, ServerDefault{"0"}},
               Column{"level", Integer{}, not_null, ServerDefault::of(1)},
               Column{"greeting", String{40}, ServerDefault::of("it's 100%")},
               Column{"chief_id", ForeignKey{"azc_user.id", on_delete(set_null)}},
               UniqueConstraint{"name", "level"}.named("uq_azc_user"),
               CheckConstraint{"level > 0 AND (level < 10 OR name = 'x (y)')"}.named("ck_azc_user"),
               Index{"ix_azc_user", {"level", desc("name")}}};
    Table address{
        "azc_address",
        metadata,
        Column{"user_id", ForeignKey{"azc_user.id", on_delete(cascade), on_update(cascade)},
               primary_key},
        Column{"number", Integer{}, primary_key, no_autoincrement},
        Column{"mail", String{60}, not_null, unique_key},
        PrimaryKeyConstraint{"number", "user_id"}};
    Table note{"azc_remark",
               metadata,
               Column{"id", Integer{}, primary_key},
               Column{"address_number", Integer{}},
               Column{"address_user", Integer{}},
               Column{"body", Text{}},
               ForeignKeyConstraint{{"address_number", "address_user"},
                                    {"azc_address.number", "azc_address.user_id"},
                                    on_delete(set_null)}
                   .named("fk_azc_remark_address")};
    explicit Users(Bench& bench) { bench.create(metadata); }
};

/// What was described and what is found are the same to the last part.
void nothing_differs(Bench& bench) {
    const Users users(bench);
    MetaData found;
    found.reflect(bench.engine(), {.only = {"azc_user", "azc_address", "azc_remark"}});
    const auto dialect = load_dialect(bench.requirements().dialect());
    for (const SchemaDifference& difference : diff(users.metadata, found, *dialect))
        ADD_FAILURE() << difference.describe();
}

void columns(Bench& bench) {
    const Users users(bench);
    Inspector inspector = inspect(bench.engine());
    const auto columns = inspector.columns("azc_user");
    Names names;
    for (const ColumnData& column : columns) names.push_back(column.name);
    EXPECT_EQ(names, (Names{"id", "name", "code", "balance", "level", "greeting", "chief_id"}));
    const TableData& user = inspector.table("azc_user");
    EXPECT_FALSE(user.column("id").nullable);
    EXPECT_FALSE(user.column("name").nullable);
    EXPECT_TRUE(user.column("code").nullable);
    EXPECT_FALSE(user.column("level").nullable);
    EXPECT_EQ(user.column("name").type.length(), 40);
    EXPECT_EQ(user.column("balance").type.precision(), 10);
    EXPECT_EQ(user.column("balance").type.scale(), 3);
    EXPECT_TRUE(user.column("balance").server_default.has_value());
    EXPECT_TRUE(user.column("greeting").server_default.has_value());
    EXPECT_FALSE(user.column("name").server_default.has_value());
    EXPECT_NE(user.autoincrement_column(), nullptr);
    EXPECT_EQ(inspector.table("azc_address").autoincrement_column(), nullptr);
}

void keys(Bench& bench) {
    const Users users(bench);
    Inspector inspector = inspect(bench.engine());
    EXPECT_EQ(inspector.primary_key("azc_user").columns, Names{"id"});
    EXPECT_EQ(inspector.primary_key("azc_address").columns, (Names{"number", "user_id"}));
    const auto to_itself = inspector.foreign_keys("azc_user");
    ASSERT_EQ(to_itself.size(), 1U);
    EXPECT_EQ(to_itself.at(0).referred_table, "azc_user");
    EXPECT_EQ(to_itself.at(0).on_delete, set_null);
    const auto to_user = inspector.foreign_keys("azc_address");
    ASSERT_EQ(to_user.size(), 1U);
    EXPECT_EQ(to_user.at(0).on_delete, cascade);
    EXPECT_EQ(to_user.at(0).on_update, cascade);
    const auto composite = inspector.foreign_keys("azc_remark");
    ASSERT_EQ(composite.size(), 1U);
    EXPECT_EQ(composite.at(0).name, "fk_azc_remark_address");
    EXPECT_EQ(composite.at(0).columns, (Names{"address_number", "address_user"}));
    EXPECT_EQ(composite.at(0).referred_columns, (Names{"number", "user_id"}));
}

void uniques_checks_and_indexes(Bench& bench) {
    const Users users(bench);
    Inspector inspector = inspect(bench.engine());
    const auto uniques = inspector.unique_constraints("azc_user");
    ASSERT_EQ(uniques.size(), 1U);
    EXPECT_EQ(uniques.at(0).columns, (Names{"name", "level"}));
    EXPECT_EQ(inspector.unique_constraints("azc_address").size(), 1U);
    EXPECT_TRUE(inspector.unique_constraints("azc_remark").empty());
    if (bench.answer(Question::reflects_checks).yes) {
        const auto checks = inspector.check_constraints("azc_user");
        ASSERT_EQ(checks.size(), 1U);
        EXPECT_EQ(checks.at(0).name, "ck_azc_user");
        EXPECT_NE(checks.at(0).condition.text().find("x (y)"), std::string::npos);
    }
    const auto indexes = inspector.indexes("azc_user");
    ASSERT_EQ(indexes.size(), 1U) << "those of UNIQUE and PRIMARY KEY are no indexes of their own";
    EXPECT_EQ(indexes.at(0).columns(), (Names{"level", "name"}));
    EXPECT_EQ(indexes.at(0).parts.at(1).direction, sql::Direction::descending);
    EXPECT_TRUE(inspector.indexes("azc_remark").empty());
}

/// Many at once says what one by one says.
void all_at_once(Bench& bench) {
    const Users users(bench);
    Inspector inspector = inspect(bench.engine());
    const std::vector<std::string> wanted{"azc_address", "azc_remark", "azc_user"};
    const auto tables = inspector.tables({.names = wanted});
    ASSERT_EQ(tables.size(), 3U);
    Inspector single = inspect(bench.engine());
    for (const TableData& table : tables) {
        const TableData& same = single.table(table.name);
        EXPECT_EQ(table.columns.size(), same.columns.size()) << table.name;
        EXPECT_EQ(table.primary_key, same.primary_key);
        EXPECT_EQ(table.foreign_keys, same.foreign_keys);
        EXPECT_EQ(table.uniques, same.uniques);
        EXPECT_EQ(table.checks, same.checks);
        EXPECT_EQ(table.indexes, same.indexes);
        EXPECT_EQ(table.comment, same.comment);
    }
    EXPECT_TRUE(inspector.tables({.views = true, .tables = false, .names = wanted}).empty());
}

/// What was reflected is a description like any other: queries and joins run on it.
void used_like_a_description(Bench& bench) {
    const Users users(bench);
    bench.write([&](Connection& db) {
        db.execute(insert(users.user), Params{{"id", 1}, {"name", "Ada"}});
        db.execute(insert(users.address), {{{"user_id", 1}, {"number", 1}, {"mail", "a@x"}},
                                           {{"user_id", 1}, {"number", 2}, {"mail", "b@x"}}});
    });
    MetaData found;
    found.reflect(bench.engine(), {.only = {"azc_address"}});
    ASSERT_TRUE(found.contains("azc_user")) << "what keys refer to comes along";
    const Table user = found.table("azc_user");
    const Table address = found.table("azc_address");
    Connection db = bench.engine().connect();
    EXPECT_EQ(names(db, select(address["mail"]).join(user).order_by(address["number"])),
              (Names{"a@x", "b@x"}));
    EXPECT_EQ(names(db, select(user["greeting"])), Names{"it's 100%"});
}

void order_of_creation(Bench& bench) {
    const Users users(bench);
    const CreationOrder order = inspect(bench.engine()).creation_order();
    const auto place = [&](std::string_view name) {
        return std::find_if(order.tables.begin(), order.tables.end(),
                            [&](const auto& table) { return table->name == name; }) -
               order.tables.begin();
    };
    EXPECT_LT(place("azc_user"), place("azc_address"));
    EXPECT_LT(place("azc_address"), place("azc_remark"));
}

void kinds_of_indexes(Bench& bench, Capability what) {
    MetaData made;
    const Index index = [&] {
        switch (what) {
            case Capability::partial_indexes: return Index{"ix_azc_shelf", {"a"}}.where("a > 5");
            case Capability::expression_indexes:
                return Index{"ix_azc_shelf", {"a", func::lower(this_column("b"))}};
            case Capability::index_include: return Index{"ix_azc_shelf", {"a"}}.include({"b"});
            default: return Index{"ix_azc_shelf", {"b", desc("a")}, unique_index};
        }
    }();
    const Table shelf{
        "azc_shelf", made, Column{"id", Integer{}}, Column{"a", Integer{}}, Column{"b", String{20}},
        index};
    bench.create(made);
    MetaData found;
    found.reflect(bench.engine(), {.only = {"azc_shelf"}});
    const auto dialect = load_dialect(bench.requirements().dialect());
    for (const SchemaDifference& difference : diff(made, found, *dialect))
        ADD_FAILURE() << difference.describe();
    const auto indexes = inspect(bench.engine()).indexes("azc_shelf");
    ASSERT_EQ(indexes.size(), 1U);
    EXPECT_EQ(indexes.at(0).unique, what == Capability::named_indexes);
    EXPECT_EQ(indexes.at(0).where.empty(), what != Capability::partial_indexes);
    EXPECT_EQ(indexes.at(0).include.empty(), what != Capability::index_include);
}

/// A table that has no columns, where the database lets one be.
void without_columns(Bench& bench) {
    bench.write([&](Connection& db) { db.execute(text("DROP TABLE IF EXISTS azc_void")); });
    const Caught making = caught([&] {
        bench.write([&](Connection& db) { db.execute(text("CREATE TABLE azc_void ()")); });
    });
    if (!making.category.empty()) GTEST_SKIP() << "it has none: " << making.text;
    Inspector inspector = inspect(bench.engine());
    EXPECT_TRUE(inspector.has_table("azc_void"));
    EXPECT_TRUE(inspector.columns("azc_void").empty());
    EXPECT_TRUE(inspector.primary_key("azc_void").columns.empty());
    MetaData found;
    found.reflect(bench.engine(), {.only = {"azc_void"}});
    EXPECT_TRUE(found.contains("azc_void"));
    bench.write([&](Connection& db) { db.execute(text("DROP TABLE azc_void")); });
}

/// One kind of parts of many tables, without the others.
void some_parts(Bench& bench) {
    const Users users(bench);
    Inspector inspector = inspect(bench.engine());
    const std::vector<std::string> wanted{"azc_address", "azc_remark", "azc_user"};
    const auto all = inspector.tables({.names = wanted});
    const auto check = [&](TableParts parts, auto same) {
        Inspector fresh = inspect(bench.engine());
        const auto found = fresh.tables({.names = wanted, .parts = parts});
        ASSERT_EQ(found.size(), all.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i].name, all[i].name);
            EXPECT_TRUE(same(found[i], all[i])) << found[i].name;
            EXPECT_EQ(found[i].columns.empty(), !wants(parts, TableParts::columns));
            EXPECT_EQ(found[i].foreign_keys.empty(),
                      !wants(parts, TableParts::foreign_keys) || all[i].foreign_keys.empty());
            EXPECT_EQ(found[i].indexes.empty(),
                      !wants(parts, TableParts::indexes) || all[i].indexes.empty());
        }
        // What is found in part is not taken for the whole.
        EXPECT_EQ(fresh.columns("azc_user").size(), 7U);
    };
    check(TableParts::columns, [](const TableData& some, const TableData& whole) {
        return std::ranges::equal(some.columns, whole.columns, [](const auto& a, const auto& b) {
            return a.name == b.name && a.type == b.type && a.nullable == b.nullable &&
                   a.primary_key == b.primary_key && a.server_default == b.server_default;
        });
    });
    check(TableParts::primary_keys, [](const TableData& some, const TableData& whole) {
        return some.primary_key == whole.primary_key;
    });
    check(TableParts::foreign_keys, [](const TableData& some, const TableData& whole) {
        return some.foreign_keys == whole.foreign_keys;
    });
    check(TableParts::uniques | TableParts::checks,
          [](const TableData& some, const TableData& whole) {
              return some.uniques == whole.uniques && some.checks == whole.checks;
          });
    check(TableParts::indexes, [](const TableData& some, const TableData& whole) {
        return some.indexes == whole.indexes;
    });
    check(TableParts::options, [](const TableData& some, const TableData& whole) {
        return some.comment == whole.comment && some.options == whole.options;
    });
}

}  // namespace

void add_reflection(Suites& suites) {
    suites.begin("reflection", Badge::reflect);
    const auto add = [&](const char* name, void (*body)(Bench&)) {
        suites.test(
            name, body,
            {Capability::foreign_keys, Capability::check_constraints, Capability::named_indexes});
    };
    add("nothing_differs", nothing_differs);
    add("columns", columns);
    add("keys", keys);
    add("uniques_checks_and_indexes", uniques_checks_and_indexes);
    add("all_at_once", all_at_once);
    add("some_parts", some_parts);
    add("used_like_a_description", used_like_a_description);
    add("order_of_creation", order_of_creation);
    for (const auto& [name, what] : {std::pair("unique_index", Capability::named_indexes),
                                     std::pair("partial_index", Capability::partial_indexes),
                                     std::pair("expression_index", Capability::expression_indexes),
                                     std::pair("including_index", Capability::index_include)}) {
        suites.test(name, [what = what](Bench& bench) { kinds_of_indexes(bench, what); },
                    {Capability::named_indexes, what});
    }
    suites.test("without_columns", without_columns);
}

}  // namespace azoth::compliance
