// SPDX-License-Identifier: MIT
#include "static_plugins.hpp"

// The generated list is one AZOTH_STATIC_PLUGIN(name) per line.
extern "C" {
#define AZOTH_STATIC_PLUGIN(name)                \
    extern __attribute__((visibility("hidden"))) \
    const azoth::sdk::PluginDescriptor azoth_static_plugin_##name;
#include "static_plugins.inc"
#undef AZOTH_STATIC_PLUGIN
}

namespace azoth::runtime {

std::span<const sdk::PluginDescriptor* const> static_plugins() noexcept {
#define AZOTH_STATIC_PLUGIN(name) &azoth_static_plugin_##name,
    static constexpr const sdk::PluginDescriptor* list[] = {
#include "static_plugins.inc"
        nullptr};
#undef AZOTH_STATIC_PLUGIN
    return {list, std::size(list) - 1};
}

}  // namespace azoth::runtime
