// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <vector>

namespace azoth::detail {

/// Where a thread was: return addresses, made readable only when somebody asks.
class StackTrace {
public:
    /// Of the calling thread, without this function.
    static StackTrace capture() noexcept;

    [[nodiscard]] bool empty() const noexcept { return depth_ == 0; }
    /// One line per call, innermost first.
    [[nodiscard]] std::vector<std::string> lines() const;

private:
    std::array<void*, 32> calls_{};
    int depth_ = 0;
};

}  // namespace azoth::detail
