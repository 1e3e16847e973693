// SPDX-License-Identifier: MIT
#include <azoth/pool/clock.hpp>

#include <chrono>

namespace azoth {

namespace {

class SteadyClock final : public Clock {
public:
    [[nodiscard]] std::int64_t now_ns() const noexcept override {
        const auto since = std::chrono::steady_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
    }
};

}  // namespace

Clock::~Clock() = default;

const Clock& steady_clock() noexcept {
    // Never destroyed: leases may be given back while the program ends.
    static const Clock* const clock = new SteadyClock;
    return *clock;
}

}  // namespace azoth
