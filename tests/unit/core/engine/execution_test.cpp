// SPDX-License-Identifier: MIT
#include <azoth/types/type_decorator.hpp>

#include "shop.hpp"

namespace azoth::test {
namespace {

using ::testing::Contains;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct ExecutionTest : Shop {
    Engine engine = database.engine();
    Connection db = engine.connect();

    void SetUp() override { (void)server.take_log(); }
};

TEST_F(ExecutionTest, SameStructureIsCompiledAndPreparedOnce) {
    for (int i = 0; i < 3; ++i) (void)db.execute(select(id()).where(id() == i)).all();
    EXPECT_EQ(server.count("prepare"), 1U);
    EXPECT_EQ(server.count("execute"), 3U);
    EXPECT_EQ(engine.cache_statistics().size, 1U);
    Connection other = engine.connect();
    (void)other.execute(select(id()).where(id() == 5)).all();
    EXPECT_EQ(engine.cache_statistics().hits, 1U);
    EXPECT_EQ(server.count("prepare"), 2U) << "prepared statements belong to a connection";
}

TEST_F(ExecutionTest, PreparedStatementsSurviveTheReturnToThePool) {
    (void)db.execute(select(id())).all();
    db.close();
    Connection again = engine.connect();
    (void)again.execute(select(id())).all();
    EXPECT_EQ(server.count("prepare"), 1U);
    again.close();
    engine.clear_compiled_cache();
    Connection third = engine.connect();
    (void)third.execute(select(id())).all();
    EXPECT_EQ(server.count("prepare"), 2U);
}

TEST_F(ExecutionTest, OpenCursorGetsASecondStatement) {
    stock(3);
    auto first = db.execute(select(id()));
    auto second = db.execute(select(id()));
    EXPECT_EQ(server.open_statements, 2);
    EXPECT_EQ(first.all().size(), 3U);
    EXPECT_EQ(second.all().size(), 3U);
    (void)db.execute(select(id())).all();
    EXPECT_EQ(server.open_statements, 2) << "and both are used again";
}

TEST_F(ExecutionTest, PreparedStatementsAreBounded) {
    Engine small = database.engine({.prepared_cache_size = 8});
    Connection other = small.connect();
    for (int i = 0; i < 100; ++i) {
        other.execute(text("UPDATE t SET a = " + std::to_string(i)));
        EXPECT_LE(server.open_statements, 9);
    }
    auto kept = other.execute(text("SELECT 1"));
    other.close();
}

TEST_F(ExecutionTest, NamedBinds) {
    const auto query = select(id()).where(id() == bind<std::int64_t>("id"));
    (void)db.execute(query, {{"id", 5}});
    EXPECT_EQ(server.count("(5)"), 1U);
    EXPECT_EQ(code_of<ArgumentError>([&] { (void)db.execute(query); }), "bind_missing");
    EXPECT_EQ(code_of<ArgumentError>([&] {
                  (void)db.execute(query, {{"ID", 5}});
              }),
              "bind_unknown");
    EXPECT_EQ(code_of<ArgumentError>([&] {
                  (void)db.execute(query, {{"id", 5}, {"x", 6}});
              }),
              "bind_unknown");
    EXPECT_EQ(code_of<ArgumentError>([&] {
                  (void)db.execute(query, {{"id", "five"}});
              }),
              "bind_type");
    db.execute(text("UPDATE t SET a = :a, b = :b, c = :a"), {{"b", 2}, {"a", "one"}});
    EXPECT_EQ(server.count("('one', 2, 'one')"), 1U);
}

TEST_F(ExecutionTest, ValuesTakeTheTypeOfTheirColumn) {
    (void)db.execute(select(id()).where(item["price"] == 5));
    EXPECT_EQ(server.count("(5)"), 1U);
    try {
        (void)db.execute(insert(item), {{"name", 5}});
        FAIL() << "an error was to come";
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "bind_type");
        EXPECT_THAT(error.message(), HasSubstr("\"name\""));
    }
    try {
        db.execute(insert(item).values({{"name", 5}}));
        FAIL() << "an error was to come";
    } catch (const ArgumentError& error) {
        EXPECT_THAT(error.message(), HasSubstr("\"name\""));
    }
    EXPECT_EQ(code_of<ArgumentError>([&] {
                  (void)db.execute(insert(item), {{"nam", 5}});
              }),
              "no_such_column");
}

TEST_F(ExecutionTest, InsertAndUpdateTakeColumnsFromParameters) {
    db.execute(insert(item), {{"name", "a"}, {"price", Decimal("1.50")}});
    EXPECT_EQ(server.count("INSERT INTO item (name, price) VALUES (?, ?) ('a', 1.50)"), 1U);
    db.execute(update(item).where(item["id"] == bind<std::int64_t>("key")),
               {{"key", 3}, {"name", "b"}});
    EXPECT_EQ(server.count("UPDATE item SET name = ? WHERE item.id = ? ('b', 3)") +
                  server.count("UPDATE item SET name = ? WHERE id = ? ('b', 3)"),
              1U);
}

TEST_F(ExecutionTest, ManySets) {
    server.on("INSERT", {.affected = 1});
    server.on("UPDATE", {.affected = 2});
    auto inserted = db.execute(insert(item), {{{"name", "a"}}, {{"name", "b"}}});
    EXPECT_EQ(inserted.rowcount(), 2);
    std::vector<Params> rows;
    rows.push_back({{"name", "c"}});
    rows.push_back({{"name", "d"}});
    rows.push_back({{"name", "e"}});
    EXPECT_EQ(db.execute(insert(item), rows).rowcount(), 3);
    EXPECT_EQ(server.count("prepare INSERT"), 1U);
    EXPECT_EQ(server.count("execute INSERT"), 5U);
    rows.push_back({{"price", Decimal("1")}});
    EXPECT_EQ(code_of<ArgumentError>([&] { db.execute(insert(item), rows); }),
              "mixed_parameter_names");
    std::vector<Params> none;
    (void)server.take_log();
    EXPECT_EQ(db.execute(insert(item), none).rowcount(), 0);
    EXPECT_TRUE(server.take_log().empty()) << "an empty span means zero executions";
    const auto change =
        update(item).where(item["id"] == bind<std::int64_t>("id")).values({{"name", "x"}});
    EXPECT_EQ(db.execute(change, {{{"id", 1}}, {{"id", 2}}}).rowcount(), 4);
    EXPECT_EQ(server.count("('x', 2)"), 1U);
}

TEST_F(ExecutionTest, ListsExpand) {
    const std::vector<int> three{1, 2, 3};
    (void)db.execute(select(id()).where(id().in(three) && id() > 7)).all();
    EXPECT_EQ(server.count("IN (?, ?, ?)"), 2U);
    EXPECT_EQ(server.count("(1, 2, 3, 7)"), 1U);
    (void)db.execute(select(id()).where(id().in(three) && id() > 7)).all();
    EXPECT_EQ(server.count("prepare"), 1U);
    std::vector<int> many(100, 9);
    (void)db.execute(select(id()).where(id().in(many) && id() > 7)).all();
    many.resize(97);
    (void)db.execute(select(id()).where(id().in(many) && id() > 7)).all();
    EXPECT_EQ(server.count("prepare"), 2U) << "long lists are rounded up";
    EXPECT_EQ(engine.cache_statistics().size, 1U);
    many.resize(999);
    (void)db.execute(select(id()).where(id().in(many) && id() > 7)).all();
    EXPECT_EQ(server.count("prepare"), 3U) << "though not beyond what the database takes";
    many.resize(2000);
    EXPECT_EQ(code_of<ArgumentError>([&] { (void)db.execute(select(id()).where(id().in(many))); }),
              "too_many_parameters");
}

TEST_F(ExecutionTest, SingleValuesTakeOptions) {
    server.on("SELECT item.id", {.columns = {"id"}, .rows = {{7}}});
    (void)db.scalar<std::int64_t>(select(id()), {}, {.timeout_ms = 3'600'000});
    EXPECT_THAT(server.take_log(), Contains(ContainsRegex("execute SELECT.* timeout=3")));
    (void)db.scalars<std::int64_t>(select(id()), {}, {.timeout_ms = 3'600'000}).all();
    EXPECT_THAT(server.take_log(), Contains(ContainsRegex("execute SELECT.* timeout=3")));
}

TEST_F(ExecutionTest, NumberedListsComeLast) {
    database.dialect->style = compile::PlaceholderStyle::numbered;
    Connection other = database.engine().connect();
    const std::vector<int> two{1, 2};
    (void)other.execute(select(id()).where(id().in(two) && id() > 7)).all();
    const auto log = server.take_log();
    EXPECT_THAT(log, Contains(HasSubstr("IN ($2, $3)")));
    EXPECT_THAT(log, Contains(HasSubstr("> $1")));
    EXPECT_THAT(log, Contains(HasSubstr("(7, 1, 2)")));
}

TEST_F(ExecutionTest, OptionsReachTheDriver) {
    // The driver is told what is left of the time, so the last digits are anybody's guess.
    Engine patient = database.engine({.execution_options = {.timeout_ms = 60'000}});
    Connection other = patient.connect({.execution_options = {.max_row_buffer = 50}});
    (void)server.take_log();
    (void)other.execute(select(id()), {.stream_results = true});
    EXPECT_THAT(server.take_log(), Contains(ContainsRegex("streaming fetch=50 timeout=[56]....$")));
    (void)other.execute(select(id()), {.timeout_ms = 7'000});
    EXPECT_THAT(server.take_log(), Contains(ContainsRegex("fetch=50 timeout=[67]...$")));
}

TEST_F(ExecutionTest, OneTimeOutForAllThatAStatementNeeds) {
    Engine patient = database.engine({.execution_options = {.timeout_ms = 60'000}});
    Connection other = patient.connect();
    (void)server.take_log();
    (void)other.execute(select(id()));
    other.execute_script("CREATE TABLE a (x int)", {.timeout_ms = 30'000});
    other.commit();
    const auto prepared = other.prepare(select(name()), {.timeout_ms = 7'000});
    (void)prepared.execute();
    EXPECT_THAT(server.take_log(),
                ElementsAre(ContainsRegex("^begin timeout=[56]...."),
                            ContainsRegex("^prepare SELECT item.id.* timeout=[56]...."),
                            ContainsRegex("^execute SELECT item.id.* timeout=[56]...."),
                            ContainsRegex("^script CREATE TABLE.* timeout=[23]...."),
                            ContainsRegex("^commit timeout=[56]...."),
                            ContainsRegex("^begin timeout=[67]..."),
                            ContainsRegex("^prepare SELECT item.name.* timeout=[67]..."),
                            ContainsRegex("^execute SELECT item.name.* timeout=[67]...")));
}

TEST_F(ExecutionTest, WhatChangesMeaningsIsFollowedByPreparingAnew) {
    const auto prepares_after = [&](const std::string& sql) {
        (void)db.execute(select(id())).all();
        (void)server.take_log();
        db.execute(text(sql));
        (void)db.execute(select(id())).all();
        return server.count("prepare SELECT item.id") == 1;
    };
    EXPECT_FALSE(prepares_after("SELECT 1"));
    EXPECT_FALSE(prepares_after("/* x */ insert into item values (1)"));
    EXPECT_FALSE(prepares_after("WITH a AS (SELECT 1) DELETE FROM item"));
    EXPECT_TRUE(prepares_after("ALTER TABLE item ADD x int"));
    EXPECT_TRUE(prepares_after(" -- why\n create table other (x int)"));
    EXPECT_TRUE(prepares_after("SET search_path TO other"));
    EXPECT_TRUE(prepares_after("DISCARD ALL"));

    // Others learn of a new schema when it is committed; of a session's settings, never.
    Connection other = engine.connect();
    const auto prepares_there = [&] {
        (void)server.take_log();
        (void)other.execute(select(id())).all();
        return server.count("prepare SELECT item.id") == 1;
    };
    db.commit();
    (void)prepares_there();
    EXPECT_FALSE(prepares_there());
    db.execute(text("SET ROLE other"));
    EXPECT_FALSE(prepares_there());
    db.execute(text("DROP TABLE other"));
    EXPECT_FALSE(prepares_there());
    db.commit();
    EXPECT_TRUE(prepares_there());
    EXPECT_FALSE(prepares_there());
    // What is undone changes back.
    db.execute(text("DROP TABLE other"));
    (void)db.execute(select(id())).all();
    db.rollback();
    (void)server.take_log();
    (void)db.execute(select(id())).all();
    EXPECT_EQ(server.count("prepare SELECT item.id"), 1U);
    // So does what the pool's reset undoes.
    db.execute(text("SET ROLE other"));
    (void)db.execute(select(id())).all();
    db.close();
    Connection again = engine.connect();
    (void)server.take_log();
    (void)again.execute(select(id())).all();
    EXPECT_EQ(server.count("prepare SELECT item.id"), 1U);
}

TEST_F(ExecutionTest, AHandleIsPreparedAnewToo) {
    const auto handle = db.prepare(select(id()));
    db.execute_script("ALTER TABLE item ADD x int");
    (void)server.take_log();
    (void)handle.execute();
    (void)handle.execute();
    EXPECT_EQ(server.count("prepare SELECT item.id"), 1U);
}

TEST_F(ExecutionTest, AnOutdatedFormIsNoticeableOnlyInsideATransaction) {
    stock(2);
    (void)db.execute(select(id(), name())).all();
    db.commit();
    int failures = 1;
    server.on("SELECT item.id",
              {.columns = {"id", "name"}, .rows = {{1, "one"}}, .on_execute = [&] {
                   if (failures-- > 0) {
                       throw OperationalError("statement_outdated", "changed");
                   }
               }});
    (void)server.take_log();
    // The statement that begins the transaction loses nothing by beginning it again.
    EXPECT_EQ(db.execute(select(id(), name())).all().size(), 1U);
    EXPECT_THAT(server.take_log(), ElementsAre("begin", HasSubstr("execute"), "rollback", "begin",
                                               HasSubstr("prepare"), HasSubstr("execute")));
    failures = 1;
    EXPECT_EQ(code_of([&] { (void)db.execute(select(id(), name())); }), "statement_outdated");
    db.rollback();
    (void)server.take_log();
    EXPECT_EQ(db.execute(select(id(), name())).all().size(), 1U);
    EXPECT_EQ(server.count("prepare"), 1U);
    // Twice in a row is not hidden.
    db.rollback();
    failures = 2;
    EXPECT_EQ(code_of([&] { (void)db.execute(select(id(), name())); }), "statement_outdated");
}

TEST_F(ExecutionTest, ErrorsCarryStatementParametersAndPhase) {
    server.on("UPDATE", {.on_execute = [] { throw IntegrityError("unique_violation", "taken"); }});
    try {
        db.execute(update(item).values({{"name", "secret"}}));
        FAIL() << "an error was to come";
    } catch (const IntegrityError& error) {
        EXPECT_EQ(error.details().statement, "UPDATE item SET name = ?");
        EXPECT_EQ(error.details().parameters, "('secret')");
        EXPECT_EQ(error.details().phase, Phase::execute);
    }
    server.on_prepare = [](std::string_view) { throw ProgrammingError("syntax_error", "no"); };
    try {
        db.execute(text("SELECT nonsense"));
        FAIL() << "an error was to come";
    } catch (const ProgrammingError& error) {
        EXPECT_EQ(error.details().statement, "SELECT nonsense");
        EXPECT_EQ(error.details().phase, Phase::prepare);
    }
    server.on_prepare = {};
    Engine discreet = database.engine({.hide_parameters = true});
    Connection other = discreet.connect();
    try {
        other.execute(update(item).values({{"name", "secret"}}));
        FAIL() << "an error was to come";
    } catch (const IntegrityError& error) {
        EXPECT_EQ(error.details().parameters, "hidden");
        EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
    }
}

TEST_F(ExecutionTest, NothingIsSentThatCannotBeCompiled) {
    database.dialect->lacks = {compile::Capability::insert_returning};
    Connection other = database.engine().connect();
    (void)server.take_log();
    EXPECT_THROW(other.execute(insert(item).values({{"name", "x"}}).returning({item["id"]})),
                 CompileError);
    EXPECT_TRUE(server.take_log().empty()) << "not even BEGIN";
}

TEST_F(ExecutionTest, Scripts) {
    db.execute_script("CREATE TABLE a (x int); CREATE TABLE b (y int);");
    EXPECT_EQ(server.count("script CREATE TABLE a"), 1U);
    server.on("broken", {.on_execute = [] { throw ProgrammingError("syntax_error", "no"); }});
    try {
        db.execute_script("broken");
        FAIL() << "an error was to come";
    } catch (const ProgrammingError& error) {
        EXPECT_EQ(error.details().statement, "broken");
    }
}

class Reversed final : public TypeDecorator {
public:
    std::string_view name() const noexcept override { return "Reversed"; }
    Value to_database(const ValueView& value) const override { return turned(value); }
    Value from_database(const ValueView& value) const override { return turned(value); }

private:
    static Value turned(const ValueView& value) {
        if (value.is_null()) return {};
        return Value(std::string(value.chars().rbegin(), value.chars().rend()));
    }
};

TEST_F(ExecutionTest, DecoratorsStandBetween) {
    const Table secret{"secret", metadata, Column{"id", Integer{}, primary_key},
                       Column{"word", Text{}.with_decorator(std::make_shared<Reversed>())}};
    db.execute(insert(secret), {{"word", "abc"}});
    EXPECT_EQ(server.count("('cba')"), 1U);
    server.on("SELECT secret",
              {.columns = {"id", "word"}, .rows = {{1, "zyx"}, {2, std::nullopt}}});
    auto result = db.execute(select(secret["id"], secret["word"]));
    const Rows rows = result.all();
    EXPECT_EQ(rows[0]["word"].as<std::string>(), "xyz");
    EXPECT_TRUE(rows[1]["word"].is_null());
    for (auto [key, word] :
         db.execute(select(secret["id"], secret["word"])).rows<int, std::optional<std::string>>()) {
        EXPECT_EQ(word.value_or("none"), key == 1 ? "xyz" : "none");
    }
}

struct PreparedTest : ExecutionTest {};

TEST_F(PreparedTest, TypedHandle) {
    stock(1);
    const auto by_id =
        db.prepare(select(name()).where(id() == bind<std::int64_t>("id") && name() != "x"));
    EXPECT_THAT(by_id.names(), ElementsAre("id"));
    EXPECT_EQ(server.count("prepare"), 1U);
    server.on("SELECT item.name", {.columns = {"name"}, .rows = {{"Queen"}}});
    const std::string found = by_id.one(42);
    EXPECT_EQ(found, "Queen");
    EXPECT_EQ(server.count("(42, 'x')"), 1U);
    EXPECT_EQ(by_id.first(1), "Queen");
    EXPECT_THAT(by_id.all(1), ElementsAre("Queen"));
    EXPECT_EQ(by_id.one_or_none(1), "Queen");
    for (const std::string& one : by_id.execute(3)) EXPECT_EQ(one, "Queen");
    for (const std::string& one : by_id.execute({{"id", 4}})) EXPECT_EQ(one, "Queen");
    EXPECT_EQ(code_of<ArgumentError>([&] { (void)by_id.one(); }), "bind_missing");
    EXPECT_EQ(code_of<ArgumentError>([&] { (void)by_id.one(1, 2); }), "bind_unknown");
    EXPECT_EQ(code_of<ArgumentError>([&] { (void)by_id.one("text"); }), "bind_type");
    EXPECT_EQ(code_of<ArgumentError>([&] { (void)by_id.execute({{"key", 4}}); }), "bind_unknown");
}

TEST_F(PreparedTest, KeepsTextUntilRowsAreRead) {
    server.on("SELECT item.id", {.columns = {"id"}, .rows = {{1}, {2}}});
    const auto by_name = db.prepare(select(id()).where(name() == bind<std::string>("name")));
    auto rows = by_name.execute(std::string("a long name that lives on the heap"));
    EXPECT_THAT(rows.all(), ElementsAre(1, 2));
}

TEST_F(PreparedTest, InsertsByColumns) {
    server.on("INSERT", {.affected = 1});
    const auto add = db.prepare(insert(item), {"name", "price"});
    EXPECT_THAT(add.names(), ElementsAre("name", "price"));
    EXPECT_EQ(add.execute("a", Decimal("2.50")).rowcount(), 1);
    EXPECT_EQ(add.execute(std::string("b"), std::nullopt).rowcount(), 1);
    EXPECT_EQ(server.count("('b', NULL)"), 1U);
    EXPECT_THAT(db.prepare(insert(item)).names(), ElementsAre("id", "name", "price"));
}

TEST_F(PreparedTest, DiesWithItsConnection) {
    server.on("SELECT item.id", {.columns = {"id"}, .rows = {{1}, {2}}});
    auto by_name = db.prepare(select(id()).where(name() == bind<std::string>("name")));
    auto rows = by_name.execute("x");
    const int before = server.open_statements;
    db.close();
    EXPECT_EQ(server.open_statements, before - 1);
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)by_name.one("x"); }), "use_after_return");
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)rows.all(); }), "result_closed");
}

TEST_F(PreparedTest, ResultOutlivesItsHandle) {
    server.on("SELECT item.id", {.columns = {"id"}, .rows = {{1}, {2}}});
    auto rows = db.prepare(select(id()).where(name() == bind<std::string>("n"))).execute("x");
    EXPECT_THAT(rows.all(), ElementsAre(1, 2));
}

struct InsertManyTest : ExecutionTest {
    struct Line {
        std::string name;
        std::optional<Decimal> price;
    };
};

TEST_F(InsertManyTest, ValuesTuplesAndAggregates) {
    const std::vector<std::string> names{"a", "b"};
    EXPECT_EQ(db.insert_many(item, {"name"}, names), 2);
    EXPECT_EQ(server.count("('b')"), 1U);
    const std::vector<std::tuple<int, std::string_view>> tuples{{1, "x"}, {2, "y"}};
    EXPECT_EQ(db.insert_many(item, {"id", "name"}, tuples), 2);
    EXPECT_EQ(server.count("(2, 'y')"), 1U);
    const std::vector<Line> lines{{"l", Decimal("1.25")}, {"m", std::nullopt}};
    EXPECT_EQ(db.insert_many(item, {"name", "price"}, lines), 2);
    EXPECT_EQ(server.count("('l', 1.25)"), 1U);
    EXPECT_EQ(server.count("('m', NULL)"), 1U);
    const std::vector<std::vector<Value>> dynamic{{3, "z"}};
    EXPECT_EQ(db.insert_many(item, {"id", "name"}, dynamic), 1);
    EXPECT_EQ(server.count("(3, 'z')"), 1U);
    const std::vector<std::string> columns{"name", "id"};
    EXPECT_EQ(db.insert_many(item, columns, std::vector<std::vector<Value>>{{"w", 4}}), 1);
    EXPECT_EQ(server.count("('w', 4)"), 1U);
    EXPECT_EQ(db.insert_many(item, {"name"}, std::vector<std::string>{}), 0);
    EXPECT_EQ(code_of<ArgumentError>([&] { db.insert_many(item, {"name"}, tuples); }),
              "column_count");
    EXPECT_EQ(code_of<ArgumentError>([&] {
                  db.insert_many(item, {"name"}, std::vector<std::vector<Value>>{{1, 2}});
              }),
              "column_count");
    EXPECT_EQ(code_of<ArgumentError>([&] { db.insert_many(item, {"nam"}, names); }),
              "no_such_column");
    EXPECT_EQ(code_of<ArgumentError>([&] { db.insert_many(item, {"name"}, std::vector<int>{1}); }),
              "bind_type");
}

TEST_F(InsertManyTest, PagesOfRows) {
    database.dialect->page = 20;
    Connection other = database.engine().connect();
    std::vector<std::tuple<int, std::string>> rows;
    for (int i = 0; i < 47; ++i) rows.emplace_back(i, "n" + std::to_string(i));
    (void)server.take_log();
    EXPECT_EQ(other.insert_many(item, {"id", "name"}, rows), 47);
    EXPECT_EQ(server.count("prepare"), 3U) << "a page, a tenth of one, and a single row";
    EXPECT_EQ(server.count("execute"), 2U + 3U + 1U);
    EXPECT_EQ(server.count("(46, 'n46')"), 1U);
}

TEST_F(InsertManyTest, RangesOfTemporariesAreCopied) {
    struct Names {
        struct iterator {
            int at;
            std::string operator*() const {
                return "a name beyond the small string size " + std::to_string(at);
            }
            iterator& operator++() {
                ++at;
                return *this;
            }
            bool operator!=(const iterator& other) const { return at != other.at; }
        };
        iterator begin() const { return {0}; }
        iterator end() const { return {5}; }
    };
    EXPECT_EQ(db.insert_many(item, {"name"}, Names{}), 5);
    EXPECT_EQ(server.count("size 4')"), 1U);
}

TEST_F(InsertManyTest, BulkLoadWhereTheDriverHasOne) {
    server.supports_bulk_load = true;
    std::vector<std::string> names(2500, "x");
    EXPECT_EQ(db.insert_many(item, {"name"}, names), 2500);
    EXPECT_EQ(server.count("bulk load item 2500"), 1U);
    names.resize(3);
    EXPECT_EQ(db.insert_many(item, {"name"}, names), 3);
    EXPECT_EQ(server.count("execute INSERT"), 3U) << "few rows are not worth it";
}

}  // namespace
}  // namespace azoth::test
