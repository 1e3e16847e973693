// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth {

/// SQL's isolation levels, and `autocommit`: no transaction at all, each statement for itself.
enum class Isolation : std::uint8_t {
    autocommit,
    read_uncommitted,
    read_committed,
    repeatable_read,
    serializable,
};

/// "READ COMMITTED" style, the standard's words.
[[nodiscard]] AZOTH_EXPORT std::string_view isolation_name(Isolation level) noexcept;

/// How a database that locks late should begin: SQLite's BEGIN DEFERRED, IMMEDIATE, EXCLUSIVE.
/// Other databases ignore it, since they have nothing to choose.
enum class LockMode : std::uint8_t { by_default, deferred, immediate, exclusive };

}  // namespace azoth

namespace azoth::driver {

/// What begin() asks for. An absent member leaves the session's default.
struct TransactionOptions {
    std::optional<Isolation> isolation{};
    std::optional<bool> read_only{};
    std::optional<bool> deferrable{};
    LockMode lock_mode = LockMode::by_default;
};

/// The server's view of the session, asked after each statement.
enum class TransactionStatus : std::uint8_t {
    idle,     ///< no transaction
    active,   ///< inside one
    failed,   ///< inside one that can only be rolled back
    unknown,  ///< the connection is lost or does not say
};

/// What became of COMMIT. `rolled_back`: the server answered, and undid the work.
/// `unknown`: the request left, no answer came.
enum class CommitOutcome : std::uint8_t { committed, rolled_back, unknown };

}  // namespace azoth::driver
