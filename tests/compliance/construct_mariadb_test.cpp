// SPDX-License-Identifier: MIT
// The constructs on a real MariaDB: what is rendered for it is run there, and answers right.
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <azoth/plugins/dialect_registry.hpp>
#include <azoth/plugins/load_dialect.hpp>
#include <azoth_test/mariadb_client.hpp>

#include "construct.hpp"

namespace azoth::compliance {
namespace {

/// Rows as text, cells joined by commas; none for a statement without.
std::vector<std::string> run(test::MariadbClient& server, const std::string& sql) {
    std::vector<std::string> rows;
    for (const auto& row : server.rows(sql)) rows.push_back(test::MariadbClient::joined(row));
    return rows;
}

TEST(ConstructMariadb, WhatIsRenderedAnswersRight) {
    const char* url = std::getenv("AZOTH_TEST_MARIADB_URL");
    if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_MARIADB_URL names no server";
    DialectRegistry::instance().add_directory(AZOTH_TEST_PLUGINS);
    test::MariadbClient server(url);
    server.take("azoth_constructs");
    const ToSqlOptions literal{.literal_binds = true};
    int ran = 0;
    int refused = 0;
    const ConstructTables tables;
    for (const Construct& construct : constructs(tables)) {
        SCOPED_TRACE(construct.name);
        std::string sql;
        try {
            sql = to_sql(construct.statement, "mariadb", literal);
        } catch (const CompileError& error) {
            if (error.code() == "unsupported_literal") continue;  // a list of rows as literals
            EXPECT_EQ(error.code(), "unsupported_construct");
            ++refused;
            continue;
        }
        for (const std::string& ddl : to_sql(tables.metadata, "mariadb")) run(server, ddl);
        for (const Statement& row : tables.rows()) run(server, to_sql(row, "mariadb", literal));
        SCOPED_TRACE(sql);
        EXPECT_EQ(run(server, sql), construct.rows);
        for (const Statement& query : construct.then)
            EXPECT_EQ(run(server, to_sql(query, "mariadb", literal)), construct.left);
        run(server, "DROP TABLE azc_band, azc_disc");
        ++ran;
    }
    EXPECT_GT(ran, 12);
    EXPECT_GT(refused, 8);
}

/// Control: a wrong answer of the server is found.
TEST(ConstructMariadb, ControlWrongRowsDiffer) {
    const char* url = std::getenv("AZOTH_TEST_MARIADB_URL");
    if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_MARIADB_URL names no server";
    test::MariadbClient server(url);
    server.take("azoth_constructs");
    EXPECT_EQ(run(server, "SELECT 1 ^ 2, NULL"), std::vector<std::string>{"3,NULL"});
    EXPECT_NE(run(server, "SELECT 1 ^ 2"), std::vector<std::string>{"1"});
    EXPECT_THROW(run(server, "SELECT 1 FULL OUTER JOIN"), std::runtime_error);
}

}  // namespace
}  // namespace azoth::compliance
