// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include <azoth/sdk/descriptor.hpp>

namespace azoth::runtime {

/// Descriptors of the plugins compiled into the core: an explicit list that the build generates
/// from AZOTH_STATIC_DIALECTS. Static initialisers could not serve here: they run before main and
/// vanish from archives.
[[nodiscard]] std::span<const sdk::PluginDescriptor* const> static_plugins() noexcept;

}  // namespace azoth::runtime
