// SPDX-License-Identifier: MIT
// A target with a planted fault that no seed has but mutations reach: proof that the harness
// mutates and that a broken promise ends the run.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (text.size() > 5 && text.starts_with("plant")) {
        std::fprintf(stderr, "planted fault found\n");
        std::exit(1);
    }
    return 0;
}
