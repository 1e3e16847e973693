// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include <azoth/azoth.hpp>

namespace azoth_test {

/// What a generated schema may contain.
struct Features {
    bool sqlite = false;
    bool postgresql = false;
};

/// A schema of a few tables with everything the library can describe, the same for the same seed.
[[nodiscard]] azoth::MetaData random_schema(std::uint64_t seed, const Features& features);

/// `AZOTH_SEED` and `AZOTH_ROUNDS`, or what is given.
[[nodiscard]] std::uint64_t first_seed();
[[nodiscard]] std::uint64_t rounds(std::uint64_t usual);

/// The differences, one per line; empty if there is none.
[[nodiscard]] std::string describe(const std::vector<azoth::SchemaDifference>& differences);

}  // namespace azoth_test
