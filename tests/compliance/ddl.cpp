// SPDX-License-Identifier: MIT
// Creating, dropping and reading back: what was described is what reflection finds.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include "type_cases.hpp"

namespace azoth::compliance {

namespace {

/// Three tables that refer to one another, described from the last to the first.
struct Chain {
    MetaData metadata;
    Table leaf{"azc_leaf", metadata, Column{"id", Integer{}, primary_key},
               Column{"branch_id", ForeignKey{"azc_branch.id", on_delete(cascade)}, not_null}};
    Table branch{"azc_branch",
                 metadata,
                 Column{"id", Integer{}, primary_key},
                 Column{"root_id", ForeignKey{"azc_root.id"}},
                 Column{"title", String{40}, not_null, ServerDefault{"'none'"}},
                 UniqueConstraint{"root_id", "title"}.named("uq_azc_branch"),
                 CheckConstraint{"title <> ''"}.named("ck_azc_branch"),
                 Index{"ix_azc_branch_title", {"title"}}};
    Table root{"azc_root", metadata, Column{"id", Integer{}, primary_key},
               Column{"code", String{10}, unique_key}};
};

bool has(Bench& bench, std::string_view table) {
    return inspect(bench.engine()).has_table(table);
}

void creates_and_drops_in_order(Bench& bench) {
    const Chain chain;
    bench.create(chain.metadata);
    EXPECT_TRUE(has(bench, "azc_leaf"));
    EXPECT_TRUE(has(bench, "azc_branch"));
    EXPECT_TRUE(has(bench, "azc_root"));
    chain.metadata.drop_all(bench.engine());
    EXPECT_FALSE(has(bench, "azc_leaf"));
    EXPECT_FALSE(has(bench, "azc_branch"));
    EXPECT_FALSE(has(bench, "azc_root"));
}

void creates_only_what_is_missing(Bench& bench) {
    const Chain chain;
    bench.create(chain.metadata);
    bench.write([&](Connection& db) {
        db.execute(insert(chain.root), Params{{"id", 7}, {"code", "kept"}});
    });
    chain.metadata.create_all(bench.engine());
    EXPECT_EQ(bench.engine().connect().scalar<std::string>(select(chain.root["code"])), "kept");
    chain.metadata.drop_all(bench.engine());
    chain.metadata.drop_all(bench.engine());
}

void reflects_constraints(Bench& bench) {
    const Chain chain;
    bench.create(chain.metadata);
    Inspector inspector = inspect(bench.engine());
    const TableData& branch = inspector.table("azc_branch");
    EXPECT_EQ(branch.primary_key.columns, std::vector<std::string>{"id"});
    EXPECT_FALSE(branch.column("title").nullable);
    EXPECT_TRUE(branch.column("root_id").nullable);
    EXPECT_TRUE(branch.column("title").server_default.has_value());
    ASSERT_EQ(branch.uniques.size(), 1U);
    EXPECT_EQ(branch.uniques.at(0).name,
              bench.answer(Question::reflects_unique_names).yes ? "uq_azc_branch" : "");
    EXPECT_EQ(branch.uniques.at(0).columns, (std::vector<std::string>{"root_id", "title"}));
    ASSERT_EQ(branch.indexes.size(), 1U);
    EXPECT_EQ(branch.indexes.at(0).name, "ix_azc_branch_title");
    EXPECT_EQ(branch.indexes.at(0).columns(), std::vector<std::string>{"title"});
    EXPECT_FALSE(branch.indexes.at(0).unique);
    ASSERT_EQ(branch.foreign_keys.size(), 1U);
    EXPECT_EQ(branch.foreign_keys.at(0).columns, std::vector<std::string>{"root_id"});
    EXPECT_EQ(branch.foreign_keys.at(0).referred_table, "azc_root");
    EXPECT_EQ(branch.foreign_keys.at(0).referred_columns, std::vector<std::string>{"id"});
    EXPECT_EQ(caught([&] { (void)inspector.table("azc_none"); }).code, "no_such_table");
    if (!bench.answer(Question::reflects_checks).yes) {
        EXPECT_TRUE(branch.checks.empty());
        return;
    }
    ASSERT_EQ(branch.checks.size(), 1U);
    EXPECT_EQ(branch.checks.at(0).name, "ck_azc_branch");
}

/// Columns of the same table name, asked for one part at a time.
void inspector_parts_agree(Bench& bench) {
    const Chain chain;
    bench.create(chain.metadata);
    Inspector inspector = inspect(bench.engine());
    const std::vector<std::string> names = inspector.table_names();
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
    EXPECT_EQ(std::count(names.begin(), names.end(), "azc_leaf"), 1);
    EXPECT_EQ(inspector.columns("azc_branch").size(), 3U);
    EXPECT_EQ(inspector.foreign_keys("azc_leaf").size(), 1U);
    EXPECT_EQ(inspector.unique_constraints("azc_branch").size(), 1U);
    EXPECT_EQ(inspector.primary_key("azc_root").columns, std::vector<std::string>{"id"});
    chain.metadata.drop_all(bench.engine());
    inspector.refresh();
    EXPECT_FALSE(inspector.has_table("azc_leaf"));
}

void server_default_applies(Bench& bench) {
    const Chain chain;
    bench.create(chain.metadata);
    bench.write([&](Connection& db) { db.execute(insert(chain.branch), Params{{"id", 1}}); });
    EXPECT_EQ(bench.engine().connect().scalar<std::string>(select(chain.branch["title"])), "none");
}

void composite_key(Bench& bench) {
    MetaData metadata;
    const Table table("azc_pair", metadata, Column{"a", Integer{}, primary_key},
                      Column{"b", String{10}, primary_key}, PrimaryKeyConstraint{"b", "a"});
    bench.create(metadata);
    EXPECT_EQ(inspect(bench.engine()).primary_key("azc_pair").columns,
              (std::vector<std::string>{"b", "a"}));
    Connection db = bench.engine().connect();
    db.execute(insert(table), {{{"a", 1}, {"b", "x"}}, {{"a", 1}, {"b", "y"}}});
    EXPECT_EQ(caught([&] {
                  db.execute(insert(table), Params{{"a", 1}, {"b", "y"}});
              }).category,
              "IntegrityError");
}

/// Made, read back, and made again from what was read: the second description equals the first.
void type_survives_reflection(Bench& bench, const SqlType& type) {
    MetaData metadata;
    const Table table("azc_reflected", metadata,
                      Column{"id", Integer{}, primary_key, no_autoincrement}, Column{"x", type});
    const Answer answer = bench.requirements().stores(type);
    if (!answer.yes) {
        const Caught refusal = caught([&] { metadata.create_all(bench.engine()); });
        EXPECT_EQ(refusal.category, "CompileError") << answer.reason;
        EXPECT_FALSE(has(bench, "azc_reflected"));
        return;
    }
    bench.create(metadata);
    const SqlType wanted = bench.requirements().reflected(type);
    const SqlType found = inspect(bench.engine()).table("azc_reflected").column("x").type;
    EXPECT_EQ(type_kind_name(found.kind()), type_kind_name(wanted.kind()));
    EXPECT_EQ(found.length(), wanted.length());
    EXPECT_EQ(found.precision(), wanted.precision());
    EXPECT_EQ(found.scale(), wanted.scale());
    EXPECT_EQ(found.dimensions(), wanted.dimensions());

    TableData copy = inspect(bench.engine()).table("azc_reflected");
    copy.name = "azc_again";
    copy.primary_key.name.clear();  // some databases share such names between tables
    MetaData second;
    second.add(copy);
    bench.create(second);
    const SqlType again = inspect(bench.engine()).table("azc_again").column("x").type;
    EXPECT_EQ(type_kind_name(again.kind()), type_kind_name(found.kind()));
    EXPECT_EQ(again.length(), found.length());
    EXPECT_EQ(again.precision(), found.precision());
    EXPECT_EQ(again.scale(), found.scale());
}

}  // namespace

void add_ddl(Suites& suites) {
    suites.begin("ddl", Badge::schema);
    const auto needs = {Capability::foreign_keys, Capability::check_constraints,
                        Capability::named_indexes};
    suites.test("creates_and_drops_in_order", creates_and_drops_in_order, needs);
    suites.test("creates_only_what_is_missing", creates_only_what_is_missing, needs);
    suites.test("reflects_constraints", reflects_constraints, needs);
    suites.test("inspector_parts_agree", inspector_parts_agree, needs);
    suites.test("server_default_applies", server_default_applies, needs);
    suites.test("composite_key", composite_key);

    const std::pair<const char*, SqlType> types[] = {
        {"boolean", Boolean{}},
        {"small_integer", SmallInteger{}},
        {"integer", Integer{}},
        {"big_integer", BigInteger{}},
        {"unsigned_big_integer", UnsignedBigInteger{}},
        {"float", Float{}},
        {"double", Double{}},
        {"numeric", Numeric{12, 3}},
        {"numeric_30_digits", Numeric{30, 10}},
        {"char", Char{8}},
        {"string", String{120}},
        {"text", Text{}},
        {"binary", Binary{16}},
        {"bytes", LargeBinary{}},
        {"date", DateType{}},
        {"time", Time{}},
        {"timestamp", DateTime{}},
        {"instant", DateTime{with_timezone}},
        {"interval", IntervalType{}},
        {"uuid", UuidType{}},
        {"json", Json{}},
        {"enum", Enum{"red", "green"}},
        {"array", Array{Integer{}}},
    };
    for (const auto& [name, type] : types) {
        suites.test(std::string("reflects_") + name,
                    [type = type](Bench& bench) { type_survives_reflection(bench, type); });
    }
}

}  // namespace azoth::compliance
