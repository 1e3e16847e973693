// SPDX-License-Identifier: MIT
// Tables in a schema beside the default one: made, filled, joined, referred to and found.
#include <azoth/compliance/suite.hpp>

#include <algorithm>
#include <memory>
#include <utility>

#include <gtest/gtest.h>

#include <azoth/driver/connection.hpp>
#include <azoth/pool/pool_listener.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

constexpr const char* other = "azc_other";

/// The schema, which is dropped with what is in it.
class OtherSchema {
public:
    explicit OtherSchema(Bench& bench) : bench_(bench) {
        drop();
        run(CreateSchema{other});
    }
    ~OtherSchema() {
        (void)caught([&] { drop(); });
    }
    OtherSchema(const OtherSchema&) = delete;
    OtherSchema& operator=(const OtherSchema&) = delete;

private:
    void run(const DdlElement& element) {
        bench_.write([&](Connection& db) { db.execute(element); });
    }
    void drop() {
        MetaData found;
        if (inspect(bench_.engine()).has_schema(other)) {
            found.reflect(bench_.engine(), {.schema = other, .resolve_foreign_keys = false});
            found.drop_all(bench_.engine());
        }
        run(DropSchema{other}.if_exists());
    }
    Bench& bench_;
};

/// Tables of one name in two schemas are two tables.
void same_name_in_two(Bench& bench) {
    const OtherSchema schema(bench);
    MetaData metadata;
    const Table here{"azc_town", metadata, Column{"id", Integer{}}};
    const Table there{"azc_town", metadata, Schema{other}, Column{"id", Integer{}},
                      Column{"x", Integer{}}};
    bench.create(metadata);
    {
        Connection db = bench.engine().connect();
        db.execute(insert(here), Params{{"id", 1}});
        db.execute(insert(there), {{{"id", 2}, {"x", 1}}, {{"id", 3}, {"x", 2}}});
        EXPECT_EQ(ids(db, select(here["id"])), Ids{1});
        EXPECT_EQ(ids(db, select(there["id"]).order_by(there["id"])), (Ids{2, 3}));
        const Table alias = there.alias("there");
        EXPECT_EQ(ids(db, select(alias["id"]).join(here, here["id"] + 1 == alias["id"])), Ids{2});
        EXPECT_EQ(ids(db, select(there["id"]).join(here, here["id"] + 1 == there["id"])), Ids{2});
        EXPECT_EQ(ids(db, select(here["id"])
                              .where(exists(select(there["x"]).where(there["id"] == here["id"])))),
                  Ids{});
        db.execute(update(there).set("x", 9).where(there["id"] == 2));
        db.execute(delete_from(there).where(there["id"] == 3));
        EXPECT_EQ(ids(db, select(there["x"])), Ids{9});
        if (bench.supports(Capability::transactions)) db.commit();
    }
    Inspector inspector = inspect(bench.engine());
    EXPECT_EQ(inspector.columns("azc_town").size(), 1U);
    EXPECT_EQ(inspector.columns("azc_town", other).size(), 2U);
    metadata.drop_all(bench.engine());
}

void existence(Bench& bench) {
    const OtherSchema schema(bench);
    MetaData metadata;
    const Table there{"azc_town", metadata, Schema{other}, Column{"id", Integer{}, indexed}};
    bench.create(metadata);
    Inspector inspector = inspect(bench.engine());
    EXPECT_TRUE(inspector.has_schema(other));
    EXPECT_FALSE(inspector.has_schema("azc_no_schema"));
    const auto schemas = inspector.schema_names();
    EXPECT_EQ(std::count(schemas.begin(), schemas.end(), other), 1);
    EXPECT_TRUE(inspector.has_table("azc_town", other));
    EXPECT_FALSE(inspector.has_table("azc_town"));
    EXPECT_FALSE(inspector.has_table("azc_town", "azc_no_schema"));
    EXPECT_TRUE(inspector.has_index("azc_town", "ix_azc_town_id", other));
    EXPECT_FALSE(inspector.has_index("azc_town", "ix_azc_town_id"));
    EXPECT_EQ(inspector.table_names(other), Names{"azc_town"});
    const Names mine = inspector.table_names();
    EXPECT_EQ(std::count(mine.begin(), mine.end(), "azc_town"), 0);
    metadata.drop_all(bench.engine());
}

void keys_between(Bench& bench) {
    const OtherSchema schema(bench);
    MetaData metadata;
    const Table town{"azc_town", metadata, Schema{other},
                     Column{"id", Integer{}, primary_key, no_autoincrement}};
    const Table street{"azc_street", metadata,
                       Column{"id", Integer{}, primary_key, no_autoincrement},
                       Column{"town_id", ForeignKey{"azc_other.azc_town.id"}}};
    bench.create(metadata);
    const auto keys = inspect(bench.engine()).foreign_keys("azc_street");
    ASSERT_EQ(keys.size(), 1U);
    EXPECT_EQ(keys.at(0).referred_schema, other);
    EXPECT_EQ(keys.at(0).referred_table, "azc_town");
    MetaData found;
    found.reflect(bench.engine(), {.only = {"azc_street"}});
    EXPECT_TRUE(found.contains("azc_other.azc_town"));
    {
        Connection db = bench.engine().connect();
        db.execute(insert(town), Params{{"id", 1}});
        db.execute(insert(street), Params{{"id", 5}, {"town_id", 1}});
        EXPECT_EQ(ids(db, select(street["id"]).join(town)), Ids{5});
        if (bench.supports(Capability::transactions)) db.commit();
    }
    metadata.drop_all(bench.engine());
}

/// Enters a schema as soon as a connection is there.
class Entering final : public PoolListener {
public:
    explicit Entering(std::string sql) : sql_(std::move(sql)) {}

    void on_connect(const PoolEvent& event, bool) override {
        const auto statement = event.connection.prepare(sql_, {});
        driver::Cursor& cursor = statement->execute({}, {});
        while (cursor.next()) {
        }
        cursor.close();
    }

private:
    std::string sql_;
};

/// A schema that a listener enters is the default one, for statements and for questions.
void entered_by_a_listener(Bench& bench) {
    const std::string enter = bench.requirements().enter_schema(other);
    if (enter.empty()) GTEST_SKIP() << "a session has no default schema of its own";
    const OtherSchema schema(bench);
    const std::string usual = inspect(bench.engine()).default_schema_name();
    EXPECT_NE(usual, other);
    EngineOptions options = bench.requirements().engine_options();
    options.pool_listener = std::make_shared<Entering>(enter);
    Engine engine = bench.make_engine(std::move(options));
    MetaData metadata;
    const Table town{"azc_town", metadata, Column{"id", Integer{}, primary_key, no_autoincrement}};
    const Table street{"azc_street", metadata, Column{"town_id", ForeignKey{"azc_town.id"}}};
    EXPECT_EQ(inspect(engine).default_schema_name(), other);
    metadata.create_all(engine);
    metadata.create_all(engine);  // it is seen there
    EXPECT_TRUE(inspect(engine).has_table("azc_town"));
    EXPECT_TRUE(inspect(engine).has_table("azc_town", other));
    EXPECT_FALSE(inspect(engine).has_table("azc_town", usual));
    EXPECT_FALSE(inspect(bench.engine()).has_table("azc_town"));
    {
        Connection db = engine.connect();
        db.execute(insert(town), Params{{"id", 1}});
        EXPECT_EQ(ids(db, select(town["id"])), Ids{1});
        if (bench.supports(Capability::transactions)) db.commit();
    }
    MetaData found;
    found.reflect(engine, {.only = {"azc_street"}});
    ASSERT_TRUE(found.contains("azc_town")) << "what it refers to is in the default schema, too";
    EXPECT_EQ(found.table("azc_street").data().foreign_keys.at(0).referred_schema, "");
    metadata.drop_all(engine);
    EXPECT_TRUE(inspect(engine).table_names().empty());
}

}  // namespace

void add_schemas(Suites& suites) {
    suites.begin("schemas", Badge::schema);
    const auto needs = {Capability::create_schema};
    suites.test("same_name_in_two", same_name_in_two, needs);
    suites.test("existence", existence, needs);
    suites.test("entered_by_a_listener", entered_by_a_listener,
                {Capability::create_schema, Capability::foreign_keys});
    suites.test("keys_between", keys_between,
                {Capability::create_schema, Capability::foreign_keys});
}

}  // namespace azoth::compliance
