// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <azoth/error/export.hpp>

namespace azoth {

/// Where a pool reads the time: a steady clock, unless a test puts its own in place. Thread-safe.
class AZOTH_EXPORT Clock {
public:
    virtual ~Clock();
    /// Nanoseconds since a fixed moment of no meaning; never goes back. Wall-clock changes do not
    /// show.
    [[nodiscard]] virtual std::int64_t now_ns() const noexcept = 0;
};

/// The machine's steady clock. Lives for ever.
[[nodiscard]] AZOTH_EXPORT const Clock& steady_clock() noexcept;

}  // namespace azoth
