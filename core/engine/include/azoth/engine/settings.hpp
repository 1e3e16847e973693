// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>

namespace azoth {

/// Keys and values of a configuration file or of the environment: made of any range of pairs of
/// strings, such as a `std::map`. Owns them. Throws `ArgumentError` (`duplicate_option`) for a key
/// that is given twice.
class AZOTH_EXPORT Settings {
public:
    using Entry = std::pair<std::string, std::string>;

    Settings(std::initializer_list<std::pair<std::string_view, std::string_view>> entries) {
        for (const auto& [key, value] : entries) add(key, value);
    }
    template <class Pairs>
    Settings(const Pairs& entries) {  // NOLINT(google-explicit-constructor): read at once
        for (const auto& [key, value] : entries) add(key, value);
    }

    [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }

private:
    void add(std::string_view key, std::string_view value);

    std::vector<Entry> entries_;
};

}  // namespace azoth
