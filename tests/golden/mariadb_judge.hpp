// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/schema/table.hpp>
#include <azoth_test/mariadb_client.hpp>

namespace golden {

/// A real MariaDB, on the golden schema. It has no DDL in transactions, so everything happens in
/// two databases made here, `azoth_golden` and `log`, which are dropped at the end.
class MariadbJudge {
public:
    /// Throws std::runtime_error if the server is not there or does not take the schema.
    explicit MariadbJudge(const char* url);
    ~MariadbJudge();
    MariadbJudge(const MariadbJudge&) = delete;
    MariadbJudge& operator=(const MariadbJudge&) = delete;

    /// Why the server does not take a statement; empty if it does. Leaves no trace.
    [[nodiscard]] std::string judge(const std::string& text);
    [[nodiscard]] std::string prepare(const std::string& sql);
    /// Why the server does not run one statement; empty if it does.
    [[nodiscard]] std::string run(const std::string& sql);
    /// Rows of a query as text, one per row, cells followed by commas; throws std::runtime_error.
    [[nodiscard]] std::vector<std::string> rows(const std::string& sql);

private:
    void make_schema();
    void make_table(const azoth::Table& table);
    [[nodiscard]] std::string run_statements(const std::string& text);
    [[nodiscard]] std::string run_ddl(const std::string& text);
    [[nodiscard]] std::string drop(const std::string& table);

    azoth::test::MariadbClient client_;
};

}  // namespace golden
