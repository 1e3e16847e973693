// SPDX-License-Identifier: MIT
// Whatever bytes a file has, reading it ends in a list of symbols or in plugin_bad_file.
#include "elf_file.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <random>

#include <azoth/error/error.hpp>

#include "yard.hpp"

namespace {

/// A file in memory.
class MemoryFile {
public:
    explicit MemoryFile(const std::string& bytes)
        : descriptor_(memfd_create("mutant", MFD_CLOEXEC)), size_(bytes.size()) {
        EXPECT_EQ(::write(descriptor_, bytes.data(), size_), static_cast<ssize_t>(size_));
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(descriptor_); }

    /// True if the descriptor can be found and read.
    [[nodiscard]] bool is_readable() const {
        try {
            const azoth::runtime::ElfFile file(descriptor_, size_);
            char bytes[16];
            bool found = false;
            for (const auto& symbol : file.symbols()) {
                if (symbol.name != "azoth_plugin_descriptor") continue;
                file.read_address(symbol.address, bytes, sizeof bytes);
                found = true;
            }
            return found;
        } catch (const azoth::PluginError& error) {
            EXPECT_EQ(error.code(), "plugin_bad_file");
            return false;
        }
    }

private:
    int descriptor_;
    std::size_t size_;
};

TEST(ElfMutation, UnchangedIsReadable) {
    EXPECT_TRUE(MemoryFile(zoo::bytes_of("magic")).is_readable());
}

TEST(ElfMutation, AnyBytesEndWell) {
    const std::string original = zoo::bytes_of("magic");
    std::mt19937 random(20240229);
    int refused = 0;
    for (int round = 0; round < 1500; ++round) {
        std::string bytes = original;
        // Headers and tables are where it hurts: the first KiB, the last eight, or anywhere.
        const std::size_t window[] = {std::min<std::size_t>(1024, bytes.size()),
                                      std::min<std::size_t>(8192, bytes.size()), bytes.size()};
        for (unsigned change = 0; change <= random() % 4; ++change) {
            const std::size_t kind = random() % 3;
            const std::size_t at = random() % window[kind];
            const std::size_t place = kind == 1 ? bytes.size() - 1 - at : at;
            bytes[place] = static_cast<char>(random() % 3 == 0 ? 0xff : random());
        }
        if (random() % 8 == 0) bytes.resize(random() % bytes.size());
        refused += MemoryFile(bytes).is_readable() ? 0 : 1;
    }
    EXPECT_GT(refused, 100);
}

}  // namespace
