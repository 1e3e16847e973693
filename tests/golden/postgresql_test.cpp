// SPDX-License-Identifier: MIT
// What stands for postgresql is prepared by the real server, on a schema made from the golden DDL.
// All in one transaction that is rolled back.
#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>

#include "golden.hpp"
#include "golden_file.hpp"
#include "targets.hpp"

namespace golden {
namespace {

class PostgresqlJudge {
public:
    PostgresqlJudge(const char* url, const Dialect& postgresql) : connection_(PQconnectdb(url)) {
        PQsetNoticeProcessor(
            connection_, [](void*, const char*) {}, nullptr);
        std::string problem =
            run("BEGIN; CREATE SCHEMA golden; SET LOCAL search_path = golden; "
                "CREATE SCHEMA log; CREATE SEQUENCE known_numbers; CREATE TABLE target (id integer "
                "PRIMARY KEY); "
                "CREATE TABLE log.target (id integer PRIMARY KEY); "
                "CREATE PROCEDURE settle(a integer, INOUT b integer) LANGUAGE sql AS 'SELECT 1'; "
                "CREATE PROCEDURE tidy_up() LANGUAGE sql AS 'SELECT 1'");
        for (const Table& table : schema().metadata.sorted_tables()) {
            for (const std::string& statement : to_sql(table, postgresql))
                problem += run(statement);
        }
        if (!problem.empty()) throw std::runtime_error("the golden schema: " + problem);
    }
    ~PostgresqlJudge() { PQfinish(connection_); }
    PostgresqlJudge(const PostgresqlJudge&) = delete;
    PostgresqlJudge& operator=(const PostgresqlJudge&) = delete;

    /// Why the server does not take a statement; empty if it does. Leaves no trace.
    std::string judge(const std::string& text, bool is_typed = true) {
        is_typed_ = is_typed;
        const bool is_ddl = text.starts_with("CREATE ") || text.starts_with("DROP ") ||
                            text.starts_with("ALTER ") || text.starts_with("COMMENT ");
        std::string problem = run("SAVEPOINT before");
        if (text.starts_with("CREATE TABLE ")) {
            const std::string name =
                text.substr(13, std::min(text.find(" ("), text.find(" AS ")) - 13);
            if (!name.starts_with("IF "))
                problem += run("DROP TABLE IF EXISTS " + name + " CASCADE");
        }
        problem += is_ddl ? run(drop_marks(text, " CASCADE")) : prepare(text);
        return problem + run("ROLLBACK TO before");
    }

private:
    using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

    static std::string drop_marks(const std::string& text, const std::string& suffix) {
        return text.starts_with("DROP TABLE") ? text + suffix : text;
    }
    std::string verdict(PGresult* raw) {
        const Result result(raw, &PQclear);
        const ExecStatusType status = PQresultStatus(raw);
        const bool fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        if (fine) return {};
        const char* state = PQresultErrorField(raw, PG_DIAG_SQLSTATE);
        const std::string_view code = state == nullptr ? "" : state;
        const bool is_type_error = code == "42804" || code == "42883";
        return is_type_error && !is_typed_ ? std::string() : PQerrorMessage(connection_);
    }
    std::string run(const std::string& sql) { return verdict(PQexec(connection_, sql.c_str())); }
    /// A list's `$n` stands for any number of values; NULL will do.
    std::string prepare(std::string sql) {
        for (std::size_t at = 0; (at = sql.find("$n", at)) != std::string::npos;) {
            sql.replace(at, 2, "NULL");
        }
        return verdict(PQprepare(connection_, "", sql.c_str(), 0, nullptr));
    }

    PGconn* connection_;
    bool is_typed_ = true;
};

std::vector<Entry> read(const Topic& topic) {
    std::ifstream file(std::string(AZOTH_GOLDEN_DIRECTORY) + "/" + std::string(topic.name) +
                       ".cases");
    return parse_entries(std::string(std::istreambuf_iterator<char>(file), {}));
}

TEST(GoldenPostgresql, TheServerTakesWhatIsWrittenForIt) {
    const char* url = std::getenv("AZOTH_TEST_POSTGRESQL_URL");
    if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL names no server";
    const auto postgresql = dialect("postgresql");
    ASSERT_TRUE(postgresql);
    PostgresqlJudge judge(url, *postgresql);
    // Controls: what is wrong is found, and leaves the transaction usable.
    EXPECT_NE(judge.judge("SELECT artist.nmae FROM artist"), "");
    EXPECT_NE(judge.judge("CREATE TABLE t (x NONSENSE)"), "");
    EXPECT_EQ(judge.judge("SELECT artist.name FROM artist"), "");
    for (const Topic& topic : topics()) {
        if (!topic.runnable) continue;
        for (const Entry& entry : read(topic)) {
            const std::string* text = entry.find("postgresql");
            ASSERT_TRUE(text) << entry.name;
            if (text->starts_with("error ")) continue;
            // Pairs of operators are about grammar; most of them make no sense otherwise.
            const bool is_typed = topic.name != "operators";
            EXPECT_EQ(judge.judge(*text, is_typed), "")
                << topic.name << ", " << entry.name << ": " << *text;
        }
    }
}

}  // namespace
}  // namespace golden
