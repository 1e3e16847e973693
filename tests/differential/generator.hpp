// SPDX-License-Identifier: MIT
#pragma once

#include <random>

#include "tree.hpp"

namespace differential {

/// Makes random expressions and rows; the same seed makes the same ones on every machine.
class Generator {
public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}

    /// An expression at most `depth` levels deep.
    [[nodiscard]] Tree tree(Kind kind, int depth);
    [[nodiscard]] Row row();

private:
    [[nodiscard]] std::size_t below(std::size_t limit) { return random_() % limit; }
    [[nodiscard]] Tree leaf(Kind kind);
    [[nodiscard]] Tree integer(int depth);
    [[nodiscard]] Tree text(int depth);
    [[nodiscard]] Tree truth(int depth);
    [[nodiscard]] Tree comparison(Op op, int depth);
    [[nodiscard]] Tree membership(Op op, int depth);
    [[nodiscard]] Tree choice(Kind kind, int depth);
    [[nodiscard]] Tree column(Kind kind);
    [[nodiscard]] Tree constant(Kind kind);
    [[nodiscard]] Scalar value(Kind kind);

    std::mt19937_64 random_;
};

}  // namespace differential
