// SPDX-License-Identifier: MIT
// What stands for mariadb is prepared by the real server, on a schema made from the golden DDL.
// MariaDB has no DDL in transactions, so everything happens in two databases of this test's own.
#include <gtest/gtest.h>
#include <mysql.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>

#include <azoth/urls/url.hpp>

#include "golden.hpp"
#include "golden_file.hpp"
#include "targets.hpp"

namespace golden {
namespace {

class MariadbJudge {
public:
    explicit MariadbJudge(const char* text) : connection_(mysql_init(nullptr), &mysql_close) {
        const Url url(text);
        const std::string host(url.host().value_or("localhost"));
        const std::string password(url.password() ? url.password()->reveal() : "");
        if (mysql_real_connect(
                connection_.get(), host.c_str(), url.user().value_or("").c_str(), password.c_str(),
                nullptr, static_cast<unsigned>(url.port().value_or(3306)), nullptr, 0) == nullptr) {
            throw std::runtime_error(mysql_error(connection_.get()));
        }
        expect(run("SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin"));
        make_schema();
    }
    ~MariadbJudge() {
        static_cast<void>(run("DROP DATABASE IF EXISTS azoth_golden"));
        static_cast<void>(run("DROP DATABASE IF EXISTS log"));
    }
    MariadbJudge(const MariadbJudge&) = delete;
    MariadbJudge& operator=(const MariadbJudge&) = delete;

    /// Why the server does not take a statement; empty if it does. Leaves no trace.
    std::string judge(const std::string& text) {
        const bool is_ddl = text.starts_with("CREATE ") || text.starts_with("DROP ");
        return is_ddl ? run_ddl(text) : prepare(text);
    }
    std::string prepare(const std::string& sql) {
        const std::unique_ptr<MYSQL_STMT, decltype(&mysql_stmt_close)> statement(
            mysql_stmt_init(connection_.get()), &mysql_stmt_close);
        if (mysql_stmt_prepare(statement.get(), sql.data(), sql.size()) == 0) return {};
        return mysql_stmt_error(statement.get());
    }
    /// The first column of a query's rows.
    std::vector<std::string> column(const std::string& sql) {
        expect(run(sql, false));
        const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result(
            mysql_store_result(connection_.get()), &mysql_free_result);
        std::vector<std::string> all;
        while (MYSQL_ROW row = mysql_fetch_row(result.get())) all.emplace_back(row[0]);
        return all;
    }

private:
    static void expect(const std::string& problem) {
        if (!problem.empty()) throw std::runtime_error(problem);
    }
    std::string run(const std::string& sql, bool discard = true) {
        if (mysql_real_query(connection_.get(), sql.data(), sql.size()) != 0) {
            return mysql_error(connection_.get());
        }
        if (discard) mysql_free_result(mysql_store_result(connection_.get()));
        return {};
    }
    void make_schema() {
        for (const char* name : {"azoth_golden", "log"}) {
            expect(run(std::string("DROP DATABASE IF EXISTS ") + name));
            expect(run(std::string("CREATE DATABASE ") + name));
            expect(run(std::string("CREATE TABLE ") + name + ".target (id INTEGER PRIMARY KEY)"));
        }
        expect(run("USE azoth_golden"));
        for (const Table& table : schema().metadata.sorted_tables()) make_table(table);
    }
    void make_table(const Table& table) {
        expect(run_statements(render(table, make_target("mariadb"))));
    }
    std::string run_statements(const std::string& text) {
        std::string problems;
        for (std::size_t start = 0; start < text.size();) {
            const std::size_t end = std::min(text.find(";\n", start), text.size());
            problems += run(text.substr(start, end - start));
            start = end + 2;
        }
        return problems;
    }
    std::string run_ddl(const std::string& text) {
        std::string name;
        if (text.starts_with("CREATE TABLE ") && !text.starts_with("CREATE TABLE IF ")) {
            name = text.substr(13, text.find(" (") - 13);
        }
        std::string problem;
        if (!name.empty()) problem += drop(name);
        if (text.starts_with("DROP ")) problem += run("SET foreign_key_checks = 0");
        problem += run_statements(text);
        problem += run("SET foreign_key_checks = 1");
        if (name == "t" || name == "log.t") problem += drop(name);
        if (text.starts_with("DROP ")) make_schema();
        return problem;
    }
    std::string drop(const std::string& table) {
        std::string problem = run("SET foreign_key_checks = 0");
        problem += run("DROP TABLE IF EXISTS " + table);
        return problem += run("SET foreign_key_checks = 1");
    }

    std::unique_ptr<MYSQL, decltype(&mysql_close)> connection_;
};

std::vector<Entry> read(const Topic& topic) {
    std::ifstream file(std::string(AZOTH_GOLDEN_DIRECTORY) + "/" + std::string(topic.name) +
                       ".cases");
    return parse_entries(std::string(std::istreambuf_iterator<char>(file), {}));
}

class GoldenMariadb : public testing::Test {
protected:
    void SetUp() override {
        const char* url = std::getenv("AZOTH_TEST_MARIADB_URL");
        if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_MARIADB_URL names no server";
        ASSERT_TRUE(dialect("mariadb"));
        judge_ = std::make_unique<MariadbJudge>(url);
    }
    std::unique_ptr<MariadbJudge> judge_;
};

TEST_F(GoldenMariadb, TheServerTakesWhatIsWrittenForIt) {
    for (const Topic& topic : topics()) {
        if (!topic.runnable) continue;
        for (const Entry& entry : read(topic)) {
            const std::string* text = entry.find("mariadb");
            ASSERT_TRUE(text) << entry.name;
            if (text->starts_with("error ")) continue;
            EXPECT_EQ(judge_->judge(*text), "")
                << topic.name << ", " << entry.name << ": " << *text;
        }
    }
}

TEST_F(GoldenMariadb, ControlWhatIsWrongIsFound) {
    EXPECT_NE(judge_->judge("SELECT artist.nmae FROM artist"), "");
    EXPECT_NE(judge_->judge("SELECT artist.name FROM artist FOR SHARE"), "");
    EXPECT_NE(judge_->judge("UPDATE artist SET name = ? RETURNING name"), "");
    EXPECT_NE(judge_->judge("CREATE TABLE t (x NONSENSE)"), "");
    EXPECT_NE(judge_->judge("CREATE TABLE t (x INTEGER);\nCREATE INDEX i ON t (y)"), "");
    EXPECT_EQ(judge_->judge("SELECT artist.name FROM artist"), "");
}

/// Every keyword the server knows can name a column, quoted where it must be.
TEST_F(GoldenMariadb, KeywordsAreNames) {
    const std::vector<std::string> words = judge_->column(
        "SELECT LOWER(word) FROM information_schema.keywords WHERE word REGEXP '^[a-zA-Z_0-9]+$'");
    ASSERT_GT(words.size(), 500U);
    for (const std::string& word : words) {
        const std::string name = dialect("mariadb")->identifiers().prepare(word);
        EXPECT_EQ(judge_->prepare("SELECT k." + name + " FROM (SELECT 1 AS " + name + ") AS k"),
                  "");
    }
}

}  // namespace
}  // namespace golden
