// SPDX-License-Identifier: MIT
// Names that a convention makes longer than the database lets them be: cut the same way each time,
// still apart, and found under the cut name. Longer names that a program gives are an error.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

#include <azoth/dialect/dialect.hpp>

namespace azoth::compliance {

namespace {

/// A convention whose names have more than 255 characters.
NamingConvention long_winded() {
    const std::string filling(250, 'n');
    return {.index = "ix_{table_name}_{column_0_N_name}_" + filling,
            .unique = "uq_{table_name}_{column_0_N_name}_" + filling,
            .check = "ck_{table_name}_{constraint_name}_" + filling,
            .foreign_key = "fk_{table_name}_{column_0_name}_" + filling,
            .primary_key = "pk_{table_name}_" + filling};
}

struct Wordy {
    MetaData metadata{MetaDataOptions{.naming = long_winded()}};
    Table parent{"azc_wordy",
                 metadata,
                 Column{"id", Integer{}, primary_key, no_autoincrement},
                 Column{"a", Integer{}, indexed},
                 Column{"b", Integer{}, indexed},
                 UniqueConstraint{"a", "b"},
                 CheckConstraint{"a > 0"}.named("positive")};
    Table child{"azc_wordy_child", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                Column{"parent_id", ForeignKey{"azc_wordy.id"}}};
};

void of_all_kinds(Bench& bench) {
    const Wordy wordy;
    bench.create(wordy.metadata);
    {
        MetaData found;
        found.reflect(bench.engine(), {.only = {"azc_wordy", "azc_wordy_child"}});
        const auto dialect = load_dialect(bench.requirements().dialect());
        for (const SchemaDifference& difference : diff(wordy.metadata, found, *dialect))
            ADD_FAILURE() << difference.describe();
    }
    const TableData parent = inspect(bench.engine()).table("azc_wordy");
    ASSERT_EQ(parent.indexes.size(), 2U);
    EXPECT_NE(parent.indexes.at(0).name, parent.indexes.at(1).name);
    for (const IndexData& index : parent.indexes)
        EXPECT_TRUE(index.name.starts_with("ix_azc_wordy_")) << index.name;
    wordy.metadata.create_all(bench.engine());  // the names are those it looks for
    bench.write([&](Connection& db) {
        db.execute(DropIndex{wordy.parent, parent.indexes.at(0).name});
    });
    EXPECT_EQ(inspect(bench.engine()).indexes("azc_wordy").size(), 1U);
    // By the name that the description has, before it is cut.
    bench.write([&](Connection& db) {
        for (const IndexData& index : wordy.parent.data().indexes) {
            if (index.columns() == parent.indexes.at(1).columns())
                db.execute(DropIndex{wordy.parent, index.name});
        }
    });
    EXPECT_EQ(inspect(bench.engine()).indexes("azc_wordy").size(), 0U);
    if (!bench.supports(Capability::alter_constraints)) return;
    bench.write([&](Connection& db) {
        db.execute(DropConstraint{wordy.parent, wordy.parent.data().checks.front().name});
    });
    EXPECT_EQ(inspect(bench.engine()).check_constraints("azc_wordy").size(), 0U);
}

/// The error of a row says the name of the constraint that the database knows.
void in_errors(Bench& bench) {
    const Wordy wordy;
    bench.create(wordy.metadata);
    Connection db = bench.engine().connect();
    const Caught failure = caught([&] {
        db.execute(insert(wordy.parent), Params{{"id", 1}, {"a", -1}});
    });
    EXPECT_EQ(failure.code, "check_violation");
    EXPECT_NE(failure.text.find("ck_azc_wordy"), std::string::npos) << failure.text;
}

void given_by_the_program(Bench& bench) {
    MetaData metadata;
    const std::string name = "azc_" + std::string(300, 'x');
    const Table table{name, metadata, Column{"id", Integer{}}};
    const Caught refusal = caught([&] { bench.create(metadata); });
    if (refusal.category.empty()) {
        EXPECT_TRUE(inspect(bench.engine()).has_table(name));
        return;
    }
    EXPECT_EQ(refusal.category, "CompileError") << refusal.text;
    EXPECT_EQ(refusal.code, "identifier_too_long");
}

}  // namespace

void add_long_names(Suites& suites) {
    suites.begin("long_names", Badge::schema);
    const auto needs = {Capability::foreign_keys, Capability::check_constraints,
                        Capability::named_indexes};
    suites.test("of_all_kinds", of_all_kinds, needs);
    suites.test("in_errors", in_errors, needs);
    suites.test("given_by_the_program", given_by_the_program);
}

}  // namespace azoth::compliance
