// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <random>

#include <azoth/value/datetime.hpp>

namespace azoth::test {

/// Random numbers that are the same in every run and on every machine: the engine is fixed by the
/// standard, the distributions are not, so they are ours.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    std::uint64_t bits() { return engine_(); }
    /// low … high, both included.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        const auto span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
        const std::uint64_t step =
            span == std::numeric_limits<std::uint64_t>::max() ? bits() : bits() % (span + 1);
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + step);
    }
    /// A number of any magnitude: as many small ones as large ones.
    std::int64_t any_integer() { return static_cast<std::int64_t>(bits()) >> between(0, 63); }
    bool coin() { return (bits() & 1) != 0; }

    Date date() { return Date{static_cast<std::int32_t>(between(min_date.days, max_date.days))}; }
    /// Half of them with fewer than nine digits behind the seconds.
    TimeOfDay time() {
        std::int64_t nanoseconds = between(0, nanoseconds_per_day - 1);
        std::int64_t unit = 1;
        for (std::int64_t digits = coin() ? between(0, 9) : 0; digits > 0; --digits) unit *= 10;
        return TimeOfDay{nanoseconds - nanoseconds % unit};
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace azoth::test
