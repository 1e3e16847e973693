// SPDX-License-Identifier: MIT
#include "spelling.hpp"

#include <algorithm>
#include <cstddef>

namespace azoth::runtime {

namespace {

/// Edit distance in which swapping two neighbours is one step.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view name, const std::vector<std::string>& known) {
    if (name.size() > 64) return {};
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, name.size() / 3) + 1;
    for (const auto& candidate : known) {
        const std::size_t steps = distance(name, candidate);
        if (steps < best_distance) {
            best_distance = steps;
            best = candidate;
        }
    }
    return best;
}

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
