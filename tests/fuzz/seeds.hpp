// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

namespace azoth::test {

/// Takes one input for the corpus.
using SeedSink = std::function<void(std::string_view)>;

/// Defined once per fuzz target: hands over every seed.
void write_seeds(const SeedSink& sink);

}  // namespace azoth::test
