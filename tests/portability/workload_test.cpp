// SPDX-License-Identifier: MIT
// A whole program, run on SQLite, and what of it would not run elsewhere.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// "statement: construct" for each finding.
std::vector<std::string> refused(const PortabilityAnswer& answer) {
    std::vector<std::string> all;
    for (const PortabilityFinding& finding : answer.findings) {
        all.push_back(finding.subject.substr(0, finding.subject.find(' ')) + ": " +
                      finding.construct);
    }
    return all;
}

std::string printed(const PortabilityReport& report) {
    std::ostringstream out;
    out << report;
    return out.str();
}

/// A struct whose key the database makes.
struct Ticket {
    std::int64_t id{};
    std::string what{};
};
struct Tickets : Entity<Ticket, "ticket"> {
    Mapped<&Ticket::id> id{primary_key};
    Mapped<&Ticket::what> what{String{80}};
};
inline const Tickets tickets;

/// A program of ten statements, and one in SQL.
struct WorkloadTest : testing::Test {
    MetaData metadata;
    Table customer{"customer", metadata, Column{"id", Integer{}, primary_key},
                   Column{"name", String{80}, not_null}};
    Table invoice{"invoice", metadata, Column{"id", Integer{}, primary_key},
                  Column{"customer_id", ForeignKey{"customer.id"}},
                  Column{"total", Integer{}, not_null}};
    Engine engine = create_engine("sqlite://");
    Workload workload;

    [[nodiscard]] Select names() const { return select(customer["name"]).order_by(customer["id"]); }
    [[nodiscard]] Select ranked() const {
        return select(invoice["id"],
                      func::row_number().over({.order_by = {invoice["total"]}}).label("n"));
    }

    void run_program() {
        metadata.create_all(engine);
        Connection db = engine.connect({.isolation_level = Isolation::autocommit});
        const std::vector<Params> three{{{"id", 1}, {"name", "Ada"}},
                                        {{"id", 2}, {"name", "Bob"}},
                                        {{"id", 3}, {"name", "Cy"}}};
        db.execute(insert(customer), three);
        db.execute(insert(invoice).returning({invoice["id"]}),
                   {{"id", 1}, {"customer_id", 1}, {"total", 9}})
            .close();
        db.execute(upsert(customer).on_conflict({"id"}).do_update(),
                   {{"id", 1}, {"name", "Ada L."}});
        (void)db.execute(names()).all();
        for (const int id : {1, 2, 3}) {  // one structure, whatever its values
            (void)db.execute(names().where(customer["id"] == id)).all();
        }
        (void)db.execute(ranked()).all();
        (void)db
            .execute(select(customer["name"], invoice["total"])
                         .join(invoice, invoice["customer_id"] == customer["id"], JoinType::full))
            .all();
        const auto count = db.prepare(select(func::count()).select_from(customer));
        (void)count.execute().one();
        db.execute(update(customer).set("name", "Bea").where(customer["id"] == 2));
        db.execute(delete_from(invoice).where(invoice["id"] == 77));
        (void)db.execute(text("SELECT 42")).all();
    }
};

const std::vector<PortabilityTarget> targets{
    {"sqlite"}, {"mysql", "5.7"}, {"postgresql", "9.3"}, {"hive", "3.0"}};

TEST_F(WorkloadTest, IsRecordedWhileTheProgramRuns) {
    workload.add(metadata);
    workload.record(engine);
    run_program();
    EXPECT_EQ(workload.size(), 11U);
    const PortabilityReport report = check_portability(workload, targets);
    ASSERT_EQ(report.answers.size(), 4U);
    EXPECT_THAT(refused(report.answers[0]), IsEmpty()) << "it runs there, after all";
    EXPECT_THAT(refused(report.answers[1]),
                ElementsAre("INSERT: RETURNING", "SELECT: a window function"));
    EXPECT_THAT(refused(report.answers[2]), ElementsAre("INSERT: INSERT … ON CONFLICT"));
    EXPECT_THAT(refused(report.answers[3]), ElementsAre("INSERT: RETURNING"));
    EXPECT_THAT(report.unchecked, ElementsAre("SELECT 42"));
    EXPECT_FALSE(report.runs_everywhere());
    EXPECT_EQ(report.answers[1].server, "mysql");
    EXPECT_EQ(to_string(report.answers[1].version), "5.7.0");
    EXPECT_EQ(
        printed(report),
        R"(                                                  sqlite 3.40.1  mysql 5.7.0  postgresql 9.3.0  hive 3.0.0
INSERT INTO invoice (id, customer_id, total) VA…  runs           no           runs              no
SELECT invoice.id, row_number() OVER (ORDER BY …  runs           no           runs              runs
INSERT INTO customer (id, name) VALUES (:id, :n…  runs           runs         no                runs

INSERT INTO invoice (id, customer_id, total) VALUES (:id, :customer_id, :total) RETURNING id
  RETURNING is not supported by mysql 5.7.0
  RETURNING is not supported by hive 3.0.0

SELECT invoice.id, row_number() OVER (ORDER BY invoice.total) AS n FROM invoice
  a window function is not supported by mysql 5.7.0

INSERT INTO customer (id, name) VALUES (:id, :name) ON CONFLICT (id) DO UPDATE SET name = excluded.name
  INSERT … ON CONFLICT is not supported by postgresql 9.3.0

not looked into: SQL as text, functions and operators by name
  SELECT 42
)");
}

TEST_F(WorkloadTest, HoldsStatementsThatNobodyRan) {
    const auto paged = names().offset(2);
    workload.add(paged, "the second page");
    const unsigned line = __LINE__ - 1;
    workload.add(names());
    const PortabilityReport report = check_portability(workload, {{"mysql"}, {"hive"}});
    ASSERT_THAT(refused(report.answers[1]), ElementsAre("the: OFFSET without LIMIT"));
    const PortabilityFinding& finding = report.answers[1].findings.front();
    EXPECT_EQ(finding.subject, "the second page");
    EXPECT_EQ(finding.place, "workload_test.cpp:" + std::to_string(line));
    EXPECT_THAT(printed(report), HasSubstr("the second page (workload_test.cpp:"));
    EXPECT_THAT(printed(report), HasSubstr("say how many rows with limit()"));
}

/// Nobody knows where that runs, and the report does not claim to.
TEST_F(WorkloadTest, SqlOfTheProgramsOwnIsTold) {
    workload.add(names().limit(3));
    workload.add(select(func::call("soundex", {customer["name"]})), "by name");
    workload.add(select(customer["id"].op("<->", 3)), "an operator");
    workload.add(select(sql_text("julianday('now')", Double{})), "text");
    workload.add(select(customer["id"]).where(exists(select(func::call("x", {1})))), "inside");
    EXPECT_THAT(workload.unchecked(), ElementsAre("by name", "an operator", "text", "inside"));
}

TEST_F(WorkloadTest, TablesArePartOfIt) {
    const Table odd{"odd", metadata, Column{"amount", Numeric{}}};
    workload.add(metadata);
    const PortabilityReport report = check_portability(workload, {{"mysql", "5.7"}});
    EXPECT_THAT(refused(report.answers[0]), SizeIs(1));
    EXPECT_EQ(report.answers[0].findings.front().subject, "odd");
    EXPECT_THAT(printed(report), HasSubstr("the type Numeric is not supported by mysql 5.7.0"));
}

TEST_F(WorkloadTest, WhereEverythingRunsTheReportSaysSo) {
    workload.add(names());
    const PortabilityReport report = check_portability(workload, {{"mysql", "5.7"}, {"hive"}});
    EXPECT_TRUE(report.runs_everywhere());
    EXPECT_EQ(printed(report), "everything runs on mysql 5.7.0, hive 4.0.1\n");
}

TEST_F(WorkloadTest, RecordingEndsWithItsListener) {
    const ListenerId id = workload.record(engine);
    Connection db = engine.connect();
    (void)db.execute(select(literal(1))).all();
    engine.unlisten(id);
    (void)db.execute(select(literal(1), literal(2))).all();
    EXPECT_EQ(workload.size(), 1U);
}

TEST_F(WorkloadTest, WhatWasRecordedGetsItsName) {
    workload.record(engine);
    run_program();
    workload.add(ranked(), "ranking");
    EXPECT_EQ(workload.size(), 11U);
    EXPECT_THAT(printed(check_portability(workload, {{"mysql", "5.7"}})),
                HasSubstr("ranking (workload_test.cpp:"));
}

/// Batches, bulk loads and rows that return are what the program says, not pages of them.
TEST_F(WorkloadTest, ManyRowsAreOneStatement) {
    metadata.create_all(engine);
    workload.record(engine);
    Connection db = engine.connect();
    std::vector<Params> many;
    for (int i = 0; i < 1200; ++i) many.push_back({{"id", i}, {"name", "x"}});
    db.execute(insert(customer), many);
    for (Params& set : many) set = {{"id", set[0].value().view().int64() + 5000}, {"name", "y"}};
    db.execute(insert(customer).in_parameter_order().returning({customer["id"]}), many).close();
    db.insert_many(customer, {"id", "name"},
                   std::vector<std::pair<int, std::string>>{{9001, "z"}, {9002, "z"}});
    EXPECT_EQ(workload.size(), 2U);
    // One row is what Hive takes at a time, too.
    const PortabilityReport report = check_portability(workload, {{"hive"}});
    EXPECT_THAT(refused(report.answers[0]), ElementsAre("INSERT: RETURNING"));
}

TEST_F(WorkloadTest, SessionsAreRecordedToo) {
    const Registry models{tickets};
    models.metadata().create_all(engine);
    workload.record(engine);
    Session session(engine, models);
    session.add(Ticket{.what = "paint"});
    session.add(Ticket{.what = "sand"});
    session.flush();
    session.add(Ticket{.what = "nail"});
    session.commit();
    (void)session.execute(select(tickets).where(tickets.what == "sand")).all();
    const PortabilityReport report = check_portability(workload, targets);
    EXPECT_TRUE(report.answers[0].findings.empty());
    EXPECT_TRUE(report.answers[2].findings.empty());
    EXPECT_THAT(refused(report.answers[3]), ElementsAre("INSERT: a generated key"));
}

/// A struct with a column that the database fills.
struct Order {
    std::int64_t id{};
    std::string state{};
};
struct Orders : Entity<Order, "orders"> {
    Mapped<&Order::id> id{primary_key};
    Mapped<&Order::state> state{String{20}, ServerDefault{"new"}};
};
inline const Orders orders;

/// A flush asks by RETURNING what the database made, where it can; elsewhere it reads that back.
TEST_F(WorkloadTest, WhatAFlushDoesOtherwiseIsNoFinding) {
    const Registry models{orders};
    models.metadata().create_all(engine);
    workload.record(engine);
    Session session(engine, models);
    session.add(Order{});
    session.add(Order{});
    session.commit();
    EXPECT_EQ(workload.size(), 1U);
    const PortabilityReport report = check_portability(workload, {{"mysql"}, {"hive"}});
    EXPECT_THAT(refused(report.answers[0]), IsEmpty());
    EXPECT_THAT(refused(report.answers[1]), ElementsAre("INSERT: a generated key"));
    // The same, said by the program itself, returns or is refused.
    Connection db = engine.connect();
    db.execute(insert(orders).in_parameter_order().return_defaults()).close();
    EXPECT_THAT(refused(check_portability(workload, {{"mysql"}}).answers[0]),
                ElementsAre("INSERT: RETURNING"));
}

/// The control: what does not run there fails.
TEST_F(WorkloadTest, AProgramThatDoesNotRunThereFailsItsTest) {
    workload.record(engine);
    run_program();
    EXPECT_NONFATAL_FAILURE(
        {
            const PortabilityReport report = check_portability(workload, {{"postgresql", "9.3"}});
            EXPECT_TRUE(report.runs_everywhere()) << report;
        },
        "INSERT … ON CONFLICT is not supported by postgresql 9.3.0");
}

}  // namespace
}  // namespace azoth
