// SPDX-License-Identifier: MIT
#include "statement.hpp"

#include <limits>
#include <optional>
#include <utility>

#include <azoth/error/error.hpp>

#include "prepared_text.hpp"
#include "sql_lexer.hpp"

namespace azoth::sqlite3_driver {

driver::Cursor& Sqlite3Statement::execute(std::span<const ValueView> parameters,
                                          const driver::ExecuteOptions& options) {
    cursor_.start(parameters, options);
    return cursor_;
}

std::int64_t Sqlite3Statement::execute_batch(const driver::ParameterBatch& batch,
                                             const driver::ExecuteOptions& options) {
    return cursor_.run_batch(batch, options);
}

std::unique_ptr<Sqlite3Statement> prepare_statement(std::shared_ptr<Session> session,
                                                    std::string_view sql) {
    check_session(*session);
    check_text(sql);
    if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) - 1)
        throw_failure({SQLITE_TOOBIG, sqlite3_errstr(SQLITE_TOOBIG), {}}, Phase::prepare);
    if (!find_statement(sql))
        refuse_sql("empty_statement", "the text holds no statement", std::nullopt);

    PreparedText prepared = prepare_first(*session, sql, SQLITE_PREPARE_PERSISTENT);
    if (prepared.statement == nullptr)
        refuse_sql("empty_statement", "the text holds no statement", std::nullopt);
    if (const std::optional<std::size_t> more = find_statement(prepared.tail))
        refuse_sql("multiple_statements", "the text holds more than one statement",
                   sql.size() - prepared.tail.size() + *more, "use execute_script for scripts");
    const bool writes_rows =
        sqlite3_stmt_readonly(prepared.statement.get()) == 0 && begins_as_dml(sql);
    auto statement = std::make_unique<Sqlite3Statement>(std::move(session),
                                                        prepared.statement.get(), writes_rows);
    (void)prepared.statement.release();  // the cursor has it now
    return statement;
}

}  // namespace azoth::sqlite3_driver
