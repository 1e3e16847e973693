// SPDX-License-Identifier: MIT
#pragma once

#include <sql.h>
#include <sqlext.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "core_error.hpp"
#include "odbc_error.hpp"
#include "odbc_options.hpp"
#include "odbc_rowset.hpp"
#include "odbc_sql.hpp"
#include "odbc_types.hpp"
#include "session.hpp"

namespace hive_odbc {

/// What all four kinds of handle share. Entry points lock `mutex`, except those made to interrupt
/// others; who needs several takes them in the order environment, connection, statement,
/// descriptor.
struct Handle {
    explicit Handle(SQLSMALLINT kind) : kind(kind), mutex(own_mutex_) {}
    /// A part of `owner`: they take turns together.
    Handle(SQLSMALLINT kind, Handle& owner) : kind(kind), mutex(owner.mutex) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    virtual ~Handle() = default;

    const SQLSMALLINT kind;
    std::recursive_mutex& mutex;
    std::vector<Diagnostic> diagnostics;
    SQLRETURN last_return = SQL_SUCCESS;

    void warn(const char* sqlstate, const std::string& message, SQLLEN row = 0,
              SQLINTEGER column = 0) {
        Diagnostic made{sqlstate, 0, message, row, column, false};
        diagnostics.push_back(std::move(made));
    }

private:
    std::recursive_mutex own_mutex_;
};

/// Every live handle is known here, so that a stale or foreign pointer is SQL_INVALID_HANDLE and
/// not a crash.
void remember(Handle* handle);
void forget(Handle* handle);
[[nodiscard]] bool is_alive(SQLHANDLE handle, SQLSMALLINT kind);

struct Connection;
struct Statement;

struct Environment : Handle {
    Environment() : Handle(SQL_HANDLE_ENV) {}
    SQLINTEGER odbc_version = SQL_OV_ODBC3;
    int connections = 0;
};

/// One record of a descriptor; which fields mean something depends on whose it is.
struct Record {
    SQLSMALLINT type = SQL_C_DEFAULT;
    SQLSMALLINT concise_type = SQL_C_DEFAULT;
    SQLSMALLINT datetime_code = 0;
    SQLPOINTER data = nullptr;
    SQLLEN octet_length = 0;
    SQLLEN* octet_length_ptr = nullptr;
    SQLLEN* indicator_ptr = nullptr;
    SQLULEN length = 0;
    SQLSMALLINT precision = 0;
    SQLSMALLINT scale = 0;
    bool numeric_shape_set = false;    ///< precision or scale were set by the application
    SQLINTEGER leading_precision = 2;  ///< of an interval
    SQLSMALLINT parameter_type = SQL_PARAM_INPUT;
    SQLSMALLINT nullable = SQL_NULLABLE_UNKNOWN;
    // Only in an IRD:
    std::string name;
    std::string table;
    hs2::ValueType hive_type;

    [[nodiscard]] bool bound() const {
        return data != nullptr || indicator_ptr != nullptr || octet_length_ptr != nullptr;
    }
};

/// What SQLCopyDesc copies.
struct DescriptorFields {
    SQLULEN array_size = 1;
    SQLUSMALLINT* array_status = nullptr;
    SQLLEN* bind_offset = nullptr;
    SQLINTEGER bind_type = SQL_BIND_BY_COLUMN;
    SQLULEN* rows_processed = nullptr;
    std::vector<Record> records;  ///< record 1 is element 0

    Record& record(std::size_t number) {
        if (records.size() < number) records.resize(number);
        return records[number - 1];
    }
};

struct Descriptor : Handle, DescriptorFields {
    enum class Role { application, result, parameters };

    /// One the application allocates.
    explicit Descriptor(Connection& connection)
        : Handle(SQL_HANDLE_DESC),
          connection(connection),
          role(Role::application),
          automatic(false) {}
    /// One that comes with a statement.
    Descriptor(Connection& connection, Role role, Handle& statement)
        : Handle(SQL_HANDLE_DESC, statement), connection(connection), role(role), automatic(true) {}

    Connection& connection;
    const Role role;
    const bool automatic;
};

struct Connection : Handle {
    explicit Connection(Environment& environment)
        : Handle(SQL_HANDLE_DBC), environment(environment) {}

    Environment& environment;
    Options options;
    std::shared_ptr<hs2::Session> session;
    std::string dbms_version;
    std::string data_source;
    std::set<Statement*> statements;
    std::set<Descriptor*> descriptors;
    SQLULEN login_timeout = 0;
    SQLULEN connection_timeout = 0;
    SQLULEN query_timeout = 0;
    SQLULEN access_mode = SQL_MODE_READ_WRITE;
    SQLULEN metadata_id = SQL_FALSE;

    hs2::Session& connected() {
        if (!session) throw OdbcError("08003", "the connection is not open");
        return *session;
    }

    /// Statements ask for it without a turn on the connection.
    [[nodiscard]] std::string current_database() const {
        const std::lock_guard lock(database_mutex_);
        return current_database_;
    }
    void set_current_database(std::string name) {
        const std::lock_guard lock(database_mutex_);
        current_database_ = std::move(name);
    }

private:
    mutable std::mutex database_mutex_;
    std::string current_database_;
};

/// Where the rows of a result come from.
class Rows {
public:
    Rows() = default;
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    virtual ~Rows() = default;
    /// The next rows; batch.rows is 0 at the end. Of those from here on `wanted` are of interest.
    virtual void next(hs2::ColumnBatch& batch, long long wanted) = 0;
};

/// How far SQLGetData has come in the current row.
struct Piecewise {
    SQLUSMALLINT column = 0;
    SQLSMALLINT c_type = 0;
    std::size_t offset = 0;  ///< bytes already handed out
    bool finished = false;
    std::string rendered;  ///< the whole value in the target's form, if it is not the source itself
    bool is_rendered = false;
};

/// Data at execution: values that come by SQLPutData.
struct AtExecution {
    std::vector<std::size_t> waiting;  ///< parameter numbers - 1
    std::size_t next = 0;
    bool active = false;
    std::map<std::size_t, std::string> values;
    std::map<std::size_t, bool> nulls;
};

struct Statement : Handle {
    explicit Statement(Connection& connection);
    ~Statement() override;

    Connection& connection;
    std::unique_ptr<Descriptor> own_ard, own_apd, ird, ipd;
    Descriptor* ard;
    Descriptor* apd;

    // The statement
    bool prepared = false;
    ParsedSql parsed;
    AtExecution at_execution;

    // Its execution
    std::shared_ptr<hs2::Operation> operation;
    std::unique_ptr<Rows> rows;
    bool has_result = false;
    SQLLEN row_count = -1;

    // The cursor
    Rowset rowset;
    std::size_t batch_position = 0;  ///< first row of rowset.batch() not yet fetched
    std::size_t current_row = 0;     ///< in the rowset
    SQLULEN rows_before = 0;         ///< rows of the result in front of the rowset
    SQLULEN rows_left = 0;           ///< under SQL_ATTR_MAX_ROWS
    bool at_end = false;
    Piecewise piece;
    std::string cursor_name;

    // Attributes
    SQLULEN query_timeout = 0;
    SQLULEN max_rows = 0;
    SQLULEN max_length = 0;
    SQLULEN noscan = SQL_NOSCAN_OFF;
    SQLULEN retrieve_data = SQL_RD_ON;
    SQLULEN use_bookmarks = SQL_UB_OFF;
    SQLULEN metadata_id = SQL_FALSE;

    // Read and written by other threads while a statement runs
    std::atomic<bool> cancel_requested = false;
    std::atomic<int> progress_percent = -1;
    std::atomic<bool> collect_logs = false;
    std::mutex log_mutex;
    std::string log_lines;

    /// Makes `operation` (or none) what other threads may cancel or ask about.
    void publish(std::shared_ptr<hs2::Operation> operation) {
        const std::lock_guard lock(published_mutex_);
        published_ = std::move(operation);
    }
    [[nodiscard]] std::shared_ptr<hs2::Operation> published() {
        const std::lock_guard lock(published_mutex_);
        return published_;
    }

    void close_cursor() noexcept;

private:
    std::mutex published_mutex_;
    std::shared_ptr<hs2::Operation> published_;
};

/// Turns a protocol failure into a diagnostic on `handle`.
void add_failure(Handle& handle, const hs2::Error& error);

}  // namespace hive_odbc
