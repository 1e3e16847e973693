// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include <azoth/sdk/descriptor.hpp>

#include "loading_lock.hpp"

namespace azoth::runtime {

/// Run a descriptor's factory under the loading lock. `place` is the file, for the error. Whatever
/// goes wrong is `PluginError` (`plugin_init_failed`), and nothing else changes.
[[nodiscard]] std::shared_ptr<const Dialect> run_dialect_factory(
    const sdk::PluginDescriptor& descriptor, const std::string& place, const LoadingLock& lock);
[[nodiscard]] std::shared_ptr<driver::Driver> run_driver_factory(
    const sdk::PluginDescriptor& descriptor, const std::string& place, const LoadingLock& lock);

}  // namespace azoth::runtime
