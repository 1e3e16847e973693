// SPDX-License-Identifier: MIT
#include <azoth/error/spelling.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace azoth {

namespace {

constexpr std::size_t longest_word = 64;

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Levenshtein's distance, by rows.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string_view nearest_spelling(std::string_view word,
                                  const std::vector<std::string_view>& candidates) {
    if (word.empty() || word.size() > longest_word) return {};
    std::string_view nearest;
    // A third of the letters may be wrong; beyond that it is another word.
    std::size_t best = word.size() / 3 + 1;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > longest_word) continue;
        const std::size_t apart = distance(word, candidate);
        if (apart <= best && (nearest.empty() || apart < best)) {
            nearest = candidate;
            best = apart;
        }
    }
    return nearest;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
    const std::string_view nearest = nearest_spelling(word, candidates);
    if (nearest.empty()) return {};
    return "did you mean \"" + std::string(nearest) + "\"?";
}

}  // namespace azoth
