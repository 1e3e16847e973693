// SPDX-License-Identifier: MIT
#include "names.hpp"

#include <algorithm>

namespace azoth::runtime {

bool is_plugin_name(std::string_view name) noexcept {
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    if (name.empty() || !is_lower(name.front())) return false;
    return std::all_of(name.begin(), name.end(),
                       [&](char c) { return is_lower(c) || (c >= '0' && c <= '9') || c == '_'; });
}

std::string listing(const std::vector<std::string>& names) {
    if (names.empty()) return "none";
    std::string text;
    for (const auto& name : names) text.append(text.empty() ? "" : ", ").append(name);
    return text;
}

}  // namespace azoth::runtime
