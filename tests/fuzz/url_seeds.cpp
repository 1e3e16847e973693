// SPDX-License-Identifier: MIT
#include "fuzz/seeds.hpp"
#include "unit/urls/url_cases.hpp"

namespace azoth::test {

void write_seeds(const SeedSink& sink) {
    for (const auto& bad : bad_urls) sink(bad.text);
    for (const auto& good : good_urls) sink(good.text);
    for (const auto text : endpoint_urls) sink(text);
}

}  // namespace azoth::test
