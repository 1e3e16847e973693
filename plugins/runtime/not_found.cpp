// SPDX-License-Identifier: MIT
#include "not_found.hpp"

#include <algorithm>

#include <azoth/error/spelling.hpp>

#include "names.hpp"
#include "refuse.hpp"

namespace azoth::runtime {

namespace {

std::string searched(const PluginReport& report) {
    std::string text = "\n  searched:";
    if (report.directories.empty()) text.append(" no directory exists");
    for (const auto& directory : report.directories) {
        text.append("\n    ").append(directory.path).append(" (");
        text.append(origin_name(directory.origin)).append(")");
        if (!directory.code.empty())
            text.append(" refused [").append(directory.code).append("]: ").append(directory.reason);
        for (const auto& file : report.files) {
            if (file.directory != directory.path || !file.refused()) continue;
            text.append("\n      ").append(file.path).append(" refused [").append(file.code);
            text.append("]: ").append(file.reason);
        }
    }
    return text;
}

/// Names come from programs and URLs: shown whole only if they are names.
std::string shown(std::string_view name) {
    return is_plugin_name(name) && name.size() <= 64 ? "\"" + std::string(name) + "\""
                                                     : "of an impossible name";
}

std::string suggestion(std::string_view name, const std::vector<std::string>& known,
                       std::string_view otherwise) {
    std::string meant = did_you_mean(name, {known.begin(), known.end()});
    return meant.empty() ? std::string(otherwise) : meant;
}

}  // namespace

std::vector<std::string> known_schemes(const PluginReport& report) {
    std::vector<std::string> names;
    for (const auto& file : report.files)
        if (!file.refused()) names.insert(names.end(), file.schemes.begin(), file.schemes.end());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::vector<std::string> known_drivers(const PluginReport& report, std::string_view dialect) {
    std::vector<std::string> names;
    for (const auto& file : report.files) {
        if (file.refused() || file.driver.empty()) continue;
        if (std::find(file.serves.begin(), file.serves.end(), dialect) == file.serves.end())
            continue;
        if (std::find(names.begin(), names.end(), file.driver) == names.end())
            names.push_back(file.driver);
    }
    return names;
}

void dialect_not_found(std::string_view scheme, const PluginReport& report) {
    const std::vector<std::string> known = known_schemes(report);
    refuse(
        "dialect_not_found",
        "there is no dialect " + shown(scheme) + "\n  known: " + listing(known) + searched(report),
        scheme,
        suggestion(scheme, known,
                   "put its plugin into one of these directories, or name the plugin's "
                   "directory in AZOTH_PLUGIN_PATH"));
}

void driver_not_found(std::string_view driver, std::string_view dialect,
                      const PluginReport& report) {
    const std::vector<std::string> known = known_drivers(report, dialect);
    const std::string wanted = driver.empty() ? "no driver" : "no driver " + shown(driver);
    refuse("driver_not_found",
           "there is " + wanted + " for dialect \"" + std::string(dialect) +
               "\", which can compile but not connect\n  known: " + listing(known) +
               searched(report),
           driver,
           suggestion(driver, known,
                      known.empty() ? "install a driver plugin for this dialect"
                                    : "name another driver in the URL: " + std::string(dialect) +
                                          "+" + known.front() + "://"));
}

}  // namespace azoth::runtime
