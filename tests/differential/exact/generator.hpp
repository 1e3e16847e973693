// SPDX-License-Identifier: MIT
#pragma once

#include <random>

#include "tree.hpp"

namespace differential::exact {

/// Makes random expressions; the same seed makes the same ones on every machine.
class Generator {
public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}

    /// An expression at most `depth` levels deep over the columns of a scope.
    [[nodiscard]] Tree tree(const Scope& scope, Kind kind, int depth);
    /// Any kind.
    [[nodiscard]] Kind kind();
    [[nodiscard]] std::size_t below(std::size_t limit) { return random_() % limit; }
    /// True once in so many times.
    [[nodiscard]] bool once_in(std::size_t times) { return below(times) == 0; }

private:
    [[nodiscard]] Tree any(Kind kind, int depth);
    [[nodiscard]] Tree leaf(Kind kind);
    [[nodiscard]] Tree column(Kind kind);
    [[nodiscard]] Tree constant(Kind kind);
    /// What is no constant, where something must say what kind of value it is.
    [[nodiscard]] Tree telling(Kind kind, int depth);
    /// A number that goes together with others of `kind`, and is not above them.
    [[nodiscard]] Tree beside(Kind kind, int depth);
    [[nodiscard]] Kind comparable_to(Kind kind);
    [[nodiscard]] Kind at_most(Kind kind);

    [[nodiscard]] Tree number(Kind kind, int depth);
    [[nodiscard]] Tree arithmetic(Kind kind, int depth);
    [[nodiscard]] Tree division(Kind kind, int depth);
    [[nodiscard]] Tree counted(Kind kind, int depth);
    [[nodiscard]] Tree number_cast(Kind kind, int depth);
    [[nodiscard]] Tree rounding(Kind kind, int depth);
    [[nodiscard]] Tree text(int depth);
    [[nodiscard]] Tree text_cast(int depth);
    [[nodiscard]] Tree temporal_cast(Kind kind, int depth);
    [[nodiscard]] Tree choice(Kind kind, int depth);
    [[nodiscard]] Tree truth(int depth);
    [[nodiscard]] Tree comparison(Op op, int depth);
    [[nodiscard]] Tree membership(Op op, int depth);

    std::mt19937_64 random_;
    const Scope* scope_ = nullptr;
};

}  // namespace differential::exact
