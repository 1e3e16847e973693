// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "forwarding_cursor.hpp"
#include "observers.hpp"

namespace azoth::detail {

/// Writes each row to the echo as it is read: `Echo::rows`. Stands between a driver's cursor and
/// results only while that is asked for.
class EchoCursor final : public ForwardingCursor {
public:
    /// Both borrowed.
    EchoCursor(driver::Cursor& inner, const Observers& observers, std::uint64_t connection) noexcept
        : ForwardingCursor(inner), observers_(observers), connection_(connection) {}

    bool next() override;

private:
    const Observers& observers_;
    const std::uint64_t connection_;
};

}  // namespace azoth::detail
