// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth {

/// How often `Engine::begin()` runs its work before it gives up. Only errors whose
/// `details().retryable` says so lead to another attempt: the database has undone the work, and
/// another time it may go well. A COMMIT whose outcome is unknown is never repeated.
///
/// The pause before attempt n + 1 is a random time between nothing and `first_delay_ms` doubled
/// n - 1 times, `longest_delay_ms` at most: who met once shall not meet again. Times are
/// milliseconds.
struct RetryPolicy {
    int attempts = 5;  ///< in all, at least 1; 1 runs the work once
    std::int64_t first_delay_ms = 10;
    std::int64_t longest_delay_ms = 1'000;
};

}  // namespace azoth
