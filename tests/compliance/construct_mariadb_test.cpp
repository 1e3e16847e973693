// SPDX-License-Identifier: MIT
// The constructs on a real MariaDB: what is rendered for it is run there, and answers right.
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <mysql.h>

#include <gtest/gtest.h>

#include <azoth/plugins/dialect_registry.hpp>
#include <azoth/plugins/load_dialect.hpp>
#include <azoth/urls/url.hpp>

#include "construct.hpp"

namespace azoth::compliance {
namespace {

/// A database of its own on the server, dropped at the end. The dialect has no driver here, so the
/// client library is spoken to directly.
class Database {
public:
    explicit Database(const char* text) : connection_(mysql_init(nullptr), &mysql_close) {
        const Url url(text);
        const std::string host(url.host().value_or("localhost"));
        const std::string password(url.password() ? url.password()->reveal() : "");
        if (mysql_real_connect(
                connection_.get(), host.c_str(), url.user().value_or("").c_str(), password.c_str(),
                nullptr, static_cast<unsigned>(url.port().value_or(3306)), nullptr, 0) == nullptr) {
            throw std::runtime_error(mysql_error(connection_.get()));
        }
        run("SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin");
        run("SET sql_mode = CONCAT(@@sql_mode, ',ONLY_FULL_GROUP_BY')");  // MySQL's default
        run("SELECT GET_LOCK('azoth_constructs', 200)");
        run("DROP DATABASE IF EXISTS azoth_constructs");
        run("CREATE DATABASE azoth_constructs");
        run("USE azoth_constructs");
    }
    ~Database() {
        (void)mysql_query(connection_.get(), "DROP DATABASE IF EXISTS azoth_constructs");
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Rows as text, cells joined by commas; none for a statement without.
    std::vector<std::string> run(const std::string& sql) {
        if (mysql_real_query(connection_.get(), sql.data(), sql.size()) != 0)
            throw std::runtime_error(mysql_error(connection_.get()) + (": " + sql));
        const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result(
            mysql_store_result(connection_.get()), &mysql_free_result);
        std::vector<std::string> rows;
        if (!result) return rows;
        while (MYSQL_ROW cells = mysql_fetch_row(result.get())) {
            std::string row;
            for (unsigned i = 0; i < mysql_num_fields(result.get()); ++i)
                row += std::string(i > 0 ? "," : "") + (cells[i] ? cells[i] : "NULL");
            rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    std::unique_ptr<MYSQL, decltype(&mysql_close)> connection_;
};

TEST(ConstructMariadb, WhatIsRenderedAnswersRight) {
    const char* url = std::getenv("AZOTH_TEST_MARIADB_URL");
    if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_MARIADB_URL names no server";
    DialectRegistry::instance().add_directory(AZOTH_TEST_PLUGINS);
    Database database(url);
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
        for (const std::string& ddl : to_sql(tables.metadata, "mariadb")) database.run(ddl);
        for (const Statement& row : tables.rows()) database.run(to_sql(row, "mariadb", literal));
        SCOPED_TRACE(sql);
        EXPECT_EQ(database.run(sql), construct.rows);
        for (const Statement& query : construct.then)
            EXPECT_EQ(database.run(to_sql(query, "mariadb", literal)), construct.left);
        database.run("DROP TABLE azc_band, azc_disc");
        ++ran;
    }
    EXPECT_GT(ran, 12);
    EXPECT_GT(refused, 8);
}

/// Control: a wrong answer of the server is found.
TEST(ConstructMariadb, ControlWrongRowsDiffer) {
    const char* url = std::getenv("AZOTH_TEST_MARIADB_URL");
    if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_MARIADB_URL names no server";
    Database database(url);
    EXPECT_EQ(database.run("SELECT 1 ^ 2, NULL"), std::vector<std::string>{"3,NULL"});
    EXPECT_NE(database.run("SELECT 1 ^ 2"), std::vector<std::string>{"1"});
    EXPECT_THROW(database.run("SELECT 1 FULL OUTER JOIN"), std::runtime_error);
}

}  // namespace
}  // namespace azoth::compliance
