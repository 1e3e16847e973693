// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>

namespace azoth {

/// Where a plugin or a plugin directory comes from, in search order.
enum class PluginOrigin : std::uint8_t {
    registered,    ///< given to the registry as an object or descriptor
    built_in,      ///< compiled into the core library
    directory,     ///< directory or file given to the registry
    environment,   ///< entry of AZOTH_PLUGIN_PATH
    beside_core,   ///< beside the core library
    installation,  ///< where the core library was configured to be installed
};

/// For people, such as "AZOTH_PLUGIN_PATH".
[[nodiscard]] AZOTH_EXPORT std::string_view origin_name(PluginOrigin origin) noexcept;

/// A directory of the search path. A refused one has a code and a reason.
struct PluginDirectoryReport {
    std::string path;
    PluginOrigin origin = PluginOrigin::directory;
    std::string code;
    std::string reason;
};

/// A plugin file, or a plugin without a file (`path` empty). What it offers is empty where the file
/// could not be read.
struct PluginFileReport {
    std::string path;
    std::string directory;
    PluginOrigin origin = PluginOrigin::directory;
    std::string dialect;               ///< name of the dialect, empty if it holds none
    std::vector<std::string> schemes;  ///< what URLs call the dialect
    std::string driver;                ///< name of the driver, empty if it holds none
    std::vector<std::string> serves;   ///< dialects the driver can serve
    std::string code;                  ///< why it is refused; empty if it is not
    std::string reason;

    [[nodiscard]] bool refused() const noexcept { return !code.empty(); }
};

/// True if the file offers the dialect that URLs call `scheme`. A file that could not be read is
/// taken at its name, `libazoth_<name>.so`.
[[nodiscard]] AZOTH_EXPORT bool offers_scheme(const PluginFileReport& file,
                                              std::string_view scheme);
/// The same for a driver and the dialect that it should serve, each by name.
[[nodiscard]] AZOTH_EXPORT bool offers_driver(const PluginFileReport& file, std::string_view driver,
                                              std::string_view dialect);

/// Everything a registry sees, in search order, without loading anything.
struct PluginReport {
    std::vector<PluginDirectoryReport> directories;
    std::vector<PluginFileReport> files;
};

}  // namespace azoth
