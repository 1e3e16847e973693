// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include "conversation.hpp"
#include "replies.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

// For compilers without libFuzzer: runs the target on files given, or on that many mutations of a
// healthy conversation.

namespace {

int feed(const std::string& bytes) {
    return LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                  bytes.size());
}

std::string mutated(std::string bytes, std::mt19937& random) {
    const int changes = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < changes && !bytes.empty(); ++i) {
        const std::size_t at = random() % bytes.size();
        switch (random() % 5) {
            case 0: bytes[at] = static_cast<char>(random()); break;
            case 1: bytes[at] = static_cast<char>(bytes[at] ^ 1 << random() % 8); break;
            case 2: bytes.erase(at, 1 + random() % 8); break;
            case 3: bytes.insert(at, 1 + random() % 8, static_cast<char>(random())); break;
            default: bytes[at] = random() % 2 == 0 ? '\x7f' : '\xff';
        }
    }
    return bytes;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string healthy = replies::joined();
    // The control: unless the healthy conversation is understood, mutating it says nothing.
    const Conversation control = converse(healthy);
    if (!control.complete || control.rows != 5) {
        std::puts("the healthy conversation is not understood");
        return 1;
    }
    const long rounds = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 1000;
    if (rounds == 0) {
        for (int i = 1; i < count; ++i) {
            std::ifstream file(arguments[i], std::ios::binary);
            feed({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
        }
        return 0;
    }
    std::mt19937 random(20240229);
    for (long i = 0; i < rounds; ++i) feed(mutated(healthy, random));
    std::printf("%ld mutated conversations survived\n", rounds);
    return 0;
}
