// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/engine/engine.hpp>
#include <azoth/engine/settings.hpp>
#include <azoth/error/export.hpp>

namespace azoth {

/// An engine for a database URL. The scheme picks the dialect and the part after `+`, or the
/// dialect's own choice, the driver: `postgresql+odbc://…` is the PostgreSQL dialect over the ODBC
/// driver. Their plugins are loaded when they are first needed, from the process's registry; the
/// database is connected to when the engine is first used.
///
/// Throws `UrlError` for a text that is no URL, `PluginError` for a dialect or driver that cannot
/// be found, trusted or loaded, `ArgumentError` for options that the driver does not know.
[[nodiscard]] AZOTH_EXPORT Engine create_engine(std::string_view url, EngineOptions options = {});
[[nodiscard]] AZOTH_EXPORT Engine create_engine(const Url& url, EngineOptions options = {});

/// An engine from the keys of a configuration file, such as `azoth.url` and `azoth.pool_size`; see
/// read_engine_config().
[[nodiscard]] AZOTH_EXPORT Engine engine_from_config(const Settings& settings,
                                                     std::string_view prefix = "azoth.");

}  // namespace azoth
