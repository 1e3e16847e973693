// SPDX-License-Identifier: MIT
#include "fuzz/seeds.hpp"

namespace azoth::test {

void write_seeds(const SeedSink& sink) {
    sink("plant");
    sink("water");
}

}  // namespace azoth::test
