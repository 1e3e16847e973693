// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace azoth {

/// Somebody who has a connection at the moment; for finding the one that is never given back.
struct PoolHolder {
    std::uint64_t connection = 0;  ///< its number within the pool
    std::uint64_t thread = 0;      ///< as the operating system numbers it; 0 once handed over
    std::int64_t held_ns = 0;
    /// The calls that led to the checkout, innermost first, as far as symbols are known (link
    /// programs with `-rdynamic`); empty without `PoolOptions::trace_holders`.
    std::vector<std::string> stack{};
};

}  // namespace azoth
