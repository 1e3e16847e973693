// SPDX-License-Identifier: MIT
#include "mariadb_judge.hpp"

#include <algorithm>
#include <stdexcept>

#include "golden.hpp"
#include "targets.hpp"

namespace golden {

namespace {

void expect(const std::string& problem) {
    if (!problem.empty()) throw std::runtime_error(problem);
}

}  // namespace

MariadbJudge::MariadbJudge(const char* url) : client_(url) {
    client_.take("azoth_golden");
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
    return client_.prepare(sql);
}

std::string MariadbJudge::run(const std::string& sql) {
    return client_.run(sql);
}

std::vector<std::string> MariadbJudge::rows(const std::string& sql) {
    std::vector<std::string> rows;
    for (const auto& row : client_.rows(sql)) {
        rows.push_back(azoth::test::MariadbClient::joined(row) + ',');
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
