// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/dialect/dialect.hpp>

struct sqlite3;

namespace golden {

/// The real SQLite, on an empty database that has the tables of the golden schema.
class SqliteJudge {
public:
    explicit SqliteJudge(const azoth::Dialect& sqlite);
    ~SqliteJudge();

    /// Why SQLite does not prepare this one statement; empty if it does.
    [[nodiscard]] std::string prepare(const std::string& sql) const;
    /// Why SQLite does not run these statements; empty if it does.
    [[nodiscard]] std::string run(const std::string& sql) const;
    /// Rows of a query as text, one per row; throws std::runtime_error.
    [[nodiscard]] std::vector<std::string> rows(const std::string& sql) const;

private:
    sqlite3* handle_ = nullptr;
};

}  // namespace golden
