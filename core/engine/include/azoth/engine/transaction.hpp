// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>

#include <azoth/driver/transaction.hpp>
#include <azoth/error/export.hpp>

namespace azoth {

using driver::TransactionOptions;

namespace detail {
class ConnectionCore;
struct ConnectionAccess;
}  // namespace detail

/// A transaction as a block: what is not committed when it goes out of scope is rolled back. Made
/// by Connection::begin(); bound to its connection's thread. May outlive its connection, and then
/// does nothing.
class AZOTH_EXPORT Transaction {
public:
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&& other) noexcept;
    ~Transaction();

    /// Makes the work permanent. Throws `InvalidRequestError` (`no_transaction`) when it has ended
    /// already, else as Connection::commit().
    void commit();
    /// Undoes the work. Without a transaction it does nothing.
    void rollback();
    [[nodiscard]] bool is_active() const noexcept;

private:
    friend class Connection;
    Transaction(std::shared_ptr<detail::ConnectionCore> core, std::uint64_t generation) noexcept;

    std::shared_ptr<detail::ConnectionCore> core_;
    std::uint64_t generation_ = 0;
};

/// A savepoint as a block: what is not released when it goes out of scope is rolled back, and the
/// transaction around it goes on. Made by Connection::begin_nested().
class AZOTH_EXPORT Savepoint {
public:
    Savepoint(Savepoint&& other) noexcept;
    Savepoint& operator=(Savepoint&& other) noexcept;
    ~Savepoint();

    /// Keeps the work, as part of the transaction around it. Throws `InvalidRequestError`
    /// (`no_such_savepoint`) when the savepoint has ended already, before anything is sent.
    void release();
    /// Undoes the work since begin_nested(), and the savepoints inside it. Throws as release().
    void rollback();
    [[nodiscard]] bool is_active() const noexcept;

private:
    friend class Connection;
    Savepoint(std::shared_ptr<detail::ConnectionCore> core, std::uint64_t id) noexcept;

    std::shared_ptr<detail::ConnectionCore> core_;
    std::uint64_t id_ = 0;
};

}  // namespace azoth
