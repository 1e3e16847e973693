// SPDX-License-Identifier: MIT
#include "plugin_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include <azoth/sdk/descriptor.hpp>
#include <azoth/sdk/marks.hpp>

#include "elf_file.hpp"
#include "refuse.hpp"
#include "search_path.hpp"
#include "trust.hpp"

// The order of the checks is the point of this file. Who could have written it comes first, since
// nothing a stranger wrote deserves reading; then whether it is a whole ELF file; then what it was
// compiled against; and the descriptor's numbers last, which only mean something when the
// fingerprint agrees. The file is judged through one open descriptor. Loading goes by the
// canonical path afterwards: between the two only root or the program's own user could exchange
// the file, which is what the first check has made sure of.

namespace azoth::runtime {

namespace {

class OpenFile {
public:
    explicit OpenFile(const std::string& path)
        // Without O_NONBLOCK a named pipe would make the program wait for a writer.
        : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {
        if (descriptor_ < 0)
            refuse("plugin_bad_file", std::string("cannot be opened: ") + std::strerror(errno),
                   path);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() { ::close(descriptor_); }
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

private:
    int descriptor_;
};

/// The part of `name` behind `prefix`, or empty.
std::string_view behind(std::string_view name, std::string_view prefix) {
    return name.size() > prefix.size() && name.substr(0, prefix.size()) == prefix
               ? name.substr(prefix.size())
               : std::string_view{};
}

struct Marks {
    std::vector<std::string> fingerprints;
    const ElfSymbol* descriptor = nullptr;
};

void take_mark(std::string_view name, Marks& marks, PluginFileReport& report) {
    if (const auto fingerprint = behind(name, "azoth_fingerprint_"); !fingerprint.empty())
        marks.fingerprints.emplace_back(fingerprint);
    else if (const auto dialect = behind(name, "azoth_dialect_"); !dialect.empty())
        report.dialect = dialect;
    else if (const auto scheme = behind(name, "azoth_scheme_"); !scheme.empty())
        report.schemes.emplace_back(scheme);
    else if (const auto driver = behind(name, "azoth_driver_"); !driver.empty())
        report.driver = driver;
    else if (const auto served = behind(name, "azoth_serves_"); !served.empty())
        report.serves.emplace_back(served);
}

Marks read_marks(const std::vector<ElfSymbol>& symbols, PluginFileReport& report) {
    Marks marks;
    for (const auto& symbol : symbols) {
        if (symbol.section == AZOTH_MARK_SECTION) take_mark(symbol.name, marks, report);
        if (symbol.name == "azoth_plugin_descriptor") marks.descriptor = &symbol;
    }
    std::sort(report.schemes.begin(), report.schemes.end());
    std::sort(report.serves.begin(), report.serves.end());
    return marks;
}

void check_fingerprint(const std::vector<std::string>& fingerprints) {
    constexpr std::string_view core = AZOTH_FINGERPRINT_TEXT;
    if (fingerprints.empty())
        refuse("plugin_abi_mismatch",
               "it carries no fingerprint; the core has " + std::string(core));
    for (const auto& fingerprint : fingerprints) {
        if (fingerprint == core) continue;
        refuse("plugin_abi_mismatch",
               "built with " + fingerprint_difference(fingerprint, core) + " (plugin " +
                   fingerprint + ", core " + std::string(core) + ")",
               {}, "build the plugin against the installed headers with the flags of the core");
    }
}

void check_number(std::string_view what, std::uint64_t plugin, std::uint64_t core) {
    if (plugin == core) return;
    refuse("plugin_abi_mismatch", std::string(what) + " is " + std::to_string(plugin) +
                                      " in the plugin and " + std::to_string(core) +
                                      " in the core");
}

void check_descriptor(const ElfFile& file, const ElfSymbol& symbol) {
    using sdk::PluginDescriptor;
    if (!symbol.is_data)
        refuse("plugin_no_entry", "azoth_plugin_descriptor is no data, so not the descriptor");
    check_number("the descriptor's size", symbol.size, sizeof(PluginDescriptor));
    struct {
        std::uint64_t magic;
        std::uint32_t size;
        std::uint32_t epoch;
    } head{};
    static_assert(offsetof(PluginDescriptor, size) == 8 && offsetof(PluginDescriptor, epoch) == 12);
    file.read_address(symbol.address, &head, sizeof head);
    check_number("the descriptor's magic", head.magic, sdk::plugin_magic);
    check_number("the descriptor's size", head.size, sizeof(PluginDescriptor));
    check_number("the epoch", head.epoch, AZOTH_SPI_EPOCH);
}

void inspect(PluginFileReport& report) {
    const std::string target = canonical_path(report.path);
    if (target.substr(0, target.rfind('/')) != report.directory) {
        refuse("plugin_untrusted_path",
               report.path + " is a symbolic link that leaves its directory, to " + target,
               report.path);
    }
    const OpenFile opened(target);
    struct stat status {};
    if (::fstat(opened.descriptor(), &status) != 0)
        refuse("plugin_bad_file", std::string("cannot be examined: ") + std::strerror(errno));
    check_file(status, target);

    const ElfFile file(opened.descriptor(), static_cast<std::uint64_t>(status.st_size));
    const std::vector<ElfSymbol> symbols = file.symbols();
    const Marks marks = read_marks(symbols, report);
    if (!marks.descriptor) {
        refuse("plugin_no_entry",
               "a shared library without azoth_plugin_descriptor, so not a plugin");
    }
    check_fingerprint(marks.fingerprints);
    check_descriptor(file, *marks.descriptor);
    const bool dialect = !report.dialect.empty() && !report.schemes.empty();
    const bool driver = !report.driver.empty() && !report.serves.empty();
    if (!dialect && !driver)
        refuse("plugin_bad_descriptor", "its marks name neither a dialect nor a driver");
}

std::vector<std::string_view> parts_of(std::string_view fingerprint) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= fingerprint.size();) {
        const std::size_t end = std::min(fingerprint.find('_', begin), fingerprint.size());
        parts.push_back(fingerprint.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

}  // namespace

PluginFileReport inspect_file(const std::string& path, const PluginDirectoryReport& directory) {
    PluginFileReport report;
    report.path = path;
    report.directory = directory.path;
    report.origin = directory.origin;
    report.code = directory.code;
    report.reason = directory.reason;
    if (report.refused()) return report;
    try {
        inspect(report);
    } catch (const PluginError& error) {
        report.code = error.code();
        report.reason = error.message();
    }
    return report;
}

std::string fingerprint_difference(std::string_view plugin, std::string_view core) {
    constexpr std::array names{"epoch",      "standard library", "string ABI",
                               "containers", "AddressSanitizer", "ThreadSanitizer",
                               "pointers"};
    const auto theirs = parts_of(plugin);
    const auto ours = parts_of(core);
    if (theirs.size() != names.size() || ours.size() != names.size())
        return "a fingerprint of unknown form";
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (theirs[i] == ours[i]) continue;
        text.append(text.empty() ? "" : ", ").append(names[i]).append(" ");
        text.append(theirs[i]).append(" instead of ").append(ours[i]);
    }
    return text;
}

}  // namespace azoth::runtime
