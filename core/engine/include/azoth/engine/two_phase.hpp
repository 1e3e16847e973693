// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <azoth/driver/transaction.hpp>
#include <azoth/error/export.hpp>

namespace azoth {

namespace detail {
class ConnectionCore;
}

/// One database's part of a transaction over several, as a block: all parts are prepared, and only
/// when none has refused are they committed.
///
///     TwoPhaseTransaction here = shop.begin_two_phase();
///     TwoPhaseTransaction there = bank.begin_two_phase();
///     …
///     here.prepare();
///     there.prepare();
///     here.commit();
///     there.commit();
///
/// What is not prepared when it goes out of scope is rolled back. What is prepared stays so: it
/// outlives block, connection, program and the server's crash, and holds its locks, until
/// Connection::commit_prepared() or rollback_prepared() ends it by its xid. So write the xids down
/// before the first prepare(), or ask Connection::recover_two_phase() for them.
///
/// Made by Connection::begin_two_phase(); bound to its connection's thread. May outlive its
/// connection, and then does nothing.
class AZOTH_EXPORT TwoPhaseTransaction {
public:
    TwoPhaseTransaction(TwoPhaseTransaction&& other) noexcept;
    TwoPhaseTransaction& operator=(TwoPhaseTransaction&& other) noexcept;
    ~TwoPhaseTransaction();

    /// The name by which the database knows it once it is prepared.
    [[nodiscard]] const std::string& xid() const noexcept { return xid_; }

    /// The first step: the database promises that it can commit. From here on the connection takes
    /// no statement until the second step. Throws `InvalidRequestError` (`transaction_prepared`,
    /// `no_transaction`, `transaction_aborted`), what the database refuses, which ends the
    /// transaction; `TransactionRollbackError` (`prepare_rolled_back`) when it undid the work
    /// instead; `CommitUnknownError` (`prepare_unknown`) when no answer came.
    void prepare();
    /// The second step, or all of it in one where nothing was prepared. Throws as
    /// Connection::commit().
    void commit();
    /// Undoes the work, prepared or not. Without a transaction it does nothing.
    void rollback();
    [[nodiscard]] bool is_active() const noexcept;
    [[nodiscard]] bool is_prepared() const noexcept;

private:
    friend class Connection;
    TwoPhaseTransaction(std::shared_ptr<detail::ConnectionCore> core, std::uint64_t number,
                        std::string xid) noexcept;

    std::shared_ptr<detail::ConnectionCore> core_;
    std::uint64_t number_ = 0;
    std::string xid_;
};

}  // namespace azoth
