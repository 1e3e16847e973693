// SPDX-License-Identifier: MIT
// Generated schemas on the server of AZOTH_TEST_POSTGRESQL_URL: created, reflected, compared.
#include <gtest/gtest.h>

#include <cstdlib>

#include "random_schema.hpp"

namespace azoth_test {
namespace {

using namespace azoth;

constexpr Features postgresql{.postgresql = true};

class OnPostgresql : public ::testing::Test {
protected:
    void SetUp() override {
        const char* url = std::getenv("AZOTH_TEST_POSTGRESQL_URL");
        if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL names no server";
        engine_.emplace(create_engine(url));
        reset();
    }
    void TearDown() override {
        if (!engine_) return;
        Connection db = engine_->connect();
        db.execute(DropSchema{"azoth_schema_test"}.if_exists().cascade());
        db.commit();
    }
    /// An empty schema of its own, which the connection takes for the default.
    void reset() {
        Connection db = engine_->connect();
        db.execute(DropSchema{"azoth_schema_test"}.if_exists().cascade());
        db.execute(CreateSchema{"azoth_schema_test"});
        db.commit();
    }
    static void enter(Connection& db) {
        db.execute(ddl("SET LOCAL search_path = azoth_schema_test"));
    }
    static MetaData reflected(Connection& db) {
        MetaData found;
        found.reflect(db, {.views = true});
        return found;
    }
    std::optional<Engine> engine_;
};

TEST_F(OnPostgresql, WhatIsCreatedComesBack) {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + rounds(60); ++seed) {
        SCOPED_TRACE("AZOTH_SEED=" + std::to_string(seed));
        const MetaData model = random_schema(seed, postgresql);
        Connection db = engine_->connect();
        enter(db);
        ASSERT_NO_THROW(model.create_all(db));
        const MetaData found = reflected(db);
        ASSERT_EQ(describe(diff(model, found, db.dialect())), "");
        // What was found makes the same again.
        db.rollback();
        enter(db);
        for (const auto& sequence : model.sequences()) {
            db.execute(CreateSequence{Sequence(sequence)});
        }
        found.create_all(db);
        ASSERT_EQ(describe(diff(found, reflected(db), db.dialect())), "");
        db.rollback();
    }
}

/// Control: the comparison finds what is changed behind the model's back.
TEST_F(OnPostgresql, EveryChangeIsFound) {
    MetaData model;
    const Table t{"t",
                  model,
                  Column{"id", Integer{}, primary_key},
                  Column{"a", Integer{}, ServerDefault::of(-3)},
                  Column{"b", Text{}},
                  CheckConstraint{this_column("a") > 5 && this_column("b") != "x"}.named("ck"),
                  Index{"ix", {func::lower(this_column("b"))}}};
    for (const char* change :
         {"ALTER TABLE t ALTER a SET DEFAULT -4", "ALTER TABLE t ALTER b SET NOT NULL",
          "ALTER TABLE t DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (a > 6 AND b <> 'x')",
          "ALTER TABLE t DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (a > 5 AND b <> 'X')",
          "ALTER TABLE t ADD UNIQUE (a)", "DROP INDEX ix; CREATE INDEX ix ON t (upper(b))",
          "ALTER TABLE t ALTER a TYPE bigint", "COMMENT ON COLUMN t.a IS 'x'",
          "ALTER TABLE t ALTER id SET GENERATED ALWAYS", "ALTER TABLE t ADD c date"}) {
        Connection db = engine_->connect();
        enter(db);
        model.create_all(db);
        EXPECT_EQ(describe(diff(model, reflected(db), db.dialect())), "");
        db.execute_script(change);
        EXPECT_EQ(diff(model, reflected(db), db.dialect()).size(), 1U) << change;
        db.rollback();
    }
}

TEST_F(OnPostgresql, ReadsWhatOnlyItHas) {
    Connection db = engine_->connect();
    enter(db);
    db.execute_script(
        "CREATE TABLE part (id integer PRIMARY KEY, kind text) PARTITION BY LIST (id);"
        "CREATE UNLOGGED TABLE odd (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 5 CYCLE),"
        " a text COLLATE \"C\", b integer GENERATED ALWAYS AS (length(a)) STORED,"
        " UNIQUE NULLS NOT DISTINCT (a), EXCLUDE USING btree (b WITH =),"
        " CHECK (b > 0) NO INHERIT) WITH (fillfactor = 70);"
        "CREATE INDEX odd_hash ON odd USING hash (a);"
        "CREATE INDEX odd_ops ON odd (a text_pattern_ops DESC NULLS LAST) INCLUDE (b) WHERE b > 3;"
        "COMMENT ON INDEX odd_ops IS 'fast';"
        "CREATE MATERIALIZED VIEW kept AS SELECT id FROM odd;"
        "CREATE SEQUENCE numbers AS integer INCREMENT 5 CACHE 3;"
        "CREATE TEMPORARY TABLE passing (x integer)");
    Inspector inspector = inspect(db);
    EXPECT_EQ(inspector.default_schema_name(), "azoth_schema_test");
    EXPECT_EQ(inspector.table_names(), (std::vector<std::string>{"odd", "part"}));
    EXPECT_EQ(inspector.materialized_view_names(), std::vector<std::string>{"kept"});
    EXPECT_EQ(inspector.temporary_table_names(), std::vector<std::string>{"passing"});
    EXPECT_TRUE(inspector.table("passing").temporary);
    EXPECT_TRUE(inspector.has_table("passing"));
    EXPECT_TRUE(inspector.has_sequence("numbers"));
    EXPECT_TRUE(inspector.has_index("odd", "odd_hash"));
    ASSERT_EQ(inspector.sequences().size(), 1U);
    EXPECT_EQ(inspector.sequences()[0].options.increment, 5);
    EXPECT_EQ(inspector.sequences()[0].options.cache, 3);
    EXPECT_EQ(inspector.sequences()[0].type, SqlType(Integer{}));

    const TableData& odd = inspector.table("odd");
    EXPECT_EQ(odd.column("id").identity, (Identity{true, {.start = 5, .cycle = true}}));
    EXPECT_EQ(odd.column("a").type.collation(), "C");
    EXPECT_EQ(odd.column("b").computed->expression.text(), "length(a)");
    EXPECT_NE(find_option(odd.options, "postgresql_unlogged"), nullptr);
    EXPECT_EQ(*find_option(odd.options, "postgresql_with"), Value("fillfactor=70"));
    EXPECT_NE(find_option(odd.uniques.at(0).options, "postgresql_nulls_not_distinct"), nullptr);
    EXPECT_EQ(odd.other_constraints.at(0).definition, "EXCLUDE USING btree (b WITH =)");
    EXPECT_NE(find_option(odd.checks.at(0).options, "postgresql_no_inherit"), nullptr);
    ASSERT_EQ(odd.indexes.size(), 2U);
    EXPECT_EQ(*find_option(odd.indexes[0].options, "postgresql_using"), Value("hash"));
    EXPECT_EQ(odd.indexes[1].parts.at(0).operator_class, "text_pattern_ops");
    EXPECT_EQ(odd.indexes[1].parts.at(0).nulls, sql::Nulls::last);
    EXPECT_EQ(odd.indexes[1].include, std::vector<std::string>{"b"});
    EXPECT_EQ(odd.indexes[1].where.text(), "b > 3");
    EXPECT_EQ(odd.indexes[1].comment, "fast");
    EXPECT_EQ(*find_option(inspector.table("part").options, "postgresql_partition_by"),
              Value("LIST (id)"));
    EXPECT_EQ(inspector.table("kept").kind, TableKind::materialized_view);
    db.rollback();
}

TEST_F(OnPostgresql, TablesThatReferToOneAnother) {
    MetaData metadata;
    const Table hen{"hen", metadata, Column{"id", Integer{}, primary_key},
                    Column{"egg_id", ForeignKey{"egg.id"}.named("fk_hen_egg")}};
    const Table egg{"egg", metadata, Column{"id", Integer{}, primary_key},
                    Column{"hen_id", ForeignKey{"hen.id"}.named("fk_egg_hen")}};
    Connection db = engine_->connect();
    enter(db);
    metadata.create_all(db);
    EXPECT_EQ(describe(diff(metadata, reflected(db), db.dialect())), "");
    metadata.drop_all(db);
    EXPECT_TRUE(inspect(db).table_names().empty());
    db.rollback();
}

TEST_F(OnPostgresql, ASequenceGivesNumbers) {
    MetaData metadata;
    const Sequence numbers{"numbers", metadata, {.start = 7}};
    const Table table{"t", metadata,
                      Column{"id", BigInteger{}, ServerDefault{numbers.next_value()}},
                      Column{"x", Integer{}}};
    Connection db = engine_->connect();
    enter(db);
    metadata.create_all(db);
    EXPECT_EQ(db.scalar<std::int64_t>(select(numbers.next_value())), 7);
    db.execute(insert(table), Params{{"x", 1}});
    EXPECT_EQ(db.scalar<std::int64_t>(select(table["id"])), 8);
    db.rollback();
}

TEST_F(OnPostgresql, LiteralsMeanTheirValues) {
    MetaData metadata;
    Connection db = engine_->connect();
    enter(db);
    const std::string text = "it's \\ \"q\" $1 ;--";
    const Table table{
        "t",
        metadata,
        Column{"id", Integer{}, primary_key},
        Column{"a", Text{}, ServerDefault::of(text)},
        Column{"b", LargeBinary{},
               ServerDefault::of(std::vector<std::byte>{std::byte{0}, std::byte{92}})},
        Column{"c", Numeric{20, 3}, ServerDefault::of(Decimal("-123456789012.345"))},
        Column{"d", Double{}, ServerDefault::of(-0.1)},
        Column{"e", BigInteger{}, ServerDefault::of(INT64_MIN)},
        Column{"f", DateTime{with_timezone},
               ServerDefault::of(from_epoch<Instant>(1'700'000'000, 123'456'000))},
        Column{"g", Boolean{}, ServerDefault::of(false)}};
    metadata.create_all(db);
    db.execute(insert(table), Params{{"id", 1}});
    const Row row = db.execute(select(table)).one();
    EXPECT_EQ(row["a"].as<std::string>(), text);
    EXPECT_EQ(row["b"].as<std::vector<std::byte>>(),
              (std::vector<std::byte>{std::byte{0}, std::byte{92}}));
    EXPECT_EQ(row["c"].as<Decimal>(), Decimal("-123456789012.345"));
    EXPECT_EQ(row["d"].as<double>(), -0.1);
    EXPECT_EQ(row["e"].as<std::int64_t>(), INT64_MIN);
    EXPECT_EQ(row["f"].as<Instant>(), from_epoch<Instant>(1'700'000'000, 123'456'000));
    EXPECT_FALSE(row["g"].as<bool>());
    db.rollback();
}

}  // namespace
}  // namespace azoth_test
