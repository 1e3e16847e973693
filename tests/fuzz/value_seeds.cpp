// SPDX-License-Identifier: MIT
#include "fuzz/seeds.hpp"

namespace azoth::test {

void write_seeds(const SeedSink& sink) {
    for (const char* seed : {"2024-02-29",
                             "0001-01-01",
                             "9999-12-31",
                             "2024-02-30",
                             "23:59:59.999999999",
                             "24:00:00",
                             "2024-02-29 12:30:00",
                             "2024-02-29T12:30:00.5",
                             "2024-02-29 12:30:00+05:30",
                             "2024-02-29T12:30:00Z",
                             "P1Y2M3DT4H5M6.7S",
                             "-P1D",
                             "PT0S",
                             "0",
                             "-0.0",
                             "12.50",
                             "1e10",
                             "1e-400",
                             "+.5",
                             "123456789012345678901234567890.123456789",
                             "NaN",
                             "00112233-4455-6677-8899-aabbccddeeff",
                             "00112233-4455-6677-8899-AABBCCDDEEFG"}) {
        sink(seed);
    }
}

}  // namespace azoth::test
