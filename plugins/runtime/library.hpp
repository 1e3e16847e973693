// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/plugins/plugin_report.hpp>
#include <azoth/sdk/descriptor.hpp>

namespace azoth::runtime {

/// Maps an inspected plugin file into the process, for good, and returns its descriptor after
/// comparing it with what the file promised. Throws `plugin_load_failed` with the dynamic linker's
/// words, `plugin_abi_mismatch` or `plugin_bad_descriptor`. Called under the loading lock.
[[nodiscard]] const sdk::PluginDescriptor& load_library(const PluginFileReport& file);

/// Checks a descriptor before its factories are used; `file` says what its marks promised.
void check_descriptor(const sdk::PluginDescriptor& descriptor, const PluginFileReport& file);

/// What a descriptor offers, in the form of a report; for plugins without a file.
[[nodiscard]] PluginFileReport describe(const sdk::PluginDescriptor& descriptor,
                                        PluginOrigin origin);

}  // namespace azoth::runtime
