// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <azoth/plugins/plugin_report.hpp>

namespace azoth::runtime {

/// Looks at a plugin file without running any of it: trust, shape, fingerprint, descriptor, and
/// what its marks say it offers. `path` is the name it was found under, `directory` the canonical
/// directory that it must not leave by way of a symbolic link; a refused `directory_code` refuses
/// the file unseen. What is wrong ends up in the report, not in an exception.
[[nodiscard]] PluginFileReport inspect_file(const std::string& path,
                                            const PluginDirectoryReport& directory);

/// Says in which parts two fingerprints differ: "string ABI cowstrings instead of cxx11".
[[nodiscard]] std::string fingerprint_difference(std::string_view plugin, std::string_view core);

}  // namespace azoth::runtime
