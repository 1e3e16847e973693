// SPDX-License-Identifier: MIT
#include "survey.hpp"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>

#include "plugin_file.hpp"
#include "refuse.hpp"

namespace azoth::runtime {

namespace {

bool is_plugin_file_name(std::string_view name) {
    constexpr std::string_view prefix = "libazoth_";
    constexpr std::string_view suffix = ".so";
    return name.size() > prefix.size() + suffix.size() && name.substr(0, prefix.size()) == prefix &&
           name.substr(name.size() - suffix.size()) == suffix;
}

std::vector<std::string> plugin_file_names(PluginDirectoryReport& directory) {
    std::vector<std::string> names;
    const std::unique_ptr<DIR, int (*)(DIR*)> opened(opendir(directory.path.c_str()), &closedir);
    if (!opened) {
        if (directory.code.empty()) {
            directory.code = "plugin_bad_file";
            directory.reason = directory.path + " cannot be read: " + std::strerror(errno);
        }
        return names;
    }
    while (const dirent* entry = readdir(opened.get()))
        if (is_plugin_file_name(entry->d_name)) names.emplace_back(entry->d_name);
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

PluginReport survey(std::vector<PluginDirectoryReport> directories) {
    PluginReport report;
    report.directories = std::move(directories);
    for (auto& directory : report.directories) {
        if (directory.path.empty() || directory.path.front() != '/') continue;
        for (const auto& name : plugin_file_names(directory))
            report.files.push_back(inspect_file(directory.path + "/" + name, directory));
    }
    return report;
}

bool same_place(const PluginFileReport& a, const PluginFileReport& b) noexcept {
    return a.origin == b.origin && a.directory == b.directory;
}

const PluginFileReport* choose_among(const std::vector<const PluginFileReport*>& claimants) {
    const PluginFileReport* chosen = nullptr;
    for (const PluginFileReport* file : claimants) {
        if (file->refused()) continue;
        if (chosen) {
            refuse("plugin_duplicate", chosen->path + " and " + file->path + " offer the same name",
                   file->path, "one of the two has to leave the directory");
        }
        chosen = file;
    }
    if (chosen || claimants.empty()) return chosen;
    const PluginFileReport& first = *claimants.front();
    refuse(first.code, first.path + " is refused: " + first.reason, first.path);
}

}  // namespace azoth::runtime
