// SPDX-License-Identifier: MIT
// Files that are no plugins as files: refused by what they look like, before anything is mapped.
#include <elf.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstring>
#include <filesystem>

#include "yard.hpp"

namespace {

using zoo::Yard;

/// The tame plugin with one change to its ELF header.
template <class Change>
std::string changed(const Change& change) {
    std::string bytes = zoo::bytes_of("tame");
    Elf64_Ehdr header;
    std::memcpy(&header, bytes.data(), sizeof header);
    change(header, bytes);
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
}

/// The tame plugin with a change to each segment of a kind.
template <class Change>
std::string changed_segments(std::uint32_t kind, const Change& change) {
    return changed([&](Elf64_Ehdr& header, std::string& bytes) {
        for (std::size_t i = 0; i < header.e_phnum; ++i) {
            char* place = bytes.data() + header.e_phoff + i * sizeof(Elf64_Phdr);
            Elf64_Phdr segment;
            std::memcpy(&segment, place, sizeof segment);
            if (segment.p_type != kind) continue;
            change(segment);
            std::memcpy(place, &segment, sizeof segment);
        }
    });
}

void expect_bad_file(const std::string& bytes, const std::string& reason) {
    const Yard yard;
    yard.write("libazoth_tame.so", bytes);
    const azoth::PluginError error = zoo::load_failure({yard.path()}, "tame");
    EXPECT_EQ(error.code(), "plugin_bad_file") << error.what();
    EXPECT_NE(error.message().find(reason), std::string::npos) << error.what();
    EXPECT_EQ(error.details().component, yard.file("libazoth_tame.so"));
    EXPECT_EQ(yard.code_runs(), 0u);
}

// The control: the same bytes, unchanged, load and run, and the marker notices.
TEST(BadFile, UnchangedLoads) {
    const Yard yard;
    yard.write("libazoth_tame.so", changed([](auto&, auto&) {}));
    azoth::DialectRegistry registry;
    registry.add_directory(yard.path());
    EXPECT_TRUE(registry.load_dialect("tame"));
    EXPECT_EQ(yard.code_runs(), 1u);
}

TEST(BadFile, Empty) {
    expect_bad_file("", "empty");
}

TEST(BadFile, Text) {
    expect_bad_file("#!/bin/sh\necho hello\n", "not an ELF file");
}

TEST(BadFile, MagicOnly) {
    expect_bad_file(
        "\x7f"
        "ELF",
        "truncated");
}

TEST(BadFile, TruncatedAnywhere) {
    const std::string bytes = zoo::bytes_of("tame");
    Elf64_Ehdr header;
    std::memcpy(&header, bytes.data(), sizeof header);
    const std::size_t lengths[] = {16,
                                   sizeof header - 1,
                                   sizeof header + 8,
                                   header.e_phoff + sizeof(Elf64_Phdr),
                                   bytes.size() / 4,
                                   bytes.size() / 2,
                                   bytes.size() * 9 / 10,
                                   header.e_shoff + 8,
                                   bytes.size() - 1};
    for (const std::size_t length : lengths) {
        SCOPED_TRACE(length);
        expect_bad_file(bytes.substr(0, length), "truncated");
    }
}

TEST(BadFile, OtherMachine) {
    expect_bad_file(changed([](Elf64_Ehdr& header, auto&) { header.e_machine = EM_SPARCV9; }),
                    "another machine");
    expect_bad_file(
        changed([](Elf64_Ehdr& header, auto&) { header.e_ident[EI_CLASS] = ELFCLASS32; }),
        "another machine");
    expect_bad_file(
        changed([](Elf64_Ehdr& header, auto&) { header.e_ident[EI_DATA] = ELFDATA2MSB; }),
        "another machine");
}

TEST(BadFile, OtherKindOfElf) {
    expect_bad_file(changed([](Elf64_Ehdr& header, auto&) { header.e_type = ET_EXEC; }),
                    "no shared library");
    expect_bad_file(changed([](Elf64_Ehdr& header, auto&) { header.e_type = ET_REL; }),
                    "no shared library");
    expect_bad_file(changed([](Elf64_Ehdr& header, auto&) { header.e_phnum = 0; }),
                    "program header");
    expect_bad_file(changed([](Elf64_Ehdr& header, auto&) { header.e_shnum = 0; }),
                    "section table");
}

TEST(BadFile, Program) {
    const Yard yard;
    std::filesystem::copy_file(AZOTH_PROGRAM, yard.file("libazoth_tame.so"));
    const azoth::PluginError error = zoo::load_failure({yard.path()}, "tame");
    EXPECT_EQ(error.code(), "plugin_bad_file");
    EXPECT_NE(error.message().find("an executable"), std::string::npos) << error.what();
}

TEST(BadFile, SegmentsOutsideTheFile) {
    const auto beyond = [](Elf64_Phdr& segment) {
        segment.p_filesz += 1 << 24;
        segment.p_memsz += 1 << 24;
    };
    expect_bad_file(changed_segments(PT_LOAD, beyond), "segment lies beyond");
    expect_bad_file(changed_segments(PT_DYNAMIC, beyond), "segment lies beyond");
    // A sum that wraps around must not look small.
    expect_bad_file(changed_segments(
                        PT_LOAD, [](Elf64_Phdr& segment) { segment.p_offset = ~Elf64_Off{0} - 8; }),
                    "segment lies beyond");
    expect_bad_file(
        changed_segments(PT_LOAD,
                         [](Elf64_Phdr& segment) { segment.p_memsz = segment.p_filesz / 2; }),
        "larger than its memory");
    expect_bad_file(
        changed_segments(PT_DYNAMIC, [](Elf64_Phdr& segment) { segment.p_type = PT_NOTE; }),
        "no dynamic section");
    expect_bad_file(
        changed_segments(PT_LOAD, [](Elf64_Phdr& segment) { segment.p_type = PT_NOTE; }),
        "nothing in it can be loaded");
}

TEST(BadFile, NotARegularFile) {
    const Yard yard;
    yard.make_directory("libazoth_folder.so");
    ASSERT_EQ(mkfifo(yard.file("libazoth_pipe.so").c_str(), 0600), 0);
    std::filesystem::create_symlink("nowhere", yard.file("libazoth_dangling.so"));
    for (const char* scheme : {"folder", "pipe", "dangling"})
        EXPECT_EQ(zoo::load_failure({yard.path()}, scheme).code(), "plugin_bad_file") << scheme;
}

}  // namespace
