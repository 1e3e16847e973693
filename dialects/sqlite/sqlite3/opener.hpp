// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>

#include "connect_args.hpp"
#include "session.hpp"

namespace azoth::sqlite3_driver {

/// Opens the database of a plan, sets what every session must have (foreign keys on, double-quoted
/// strings and extension loading off, …), and reads the file's header, so that what is no database
/// fails here. Throws `OperationalError` (`cannot_open`, `permission`, `not_a_database`,
/// `readonly`, `database_locked`) or `TimeoutError` (`connect_timeout`); 0: no time-out of its own.
[[nodiscard]] std::shared_ptr<Session> open_session(const ConnectPlan& plan,
                                                    std::int64_t timeout_ms);

/// Settings a statement may have changed and the next borrower must find as they were.
void assert_session_settings(sqlite3* handle) noexcept;

}  // namespace azoth::sqlite3_driver
