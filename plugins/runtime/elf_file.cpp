// SPDX-License-Identifier: MIT
#include "elf_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "refuse.hpp"

// The linker puts the header of the library being linked under this name: the machine and class
// that plugins must have are those of the core itself.
extern "C" __attribute__((visibility("hidden"))) const ElfW(Ehdr) __ehdr_start;

namespace azoth::runtime {

namespace {

constexpr std::size_t table_limit = std::size_t{64} << 20;  // no honest symbol table comes near

[[noreturn]] void bad_file(std::string_view reason) {
    refuse("plugin_bad_file", reason);
}

bool inside(std::uint64_t offset, std::uint64_t length, std::uint64_t size) {
    return offset <= size && length <= size - offset;
}

std::string text_at(const std::string& table, std::size_t offset) {
    if (offset >= table.size()) bad_file("a name lies outside its string table");
    const std::size_t end = table.find('\0', offset);
    if (end == std::string::npos) bad_file("a string table does not end");
    return table.substr(offset, end - offset);
}

}  // namespace

ElfFile::ElfFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {
    check_header();
    check_segments();
    read_sections();
}

void ElfFile::read(std::uint64_t offset, void* target, std::size_t size) const {
    if (!inside(offset, size, size_)) bad_file("truncated: a part lies beyond the end of the file");
    auto* bytes = static_cast<char*>(target);
    while (size > 0) {
        const ssize_t got = ::pread(descriptor_, bytes, size, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) bad_file(std::string("cannot be read: ") + std::strerror(errno));
        if (got == 0) bad_file("truncated: the file became shorter while it was read");
        bytes += got;
        offset += static_cast<std::uint64_t>(got);
        size -= static_cast<std::size_t>(got);
    }
}

void ElfFile::check_header() {
    if (size_ == 0) bad_file("the file is empty");
    char magic[SELFMAG] = {};
    read(0, magic, std::min<std::size_t>(sizeof magic, size_));
    if (std::memcmp(magic, ELFMAG, SELFMAG) != 0) bad_file("not an ELF file");
    if (size_ < sizeof header_) bad_file("truncated: the ELF header is incomplete");
    read(0, &header_, sizeof header_);
    if (header_.e_ident[EI_CLASS] != __ehdr_start.e_ident[EI_CLASS] ||
        header_.e_ident[EI_DATA] != __ehdr_start.e_ident[EI_DATA] ||
        header_.e_machine != __ehdr_start.e_machine) {
        bad_file("built for another machine: ELF machine " + std::to_string(header_.e_machine) +
                 ", class " + std::to_string(header_.e_ident[EI_CLASS]) + "; this process has " +
                 std::to_string(__ehdr_start.e_machine) + ", class " +
                 std::to_string(__ehdr_start.e_ident[EI_CLASS]));
    }
    if (header_.e_version != EV_CURRENT || header_.e_ehsize != sizeof header_)
        bad_file("an ELF header of unknown form");
    if (header_.e_type != ET_DYN)
        bad_file("no shared library: ELF type " + std::to_string(header_.e_type));
}

void ElfFile::check_segments() {
    if (header_.e_phnum == 0 || header_.e_phnum == PN_XNUM ||
        header_.e_phentsize != sizeof(ElfW(Phdr)))
        bad_file("a program header table of unknown form");
    segments_.resize(header_.e_phnum);
    read(header_.e_phoff, segments_.data(), segments_.size() * sizeof(ElfW(Phdr)));

    std::size_t loadable = 0;
    std::size_t dynamic = 0;
    for (const auto& segment : segments_) {
        if (segment.p_type == PT_INTERP) bad_file("an executable, not a shared library");
        if (segment.p_type != PT_LOAD && segment.p_type != PT_DYNAMIC) continue;
        if (!inside(segment.p_offset, segment.p_filesz, size_))
            bad_file("truncated: a segment lies beyond the end of the file");
        if (segment.p_filesz > segment.p_memsz) bad_file("a segment is larger than its memory");
        (segment.p_type == PT_LOAD ? loadable : dynamic) += 1;
    }
    if (loadable == 0) bad_file("nothing in it can be loaded");
    if (dynamic != 1) bad_file("no shared library: it has no dynamic section");
}

void ElfFile::read_sections() {
    if (header_.e_shnum == 0 || header_.e_shentsize != sizeof(ElfW(Shdr)) ||
        header_.e_shstrndx >= header_.e_shnum)
        bad_file("a section table of unknown form");
    sections_.resize(header_.e_shnum);
    read(header_.e_shoff, sections_.data(), sections_.size() * sizeof(ElfW(Shdr)));
    section_names_ = read_table(sections_[header_.e_shstrndx]);
}

std::string ElfFile::read_table(const ElfW(Shdr) & section) const {
    if (section.sh_type == SHT_NOBITS) bad_file("a table without contents");
    if (section.sh_size > table_limit) bad_file("a table of impossible size");
    if (!inside(section.sh_offset, section.sh_size, size_))
        bad_file("truncated: a section lies beyond the end of the file");
    std::string bytes(section.sh_size, '\0');
    read(section.sh_offset, bytes.data(), bytes.size());
    return bytes;
}

std::string ElfFile::section_name(std::size_t index) const {
    return index < sections_.size() ? text_at(section_names_, sections_[index].sh_name)
                                    : std::string{};
}

std::vector<ElfSymbol> ElfFile::symbols() const {
    const auto table = std::find_if(sections_.begin(), sections_.end(), [](const auto& section) {
        return section.sh_type == SHT_DYNSYM;
    });
    if (table == sections_.end() || table->sh_entsize != sizeof(ElfW(Sym)) ||
        table->sh_link >= sections_.size())
        bad_file("no symbol table of known form");
    const std::string bytes = read_table(*table);
    const std::string names = read_table(sections_[table->sh_link]);

    std::vector<ElfSymbol> found;
    for (std::size_t at = 0; at + sizeof(ElfW(Sym)) <= bytes.size(); at += sizeof(ElfW(Sym))) {
        ElfW(Sym) symbol;
        std::memcpy(&symbol, bytes.data() + at, sizeof symbol);
        if (symbol.st_shndx == SHN_UNDEF || ELF64_ST_BIND(symbol.st_info) == STB_LOCAL) continue;
        found.push_back({text_at(names, symbol.st_name), section_name(symbol.st_shndx),
                         ELF64_ST_TYPE(symbol.st_info) == STT_OBJECT, symbol.st_value,
                         symbol.st_size});
    }
    return found;
}

void ElfFile::read_address(std::uint64_t address, void* target, std::size_t size) const {
    for (const auto& segment : segments_) {
        if (segment.p_type != PT_LOAD || address < segment.p_vaddr) continue;
        if (!inside(address - segment.p_vaddr, size, segment.p_filesz)) continue;
        return read(segment.p_offset + (address - segment.p_vaddr), target, size);
    }
    bad_file("a symbol lies outside every segment");
}

}  // namespace azoth::runtime
