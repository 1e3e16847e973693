// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <azoth/azoth.hpp>

namespace differential::exact {

/// `AZOTH_SEED`, or 1, and `AZOTH_ROUNDS`, or what is usual.
[[nodiscard]] std::uint64_t first_seed();
[[nodiscard]] std::uint64_t rounds(std::uint64_t usual);

/// What was refused, so that nobody passes by refusing.
class Refusals {
public:
    void asked() { ++asked_; }
    /// Fails where the code is none of a refusal's.
    void add(const azoth::Error& error, std::uint64_t seed);
    /// Prints the share, and fails where it is larger than that.
    void check(double most) const;
    /// What was refused, for people.
    [[nodiscard]] std::string describe() const;

private:
    std::uint64_t asked_ = 0;
    std::uint64_t refused_ = 0;
    struct Kind {
        std::uint64_t count = 0;
        std::uint64_t first_seed = 0;
    };
    std::map<std::string, Kind> kinds_;  ///< by their messages
};

}  // namespace differential::exact
