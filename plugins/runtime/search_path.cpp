// SPDX-License-Identifier: MIT
#include "search_path.hpp"

#include <sys/auxv.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "core_library.hpp"
#include "refuse.hpp"
#include "trust.hpp"

namespace azoth::runtime {

namespace {

/// Adds a directory that somebody named, whatever is wrong with it.
void add_named(std::vector<PluginDirectoryReport>& path, const std::string& directory,
               PluginOrigin origin) {
    PluginDirectoryReport entry{directory, origin, {}, {}};
    try {
        entry.path = canonical_path(directory);
        check_directory(entry.path);
    } catch (const PluginError& error) {
        entry.code = error.code();
        entry.reason = error.message();
    }
    const bool known = std::any_of(path.begin(), path.end(),
                                   [&](const auto& earlier) { return earlier.path == entry.path; });
    if (!known) path.push_back(std::move(entry));
}

/// Adds a directory that is searched by custom, if it exists.
void add_customary(std::vector<PluginDirectoryReport>& path, const std::string& directory,
                   PluginOrigin origin) {
    const std::unique_ptr<char, decltype(&std::free)> found(realpath(directory.c_str(), nullptr),
                                                            &std::free);
    if (found) add_named(path, found.get(), origin);
}

}  // namespace

SearchInputs standard_inputs() {
    SearchInputs inputs;
    inputs.secure_execution = getauxval(AT_SECURE) != 0;
    if (const char* value = std::getenv("AZOTH_PLUGIN_PATH")) inputs.environment = value;
    inputs.core_library = core_library_path();
    inputs.installation = AZOTH_PLUGIN_INSTALL_DIRECTORY;
    return inputs;
}

std::string canonical_path(const std::string& path) {
    if (path.empty() || path.front() != '/') {
        refuse("plugin_path_not_absolute", "\"" + path + "\" is not an absolute path", path,
               "a relative path would depend on where the program was started");
    }
    const std::unique_ptr<char, decltype(&std::free)> found(realpath(path.c_str(), nullptr),
                                                            &std::free);
    if (!found)
        refuse("plugin_bad_file", path + " cannot be opened: " + std::strerror(errno), path);
    return found.get();
}

std::vector<PluginDirectoryReport> search_path(const SearchInputs& inputs) {
    std::vector<PluginDirectoryReport> path;
    for (const auto& directory : inputs.in_code)
        add_named(path, directory, PluginOrigin::directory);

    if (!inputs.secure_execution) {
        std::size_t begin = 0;
        while (begin < inputs.environment.size()) {
            const std::size_t end =
                std::min(inputs.environment.find(':', begin), inputs.environment.size());
            if (end > begin)
                add_named(path, inputs.environment.substr(begin, end - begin),
                          PluginOrigin::environment);
            begin = end + 1;
        }
    }
    if (!inputs.core_library.empty() && inputs.core_library.front() == '/') {
        const std::string beside = inputs.core_library.substr(0, inputs.core_library.rfind('/'));
        add_customary(path, beside + "/azoth/plugins", PluginOrigin::beside_core);
    }
    if (!inputs.installation.empty())
        add_customary(path, inputs.installation, PluginOrigin::installation);
    return path;
}

}  // namespace azoth::runtime
