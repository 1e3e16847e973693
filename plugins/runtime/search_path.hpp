// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/plugins/plugin_report.hpp>

namespace azoth::runtime {

/// What the search path is made of. Collected by standard_inputs(), so that the decision itself can
/// be tested with any world.
struct SearchInputs {
    std::vector<std::string> in_code;  ///< directories given to a registry
    std::string environment;           ///< value of AZOTH_PLUGIN_PATH
    bool secure_execution = false;     ///< set-user-ID and the like: the environment is a stranger
    std::string core_library;          ///< path of libazoth.so, empty if unknown
    std::string installation;          ///< plugin directory of the configured prefix
};

/// The inputs of this process, without directories given in code.
[[nodiscard]] SearchInputs standard_inputs();

/// The directories to search, in order, each canonical and listed once. One that cannot be used
/// (relative, missing) keeps its place with code and reason; a missing standard directory is left
/// out, since nobody asked for it.
[[nodiscard]] std::vector<PluginDirectoryReport> search_path(const SearchInputs& inputs);

/// Resolves `path`, which must be absolute; throws `plugin_path_not_absolute` or
/// `plugin_bad_file`.
[[nodiscard]] std::string canonical_path(const std::string& path);

}  // namespace azoth::runtime
