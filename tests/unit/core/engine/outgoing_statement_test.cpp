// SPDX-License-Identifier: MIT
#include <azoth/engine/outgoing_statement.hpp>

#include <string>
#include <vector>

#include <azoth/sql/bind.hpp>

#include "shop.hpp"

namespace azoth::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct OutgoingStatementTest : Shop {
    std::vector<std::string> echo;
    Engine engine =
        database.engine({.echo_sink = [this](std::string_view line) { echo.emplace_back(line); }});

    /// What was executed since the last call.
    [[nodiscard]] std::vector<std::string> sent(std::string_view what = "execute ") {
        std::vector<std::string> lines;
        for (const std::string& line : server.take_log()) {
            if (line.starts_with(what)) lines.push_back(line.substr(what.size()));
        }
        return lines;
    }
};

TEST_F(OutgoingStatementTest, AnotherTextIsPreparedSentAndEchoed) {
    stock(2);
    int round = 0;
    engine.listen({.rewrite = [&](OutgoingStatement& statement) {
        statement.set_sql(std::string(statement.sql()) + " /* " + std::to_string(++round % 2) +
                          " */");
    }});
    engine.set_echo(Echo::statements);
    Connection db = engine.connect();
    const auto query = select(id(), name()).where(id() > 0);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(db.execute(query).all().size(), 2U);
    std::vector<std::string> prepared;
    std::vector<std::string> executed;
    for (const std::string& line : server.take_log()) {
        if (line.starts_with("prepare ")) prepared.push_back(line.substr(8));
        if (line.starts_with("execute ")) executed.push_back(line.substr(8));
    }
    const std::string plain = "SELECT item.id, item.name FROM item WHERE item.id > ?";
    EXPECT_THAT(prepared, ElementsAre(plain + " /* 1 */", plain + " /* 0 */"))
        << "once per text, not per execution";
    EXPECT_THAT(executed, ElementsAre(plain + " /* 1 */ (0)", plain + " /* 0 */ (0)",
                                      plain + " /* 1 */ (0)", plain + " /* 0 */ (0)"));
    EXPECT_THAT(echo, Contains(HasSubstr("item.id > ? /* 1 */")));
    EXPECT_EQ(engine.cache_statistics().size, 1U) << "the compiled form is as before";
}

TEST_F(OutgoingStatementTest, TheFormWithoutAListenerIsNotTheRewrittenOne) {
    stock(1);
    Connection db = engine.connect();
    const auto query = select(id(), name());
    const ListenerId id = engine.listen({.rewrite = [](OutgoingStatement& statement) {
        statement.set_sql(std::string(statement.sql()) + " LIMIT 1");
    }});
    (void)db.execute(query).all();
    engine.unlisten(id);
    (void)db.execute(query).all();
    EXPECT_THAT(sent(), ElementsAre("SELECT item.id, item.name FROM item LIMIT 1",
                                    "SELECT item.id, item.name FROM item"));
}

TEST_F(OutgoingStatementTest, ParametersOfAllKindsOfExecutions) {
    engine.listen({.rewrite = [](OutgoingStatement& statement) {
        for (std::size_t i = 0; i < statement.parameters().size(); ++i) {
            if (statement.parameters()[i] == Value("secret").view()) {
                statement.set_parameter(i, "a text too long to live inside of a string");
            }
        }
    }});
    Connection db = engine.connect();
    const auto rename = update(item)
                            .where(item["id"] == bind<std::int64_t>("which"))
                            .set("name", bind<std::string>("to"));
    db.execute(rename, {{"which", 1}, {"to", "secret"}});
    db.execute(rename, {Params{{"which", 1}, {"to", "x"}}, Params{{"which", 2}, {"to", "secret"}}});
    const auto prepared = db.prepare(rename);
    prepared.execute("secret", 3);
    const std::string sql = "UPDATE item SET name = ? WHERE item.id = ? ";
    EXPECT_THAT(sent(), ElementsAre(sql + "('a text too long to live inside of a string', 1)",
                                    sql + "('x', 1)",
                                    sql + "('a text too long to live inside of a string', 2)",
                                    sql + "('a text too long to live inside of a string', 3)"));
}

TEST_F(OutgoingStatementTest, TextAndParametersTogether) {
    engine.listen({.rewrite = [](OutgoingStatement& statement) {
        std::vector<Value> values;
        const std::size_t width = statement.parameters().size() / statement.sets();
        for (std::size_t i = 0; i < statement.parameters().size(); ++i) {
            values.push_back(Value::copy_of(statement.parameters()[i]));
            if ((i + 1) % width == 0) values.emplace_back(7);
        }
        statement.set_sql(std::string(statement.sql()) + " AND tenant = ?");
        statement.set_parameters(std::move(values));
    }});
    Connection db = engine.connect();
    const auto rename =
        update(item).where(item["id"] == bind<std::int64_t>("which")).values({{"name", "x"}});
    db.execute(rename, {{"which", 1}});
    db.execute(rename, {Params{{"which", 2}}, Params{{"which", 3}}});
    const std::string sql = "UPDATE item SET name = ? WHERE item.id = ? AND tenant = ? ";
    EXPECT_THAT(sent(), ElementsAre(sql + "('x', 1, 7)", sql + "('x', 2, 7)", sql + "('x', 3, 7)"));
}

TEST_F(OutgoingStatementTest, ListsAreExpandedBefore) {
    stock(1);
    engine.listen({.rewrite = [](OutgoingStatement& statement) {
        statement.set_sql("/* x */ " + std::string(statement.sql()));
    }});
    Connection db = engine.connect();
    (void)db.execute(select(id(), name()).where(id().in({1, 2}))).all();
    (void)db.execute(select(id(), name()).where(id().in({1, 2, 3}))).all();
    EXPECT_THAT(sent(),
                ElementsAre(HasSubstr("/* x */ SELECT item.id, item.name FROM item WHERE item.id "
                                      "IN (?, ?) (1, 2)"),
                            HasSubstr("IN (?, ?, ?) (1, 2, 3)")));
}

TEST_F(OutgoingStatementTest, AnotherShapeIsRefused) {
    server.on("narrow", {.columns = {"id"}, .rows = {{1}}});
    engine.listen({.rewrite = [](OutgoingStatement& statement) { statement.set_sql("narrow"); }});
    Connection db = engine.connect();
    EXPECT_EQ(code_of<InvalidRequestError>([&] { (void)db.execute(select(id(), name())); }),
              "rewritten_columns");
    EXPECT_EQ(server.open_cursors, 0);
    EXPECT_EQ(db.execute(text("SELECT anything")).all().size(), 1U) << "raw text promises no shape";
}

TEST_F(OutgoingStatementTest, AThrowRefusesTheStatementBeforeAnythingIsSent) {
    engine.listen({.rewrite = [](OutgoingStatement& statement) {
        if (statement.sql().starts_with("DROP")) throw InvalidRequestError("no_drop", "never");
    }});
    Connection db = engine.connect();
    EXPECT_EQ(code_of([&] { db.execute(text("DROP TABLE item")); }), "no_drop");
    EXPECT_EQ(code_of([&] { db.execute_script("DROP TABLE item"); }), "no_drop");
    EXPECT_FALSE(db.in_transaction());
    db.execute(text("SELECT 1"));
}

TEST_F(OutgoingStatementTest, Scripts) {
    bool adds = false;
    engine.listen({.rewrite = [&](OutgoingStatement& statement) {
        statement.set_sql("SET role x; " + std::string(statement.sql()));
        if (adds) statement.set_parameters({1});
    }});
    Connection db = engine.connect();
    db.execute_script("VACUUM");
    EXPECT_THAT(sent("script "), ElementsAre("SET role x; VACUUM"));
    adds = true;
    EXPECT_EQ(code_of<ArgumentError>([&] { db.execute_script("VACUUM"); }), "bind_unknown");
}

TEST_F(OutgoingStatementTest, OptionsAndMistakes) {
    std::string token;
    engine.listen({.rewrite = [&](OutgoingStatement& statement) {
        token = statement.options().logging_token.view();
        EXPECT_NE(statement.connection(), 0U);
        EXPECT_EQ(code_of<ArgumentError>([&] { statement.set_parameter(1, 1); }), "bind_unknown");
        if (statement.sets() == 2) {
            EXPECT_EQ(code_of<ArgumentError>([&] { statement.set_parameters({1}); }),
                      "bind_missing");
        }
    }});
    Connection db = engine.connect();
    const auto remove = delete_from(item).where(item["id"] == bind<std::int64_t>("which"));
    db.execute(remove, {{"which", 1}}, {.logging_token = "import"});
    EXPECT_EQ(token, "import");
}

}  // namespace
}  // namespace azoth::test
