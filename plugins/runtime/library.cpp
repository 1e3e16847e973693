// SPDX-License-Identifier: MIT
#include "library.hpp"

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

// With std::filesystem Boost.DLL is header-only.
#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include "refuse.hpp"

namespace azoth::runtime {

namespace {

using boost::dll::shared_library;
namespace load_mode = boost::dll::load_mode;

/// Handles that are never given back: objects, exceptions and thread-local data of a plugin may
/// outlive whoever loaded it, and one of them touched after dlclose() is a crash.
void keep_forever(shared_library library) {
    static auto* const kept = new std::vector<shared_library>;
    kept->push_back(std::move(library));
}

/// What the dynamic linker says, without what Boost puts around it; symbols as C++ spells them.
std::string linker_words(std::string_view words, const std::string& path) {
    constexpr std::string_view begin = "dlerror system message: ";
    if (const auto at = words.find(begin); at != words.npos) {
        words.remove_prefix(at + begin.size());
        words = words.substr(0, words.rfind("): "));
    }
    if (words.substr(0, path.size() + 2) == path + ": ") words.remove_prefix(path.size() + 2);
    constexpr std::string_view missing = "undefined symbol: ";
    if (words.substr(0, missing.size()) != missing) return std::string(words);
    const std::string symbol(words.substr(missing.size()));
    const std::unique_ptr<char, decltype(&std::free)> spelt(
        abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, nullptr), &std::free);
    return std::string(missing) + (spelt ? spelt.get() : symbol.c_str());
}

std::string text(const char* given) {
    return given ? given : "";
}

std::vector<std::string> sorted_list(const char* const* list) {
    std::vector<std::string> names;
    for (; list && *list; ++list) names.emplace_back(*list);
    std::sort(names.begin(), names.end());
    return names;
}

void check_equal(bool equal, std::string_view what) {
    if (!equal)
        refuse("plugin_bad_descriptor",
               "its descriptor and its marks name different " + std::string(what));
}

}  // namespace

const sdk::PluginDescriptor& load_library(const PluginFileReport& file) {
    try {
        // Now, not lazily: a missing symbol must be an error here and not a crash at first use.
        shared_library library(file.path, load_mode::rtld_now | load_mode::rtld_local);
        const auto& descriptor =
            library.get<const sdk::PluginDescriptor>("azoth_plugin_descriptor");
        keep_forever(std::move(library));
        check_descriptor(descriptor, file);
        return descriptor;
    } catch (const std::system_error& error) {
        const std::string reason = linker_words(error.what(), file.path);
        refuse("plugin_load_failed", file.path + " cannot be loaded: " + reason, file.path,
               reason.find("undefined symbol: azoth") != std::string::npos
                   ? "it was built for another version of Azoth; build it for this one"
                   : "a library or symbol that it needs is missing; ldd shows what it wants");
    }
}

void check_descriptor(const sdk::PluginDescriptor& descriptor, const PluginFileReport& file) {
    if (descriptor.magic != sdk::plugin_magic || descriptor.size != sizeof descriptor ||
        descriptor.epoch != AZOTH_SPI_EPOCH ||
        text(descriptor.fingerprint) != AZOTH_FINGERPRINT_TEXT) {
        refuse("plugin_abi_mismatch",
               "its descriptor says " + text(descriptor.fingerprint) + ", the core is " +
                   AZOTH_FINGERPRINT_TEXT,
               file.path);
    }
    const PluginFileReport said = describe(descriptor, file.origin);
    check_equal(said.dialect == file.dialect, "dialects");
    check_equal(said.schemes == file.schemes, "schemes");
    check_equal(said.driver == file.driver, "drivers");
    check_equal(said.serves == file.serves, "dialects to serve");
}

PluginFileReport describe(const sdk::PluginDescriptor& descriptor, PluginOrigin origin) {
    PluginFileReport report;
    report.origin = origin;
    if (descriptor.make_dialect) {
        report.dialect = text(descriptor.name);
        report.schemes = sorted_list(descriptor.schemes);
    }
    if (descriptor.make_driver) {
        report.driver = text(descriptor.name);
        report.serves = sorted_list(descriptor.dialects);
    }
    return report;
}

}  // namespace azoth::runtime
