// SPDX-License-Identifier: MIT
#pragma once

#include <mysql.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <azoth/urls/url.hpp>

namespace azoth::test {

/// A MariaDB, spoken to by its own client library: what is written for the server is judged by
/// nothing of ours. A session is strict in what MySQL is strict in, and compares texts by their
/// characters.
class MariadbClient {
public:
    using Row = std::vector<std::optional<std::string>>;  ///< cells as the server prints them

    /// Throws `std::runtime_error` if the server is not there.
    explicit MariadbClient(const char* text) : connection_(mysql_init(nullptr), &mysql_close) {
        const Url url(text);
        const std::string host(url.host().value_or("localhost"));
        const std::string user(url.user().value_or(""));
        const std::string password(url.password() ? url.password()->reveal() : "");
        const auto port = static_cast<unsigned>(url.port().value_or(3306));
        if (mysql_real_connect(connection_.get(), host.c_str(), user.c_str(), password.c_str(),
                               nullptr, port, nullptr, 0) == nullptr) {
            throw std::runtime_error(mysql_error(connection_.get()));
        }
        rows("SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin");
        // MySQL's default, which this server has not.
        rows("SET sql_mode = CONCAT(@@sql_mode, ',ONLY_FULL_GROUP_BY')");
    }

    ~MariadbClient() {
        for (const std::string& name : taken_) run("DROP DATABASE IF EXISTS " + name);
    }
    MariadbClient(const MariadbClient&) = delete;
    MariadbClient& operator=(const MariadbClient&) = delete;

    /// An empty database, the session's default from now on. No other test has it until this one
    /// ends, and drops it. Throws `std::runtime_error`.
    void take(const std::string& name) {
        if (rows("SELECT GET_LOCK('" + name + "', 200)") != std::vector<Row>{{"1"}}) {
            throw std::runtime_error("another test uses the database " + name);
        }
        taken_.push_back(name);
        rows("DROP DATABASE IF EXISTS " + name);
        rows("CREATE DATABASE " + name);
        rows("USE " + name);
    }

    /// None for a statement without. Throws `std::runtime_error` with the server's words.
    std::vector<Row> rows(const std::string& sql) {
        if (mysql_real_query(connection_.get(), sql.data(), sql.size()) != 0) {
            throw std::runtime_error(mysql_error(connection_.get()) + (": " + sql));
        }
        const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result(
            mysql_store_result(connection_.get()), &mysql_free_result);
        // What fails in the middle of a query fails here.
        if (mysql_errno(connection_.get()) != 0) {
            throw std::runtime_error(mysql_error(connection_.get()) + (": " + sql));
        }
        std::vector<Row> rows;
        if (!result) return rows;
        while (MYSQL_ROW cells = mysql_fetch_row(result.get())) {
            const unsigned long* sizes = mysql_fetch_lengths(result.get());
            Row& row = rows.emplace_back();
            for (unsigned i = 0; i < mysql_num_fields(result.get()); ++i) {
                row.push_back(cells[i] == nullptr ? std::nullopt
                                                  : std::optional(std::string(cells[i], sizes[i])));
            }
        }
        return rows;
    }

    /// Why the server does not run a statement; empty if it does.
    std::string run(const std::string& sql) {
        try {
            rows(sql);
            return {};
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }

    /// Why the server does not take a statement; empty if it does. Runs nothing.
    std::string prepare(const std::string& sql) {
        const std::unique_ptr<MYSQL_STMT, decltype(&mysql_stmt_close)> statement(
            mysql_stmt_init(connection_.get()), &mysql_stmt_close);
        if (mysql_stmt_prepare(statement.get(), sql.data(), sql.size()) == 0) return {};
        return mysql_stmt_error(statement.get());
    }

    /// `7,NULL`: the cells of a row with commas between them.
    static std::string joined(const Row& row) {
        std::string text;
        for (const auto& cell : row) {
            if (&cell != row.data()) text += ',';
            text += cell.value_or("NULL");
        }
        return text;
    }

private:
    std::unique_ptr<MYSQL, decltype(&mysql_close)> connection_;
    std::vector<std::string> taken_;
};

}  // namespace azoth::test
