// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <sqlite3.h>

namespace azoth::sqlite3_driver {

enum class Command : std::uint8_t {
    begin_deferred,
    begin_immediate,
    begin_exclusive,
    commit,
    rollback
};

/// BEGIN, COMMIT and ROLLBACK, each prepared at its first use: a short transaction on a database
/// in memory would otherwise spend most of its time preparing them.
class TransactionCommands {
public:
    explicit TransactionCommands(sqlite3* handle) noexcept : handle_(handle) {}
    TransactionCommands(const TransactionCommands&) = delete;
    TransactionCommands& operator=(const TransactionCommands&) = delete;
    ~TransactionCommands() { finalize(); }

    /// SQLITE_DONE, or an error whose message the handle still has until rewind().
    [[nodiscard]] int run(Command command) noexcept;
    /// Ends commands that failed: one that met a lock counts as running until then, and would keep
    /// a later transaction from committing.
    void rewind() noexcept;
    void finalize() noexcept;

private:
    sqlite3* handle_;
    std::array<sqlite3_stmt*, 5> statements_{};
};

}  // namespace azoth::sqlite3_driver
