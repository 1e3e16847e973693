// SPDX-License-Identifier: MIT
#include <azoth_test/narrowed_dialect.hpp>

#include "database.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;
using Keys = std::vector<std::vector<Value>>;

/// What a result knows of the keys of inserted rows, however they come about.
struct InsertedKeys : OnDatabases {
    void SetUp() override {
        OnDatabases::SetUp();
        if (!IsSkipped()) db.emplace(engine.connect());
    }
    /// Creates a table of that description for this session.
    void create(const Table& table) { db->execute(CreateTable{table}); }

    MetaData metadata;
    std::optional<Connection> db;
};

TEST_P(InsertedKeys, OfAColumnThatTheDatabaseNumbers) {
    const Table item{"item", metadata, temporary, Column{"id", Integer{}, primary_key},
                     Column{"word", String{20}}};
    create(item);
    const auto one = db->execute(insert(item).values({{"word", "a"}}));
    EXPECT_THAT(one.inserted_primary_key(), ElementsAre(Value(1)));
    EXPECT_EQ(one.inserted_primary_keys(), (Keys{{Value(1)}}));
    EXPECT_THAT(db->execute(insert(item), Params{{"word", "b"}}).inserted_primary_key(),
                ElementsAre(Value(2)));
    const auto many = db->execute(insert(item).in_parameter_order(),
                                  {{{"word", "c"}}, {{"word", "d"}}, {{"word", "e"}}});
    EXPECT_FALSE(many.returns_rows());
    EXPECT_EQ(many.rowcount(), 3);
    EXPECT_EQ(many.inserted_primary_keys(), (Keys{{Value(3)}, {Value(4)}, {Value(5)}}));
    EXPECT_EQ(db->scalar<std::string>(select(item["word"]).where(item["id"] == 4)), "d");
}

TEST_P(InsertedKeys, AndRowsTogether) {
    const Table item{"item", metadata, temporary, Column{"id", Integer{}, primary_key},
                     Column{"word", String{20}}};
    create(item);
    auto many = db->execute(insert(item).returning({item["word"]}).in_parameter_order(),
                            {{{"word", "c"}}, {{"word", "d"}}});
    EXPECT_THAT(many.keys(), ElementsAre("word"));
    EXPECT_EQ(many.inserted_primary_keys(), (Keys{{Value(1)}, {Value(2)}}));
    EXPECT_EQ(many.all().size(), 2U);
}

TEST_P(InsertedKeys, ThatTheProgramGives) {
    const Table item{"item", metadata, temporary,
                     Column{"a", Integer{}, primary_key, no_autoincrement},
                     Column{"b", String{20}, primary_key}};
    create(item);
    const auto many =
        db->execute(insert(item).values({{{"a", 1}, {"b", "x"}}, {{"b", "y"}, {"a", 2}}}));
    EXPECT_EQ(many.inserted_primary_keys(), (Keys{{Value(1), Value("x")}, {Value(2), Value("y")}}));
    EXPECT_EQ(db->execute(insert(item).set("a", 3), Params{{"b", "z"}}).inserted_primary_keys(),
              (Keys{{Value(3), Value("z")}}));
}

TEST_P(InsertedKeys, ThatACallableMakes) {
    int made = 0;
    const Table item{"item", metadata, temporary,
                     Column{"code", String{20}, primary_key,
                            Default{[&made] { return "c" + std::to_string(++made); }}},
                     Column{"word", String{20}}};
    create(item);
    EXPECT_EQ(db->execute(insert(item).in_parameter_order(), {{{"word", "a"}}, {{"word", "b"}}})
                  .inserted_primary_keys(),
              (Keys{{Value("c1")}, {Value("c2")}}));
}

TEST_P(InsertedKeys, OfAnSqlDefault) {
    const Table item{
        "item", metadata, temporary,
        Column{"code", String{20}, primary_key, Default{func::call("upper", {"abc"}, String{20})}},
        Column{"word", String{20}}};
    create(item);
    EXPECT_THAT(db->execute(insert(item).values({{"word", "a"}})).inserted_primary_key(),
                ElementsAre(Value("ABC")));
}

TEST_P(InsertedKeys, OfManyRowsThatNobodyPaired) {
    const Table item{"item", metadata, temporary, Column{"id", Integer{}, primary_key},
                     Column{"word", String{20}}};
    create(item);
    const std::vector<Params> sets{{{"word", "a"}}, {{"word", "b"}}};
    EXPECT_EQ(code_of([&] { (void)db->execute(insert(item), sets).inserted_primary_keys(); }),
              "no_inserted_key");
    EXPECT_EQ(
        code_of([&] { (void)db->execute(insert(item).values(sets)).inserted_primary_keys(); }),
        "no_inserted_key");
    EXPECT_EQ(
        code_of([&] {
            (void)db->execute(insert(item).returning({item["id"]}), sets).inserted_primary_keys();
        }),
        "no_inserted_key");
}

TEST_P(InsertedKeys, OfASequence) {
    if (is_sqlite()) GTEST_SKIP() << "there are no sequences";
    db->execute_script("CREATE TEMPORARY SEQUENCE numbers START WITH 70");
    MetaData own;
    const Sequence numbers{"numbers", own};
    const Table item{"item", metadata, temporary,
                     Column{"id", Integer{}, primary_key, Default{numbers.next_value()}},
                     Column{"word", String{20}}};
    create(item);
    EXPECT_THAT(db->execute(insert(item).values({{"word", "a"}})).inserted_primary_key(),
                ElementsAre(Value(70)));
    EXPECT_EQ(db->execute(insert(item).in_parameter_order(), {{{"word", "b"}}, {{"word", "c"}}})
                  .inserted_primary_keys(),
              (Keys{{Value(71)}, {Value(72)}}));
}

/// Which both databases do without, since they number keys by themselves.
TEST_P(InsertedKeys, OfAnOptionalSequence) {
    MetaData own;
    const Sequence numbers{{.name = "spare_numbers", .optional = true}, own};
    const Table item{"item", own, temporary,
                     Column{"id", Integer{}, primary_key, Default{numbers.next_value()}},
                     Column{"word", String{20}}};
    create(item);
    EXPECT_THAT(db->execute(insert(item).values({{"word", "a"}})).inserted_primary_key(),
                ElementsAre(Value(1)));
    EXPECT_EQ(db->execute(insert(item).in_parameter_order(), {{{"word", "b"}}, {{"word", "c"}}})
                  .inserted_primary_keys(),
              (Keys{{Value(2)}, {Value(3)}}));
    db->insert_many(item, {"word"}, std::vector<std::string>{"d"});
    EXPECT_EQ(db->scalar<std::int64_t>(select(func::max(item["id"]))), 4);
}

TEST_P(InsertedKeys, OfTheServersOwnDefault) {
    if (is_sqlite()) GTEST_SKIP() << "a default of a key is not told";
    const Table item{"item", metadata, temporary,
                     Column{"id", UuidType{}, primary_key, ServerDefault{"gen_random_uuid()"}},
                     Column{"word", String{20}}};
    create(item);
    const auto key = db->execute(insert(item).values({{"word", "a"}})).inserted_primary_key();
    EXPECT_EQ(db->scalar<std::string>(select(item["word"]).where(item["id"] == key.at(0))), "a");
}

TEST_P(InsertedKeys, OfAnIdentityThatIsAlwaysGenerated) {
    if (is_sqlite()) GTEST_SKIP() << "there is no such column";
    const Table item{"item", metadata, temporary,
                     Column{"id", BigInteger{}, primary_key,
                            Identity{.always = true, .options = {.start = 1000}}},
                     Column{"word", String{20}}};
    create(item);
    EXPECT_EQ(db->execute(insert(item).in_parameter_order(), {{{"word", "b"}}, {{"word", "c"}}})
                  .inserted_primary_keys(),
              (Keys{{Value(1000)}, {Value(1001)}}));
}

INSTANTIATE_TEST_SUITE_P(Databases, InsertedKeys, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

Engine engine_without_returning() {
    DialectRegistry& registry = DialectRegistry::instance();
    const auto narrow = [](compile::Ledger ledger) {
        return ledger.allow(compile::Capability::insert_returning, false);
    };
    const auto dialect = std::make_shared<NarrowedDialect>(registry.load_dialect("sqlite"),
                                                           "sqlite", "sqlite3", narrow);
    return Engine(dialect, registry.make_driver("sqlite"), Url("sqlite://"), {});
}

/// A database without RETURNING tells generated keys only one by one, and SQL defaults not at all.
TEST(KeysWithoutReturning, AreToldByTheClientLibrary) {
    Engine engine = engine_without_returning();
    Connection db = engine.connect();
    MetaData metadata;
    const Table item{"item", metadata, Column{"id", Integer{}, primary_key},
                     Column{"word", String{20}}};
    metadata.create_all(db);
    const auto many = db.execute(insert(item).in_parameter_order(),
                                 {{{"word", "c"}}, {{"word", "d"}}, {{"word", "e"}}});
    EXPECT_EQ(many.inserted_primary_keys(), (Keys{{Value(1)}, {Value(2)}, {Value(3)}}));
    EXPECT_EQ(many.rowcount(), 3);
}

TEST(KeysWithoutReturning, OfAnSqlDefaultAreAskedForFirst) {
    std::vector<std::string> sent;
    Engine engine = engine_without_returning();
    engine.listen({.before_execute = [&](const ExecutionEvent& event) {
        sent.emplace_back(event.sql.substr(0, 6));
    }});
    Connection db = engine.connect();
    MetaData metadata;
    const Table item{"item", metadata,
                     Column{"code", Text{}, primary_key,
                            Default{func::call("hex", {func::call("randomblob", {8})}, Text{})}},
                     Column{"word", String{20}}};
    metadata.create_all(db);
    sent.clear();
    const auto one = db.execute(insert(item).values({{"word", "a"}}));
    EXPECT_THAT(sent, ElementsAre("SELECT", "INSERT"));
    const Value key = one.inserted_primary_key().at(0);
    EXPECT_EQ(db.scalar<std::string>(select(item["word"]).where(item["code"] == key)), "a");
    const auto named = db.execute(insert(item), Params{{"word", "b"}});
    EXPECT_EQ(db.scalar<std::string>(
                  select(item["word"]).where(item["code"] == named.inserted_primary_key().at(0))),
              "b");
    EXPECT_EQ(db.execute(insert(item), {{"code", "given"}, {"word", "c"}}).inserted_primary_key(),
              (std::vector<Value>{Value("given")}));
}

TEST(InsertPageSize, IsAnOptionOfTheEngine) {
    const EngineConfig config =
        read_engine_config({{"azoth.url", "sqlite://"}, {"azoth.insert_page_size", "7"}});
    EXPECT_EQ(config.options.execution_options.insert_page_size, 7U);
    Engine engine = create_engine(config.url, config.options);
    std::vector<std::size_t> values;
    engine.listen({.before_execute = [&](const ExecutionEvent& event) {
        if (event.sql.starts_with("INSERT")) values.push_back(event.parameters.size());
    }});
    Connection db = engine.connect();
    MetaData metadata;
    const Table item{"item", metadata, Column{"id", Integer{}, primary_key},
                     Column{"word", String{20}}};
    metadata.create_all(db);
    std::vector<Params> sets;
    for (int i = 0; i < 16; ++i) sets.push_back({{"word", std::to_string(i)}});
    EXPECT_EQ(db.execute(insert(item).returning({item["id"]}), sets).all().size(), 16U);
    EXPECT_THAT(values, ElementsAre(7, 7, 1, 1));
    values.clear();
    db.execute(insert(item), sets);
    EXPECT_EQ(values.front(), 7U);
}

}  // namespace
}  // namespace azoth::test
