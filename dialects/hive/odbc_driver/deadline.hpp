// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace hs2 {

/// A point in time after which waiting ends; default-constructed it never comes.
class Deadline {
public:
    using clock = std::chrono::steady_clock;

    Deadline() = default;

    /// `milliseconds` from now; 0 or less means never.
    static Deadline after(long milliseconds) {
        Deadline made;
        if (milliseconds > 0) {
            made.never_ = false;
            made.at_ = clock::now() + std::chrono::milliseconds(milliseconds);
        }
        return made;
    }

    [[nodiscard]] bool passed() const { return !never_ && clock::now() >= at_; }

    /// What poll(2) wants: milliseconds left, -1 for ever, 0 when passed.
    [[nodiscard]] int poll_milliseconds() const {
        if (never_) return -1;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(at_ - clock::now());
        if (left.count() < 0) return 0;
        return left.count() > 3'600'000 ? 3'600'000 : static_cast<int>(left.count()) + 1;
    }

private:
    bool never_ = true;
    clock::time_point at_;
};

}  // namespace hs2
