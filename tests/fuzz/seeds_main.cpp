// SPDX-License-Identifier: MIT
// Writes a fuzz target's seeds into a directory, one file each.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "fuzz/seeds.hpp"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s <directory>\n", argv[0]);
        return 2;
    }
    const std::filesystem::path directory = argv[1];
    std::filesystem::create_directories(directory);
    int count = 0;
    bool good = true;
    azoth::test::write_seeds([&](std::string_view seed) {
        std::ofstream file(directory / ("seed_" + std::to_string(count++)), std::ios::binary);
        file.write(seed.data(), static_cast<std::streamsize>(seed.size()));
        file.close();
        good = good && file.good();
    });
    std::printf("%d seeds\n", count);
    return good && count > 0 ? 0 : 1;
}
