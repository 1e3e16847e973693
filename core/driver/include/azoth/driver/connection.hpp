// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/driver/native_handle.hpp>
#include <azoth/driver/statement.hpp>
#include <azoth/driver/transaction.hpp>
#include <azoth/driver/two_phase.hpp>
#include <azoth/driver/version.hpp>
#include <azoth/error/export.hpp>

namespace azoth::driver {

/// Cancels whatever its connection is running. The one object of a connection that another thread
/// may use, also after the connection is gone. Thread-safe.
class AZOTH_EXPORT Canceller {
public:
    virtual ~Canceller();
    /// Asks the server to stop the running statement, which then throws `OperationalError`
    /// (`statement_cancelled`). Without a running statement it does nothing.
    virtual void cancel() noexcept = 0;
};

/// Where bulk_load() puts its rows.
struct BulkTarget {
    std::string schema;  ///< empty: the default one
    std::string table;
    std::vector<std::string> columns;
};

/// Gives the next rows of a bulk load: a batch whose cells live until the next call, empty at the
/// end.
using RowSource = std::function<ParameterBatch()>;

/// One session with a database: the contract every driver fulfils. It knows SQL as text and values
/// as carriers, and nothing of expressions, pools or engines.
///
/// Called by the engine, on one thread at a time. Never reconnects by itself. After a
/// `DisconnectError` only close() and destruction are allowed.
///
/// Every `timeout_ms` is the longest that call may take, 0 for no limit. When it passes,
/// `TimeoutError`
/// (`statement_timeout`) is thrown and the session goes on, unless is_open() says that it had to be
/// given up. rollback() has none, since a transaction must be able to end; reset() has.
class AZOTH_EXPORT Connection {
public:
    virtual ~Connection();

    // ── statements ──────────────────────────────────────────────────────────────────────────
    /// Prepares exactly one statement; a second one in the text is `ProgrammingError`
    /// (`multiple_statements`), an open quote or comment `sql_unterminated`. `parameter_kinds` says
    /// what will be bound, as far as it is known, for servers that must be told (may be empty).
    [[nodiscard]] virtual std::unique_ptr<Statement> prepare(
        std::string_view sql, std::span<const ValueKind> parameter_kinds,
        std::int64_t timeout_ms = 0) = 0;

    /// Whether prepared statements follow changes of the schema by themselves, as SQLite's do.
    /// Where not, the engine prepares its own anew after CREATE, ALTER, DROP and after what changes
    /// the session. Either way a statement must never deliver columns of an older shape: one that
    /// somebody else has made outdated is `OperationalError` (`statement_outdated`) when it runs.
    [[nodiscard]] virtual bool follows_schema_changes() const noexcept;

    /// Runs raw text of any number of statements and discards their rows. The time-out is for all
    /// of them; what has run before it passes stays in the transaction.
    virtual void execute_script(std::string_view text, std::int64_t timeout_ms = 0) = 0;

    /// The same text as a statement without parameters, whose cursor delivers the rows of each of
    /// its statements that has some, see Cursor::next_result(). What comes after a result may run
    /// only when it is asked for. By default `NotSupportedError` (`not_supported`).
    [[nodiscard]] virtual std::unique_ptr<Statement> prepare_script(std::string_view text);

    /// Moves rows by the database's fastest way and returns how many; `NotSupportedError`
    /// (`bulk_load_unsupported`) where supports_bulk_load() is false.
    [[nodiscard]] virtual bool supports_bulk_load() const noexcept;
    virtual std::int64_t bulk_load(const BulkTarget& target, const RowSource& rows,
                                   std::int64_t timeout_ms = 0);

    // ── transactions ────────────────────────────────────────────────────────────────────────
    virtual void begin(const TransactionOptions& options, std::int64_t timeout_ms = 0) = 0;
    /// Commits and verifies the effect. What the server refuses (a deferred constraint, a
    /// serialisation failure) is thrown as its own error; transaction_status() then tells whether
    /// the transaction is still open. A connection lost on the way is an outcome, not an exception;
    /// a driver that knows more may throw `CommitUnknownError` instead of the outcome `unknown`;
    /// one known to be lost before anything was sent is a `DisconnectError`. The same with the
    /// time-out: a server that answers that it stopped is a `TimeoutError`, and the transaction is
    /// what transaction_status() says; one that does not answer is the outcome `unknown`.
    [[nodiscard]] virtual CommitOutcome commit(std::int64_t timeout_ms = 0) = 0;
    virtual void rollback() = 0;
    /// Savepoint names are generated identifiers `[a-z][a-z0-9_]*`. By default the standard's
    /// SAVEPOINT, RELEASE SAVEPOINT and ROLLBACK TO SAVEPOINT.
    virtual void savepoint(std::string_view name);
    virtual void release_savepoint(std::string_view name);
    virtual void rollback_to_savepoint(std::string_view name);
    [[nodiscard]] virtual TransactionStatus transaction_status() const noexcept = 0;
    /// Two-phase commit in this session, see <azoth/driver/two_phase.hpp>. Borrowed, valid while
    /// the connection lives; null, as by default, where the driver has none.
    [[nodiscard]] virtual TwoPhase* two_phase() noexcept;
    /// The isolation of a transaction whose begin() asks for none; may be a round trip. By default
    /// `NotSupportedError` (`not_supported`).
    [[nodiscard]] virtual Isolation default_isolation();

    // ── the session ─────────────────────────────────────────────────────────────────────────
    /// The server's version, known since connect.
    [[nodiscard]] virtual Version server_version() const = 0;
    /// Whether the session offers a named extra, such as a function the driver registers
    /// ("azoth_decimal" on SQLite), or keys told by Cursor::last_insert_id() ("last_insert_id").
    /// Dialects ask it when they answer for a connected server.
    [[nodiscard]] virtual bool has_extra(std::string_view name) const;
    /// A round trip; false if the connection is dead. `timeout_ms` bounds it.
    [[nodiscard]] virtual bool ping(std::int64_t timeout_ms) noexcept = 0;
    /// What has been set so far belongs to the session from now on, so that reset() brings it back
    /// to this. Called once, before the session is lent: a program's handlers have seen it. By
    /// default nothing, for a driver whose reset() leaves settings alone.
    virtual void keep_settings(std::int64_t timeout_ms = 0);
    /// Makes the session as new for the next borrower: closes cursors, rolls back, drops session
    /// state this driver knows of. False: throw the connection away. `timeout_ms` bounds it.
    [[nodiscard]] virtual bool reset(std::int64_t timeout_ms) noexcept = 0;
    [[nodiscard]] virtual bool is_open() const noexcept = 0;
    /// Ends the session. Idempotent.
    virtual void close() noexcept = 0;
    [[nodiscard]] virtual std::shared_ptr<Canceller> canceller() = 0;

    /// The client library's own handle (`sqlite3*`, `PGconn*`), for code that knows it.
    [[nodiscard]] virtual NativeHandle native_handle() noexcept;
};

}  // namespace azoth::driver
