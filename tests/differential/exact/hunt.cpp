// SPDX-License-Identifier: MIT
#include "hunt.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

namespace differential::exact {

namespace {

std::uint64_t from_environment(const char* name, std::uint64_t usual) {
    const char* text = std::getenv(name);
    return text == nullptr ? usual : std::strtoull(text, nullptr, 10);
}

}  // namespace

std::uint64_t first_seed() {
    return from_environment("AZOTH_SEED", 1);
}

std::uint64_t rounds(std::uint64_t usual) {
    return from_environment("AZOTH_ROUNDS", usual);
}

void Refusals::add(const azoth::Error& error, std::uint64_t seed) {
    ++refused_;
    Kind& kind = kinds_[error.code() + ": " + error.message()];
    if (++kind.count == 1) kind.first_seed = seed;
    const bool is_refusal = dynamic_cast<const azoth::CompileError*>(&error) != nullptr &&
                            error.code() == "unsupported_construct";
    EXPECT_TRUE(is_refusal) << error.what();
}

std::string Refusals::describe() const {
    std::string text = std::to_string(refused_) + " of " + std::to_string(asked_) + " refused\n";
    for (const auto& [message, kind] : kinds_) {
        text += "    " + std::to_string(kind.count) +
                " from AZOTH_SEED=" + std::to_string(kind.first_seed) + "  " + message + "\n";
    }
    return text;
}

void Refusals::check(double most) const {
    std::cout << describe();
    EXPECT_LE(static_cast<double>(refused_), most * static_cast<double>(asked_)) << describe();
}

}  // namespace differential::exact
