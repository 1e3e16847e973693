// SPDX-License-Identifier: MIT
#include "database.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;

/// One description of tables, many schemas.
struct Schemas : OnDatabases {
    void SetUp() override {
        OnDatabases::SetUp();
        if (IsSkipped()) return;
        if (is_sqlite()) {
            db.emplace(engine.connect({.isolation_level = Isolation::autocommit}));
            db->execute_script("ATTACH ':memory:' AS tenant_1; ATTACH ':memory:' AS tenant_2");
        } else {
            db.emplace(engine.connect());
            db->execute_script(
                "DROP SCHEMA IF EXISTS tenant_1 CASCADE; DROP SCHEMA IF EXISTS tenant_2 CASCADE;"
                "CREATE SCHEMA tenant_1; CREATE SCHEMA tenant_2");
        }
        for (const char* schema : {"tenant_1", "tenant_2"}) {
            const std::string table = std::string(schema) + ".note";
            db->execute_script("CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, word TEXT);" +
                               "INSERT INTO " + table + " VALUES (1, '" + schema + "')");
        }
    }
    [[nodiscard]] static ExecutionOptions to(const std::string& schema) {
        return {.schema_translate_map = {{"tenant", schema}}};
    }
    [[nodiscard]] std::string word(const std::string& schema) {
        return db->execute(select(note["word"]).where(note["id"] == 1), to(schema))
            .one()[0]
            .as<std::string>();
    }

    MetaData metadata;
    Table note{"note", metadata, Schema{"tenant"}, Column{"id", Integer{}, primary_key},
               Column{"word", Text{}}};
    std::optional<Connection> db;
};

TEST_P(Schemas, OneStatementManyTenants) {
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(word("tenant_1"), "tenant_1");
        EXPECT_EQ(word("tenant_2"), "tenant_2");
    }
    // Each map has a compiled form of its own, found again.
    EXPECT_EQ(engine.cache_statistics().misses, 2U);
}

TEST_P(Schemas, WithoutAMapTheDescriptionHolds) {
    EXPECT_EQ(word("tenant_1"), "tenant_1");
    EXPECT_EQ(code_of([&] { (void)db->execute(select(note["word"])).all(); }), "no_such_table");
}

TEST_P(Schemas, ChangesGoWhereTheMapSays) {
    db->execute(insert(note), {{"id", 2}, {"word", "a"}}, to("tenant_2"));
    db->execute(insert(note), {{{"id", 3}, {"word", "b"}}, {{"id", 4}, {"word", "c"}}},
                to("tenant_2"));
    db->execute(update(note).values({{"word", "d"}}).where(note["id"] == 3), to("tenant_2"));
    db->execute(delete_from(note).where(note["id"] == 4), to("tenant_2"));
    std::vector<Params> many;
    for (int i = 100; i < 1100; ++i) many.push_back({{"id", i}, {"word", "m"}});
    db->execute(insert(note), many, to("tenant_2"));
    int at = 0;
    const auto ordered = insert(note).returning({note["id"]}).in_parameter_order();
    for (Params& set : many) set = {{"id", 2000 + at}, {"word", std::to_string(at)}}, ++at;
    at = 0;
    for (const Row& row : db->execute(ordered, many, to("tenant_2"))) {
        EXPECT_EQ(row[0].as<int>(), 2000 + at++);
    }
    const auto count = [&](const char* schema) {
        return db->execute(select(func::count()).select_from(note), to(schema)).one();
    };
    EXPECT_EQ(std::get<0>(count("tenant_1")), 1);
    EXPECT_EQ(std::get<0>(count("tenant_2")), 2003);
}

TEST_P(Schemas, PreparedStatementsKeepTheirMap) {
    const auto by_id = select(note["word"]).where(note["id"] == bind<std::int64_t>("id"));
    auto first = db->prepare(by_id, to("tenant_1"));
    auto second = db->prepare(by_id, to("tenant_2"));
    EXPECT_EQ(first.execute(1).one()[0].as<std::string>(), "tenant_1");
    EXPECT_EQ(second.execute(1).one()[0].as<std::string>(), "tenant_2");
}

TEST_P(Schemas, UncachedToo) {
    ExecutionOptions options = to("tenant_1");
    options.uncached = true;
    EXPECT_EQ(db->execute(select(note["word"]), options).one()[0].as<std::string>(), "tenant_1");
    EXPECT_EQ(engine.cache_statistics().size, 0U);
}

TEST_P(Schemas, TheNearestMapHolds) {
    if (is_sqlite()) GTEST_SKIP() << "attached databases belong to one connection";
    db->commit();
    const Engine other = engine.execution_options({.execution_options = to("tenant_1")});
    Connection near_engine = other.connect();
    const auto words = select(note["word"]);
    EXPECT_THAT(texts(near_engine, words), ElementsAre("tenant_1"));
    Connection near = other.connect({.execution_options = to("tenant_2")});
    EXPECT_THAT(texts(near, words), ElementsAre("tenant_2"));
    EXPECT_EQ(near.execute(words, to("tenant_1")).one()[0].as<std::string>(), "tenant_1");
}

TEST_P(Schemas, TablesAreMadeFoundAndDropped) {
    MetaData own;
    const Table parent{"parent", own, Schema{"tenant"}, Column{"id", Integer{}, primary_key}};
    const Table child{"child",
                      own,
                      Schema{"tenant"},
                      Column{"id", Integer{}, primary_key},
                      Column{"parent_id", ForeignKey{"tenant.parent.id"}, indexed},
                      Column{"mood", Enum{"glad", "sad"}.named("mood", "tenant")}};
    const Table plain{"plain", own, Column{"id", Integer{}, primary_key}};
    const std::string home = is_sqlite() ? "tenant_3" : "tenant_2";
    const ConnectOptions options{
        .isolation_level = is_sqlite() ? std::optional(Isolation::autocommit) : std::nullopt,
        .execution_options = {
            .schema_translate_map = {{"tenant", home}, {"", is_sqlite() ? "main" : "tenant_1"}}}};
    if (is_sqlite()) {
        db->close();  // an attached database belongs to its session
    } else {
        db->commit();
    }
    Connection mapped = engine.connect(options);
    if (is_sqlite()) {
        mapped.execute_script("ATTACH ':memory:' AS tenant_3; CREATE TABLE tenant_3.note (id)");
    }
    own.create_all(mapped);
    own.create_all(mapped);  // they are there
    mapped.execute(insert(parent).values({{"id", 1}}));
    mapped.execute(insert(child).values({{"id", 1}, {"parent_id", 1}, {"mood", "sad"}}));
    const auto sad = child["mood"] == cast(bind<std::string>("mood"), child["mood"].node()->type());
    EXPECT_EQ(mapped.execute(select(child["id"]).where(sad), Params{{"mood", "sad"}}).all().size(),
              1U);
    EXPECT_EQ(mapped.scalar<int>(text("SELECT count(*) FROM " + home + ".child")), 1);

    Inspector inspector(mapped);
    EXPECT_THAT(inspector.table_names("tenant"), ElementsAre("child", "note", "parent"));
    EXPECT_TRUE(inspector.has_table("plain"));
    MetaData found;
    found.reflect(mapped, {.schema = "tenant"});
    const Table reflected = found.table("tenant.child");
    ASSERT_EQ(reflected.data().foreign_keys.size(), 1U);
    EXPECT_EQ(reflected.data().foreign_keys[0].referred_table, "parent");
    if (!is_sqlite()) {
        EXPECT_EQ(reflected.data().column("mood").type.schema(), "tenant");
    }
    EXPECT_EQ(mapped.scalar<int>(select(reflected["parent_id"])), 1);

    own.drop_all(mapped);
    EXPECT_THAT(Inspector(mapped).table_names("tenant"), ElementsAre("note"));
    EXPECT_FALSE(Inspector(mapped).has_table("plain"));
}

INSTANTIATE_TEST_SUITE_P(Databases, Schemas, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

TEST(SchemaMap, Translates) {
    const SchemaMap map{{"a", "b"}, {"", "shared"}};
    EXPECT_EQ(map.translated("a"), "b");
    EXPECT_EQ(map.translated("c"), "c");
    EXPECT_EQ(map.translated(""), "shared");
    EXPECT_EQ(map.original("b"), "a");
    EXPECT_EQ(map, (SchemaMap{{"", "shared"}, {"a", "b"}}));
    EXPECT_FALSE(map == (SchemaMap{{"a", "b"}}));
    EXPECT_TRUE(SchemaMap().empty());
    EXPECT_EQ(code_of([] { (void)SchemaMap{{"a", "b"}, {"a", "c"}}; }), "duplicate_schema");
}

}  // namespace
}  // namespace azoth::test
