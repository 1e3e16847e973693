// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/plugins/plugin_report.hpp>

namespace azoth::runtime {

/// Looks at every `libazoth_*.so` of the directories, in search order and by name inside each.
/// Nothing is loaded. Any number of threads may call it.
[[nodiscard]] PluginReport survey(std::vector<PluginDirectoryReport> directories);

/// The one file of `report` that serves a request, by the rules that the doctor explains: files are
/// those for which `claims` holds, in search order; the first directory with any decides, and later
/// ones are shadowed. In that directory one accepted file wins, several are `plugin_duplicate`, and
/// refused ones alone throw the first one's reason. Null if nobody claims.
template <class Claims>
[[nodiscard]] const PluginFileReport* choose_file(const PluginReport& report, const Claims& claims);

[[nodiscard]] bool same_place(const PluginFileReport& a, const PluginFileReport& b) noexcept;
[[nodiscard]] const PluginFileReport* choose_among(
    const std::vector<const PluginFileReport*>& claimants);

template <class Claims>
const PluginFileReport* choose_file(const PluginReport& report, const Claims& claims) {
    std::vector<const PluginFileReport*> claimants;
    for (const auto& file : report.files) {
        if (!claims(file)) continue;
        if (!claimants.empty() && !same_place(*claimants.front(), file)) break;
        claimants.push_back(&file);
    }
    return choose_among(claimants);
}

}  // namespace azoth::runtime
