// SPDX-License-Identifier: MIT
// Generated schemas on the server of AZOTH_TEST_POSTGRESQL_URL: created, reflected, compared.
#include <gtest/gtest.h>

#include <azoth/sql/array.hpp>
#include <azoth/value/array.hpp>

#include "on_postgresql.hpp"
#include "random_schema.hpp"

namespace azoth_test {
namespace {

using namespace azoth;

constexpr Features postgresql{.postgresql = true};

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
        found.create_all(db);
        ASSERT_EQ(describe(diff(found, reflected(db), db.dialect())), "");
        found.drop_all(db);
        Inspector inspector = inspect(db);
        EXPECT_TRUE(inspector.tables({.views = true}).empty());
        EXPECT_TRUE(inspector.sequences().empty());
        db.rollback();
    }
}

/// Control: the comparison finds what is changed behind the model's back.
TEST_F(OnPostgresql, EveryChangeIsFound) {
    MetaData model;
    const Sequence numbers{"numbers", model, {.start = 5, .increment = 2}};
    const Table t{"t",
                  model,
                  Column{"id", Integer{}, primary_key},
                  Column{"a", Integer{}, ServerDefault::of(-3)},
                  Column{"b", Text{}},
                  CheckConstraint{this_column("a") > 5 && this_column("b") != "x"}.named("ck"),
                  Index{"ix", {func::lower(this_column("b"))}}};
    for (const char* change :
         {"ALTER TABLE t ALTER a SET DEFAULT -4",
          "ALTER TABLE t ALTER b SET NOT NULL",
          "ALTER TABLE t DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (a > 6 AND b <> 'x')",
          "ALTER TABLE t DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (a > 5 AND b <> 'X')",
          "ALTER TABLE t ADD UNIQUE (a)",
          "DROP INDEX ix; CREATE INDEX ix ON t (upper(b))",
          "ALTER TABLE t ALTER a TYPE bigint",
          "COMMENT ON COLUMN t.a IS 'x'",
          "ALTER TABLE t ALTER id SET GENERATED ALWAYS",
          "ALTER TABLE t ADD c date",
          "ALTER TABLE t DROP CONSTRAINT ck; "
          "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 5 AND b <> 'x') NOT VALID",
          "DROP SEQUENCE numbers",
          "CREATE SEQUENCE more; COMMENT ON SEQUENCE more IS 'x'",
          "ALTER SEQUENCE numbers INCREMENT 3",
          "ALTER SEQUENCE numbers START 6",
          "ALTER SEQUENCE numbers MINVALUE 0",
          "ALTER SEQUENCE numbers MAXVALUE 99",
          "ALTER SEQUENCE numbers CACHE 2",
          "ALTER SEQUENCE numbers CYCLE",
          "ALTER SEQUENCE numbers AS smallint",
          "ALTER SEQUENCE numbers OWNED BY t.a",
          "COMMENT ON SEQUENCE numbers IS 'x'"}) {
        Connection db = engine_->connect();
        enter(db);
        model.create_all(db);
        EXPECT_EQ(describe(diff(model, reflected(db), db.dialect())), "");
        db.execute_script(change);
        EXPECT_EQ(diff(model, reflected(db), db.dialect()).size(), 1U) << change;
        db.rollback();
    }
}

TEST_F(OnPostgresql, ConstraintsThatOldRowsNeedNotFulfilStaySo) {
    Connection db = engine_->connect();
    enter(db);
    db.execute_script(
        "CREATE TABLE town (id integer PRIMARY KEY);"
        "CREATE TABLE street (id integer CONSTRAINT ck_sure CHECK (id <> 0), town integer);"
        "INSERT INTO street VALUES (-1, 7);"
        "ALTER TABLE street ADD CONSTRAINT fk_town FOREIGN KEY (town) REFERENCES town"
        " ON DELETE SET NULL DEFERRABLE NOT VALID;"
        "ALTER TABLE street ADD CONSTRAINT ck_old CHECK (id > 0) NO INHERIT NOT VALID;"
        "COMMENT ON CONSTRAINT ck_old ON street IS 'since the fire'");
    const auto invalid = [&] {
        return db.scalar<std::string>(
            text("SELECT string_agg(conname::text, ' ' ORDER BY conname) FROM pg_constraint "
                 "WHERE NOT convalidated"));
    };
    EXPECT_EQ(invalid(), "ck_old fk_town");
    const MetaData found = reflected(db);
    const TableData& street = found.table("street").data();
    ASSERT_EQ(street.checks.size(), 2U);
    EXPECT_EQ(find_option(street.checks[0].options, "postgresql_not_valid"), nullptr);
    EXPECT_EQ(*find_option(street.checks[1].options, "postgresql_not_valid"), Value(true));
    EXPECT_EQ(*find_option(street.foreign_keys.at(0).options, "postgresql_not_valid"), Value(true));
    found.drop_all(db);
    found.create_all(db);
    EXPECT_EQ(invalid(), "ck_old fk_town");
    EXPECT_EQ(describe(diff(found, reflected(db), db.dialect())), "");
    // Validated since: a difference.
    db.execute_script("ALTER TABLE street VALIDATE CONSTRAINT ck_old");
    const std::string difference = describe(diff(found, reflected(db), db.dialect()));
    EXPECT_NE(difference.find("check of street \"ck_old\" is CHECK"), std::string::npos)
        << difference;
    EXPECT_NE(difference.find("NOT VALID in the model"), std::string::npos) << difference;
    // A constraint of its own, in one step.
    db.execute(AddConstraint{
        found.table("street"),
        CheckConstraint{"town > 5"}.named("ck_new").option("postgresql_not_valid", true)});
    EXPECT_EQ(invalid(), "ck_new fk_town");
    db.rollback();
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

/// What the server prints in words of its own is the same as what was written.
TEST_F(OnPostgresql, ExpressionsComeBack) {
    MetaData model;
    const Enum mood{"so so", "it's"};
    const Table odd{
        "odd",
        model,
        Column{"id", Integer{}, primary_key},
        Column{"d", DateType{}, ServerDefault::of("2020-02-29")},
        Column{"t", Time{}, ServerDefault::of("12:30:00")},
        Column{"z", DateTime{with_timezone}, ServerDefault::of("2020-01-01T00:00:00Z")},
        Column{"f", Double{}, ServerDefault::of(1e300)},
        Column{"r", Float{}, ServerDefault::of(-1.5)},
        Column{"n", Numeric{20, 5}, ServerDefault::of(Decimal("-1.50000"))},
        Column{"minus", Text{}, ServerDefault::of("-5")},
        Column{"number", Text{}, ServerDefault::of("1.0")},
        Column{"cast", Integer{}, ServerDefault{cast(literal("7"), Integer{})}},
        Column{"nothing", Text{}, ServerDefault{"NULL"}},
        Column{"mood", mood.named("My Mood"), ServerDefault::of("so so")},
        Column{"text_mood", Enum{"only"}},
        Column{"numbered", SmallInteger{}, Identity{false, {.start = 3}}},
        Column{"twice", Numeric{12, 2}, Computed{this_column("n") * 2, stored}},
        CheckConstraint{this_column("minus").like("50!%%", '!') &&
                        !this_column("number").like("a_'")},
        CheckConstraint{this_column("id").between(1, 10) ||
                        !this_column("cast").between(this_column("id"), 7)},
        CheckConstraint{this_column("minus").in({"only one"}) ||
                        this_column("number").not_in({"a", "b'c"})},
        CheckConstraint{"minus ILIKE 'x%' AND position('a' IN number) > 0 AND number != 'B'"},
        Index{"ix_odd", {desc(func::lower(this_column("minus")).collate("C"))}}};
    Connection db = engine_->connect();
    enter(db);
    db.execute(ddl("SET LOCAL timezone = 'Asia/Shanghai'"));
    model.create_all(db);
    EXPECT_EQ(describe(diff(model, reflected(db), db.dialect())), "");
    // The control: what differs a little is told from it.
    db.execute_script(
        "ALTER TABLE odd ALTER d SET DEFAULT '2020-03-01', ALTER f SET DEFAULT 1e299,"
        " ALTER minus SET DEFAULT '-6', ALTER \"cast\" SET DEFAULT 8, ALTER mood SET DEFAULT "
        "'it''s',"
        " ALTER z SET DEFAULT '2020-01-01 00:00:01Z'");
    EXPECT_EQ(diff(model, reflected(db), db.dialect()).size(), 6U);
    db.rollback();
}

TEST_F(OnPostgresql, CollationsOfOtherSchemas) {
    Connection db = engine_->connect();
    db.execute_script(
        "CREATE SCHEMA azoth_other_schema;"
        "CREATE COLLATION azoth_other_schema.\"My C\" FROM \"C\"");
    enter(db);
    MetaData model;
    const Table odd{"odd", model, Column{"x", String{9, "My C", "azoth_other_schema"}},
                    Column{"y", Text{}.with_collation("C")}};
    model.create_all(db);
    const MetaData found = reflected(db);
    EXPECT_EQ(found.table("odd").data().column("x").type.collation_schema(), "azoth_other_schema");
    EXPECT_EQ(found.table("odd").data().column("y").type.collation_schema(), "");
    EXPECT_EQ(describe(diff(model, found, db.dialect())), "");
    EXPECT_EQ(db.scalar<bool>(select(cast(literal("b"), odd["x"].type()) > "B")), true);
    db.rollback();
}

TEST_F(OnPostgresql, KeysCarryColumns) {
    Connection db = engine_->connect();
    enter(db);
    db.execute_script(
        "CREATE TABLE town (id integer, \"Na me\" text, PRIMARY KEY (id) INCLUDE (\"Na me\"));"
        "CREATE TABLE street (id integer, town integer, x integer,"
        " UNIQUE (id) INCLUDE (town, x) DEFERRABLE,"
        " FOREIGN KEY (town) REFERENCES town ON DELETE SET NULL (town));"
        "CREATE TABLE grid (a integer[][], b numeric(4, 1)[][][])");
    const MetaData found = reflected(db);
    EXPECT_EQ(*find_option(found.table("town").data().primary_key.options, "postgresql_include"),
              Value("\"Na me\""));
    EXPECT_EQ(
        *find_option(found.table("street").data().uniques.at(0).options, "postgresql_include"),
        Value("town, x"));
    EXPECT_EQ(*find_option(found.table("street").data().foreign_keys.at(0).options,
                           "postgresql_on_delete_columns"),
              Value("town"));
    EXPECT_EQ(found.table("grid").data().column("a").type, SqlType(Array{Integer{}, 2}));
    EXPECT_EQ(found.table("grid").data().column("b").type, SqlType(Array{Numeric{4, 1}, 3}));
    found.drop_all(db);
    found.create_all(db);
    EXPECT_EQ(describe(diff(found, reflected(db), db.dialect())), "");
    db.rollback();
}

TEST_F(OnPostgresql, SomePartsOfAllTables) {
    Connection db = engine_->connect();
    enter(db);
    db.execute_script(
        "CREATE TABLE town (id integer PRIMARY KEY, x text UNIQUE CHECK (x <> ''));"
        "CREATE INDEX ix_town ON town (x);"
        "CREATE TABLE street (id integer REFERENCES town); COMMENT ON TABLE town IS 'big'");
    Inspector inspector = inspect(db);
    const auto keys = inspector.tables({.parts = TableParts::foreign_keys});
    ASSERT_EQ(keys.size(), 2U);
    EXPECT_EQ(keys[0].name, "street");
    EXPECT_EQ(keys[0].foreign_keys.size(), 1U);
    EXPECT_TRUE(keys[0].columns.empty());
    EXPECT_TRUE(keys[1].uniques.empty() && keys[1].checks.empty() && keys[1].indexes.empty() &&
                keys[1].comment.empty() && keys[1].primary_key.columns.empty());
    const auto town =
        inspector.tables({.names = {"town"}, .parts = TableParts::checks | TableParts::indexes});
    ASSERT_EQ(town.size(), 1U);
    EXPECT_EQ(town[0].checks.size(), 1U);
    EXPECT_EQ(town[0].indexes.size(), 1U);
    EXPECT_TRUE(town[0].uniques.empty());
    EXPECT_EQ(inspector.table("town").uniques.size(), 1U) << "a part is no whole";

    const auto id = inspector.object_id("town");
    ASSERT_TRUE(id);
    EXPECT_EQ(db.scalar<std::int64_t>(text("SELECT 'town'::regclass::oid::bigint")), *id);
    EXPECT_EQ(inspector.object_id("town", "azoth_schema_test"), id);
    EXPECT_FALSE(inspector.object_id("no town"));
    db.rollback();
}

TEST_F(OnPostgresql, TablesThatReferToOneAnother) {
    MetaData metadata;
    const Table hen{"hen", metadata, Column{"id", Integer{}, primary_key},
                    Column{"egg_id", ForeignKey{"egg.id"}.named("fk_hen_egg")}};
    const Table egg{"egg", metadata, Column{"id", Integer{}, primary_key},
                    Column{"hen_id", ForeignKey{"hen.id"}.named("fk_egg_hen")}};
    const auto of_egg = ForeignKey{"egg.id", use_alter}.named("fk_shell_egg");
    const Table shell{"shell", metadata, Column{"id", Integer{}, of_egg, primary_key}};
    Connection db = engine_->connect();
    enter(db);
    metadata.create_all(db);
    EXPECT_EQ(describe(diff(metadata, reflected(db), db.dialect())), "");
    metadata.drop_all(db);
    EXPECT_TRUE(inspect(db).table_names().empty());
    db.rollback();
}

enum class Mood { sad, happy };

}  // namespace
}  // namespace azoth_test

template <>
struct azoth::enum_traits<azoth_test::Mood> {
    static constexpr std::string_view name = "mood";
    static constexpr azoth::EnumLabel<azoth_test::Mood> labels[] = {
        {azoth_test::Mood::sad, "it's sad"}, {azoth_test::Mood::happy, "happy"}};
};

namespace azoth_test {
namespace {

TEST_F(OnPostgresql, EnumTypesLiveAsLongAsTheirTables) {
    MetaData metadata;
    const Table a{"a", metadata, Column{"id", Integer{}, primary_key},
                  Column{"mood", Enum::of<Mood>(), ServerDefault::of(Mood::happy)}};
    const Table b{"b", metadata, Column{"moods", Array{sql_type_of<Mood>()}},
                  Column{"size", Enum{"S", "M"}.named("Size")}};
    Connection db = engine_->connect();
    enter(db);
    // With the first table that needs it, gone with the last.
    metadata.create_all(db, {.only = {"a"}});
    Inspector inspector = inspect(db);
    ASSERT_EQ(inspector.enums().size(), 1U);
    EXPECT_EQ(inspector.enums()[0], SqlType(Enum::of<Mood>()));
    metadata.create_all(db);
    EXPECT_EQ(inspector.enums().size(), 2U);
    EXPECT_TRUE(inspector.has_type("Size"));
    EXPECT_FALSE(inspector.has_type("size"));
    EXPECT_EQ(describe(diff(metadata, reflected(db), db.dialect())), "");
    metadata.create_all(db);  // all is there

    db.execute(insert(a), {{{"id", 1}, {"mood", Mood::sad}}, {{"id", 2}, {"mood", "happy"}}});
    db.execute(insert(a), Params{{"id", 3}});
    const auto ids = [&](const Condition& condition) {
        std::vector<int> found;
        for (auto [id] : db.execute(select(a["id"]).where(condition).order_by(a["id"])).rows<int>())
            found.push_back(id);
        return found;
    };
    EXPECT_EQ(ids(a["mood"] == Mood::happy), (std::vector<int>{2, 3}));
    EXPECT_EQ(ids(a["mood"] > Mood::sad), (std::vector<int>{2, 3}));  // in their own order
    EXPECT_EQ(ids(a["mood"].in({"it's sad"})), std::vector<int>{1});
    EXPECT_EQ(ids(a["mood"].like("it's%")), std::vector<int>{1});
    EXPECT_EQ(ids(a["mood"] == func::lower(cast(a["mood"], Text{}))), (std::vector<int>{1, 2, 3}));
    EXPECT_EQ(ids(func::upper(a["mood"]) == "HAPPY"), (std::vector<int>{2, 3}));
    EXPECT_EQ(ids(func::char_length(a["mood"]) == 8), std::vector<int>{1});
    EXPECT_EQ(ids(a["mood"].is_distinct_from(Mood::sad)), (std::vector<int>{2, 3}));
    EXPECT_EQ(db.scalar<Mood>(select(a["mood"]).where(a["id"] == 1)), Mood::sad);
    const std::vector<Mood> moods{Mood::happy, Mood::sad};
    db.execute(insert(b), Params{{"moods", moods}, {"size", "S"}});
    EXPECT_EQ(db.scalar<std::vector<Mood>>(select(b["moods"])), moods);
    EXPECT_EQ(db.scalar<int>(select(func::count())
                                 .select_from(b)
                                 .where(as_array<Mood>(b["moods"]).contains({Mood::happy}))),
              1);

    metadata.drop_all(db, {.only = {"a"}});
    EXPECT_EQ(inspector.enums().size(), 2U);
    metadata.drop_all(db);
    EXPECT_TRUE(inspector.enums().empty());
    metadata.drop_all(db);  // all is gone
    db.rollback();
}

TEST_F(OnPostgresql, EnumTypesLiveInTheSchemaOfTheirTables) {
    MetaData metadata({.schema = "azoth_schema_test"});
    const Table a{"a", metadata, Column{"x", Enum{"one", "two"}.named("Number")}};
    const Table b{"b", metadata, Column{"y", Enum{"one", "two"}.named("Number")}};
    Connection db = engine_->connect();
    metadata.create_all(db);
    EXPECT_EQ(a.data().column("x").type.schema(), "azoth_schema_test");
    Inspector inspector = inspect(db);
    EXPECT_TRUE(inspector.has_type("Number", "azoth_schema_test"));
    EXPECT_EQ(inspector.enums("azoth_schema_test").size(), 1U);
    MetaData found({.schema = "azoth_schema_test"});
    found.reflect(db);
    EXPECT_EQ(describe(diff(metadata, found, db.dialect())), "");
    db.execute(insert(a), Params{{"x", "two"}});
    EXPECT_EQ(db.scalar<int>(select(func::count()).select_from(a).where(a["x"] == "two")), 1);
    // Control: other labels are a difference.
    MetaData other({.schema = "azoth_schema_test"});
    const Table c{"a", other, Column{"x", Enum{"one", "three"}.named("Number")}};
    EXPECT_NE(describe(diff(other, found, db.dialect())).find("enum type"), std::string::npos);
    metadata.drop_all(db);
    EXPECT_FALSE(inspector.has_type("Number", "azoth_schema_test"));
    db.rollback();
}

TEST_F(OnPostgresql, TheDefaultSchemaMayBeNamed) {
    MetaData metadata;
    const Table target{"azoth_named_target", metadata, Column{"id", Integer{}, primary_key}};
    const Table t{"azoth_named", metadata,
                  Column{"x", Enum{"one", "two"}.named("azoth_number", "public")},
                  Column{"target", Integer{}, ForeignKey{"public.azoth_named_target.id"}}};
    Connection db = engine_->connect();
    metadata.create_all(db);
    MetaData found;
    found.reflect(db, {.only = {"azoth_named", "azoth_named_target"}});
    EXPECT_EQ(describe(diff(metadata, found, db.dialect())), "");
    // Control: another schema is a difference.
    MetaData other;
    const Table wrong{"azoth_named", other,
                      Column{"x", Enum{"one", "two"}.named("azoth_number", "elsewhere")}};
    EXPECT_NE(describe(diff(other, found, db.dialect())).find("elsewhere"), std::string::npos);
    db.rollback();
}

TEST_F(OnPostgresql, OneNameIsOneEnum) {
    MetaData metadata;
    const Table a{"a", metadata, Column{"x", Enum{"one"}.named("number")}};
    const Table b{"b", metadata, Column{"x", Enum{"two"}.named("number")}};
    Connection db = engine_->connect();
    enter(db);
    try {
        metadata.create_all(db);
        ADD_FAILURE();
    } catch (const CompileError& error) {
        EXPECT_EQ(error.code(), "enum_conflict");
    }
    EXPECT_TRUE(inspect(db).table_names().empty());
    db.rollback();
}

TEST_F(OnPostgresql, KeysLeadToOtherSchemas) {
    Connection db = engine_->connect();
    enter(db);
    db.execute_script(
        "CREATE SCHEMA azoth_other;"
        "CREATE TYPE azoth_other.size AS ENUM ('S', 'M');"
        "CREATE TABLE azoth_other.target (id integer PRIMARY KEY, up integer REFERENCES "
        "azoth_other.target, size azoth_other.size);"
        "CREATE TABLE t (x integer REFERENCES azoth_other.target, size azoth_other.size)");
    const MetaData found = reflected(db);
    const TableData& t = found.table("t").data();
    EXPECT_EQ(t.foreign_keys.at(0).referred_schema, "azoth_other");
    EXPECT_EQ(t.column("size").type.schema(), "azoth_other");
    const TableData& target = found.table("azoth_other.target").data();
    EXPECT_EQ(target.foreign_keys.at(0).referred_schema, "azoth_other");
    EXPECT_EQ(target.column("size").type, t.column("size").type);
    // From the other side the first schema has a name.
    MetaData other;
    other.reflect(db, {.schema = "azoth_other"});
    EXPECT_EQ(describe(diff(other, found, db.dialect())).find("azoth_other"), std::string::npos);
    db.rollback();
}

TEST_F(OnPostgresql, WhatCannotBeMadeAnewIsReadOnly) {
    Connection db = engine_->connect();
    enter(db);
    db.execute_script(
        "CREATE TABLE whole (id integer, x text) PARTITION BY LIST (id);"
        "CREATE TABLE part PARTITION OF whole FOR VALUES IN (1, 2);"
        "CREATE EXTENSION file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;"
        "CREATE FOREIGN TABLE far (line text) SERVER files OPTIONS (filename '/dev/null')");
    EXPECT_EQ(inspect(db).foreign_table_names(), std::vector<std::string>{"far"});
    const MetaData found = reflected(db);
    const Table part = found.table("part");
    EXPECT_EQ(*find_option(part.data().options, "postgresql_partition_of"),
              Value("whole FOR VALUES IN (1, 2)"));
    db.execute(insert(part), Params{{"id", 1}, {"x", "here"}});
    EXPECT_EQ(db.scalar<std::string>(select(found.table("whole")["x"])), "here");
    EXPECT_EQ(db.execute(select(found.table("far"))).all().size(), 0U);
    for (const char* name : {"part", "far"}) {
        try {
            static_cast<void>(to_sql(found.table(name), db.dialect()));
            ADD_FAILURE();
        } catch (const CompileError& error) {
            EXPECT_EQ(error.code(), "unsupported_construct");
        }
    }
    db.rollback();
}

TEST_F(OnPostgresql, ATableMayHaveNoColumns) {
    Connection db = engine_->connect();
    enter(db);
    db.execute(ddl("CREATE TABLE bare ()"));
    EXPECT_TRUE(inspect(db).table("bare").columns.empty());
    try {
        static_cast<void>(inspect(db).table("none"));
        ADD_FAILURE();
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "no_such_table");
    }
    db.rollback();
}

TEST_F(OnPostgresql, DomainsAreRead) {
    Connection db = engine_->connect();
    enter(db);
    db.execute_script(
        "CREATE DOMAIN positive AS integer DEFAULT 7 NOT NULL CONSTRAINT above CHECK (VALUE > 0) "
        "CHECK (VALUE < 100);"
        "COMMENT ON DOMAIN positive IS 'counts';"
        "CREATE TABLE t (n positive, m positive[])");
    Inspector inspector = inspect(db);
    const std::vector<DomainData> domains = inspector.domains();
    ASSERT_EQ(domains.size(), 1U);
    EXPECT_EQ(domains[0], (DomainData{"",
                                      "positive",
                                      Integer{},
                                      false,
                                      "7",
                                      {{"above", "VALUE > 0"}, {"positive_check", "VALUE < 100"}},
                                      "counts"}));
    EXPECT_TRUE(inspector.has_type("positive"));
    EXPECT_FALSE(inspector.has_type("t"));
    const MetaData found = reflected(db);
    const Table t = found.table("t");
    EXPECT_TRUE(t.data().column("n").type.is_integer());
    db.execute(insert(t), Params{{"n", 5}});
    EXPECT_EQ(db.scalar<int>(select(t["n"]).where(t["n"] == 5)), 5);
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
