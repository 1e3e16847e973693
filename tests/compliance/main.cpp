// SPDX-License-Identifier: MIT
#include <cstdio>
#include <exception>

#include <azoth/compliance/suite.hpp>

int main(int argc, char** argv) {
    try {
        const auto requirements = azoth::compliance::make_requirements();
        return azoth::compliance::run(*requirements, argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "compliance: %s\n", error.what());
        return 1;
    }
}
