// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include <azoth/driver/statement.hpp>

#include "cursor.hpp"

namespace azoth::sqlite3_driver {

/// One prepared statement with its cursor inside.
class Sqlite3Statement final : public driver::Statement {
public:
    Sqlite3Statement(std::shared_ptr<Session> session, sqlite3_stmt* statement, bool writes_rows)
        : cursor_(std::move(session), statement, writes_rows) {}

    [[nodiscard]] std::size_t parameter_count() const override { return cursor_.parameter_count(); }
    [[nodiscard]] driver::Cursor& execute(std::span<const ValueView> parameters,
                                          const driver::ExecuteOptions& options) override;
    [[nodiscard]] std::int64_t execute_batch(const driver::ParameterBatch& batch,
                                             const driver::ExecuteOptions& options) override;

private:
    Sqlite3Cursor cursor_;
};

/// Prepares exactly one statement. Throws `ProgrammingError`: `multiple_statements`,
/// `sql_unterminated`, `empty_statement`, `sql_nul_byte`, or what SQLite reports.
[[nodiscard]] std::unique_ptr<Sqlite3Statement> prepare_statement(std::shared_ptr<Session> session,
                                                                  std::string_view sql);

}  // namespace azoth::sqlite3_driver
