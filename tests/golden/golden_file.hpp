// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace golden {

/// What one case renders: text by target, in order.
struct Entry {
    std::string name;
    std::vector<std::pair<std::string, std::string>> texts;

    [[nodiscard]] const std::string* find(std::string_view target) const;
};

/// Reads the text of a `.cases` file. Throws std::runtime_error with the line of a mistake.
[[nodiscard]] std::vector<Entry> parse_entries(std::string_view text);
/// The reverse; targets with the same text share an entry.
[[nodiscard]] std::string write_entries(const std::vector<Entry>& entries);
/// Differences as sentences, none if all is well. Of `expected`, targets that are not `known` are
/// left alone.
[[nodiscard]] std::vector<std::string> compare(const std::vector<Entry>& expected,
                                               const std::vector<Entry>& actual,
                                               const std::vector<std::string>& known);

}  // namespace golden
