// SPDX-License-Identifier: MIT
// create_all, drop_all and single steps on SQLite.
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth_test {
namespace {

using namespace azoth;
using Names = std::vector<std::string>;

class CreateAll : public ::testing::Test {
protected:
    Engine engine = create_engine("sqlite:///:memory:");
    MetaData metadata;

    [[nodiscard]] MetaData found() {
        MetaData found;
        found.reflect(engine, {.views = true});
        return found;
    }
    [[nodiscard]] std::size_t differences() {
        return diff(metadata, found(), *load_dialect("sqlite")).size();
    }
};

template <class Act>
std::string code_of(Act act) {
    try {
        act();
    } catch (const Error& error) {
        return error.code();
    }
    return {};
}

TEST_F(CreateAll, TablesThatReferToOneAnother) {
    const Table hen{"hen", metadata, Column{"id", Integer{}, primary_key},
                    Column{"egg_id", ForeignKey{"egg.id", initially_deferred}}};
    const Table egg{"egg", metadata, Column{"id", Integer{}, primary_key},
                    Column{"hen_id", ForeignKey{"hen.id", initially_deferred}}};
    EXPECT_EQ(code_of([&] { (void)metadata.sorted_tables(); }), "circular_dependency");
    metadata.create_all(engine);
    EXPECT_EQ(differences(), 0U);
    engine.begin([&](Connection& db) {
        db.execute(insert(hen), Params{{"id", 1}, {"egg_id", 1}});
        db.execute(insert(egg), Params{{"id", 1}, {"hen_id", 1}});
    });
    metadata.drop_all(engine);
    EXPECT_TRUE(inspect(engine).table_names().empty());
}

/// DROP TABLE deletes rows, which keys that are checked at once would not let go.
TEST_F(CreateAll, TablesThatReferToOneAnotherAreDroppedWithTheirRows) {
    const Table hen{"hen", metadata, Column{"id", Integer{}, primary_key},
                    Column{"egg_id", ForeignKey{"egg.id"}}};
    const Table egg{"egg", metadata, Column{"id", Integer{}, primary_key},
                    Column{"hen_id", ForeignKey{"hen.id"}}, Column{"twin", ForeignKey{"egg.id"}}};
    const Table nest{"nest", metadata, Column{"id", Integer{}, primary_key},
                     Column{"egg_id", ForeignKey{"egg.id"}}};
    metadata.create_all(engine);
    engine.begin([&](Connection& db) {
        db.execute(insert(hen), Params{{"id", 1}});
        db.execute(insert(egg), Params{{"id", 1}, {"hen_id", 1}, {"twin", 1}});
        db.execute(insert(nest), Params{{"id", 1}, {"egg_id", 1}});
        db.execute(update(hen).values({{"egg_id", 1}}));
    });
    // Keys of tables that stay hold all the same.
    EXPECT_EQ(code_of([&] {
                  metadata.drop_all(engine, {.only = {"hen", "egg"}});
              }),
              "foreign_key_violation");
    EXPECT_EQ(inspect(engine).table_names().size(), 3U);
    metadata.drop_all(engine);
    EXPECT_TRUE(inspect(engine).table_names().empty());
}

/// SQLite itself would find that at the first row.
TEST_F(CreateAll, AForeignKeyRefersToAKey) {
    const Table a{"a",
                  metadata,
                  Column{"id", Integer{}, primary_key},
                  Column{"code", String{5}},
                  Column{"x", Integer{}},
                  Column{"y", Integer{}},
                  UniqueConstraint{"x", "y"}};
    const Table b{"b", metadata, Column{"id", Integer{}, primary_key},
                  Column{"a_code", ForeignKey{"a.code"}}};
    EXPECT_EQ(code_of([&] { metadata.create_all(engine); }), "bad_foreign_key_target");
    EXPECT_TRUE(inspect(engine).table_names().empty());
    EXPECT_EQ(check_portability(metadata, "sqlite").size(), 1U);
    metadata.remove("b");
    const Table c{"c", metadata, Column{"y", Integer{}}, Column{"x", Integer{}},
                  ForeignKeyConstraint{{"y", "x"}, {"a.y", "a.x"}}};
    metadata.create_all(engine);
    EXPECT_EQ(differences(), 0U);
}

TEST_F(CreateAll, OnlySomeTables) {
    const Table a{"a", metadata, Column{"id", Integer{}, primary_key}};
    const Table b{"b", metadata, Column{"id", Integer{}, primary_key}};
    metadata.create_all(engine, {.only = {"b"}});
    EXPECT_EQ(inspect(engine).table_names(), Names{"b"});
    EXPECT_EQ(code_of([&] { metadata.create_all(engine, {.only = {"c"}}); }), "no_such_table");
    // Without looking first, what is there is in the way.
    EXPECT_NE(code_of([&] { metadata.create_all(engine, {.check_first = false}); }), "");
}

TEST_F(CreateAll, NothingIsSentWhereSomethingCannotBe) {
    const Table a{"a", metadata, Column{"id", Integer{}, primary_key}};
    const Table b{"b", metadata, Column{"id", Integer{}, Identity{true}}};
    EXPECT_EQ(code_of([&] { metadata.create_all(engine); }), "unsupported_construct");
    EXPECT_TRUE(inspect(engine).table_names().empty());
}

/// Where an index has its name in the schema, two tables cannot both have one of a name.
TEST_F(CreateAll, IndexesOfOneName) {
    const Table a{"a", metadata, Column{"b_c", Integer{}, indexed}};
    const Table ab{"a_b", metadata, Column{"c", Integer{}, indexed}};
    EXPECT_EQ(code_of([&] { metadata.create_all(engine); }), "duplicate_index");
    EXPECT_TRUE(inspect(engine).table_names().empty());
    EXPECT_EQ(code_of([&] { (void)to_sql(metadata, "postgresql"); }), "duplicate_index");
    EXPECT_EQ(code_of([&] { (void)to_sql(metadata, "mysql"); }), "");

    MetaData named;
    const Table first{"a", named, Column{"x", Integer{}}, Index{"ix", {"x"}}};
    const Table second{"b", named, Column{"x", Integer{}}, Index{"ix", {"x"}}};
    EXPECT_EQ(code_of([&] { named.create_all(engine); }), "duplicate_index");
    MetaData apart;
    const Table third{"a", apart, Column{"x", Integer{}}, Index{"ix", {"x"}}};
    const Table fourth{"b", apart, azoth::Schema{"other"}, Column{"x", Integer{}},
                       Index{"ix", {"x"}}};
    EXPECT_EQ(code_of([&] { (void)to_sql(apart, "sqlite"); }), "");
}

TEST_F(CreateAll, ViewsAreTablesToQueries) {
    const Table artist{"artist", metadata, Column{"id", Integer{}, primary_key},
                       Column{"name", String{40}, not_null}};
    const View loud{"loud", metadata,
                    select(artist["id"], func::upper(artist["name"]).label("shout"))
                        .where(artist["name"] != "it's")};
    metadata.create_all(engine);
    engine.begin([&](Connection& db) {
        db.execute(insert(artist), {{{"name", "abba"}}, {{"name", "it's"}}});
    });
    Connection db = engine.connect();
    EXPECT_EQ(db.scalar<std::string>(select(loud["shout"])), "ABBA");
    db.rollback();
    EXPECT_EQ(inspect(db).view_names(), Names{"loud"});
    db.close();
    EXPECT_EQ(differences(), 0U);
    metadata.drop_all(engine);
    EXPECT_TRUE(inspect(engine).view_names().empty());
}

TEST_F(CreateAll, TellsItsListeners) {
    const Table a{"a", metadata, Column{"id", Integer{}, primary_key}};
    std::string heard;
    const auto hear = [&](const char* what) {
        return [&heard, what](const DdlEvent& event) {
            heard += what;
            heard += event.table == nullptr ? "* " : event.table->name() + " ";
        };
    };
    metadata.listen({.before_create = hear("+"),
                     .after_create = hear("="),
                     .before_drop = hear("-"),
                     .after_drop = hear("!")});
    metadata.listen({.after_create = [](const DdlEvent& event) {
        if (event.table == nullptr) return;
        event.connection.execute(ddl("CREATE INDEX by_hand ON a (id)").on({"sqlite"}));
        event.connection.execute(ddl("NONSENSE").on({"postgresql"}));
    }});
    metadata.create_all(engine);
    EXPECT_EQ(heard, "+* +a =a =* ");
    EXPECT_TRUE(inspect(engine).has_index("a", "by_hand"));
    metadata.create_all(engine);
    heard.clear();
    metadata.drop_all(engine);
    EXPECT_EQ(heard, "-* -a !a !* ");
}

TEST_F(CreateAll, ColumnsByTheProgramsNames) {
    const Table customer{"T_CUST", metadata,
                         Column{"ID_CUST", Integer{}, primary_key, KnownAs{"id"}},
                         Column{"NM_CUST", String{80}, KnownAs{"name"}}};
    metadata.create_all(engine);
    Connection db = engine.connect();
    db.execute(insert(customer), {{{"id", 1}, {"name", "Ada"}}, {{"id", 2}, {"name", "Bob"}}});
    db.insert_many(customer, {"id", "name"}, std::vector<std::tuple<int, std::string>>{{3, "Cy"}});
    db.execute(update(customer).values({{"name", "Eve"}}).where(customer["id"] == 2));
    const Row row = db.execute(select(customer).where(customer["name"] == "Eve")).one();
    EXPECT_EQ(row["id"].as<int>(), 2);
    EXPECT_EQ(row["name"].as<std::string>(), "Eve");
    EXPECT_EQ(row[customer["name"]].as<std::string>(), "Eve");
    const Subquery inner = select(customer["name"], customer["id"]).subquery("i");
    EXPECT_EQ(db.scalar<std::string>(select(inner["name"]).where(inner["id"] == 3)), "Cy");
    db.rollback();
    db.close();
    EXPECT_EQ(differences(), 0U);
}

TEST_F(CreateAll, StepByStep) {
    const Table a{"a", metadata, Column{"id", Integer{}, primary_key}, Column{"x", Integer{}}};
    Connection db = engine.connect();
    db.execute(CreateTable{a});
    db.execute(CreateTable{a}.if_not_exists());
    db.execute(CreateIndex{a, Index{"", {"x"}}});
    EXPECT_TRUE(inspect(db).has_index("a", "ix_a_x"));
    db.execute(DropIndex{a, "ix_a_x"});
    db.execute(insert(a), {{{"x", 1}}, {{"x", 5}}});
    db.execute(CreateTableAs{"b", select(a["x"]).where(a["x"] > 3)});
    EXPECT_EQ(db.scalar<int>(text("SELECT count(*) FROM b")), 1);
    EXPECT_EQ(code_of([&] {
                  db.execute(AddConstraint{a, UniqueConstraint{"x"}});
              }),
              "unsupported_construct");
    EXPECT_EQ(code_of([&] { db.execute(CreateSchema{"app"}); }), "unsupported_construct");
    db.execute(DropTable{a}.if_exists());
    db.execute(DropTable{a}.if_exists());
    db.rollback();
}

TEST_F(CreateAll, TemporaryTablesAreTheSessionsOwn) {
    const Table t{"t", metadata, temporary, Column{"id", Integer{}, primary_key},
                  Column{"x", Integer{}, indexed}};
    Connection db = engine.connect();
    metadata.create_all(db);
    metadata.create_all(db);
    EXPECT_TRUE(inspect(db).table_names().empty());
    EXPECT_EQ(inspect(db).temporary_table_names(), Names{"t"});
    EXPECT_TRUE(inspect(db).has_table("t"));
    EXPECT_TRUE(inspect(db).table("t").temporary);
    EXPECT_EQ(inspect(db).tables({.scope = RelationScope::any}).size(), 1U);
    metadata.drop_all(db);
    EXPECT_TRUE(inspect(db).temporary_table_names().empty());
    db.rollback();
}

TEST_F(CreateAll, CopiesGoElsewhere) {
    MetaData model{MetaDataOptions{.naming = {.unique = "uq_{table_name}_{column_0_name}"}}};
    const Table parent{"parent", model, Column{"id", Integer{}, primary_key}};
    const Table child{"child", model, Column{"parent_id", ForeignKey{"parent.id"}, unique_key}};
    MetaData log{MetaDataOptions{.naming = {.unique = "u_{column_0_name}"}}};
    const Table copy = child.to_metadata(log, Schema{"log"});
    EXPECT_EQ(copy.data().full_name(), "log.child");
    EXPECT_EQ(copy.data().foreign_keys.at(0).referred_schema, "log");
    EXPECT_EQ(copy.data().uniques.at(0).name, "u_parent_id");
    EXPECT_EQ(child.data().uniques.at(0).name, "uq_child_parent_id");
}

TEST_F(CreateAll, ADefaultSchemaIsEveryTables) {
    MetaData app{MetaDataOptions{.schema = "app"}};
    const Table a{"a", app, Column{"id", Integer{}, primary_key}};
    const Table b{"b", app, Column{"a_id", ForeignKey{"a.id"}}};
    EXPECT_EQ(b.data().full_name(), "app.b");
    EXPECT_EQ(b.data().foreign_keys.at(0).referred_schema, "app");
    EXPECT_EQ(app.table("b").data().full_name(), "app.b");
    Connection db = engine.connect();
    db.execute_script("ATTACH ':memory:' AS app");
    app.create_all(db);
    MetaData found{MetaDataOptions{.schema = "app"}};
    found.reflect(db);
    EXPECT_TRUE(diff(app, found, db.dialect()).empty());
    EXPECT_TRUE(inspect(db).has_schema("app"));
    db.rollback();
    db.invalidate();
}

TEST_F(CreateAll, LiteralsMeanTheirValues) {
    const std::string text = "it's \\ \"q\" ;--\n%";
    const Table t{"t",
                  metadata,
                  Column{"id", Integer{}, primary_key},
                  Column{"a", Text{}, ServerDefault::of(text)},
                  Column{"b", LargeBinary{},
                         ServerDefault::of(std::vector<std::byte>{std::byte{0}, std::byte{92}})},
                  Column{"c", Numeric{20, 3}, ServerDefault::of(Decimal("-123456789012.345"))},
                  Column{"d", Double{}, ServerDefault::of(-0.1)},
                  Column{"e", BigInteger{}, ServerDefault::of(INT64_MIN)},
                  Column{"f", DateTime{with_timezone},
                         ServerDefault::of(from_epoch<Instant>(1'700'000'000, 123'456'789))},
                  Column{"g", Boolean{}, ServerDefault::of(true)}};
    metadata.create_all(engine);
    engine.begin([&](Connection& db) { db.execute(insert(t), Params{{"id", 1}}); });
    Connection db = engine.connect();
    const Row row = db.execute(select(t)).one();
    EXPECT_EQ(row["a"].as<std::string>(), text);
    EXPECT_EQ(row["b"].as<std::vector<std::byte>>(),
              (std::vector<std::byte>{std::byte{0}, std::byte{92}}));
    EXPECT_EQ(row["c"].as<Decimal>(), Decimal("-123456789012.345"));
    EXPECT_EQ(row["d"].as<double>(), -0.1);
    EXPECT_EQ(row["e"].as<std::int64_t>(), INT64_MIN);
    EXPECT_EQ(row["f"].as<Instant>(), from_epoch<Instant>(1'700'000'000, 123'456'789));
    EXPECT_TRUE(row["g"].as<bool>());
    MetaData other;
    const Table bad{"bad", other, Column{"a", Text{}, ServerDefault::of(std::string("a\0b", 3))}};
    EXPECT_EQ(code_of([&] { (void)to_sql(bad, "sqlite"); }), "value_has_nul");
}

}  // namespace
}  // namespace azoth_test
