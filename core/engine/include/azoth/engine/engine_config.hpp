// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <azoth/engine/engine_options.hpp>
#include <azoth/engine/settings.hpp>
#include <azoth/error/export.hpp>

namespace azoth {

/// A URL and options as a configuration file or the environment gives them.
struct EngineConfig {
    std::string url;
    EngineOptions options;
};

/// Reads keys that begin with `prefix`: `<prefix>url` and the options by name, such as
/// `azoth.pool_size = 10`. Numbers are decimal digits, truths `true false yes no on off 1 0`, times
/// milliseconds. `connect_args.<name>` goes to the driver. Throws `ArgumentError`: `unknown_option`
/// with the nearest name, `bad_option_value` with the range, `missing_option` without a URL,
/// `bad_isolation_level` with the valid ones.
[[nodiscard]] AZOTH_EXPORT EngineConfig read_engine_config(const Settings& settings,
                                                           std::string_view prefix = "azoth.");

/// "SERIALIZABLE", "read committed", "READ_COMMITTED", "autocommit". Throws `ArgumentError`
/// (`bad_isolation_level`) that lists the valid names.
[[nodiscard]] AZOTH_EXPORT Isolation parse_isolation(std::string_view text);

}  // namespace azoth
