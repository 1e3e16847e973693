// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <azoth/engine/retry_policy.hpp>
#include <azoth/error/error.hpp>
#include <azoth/error/export.hpp>

namespace azoth::detail {

/// The decisions of a RetryPolicy: whether there is another attempt, and when. Reads no clock, asks
/// nobody for random numbers and does not sleep: the caller does.
class AZOTH_EXPORT RetrySchedule {
public:
    /// Throws `ArgumentError` (`bad_option_value`) that names the member and its range.
    explicit RetrySchedule(const RetryPolicy& policy);

    /// The attempt under way, counted from 1.
    [[nodiscard]] int attempt() const noexcept { return attempt_; }
    /// Whether another one may follow this error.
    [[nodiscard]] bool allows(const Error& error) const noexcept;
    /// Goes on to the next one, and says how many milliseconds to wait before. `random` is any
    /// number.
    [[nodiscard]] std::int64_t next(std::uint64_t random) noexcept;

private:
    const RetryPolicy policy_;
    int attempt_ = 1;
    std::int64_t longest_pause_;  ///< before the next attempt
};

}  // namespace azoth::detail
