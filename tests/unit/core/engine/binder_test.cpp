// SPDX-License-Identifier: MIT
// Where the values of named binds come from, and what becomes a literal behind the cache.
#include <azoth/sql/tree.hpp>

#include "shop.hpp"

namespace azoth::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

struct BinderTest : Shop {
    Engine engine = database.engine();
    Connection db = engine.connect();

    void SetUp() override { (void)server.take_log(); }

    /// The log of one execution.
    std::vector<std::string> run(const Statement& statement, const Params& params = {}) {
        (void)server.take_log();
        (void)db.execute(statement, params).all();
        return server.take_log();
    }
};

TEST_F(BinderTest, AMissingValueIsNamed) {
    const auto query = select(id()).where(name() == bind<std::string>("who"));
    try {
        (void)db.execute(query).all();
        FAIL() << "nothing thrown";
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "bind_missing");
        EXPECT_EQ(error.message(), "the parameter \"who\" has no value");
        EXPECT_EQ(error.details().column, "who");
    }
}

TEST_F(BinderTest, ADefaultStandsInForWhatIsNotGiven) {
    const auto query = select(id()).where(id() > bind<std::int64_t>("least", 5));
    EXPECT_THAT(run(query), Contains(HasSubstr("(5)")));
    EXPECT_THAT(run(query, {{"least", 7}}), Contains(HasSubstr("(7)")));
    EXPECT_EQ(engine.cache_statistics().size, 1U);
    // With and without a default it is one statement to the cache.
    EXPECT_THAT(run(select(id()).where(id() > bind<std::int64_t>("least")), {{"least", 8}}),
                Contains(HasSubstr("(8)")));
    EXPECT_EQ(engine.cache_statistics().size, 1U);
}

TEST_F(BinderTest, AFunctionIsAskedOncePerExecution) {
    int calls = 0;
    const auto next = bind<std::int64_t>("n", [&] { return ++calls; });
    const auto query = select(id()).where(id() > next, id() < next + 5);
    EXPECT_THAT(run(query), Contains(HasSubstr("(1, 1, 5)")));
    EXPECT_THAT(run(query), Contains(HasSubstr("(2, 2, 5)")));
    EXPECT_THAT(run(query, {{"n", 9}}), Contains(HasSubstr("(9, 9, 5)")));
    EXPECT_EQ(calls, 2);
}

TEST_F(BinderTest, BindsOfOneNameAgree) {
    const auto query =
        select(id()).where(id() > bind<std::int64_t>("n", 1), id() < bind<std::int64_t>("n", 2));
    EXPECT_EQ(code_of([&] { (void)db.execute(query).all(); }), "bind_conflict");
    EXPECT_THAT(run(query, {{"n", 3}}), Contains(HasSubstr("(3, 3)"))) << "given, they do";
    const auto same =
        select(id()).where(id() > bind<std::int64_t>("n", 1), id() < bind<std::int64_t>("n", 1));
    EXPECT_THAT(run(same), Contains(HasSubstr("(1, 1)")));
}

TEST_F(BinderTest, ABindWithoutATypeTakesItsNeighbours) {
    EXPECT_EQ((id() == bind("x")).node()->key_hash(), (id() == Expr(bind("x"))).node()->key_hash());
    const auto query = select(id()).where(item["price"] == bind("price"));
    EXPECT_THAT(run(query, {{"price", 5}}), Contains(HasSubstr("(5)")));
    EXPECT_EQ(code_of([&] { (void)db.execute(query, {{"price", "cheap"}}); }), "bind_type");
}

TEST_F(BinderTest, LiteralsAreWrittenBehindTheCache) {
    const auto query = [&](const char* who) {
        return select(id()).where(name() == literal_execute(std::string(who)), id() > 3);
    };
    EXPECT_THAT(run(query("O'Hara")), Contains(HasSubstr("item.name = 'O''Hara' AND item.id > ?")));
    EXPECT_THAT(run(query("Queen")), Contains(HasSubstr("item.name = 'Queen' AND item.id > ?")));
    EXPECT_EQ(engine.cache_statistics().size, 1U) << "one form for all values";
    EXPECT_EQ(server.count("prepare"), 0U);
    EXPECT_THAT(run(query("Queen")), Not(Contains(HasSubstr("prepare")))) << "prepared already";
    const auto named = select(id()).where(name() == literal_execute(bind("who")));
    EXPECT_THAT(run(named, {{"who", "x"}}), Contains(HasSubstr("item.name = 'x'")));
    EXPECT_EQ(code_of([&] { (void)literal_execute(item["id"] + 1); }), "not_a_bind");
}

TEST_F(BinderTest, LiteralsAndListsShareAStatement) {
    const auto query =
        select(id()).where(id().in({1, 2}), name() == literal_execute("a"), id().in({3}), id() > 4);
    const auto log = run(query);
    EXPECT_THAT(log, Contains(HasSubstr("item.id IN (?, ?) AND item.name = 'a' AND item.id IN (?) "
                                        "AND item.id > ?")));
    EXPECT_THAT(log, Contains(HasSubstr("(1, 2, 3, 4)")));
}

TEST_F(BinderTest, ALiteralThatDoesNotExistIsRefused) {
    const auto query = select(id()).where(name() == literal_execute(bind<std::string>("x")));
    EXPECT_EQ(code_of([&] {
                  (void)db.execute(query, {{"x", std::string("a\0b", 3)}});
              }),
              "value_has_nul");
}

TEST_F(BinderTest, ParamsBindAStatement) {
    const auto query = select(id()).where(name() == bind("who"));
    EXPECT_THAT(run(with_params(query, {{"who", "Ann"}})), Contains(HasSubstr("('Ann')")));
}

}  // namespace
}  // namespace azoth::test
