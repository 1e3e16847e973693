// SPDX-License-Identifier: MIT
#include "odbc_execute.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "core_error.hpp"
#include "cursor.hpp"
#include "odbc_entry.hpp"

namespace hive_odbc {
namespace {

/// Rows of a server operation.
class OperationRows final : public Rows {
public:
    OperationRows(hs2::Operation& operation, long long most_rows) : cursor_(operation, most_rows) {}

    void next(hs2::ColumnBatch& batch, long long wanted) override { cursor_.next(batch, wanted); }

private:
    hs2::Cursor cursor_;
};

class MemoryRows final : public Rows {
public:
    explicit MemoryRows(hs2::ColumnBatch rows) : rows_(std::move(rows)) {}

    void next(hs2::ColumnBatch& batch, long long) override {
        batch = std::move(rows_);
        rows_ = {};
    }

private:
    hs2::ColumnBatch rows_;
};

[[noreturn]] void fail(const hs2::Progress& seen) {
    throw hs2::Error(
        hs2::Failure::server,
        seen.message.empty() ? "the statement failed; the server gave no reason" : seen.message,
        seen.sqlstate, seen.native);
}

}  // namespace

void collect_logs(Statement& statement, hs2::Operation& operation) {
    std::vector<std::string> lines;
    try {
        lines = operation.logs();
    } catch (const hs2::Error& error) {
        // A server that keeps no logs says so with an error; that is no failure of the statement.
        if (error.kind != hs2::Failure::server) throw;
        return;
    }
    const std::lock_guard lock(statement.log_mutex);
    for (const std::string& line : lines) statement.log_lines.append(line).append("\n");
}

namespace {

/// After cancelling, the server is given this long to say that it did.
constexpr long patience_after_cancel_ms = 15'000;

/// Polls no faster than sensible. Hive holds its answer back while nothing changes; a server that
/// does not is asked at growing distances.
class Pace {
public:
    hs2::Progress poll(hs2::Operation& operation) {
        const auto asked = hs2::Deadline::clock::now();
        hs2::Progress seen = operation.poll();
        const bool at_once = hs2::Deadline::clock::now() - asked < std::chrono::milliseconds(20);
        if (seen.state == hs2::State::running && at_once) {
            std::this_thread::sleep_for(pause_);
            pause_ = std::min(pause_ * 2, longest_pause);
        }
        return seen;
    }

private:
    static constexpr std::chrono::milliseconds longest_pause{50};
    std::chrono::milliseconds pause_{1};
};

/// Failing to tell the server is no reason to stop waiting: poll says what became of the work.
void try_to_cancel(hs2::Operation& operation) {
    try {
        operation.cancel();
    } catch (const hs2::Error&) {
    }
}

[[noreturn]] void fail_cancelled(hs2::Operation& operation, bool late) {
    operation.abandon();
    if (late) throw OdbcError("HYT00", "the statement was cancelled after its time-out");
    throw OdbcError("HY008", "the statement was cancelled");
}

/// The server counts the time-out too, and may trip over its own giving up: then it reports an
/// illegal transition from its state TIMEDOUT.
bool tells_timeout(const Statement& statement, const std::string& message) {
    return statement.query_timeout > 0 && message.find("TIMEDOUT") != std::string::npos;
}

/// One look; a complaint of the server in place of an answer counts as failure.
hs2::Progress look(Pace& pace, hs2::Operation& operation) {
    try {
        return pace.poll(operation);
    } catch (const hs2::Error& error) {
        if (error.kind != hs2::Failure::server) throw;
        hs2::Progress seen;
        seen.state = hs2::State::failed;
        seen.sqlstate = error.sqlstate;
        seen.native = error.native;
        seen.message = error.what();
        return seen;
    }
}

}  // namespace

hs2::Progress wait_for(Statement& statement, hs2::Operation& operation) {
    const hs2::Deadline deadline =
        hs2::Deadline::after(static_cast<long>(statement.query_timeout) * 1000);
    hs2::Deadline patience;
    Pace pace;
    bool cancel_sent = false;
    bool late = false;
    for (;;) {
        if (deadline.passed()) late = true;
        if (late || statement.cancel_requested) {
            if (!cancel_sent) patience = hs2::Deadline::after(patience_after_cancel_ms);
            cancel_sent = true;
            try_to_cancel(operation);
        }
        const hs2::Progress seen = look(pace, operation);
        if (seen.percent >= 0) statement.progress_percent = seen.percent;
        if (statement.collect_logs) collect_logs(statement, operation);
        switch (seen.state) {
            case hs2::State::running:
                if (cancel_sent && patience.passed()) fail_cancelled(operation, late);
                break;
            case hs2::State::finished: statement.progress_percent = 100; return seen;
            case hs2::State::timed_out: fail_cancelled(operation, true);
            case hs2::State::cancelled:
            case hs2::State::closed: fail_cancelled(operation, late);
            case hs2::State::failed:
                if (tells_timeout(statement, seen.message)) late = true;
                if (late || cancel_sent || statement.cancel_requested)
                    fail_cancelled(operation, late);
                fail(seen);
        }
    }
}

void describe_result(Statement& statement, const std::vector<hs2::ColumnInfo>& columns) {
    const Sizes& sizes = statement.connection.options.sizes;
    statement.ird->records.clear();
    for (const hs2::ColumnInfo& column : columns) {
        const OdbcType type = odbc_type(column.type, sizes);
        Record record;
        record.name = column.name;
        // With hive.resultset.use.unique.column.names the server says `table.column` after SELECT
        // *.
        const std::size_t dot = column.name.rfind('.');
        if (dot != std::string::npos) record.table = column.name.substr(0, dot);
        record.hive_type = column.type;
        record.concise_type = type.concise;
        record.type = type.verbose;
        record.datetime_code = type.datetime_code;
        record.length = type.column_size;
        record.octet_length = type.octet_length;
        record.precision = static_cast<SQLSMALLINT>(std::min<SQLULEN>(type.column_size, 32767));
        record.scale = type.decimal_digits;
        record.nullable = SQL_NULLABLE;
        statement.ird->records.push_back(std::move(record));
    }
    statement.has_result = !columns.empty();
}

void run_statement(Statement& statement, const std::string& sql) {
    hs2::Session& session = statement.connection.connected();
    statement.close_cursor();
    statement.ird->records.clear();
    statement.row_count = -1;
    statement.progress_percent = -1;
    {
        const std::lock_guard lock(statement.log_mutex);
        statement.log_lines.clear();
    }
    statement.operation = session.execute(sql, static_cast<long>(statement.query_timeout));
    statement.publish(statement.operation);
    try {
        const hs2::Progress seen = wait_for(statement, *statement.operation);
        if (seen.has_rows) {
            describe_result(statement, statement.operation->columns());
            statement.rows = std::make_unique<OperationRows>(
                *statement.operation, statement.connection.options.rows_per_fetch);
        } else {
            if (seen.modified && *seen.modified >= 0) statement.row_count = *seen.modified;
            statement.operation->close();
        }
    } catch (...) {
        statement.close_cursor();
        throw;
    }
    statement.rows_left = statement.max_rows;
}

void present(Statement& statement, std::vector<hs2::ColumnInfo> columns, hs2::ColumnBatch batch) {
    statement.close_cursor();
    describe_result(statement, columns);
    statement.row_count = static_cast<SQLLEN>(batch.rows);
    statement.rows = std::make_unique<MemoryRows>(std::move(batch));
    statement.rows_left = statement.max_rows;
}

}  // namespace hive_odbc

using namespace hive_odbc;

namespace {

/// May be called while the statement runs in another thread: takes no turn, but raises the flag
/// that thread looks at and tells the server, so that the other's waiting ends at once.
SQLRETURN cancel(SQLHANDLE raw) noexcept {
    if (!is_alive(raw, SQL_HANDLE_STMT)) return SQL_INVALID_HANDLE;
    auto& statement = *static_cast<Statement*>(static_cast<Handle*>(raw));
    statement.cancel_requested = true;
    if (statement.mutex.try_lock()) {
        // Nothing runs: what there is to cancel is a statement waiting for data at execution.
        statement.at_execution = {};
        statement.cancel_requested = false;
        statement.mutex.unlock();
        return SQL_SUCCESS;
    }
    try {
        if (const auto running = statement.published()) running->cancel();
    } catch (...) {
        // The thread that waits tries again.
    }
    return SQL_SUCCESS;
}

}  // namespace

HIVE_ODBC_ENTRY SQLCancel(SQLHSTMT handle) {
    return cancel(handle);
}

HIVE_ODBC_ENTRY SQLCancelHandle(SQLSMALLINT kind, SQLHANDLE handle) {
    if (kind == SQL_HANDLE_STMT) return cancel(handle);
    if (kind == SQL_HANDLE_DBC) return is_alive(handle, kind) ? SQL_SUCCESS : SQL_INVALID_HANDLE;
    return SQL_ERROR;
}

HIVE_ODBC_ENTRY SQLRowCount(SQLHSTMT handle, SQLLEN* count) {
    return enter<Statement>(handle, [&](Statement& statement) {
        if (count != nullptr) *count = statement.row_count;
        return SQL_SUCCESS;
    });
}

HIVE_ODBC_ENTRY SQLMoreResults(SQLHSTMT handle) {
    return enter<Statement>(handle, [](Statement& statement) {
        statement.close_cursor();
        return static_cast<SQLRETURN>(SQL_NO_DATA);
    });
}

HIVE_ODBC_ENTRY SQLCloseCursor(SQLHSTMT handle) {
    return enter<Statement>(handle, [](Statement& statement) {
        if (!statement.has_result) throw OdbcError("24000", "no cursor is open");
        statement.close_cursor();
        return SQL_SUCCESS;
    });
}

HIVE_ODBC_ENTRY SQLFreeStmt(SQLHSTMT handle, SQLUSMALLINT option) {
    if (option == SQL_DROP) return SQLFreeHandle(SQL_HANDLE_STMT, handle);
    return enter<Statement>(handle, [&](Statement& statement) {
        switch (option) {
            case SQL_CLOSE: statement.close_cursor(); return SQL_SUCCESS;
            case SQL_UNBIND: statement.ard->records.clear(); return SQL_SUCCESS;
            case SQL_RESET_PARAMS:
                statement.apd->records.clear();
                statement.ipd->records.clear();
                return SQL_SUCCESS;
            default: throw OdbcError("HY092", "unknown option");
        }
    });
}
