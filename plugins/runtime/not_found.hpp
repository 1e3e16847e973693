// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <azoth/plugins/plugin_report.hpp>

namespace azoth::runtime {

/// All schemes of accepted plugins, sorted, each once.
[[nodiscard]] std::vector<std::string> known_schemes(const PluginReport& report);

/// The drivers of accepted plugins that serve a dialect, in search order, each once.
[[nodiscard]] std::vector<std::string> known_drivers(const PluginReport& report,
                                                     std::string_view dialect);

/// Throw the story of a failed search: what was asked for, what is known, the nearest spelling,
/// and every directory and refused file with its reason.
[[noreturn]] void dialect_not_found(std::string_view scheme, const PluginReport& report);
[[noreturn]] void driver_not_found(std::string_view driver, std::string_view dialect,
                                   const PluginReport& report);

}  // namespace azoth::runtime
