// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <azoth/error/error.hpp>

namespace azoth::runtime {

/// Throws the `PluginError` that says why a file, a directory or a name is refused. `component` is
/// the path that the reason is about.
[[noreturn]] inline void refuse(std::string_view code, std::string_view reason,
                                std::string_view component = {}, std::string_view hint = {}) {
    ErrorDetails details;
    details.component = component;
    details.hint = hint;
    throw PluginError(code, reason, std::move(details));
}

}  // namespace azoth::runtime
