// SPDX-License-Identifier: MIT
#include "sqlite_judge.hpp"

#include <sqlite3.h>

#include <stdexcept>

#include "golden.hpp"
#include "sqlite3/decimal_functions.hpp"
#include "sqlite3/json_functions.hpp"
#include "sqlite3/text_functions.hpp"

namespace golden {

SqliteJudge::SqliteJudge(const Dialect& sqlite) {
    if (sqlite3_open(":memory:", &handle_) != SQLITE_OK ||
        sqlite3_driver::register_decimal_functions(handle_) != SQLITE_OK ||
        sqlite3_driver::register_json_functions(handle_) != SQLITE_OK ||
        sqlite3_driver::register_text_functions(handle_) != SQLITE_OK) {
        throw std::runtime_error("no database in memory");
    }
    std::string problem = run("ATTACH ':memory:' AS log");
    for (const Table& table : schema().metadata.sorted_tables()) {
        for (const std::string& statement : to_sql(table, sqlite)) problem += run(statement);
    }
    if (!problem.empty()) throw std::runtime_error("the golden schema: " + problem);
}

SqliteJudge::~SqliteJudge() {
    sqlite3_close(handle_);
}

std::string SqliteJudge::prepare(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int result = sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, &rest);
    std::string problem = result == SQLITE_OK ? std::string() : sqlite3_errmsg(handle_);
    if (problem.empty() && statement == nullptr) problem = "no statement";
    sqlite3_finalize(statement);
    return problem;
}

std::string SqliteJudge::run(const std::string& sql) const {
    char* message = nullptr;
    sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message);
    const std::string problem = message == nullptr ? "" : message;
    sqlite3_free(message);
    return problem;
}

std::vector<std::string> SqliteJudge::rows(const std::string& sql) const {
    std::vector<std::string> rows;
    char* message = nullptr;
    sqlite3_exec(
        handle_, sql.c_str(),
        [](void* out, int count, char** cells, char**) {
            std::string row;
            for (int i = 0; i < count; ++i) row += std::string(cells[i] ? cells[i] : "NULL") + ",";
            static_cast<std::vector<std::string>*>(out)->push_back(std::move(row));
            return 0;
        },
        &rows, &message);
    if (message == nullptr) return rows;
    const std::string problem = message + (": " + sql);
    sqlite3_free(message);
    throw std::runtime_error(problem);
}

}  // namespace golden
