// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/driver/transaction.hpp>
#include <azoth/error/export.hpp>

namespace azoth::driver {

/// What became of a prepare. `rolled_back`: the server answered, and undid the work. `unknown`: the
/// request left, no answer came; recover() of another session tells.
enum class PrepareOutcome : std::uint8_t { prepared, rolled_back, unknown };

/// Transactions that end in two steps, so that several databases commit together: a prepared one
/// outlives its session and the server's crash, until somebody commits or rolls it back by its
/// name, the xid. A driver whose database has them gives its session's one in
/// Connection::two_phase(). What the members send:
///
///     member              PostgreSQL                  XA (MySQL, MariaDB)
///     begin               BEGIN                       XA START 'x'
///     Connection::commit  COMMIT                      XA END 'x'; XA COMMIT 'x' ONE PHASE
///     … ::rollback        ROLLBACK                    XA END 'x'; XA ROLLBACK 'x'
///     prepare             PREPARE TRANSACTION 'x'     XA END 'x'; XA PREPARE 'x'
///     commit_prepared     COMMIT PREPARED 'x'         XA COMMIT 'x'
///     rollback_prepared   ROLLBACK PREPARED 'x'       XA ROLLBACK 'x'
///     recover             pg_prepared_xacts           XA RECOVER
///
/// A session that stays tied to what it has prepared, as XA's does on many servers, says
/// `active` in Connection::transaction_status() until the second step, and Connection::reset()
/// answers false: the session is closed, which leaves the transaction prepared. Nothing but
/// rollback_prepared() ever undoes a prepared one.
///
/// Called as the connection is. `timeout_ms` and errors: as of Connection::commit().
class AZOTH_EXPORT TwoPhase {
public:
    virtual ~TwoPhase();

    /// Begins a transaction that prepare() may end. Throws `ArgumentError` (`bad_xid`) for a name
    /// that the database does not take and `NotSupportedError` (`two_phase_disabled`) for a server
    /// that prepares none, before anything has begun.
    virtual void begin(std::string_view xid, const TransactionOptions& options,
                       std::int64_t timeout_ms) = 0;
    /// The first step: ends the transaction that begin() began under this xid. What the server
    /// refuses is thrown; transaction_status() then tells whether it is still open.
    [[nodiscard]] virtual PrepareOutcome prepare(std::string_view xid, std::int64_t timeout_ms) = 0;
    /// The second step, of whichever session has prepared it; outside of a transaction. Throws
    /// `ProgrammingError` (`no_such_prepared_transaction`) where there is none of this xid.
    [[nodiscard]] virtual CommitOutcome commit_prepared(std::string_view xid,
                                                        std::int64_t timeout_ms) = 0;
    virtual void rollback_prepared(std::string_view xid, std::int64_t timeout_ms) = 0;
    /// The xids of what is prepared in this database and waits, the oldest first where that is
    /// known.
    [[nodiscard]] virtual std::vector<std::string> recover(std::int64_t timeout_ms) = 0;
};

}  // namespace azoth::driver
