// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <type_traits>

#include <azoth/sdk/error_sink.hpp>
#include <azoth/sdk/fingerprint.hpp>

namespace azoth {
class Dialect;
namespace driver {
class Driver;
}
}  // namespace azoth

namespace azoth::sdk {

/// Makes a dialect or driver that the caller owns and deletes. On failure: null, with the reason in
/// the sink (never null). Called by the registry on the thread that asked first, under the
/// process-wide lock for loading; a factory that calls back into a registry fails.
using DialectFactory = Dialect* (*)(ErrorSink*) noexcept;
using DriverFactory = driver::Driver* (*)(ErrorSink*) noexcept;

/// First bytes of every descriptor ("AZOTHPLG", read as a little-endian number).
inline constexpr std::uint64_t plugin_magic = 0x474c5048544f5a41;

/// What a plugin says about itself: plain data under the symbol `azoth_plugin_descriptor`, so that
/// a host can read its numbers in the file before any of the plugin's code runs. Texts and lists
/// live as long as the plugin, which is forever. Lists end with a null pointer; a null list is
/// empty.
struct PluginDescriptor {
    std::uint64_t magic;
    std::uint32_t size;           ///< sizeof(PluginDescriptor)
    std::uint32_t epoch;          ///< AZOTH_SPI_EPOCH
    const char* fingerprint;      ///< AZOTH_FINGERPRINT_TEXT
    const char* name;             ///< of the dialect or driver, `[a-z][a-z0-9_]*`
    const char* version;          ///< the plugin's own, for people
    const char* licence;          ///< SPDX expression
    const char* const* schemes;   ///< of a dialect: what URLs call it, aliases included
    const char* const* dialects;  ///< of a driver: names of the dialects it can serve
    DialectFactory make_dialect;  ///< null in a driver
    DriverFactory make_driver;    ///< null in a dialect
    const char* core_symbol;      ///< address of AZOTH_CORE_SYMBOL
};

static_assert(std::is_standard_layout_v<PluginDescriptor> && std::is_trivial_v<PluginDescriptor>);

}  // namespace azoth::sdk
