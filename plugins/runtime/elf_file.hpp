// SPDX-License-Identifier: MIT
#pragma once

#include <elf.h>
#include <link.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace azoth::runtime {

/// A defined symbol that a shared library shows to others.
struct ElfSymbol {
    std::string name;
    std::string section;  ///< name of the section it lies in
    bool is_data = false;
    std::uint64_t address = 0;
    std::uint64_t size = 0;
};

/// A shared library as a file, read with positioned reads and never mapped, so that a truncated
/// file is a sentence and not a signal. Every offset is checked against the file's size before it
/// is used.
///
/// Construction checks what the dynamic linker takes on trust: header, machine, kind of file, and
/// that each loadable segment and the dynamic section lie inside the file. It throws `PluginError`
/// (`plugin_bad_file`). The descriptor is borrowed and must outlive the object.
class ElfFile {
public:
    ElfFile(int descriptor, std::uint64_t size);

    /// Defined global symbols of the dynamic symbol table.
    [[nodiscard]] std::vector<ElfSymbol> symbols() const;

    /// Copies the bytes that would be mapped at `address`; `plugin_bad_file` if they are not all
    /// inside one segment of the file.
    void read_address(std::uint64_t address, void* target, std::size_t size) const;

private:
    void read(std::uint64_t offset, void* target, std::size_t size) const;
    void check_header();
    void check_segments();
    void read_sections();
    [[nodiscard]] std::string read_table(const ElfW(Shdr) & section) const;
    [[nodiscard]] std::string section_name(std::size_t index) const;

    int descriptor_;
    std::uint64_t size_;
    ElfW(Ehdr) header_{};
    std::vector<ElfW(Phdr)> segments_;
    std::vector<ElfW(Shdr)> sections_;
    std::string section_names_;
};

}  // namespace azoth::runtime
