// SPDX-License-Identifier: MIT
#include "mariadb_judge.hpp"

#include <algorithm>
#include <stdexcept>

#include <azoth/urls/url.hpp>

#include "golden.hpp"
#include "targets.hpp"

namespace golden {

namespace {

void expect(const std::string& problem) {
    if (!problem.empty()) throw std::runtime_error(problem);
}

}  // namespace

MariadbJudge::MariadbJudge(const char* text) : connection_(mysql_init(nullptr), &mysql_close) {
    const Url url(text);
    const std::string host(url.host().value_or("localhost"));
    const std::string password(url.password() ? url.password()->reveal() : "");
    if (mysql_real_connect(
            connection_.get(), host.c_str(), url.user().value_or("").c_str(), password.c_str(),
            nullptr, static_cast<unsigned>(url.port().value_or(3306)), nullptr, 0) == nullptr) {
        throw std::runtime_error(mysql_error(connection_.get()));
    }
    expect(run("SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin"));
    // MySQL's default, which this server has not.
    expect(run("SET sql_mode = CONCAT(@@sql_mode, ',ONLY_FULL_GROUP_BY')"));
    // One at a time: the databases have fixed names. The lock ends with the connection.
    if (rows("SELECT GET_LOCK('azoth_golden', 200)") != std::vector<std::string>{"1,"}) {
        throw std::runtime_error("another test uses the golden databases");
    }
    make_schema();
}

MariadbJudge::~MariadbJudge() {
    static_cast<void>(run("DROP DATABASE IF EXISTS azoth_golden"));
    static_cast<void>(run("DROP DATABASE IF EXISTS log"));
}

std::string MariadbJudge::judge(const std::string& text) {
    const bool is_ddl =
        text.starts_with("CREATE ") || text.starts_with("DROP ") || text.starts_with("ALTER ");
    if (text.empty()) return {};  // nothing to do there
    return is_ddl ? run_ddl(text) : prepare(text);
}

std::string MariadbJudge::prepare(const std::string& sql) {
    const std::unique_ptr<MYSQL_STMT, decltype(&mysql_stmt_close)> statement(
        mysql_stmt_init(connection_.get()), &mysql_stmt_close);
    if (mysql_stmt_prepare(statement.get(), sql.data(), sql.size()) == 0) return {};
    return mysql_stmt_error(statement.get());
}

std::string MariadbJudge::run(const std::string& sql) {
    if (mysql_real_query(connection_.get(), sql.data(), sql.size()) != 0) {
        return mysql_error(connection_.get());
    }
    mysql_free_result(mysql_store_result(connection_.get()));
    return {};
}

std::vector<std::string> MariadbJudge::rows(const std::string& sql) {
    if (mysql_real_query(connection_.get(), sql.data(), sql.size()) != 0) {
        throw std::runtime_error(mysql_error(connection_.get()) + (": " + sql));
    }
    const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result(
        mysql_store_result(connection_.get()), &mysql_free_result);
    const unsigned width = mysql_num_fields(result.get());
    std::vector<std::string> rows;
    while (MYSQL_ROW cells = mysql_fetch_row(result.get())) {
        std::string row;
        for (unsigned i = 0; i < width; ++i) row += std::string(cells[i] ? cells[i] : "NULL") + ",";
        rows.push_back(std::move(row));
    }
    return rows;
}

void MariadbJudge::make_schema() {
    for (const char* name : {"azoth_golden", "log"}) {
        expect(run(std::string("DROP DATABASE IF EXISTS ") + name));
        expect(run(std::string("CREATE DATABASE ") + name));
        expect(run(std::string("CREATE TABLE ") + name + ".target (id INTEGER PRIMARY KEY)"));
    }
    expect(run("USE azoth_golden"));
    expect(run("CREATE SEQUENCE known_numbers"));
    expect(run("CREATE PROCEDURE settle(a INTEGER, INOUT b INTEGER) SET b = a"));
    expect(run("CREATE PROCEDURE tidy_up() SET @tidy = 1"));
    for (const Table& table : schema().metadata.sorted_tables()) make_table(table);
}

void MariadbJudge::make_table(const Table& table) {
    expect(run_statements(render(table, make_target("mariadb"))));
}

std::string MariadbJudge::run_statements(const std::string& text) {
    std::string problems;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find(";\n", start), text.size());
        problems += run(text.substr(start, end - start));
        start = end + 2;
    }
    return problems;
}

std::string MariadbJudge::run_ddl(const std::string& text) {
    std::string name;
    if (text.starts_with("CREATE TABLE ") && !text.starts_with("CREATE TABLE IF ")) {
        name = text.substr(13, std::min(text.find(" ("), text.find(" AS ")) - 13);
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

std::string MariadbJudge::drop(const std::string& table) {
    std::string problem = run("SET foreign_key_checks = 0");
    problem += run("DROP TABLE IF EXISTS " + table);
    return problem += run("SET foreign_key_checks = 1");
}

}  // namespace golden
