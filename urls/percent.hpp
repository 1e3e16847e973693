// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "problem.hpp"

namespace azoth::urls {

/// What an unescaped `+` stands for: itself before the query, a space within it.
enum class Plus : bool { literal, space };

/// Replaces `%XX` and checks the result with `find_fault`. Appends to `out`, which never grows
/// beyond `out.size() + piece.size()`: reserve that much and no copy of a secret stays behind.
[[nodiscard]] Verdict append_decoded(std::string& out, std::string_view piece, Place place,
                                     Plus plus = Plus::literal);

/// The bytes that stay as they are when a part is encoded; all others become `%XX`.
class SafeBytes {
public:
    /// RFC 3986's unreserved characters and `extra`.
    explicit constexpr SafeBytes(std::string_view extra) {
        for (const std::string_view set : {unreserved, extra})
            for (const char c : set) safe_[static_cast<unsigned char>(c)] = true;
    }
    [[nodiscard]] constexpr bool holds(char c) const noexcept {
        return safe_[static_cast<unsigned char>(c)];
    }

private:
    static constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::array<bool, 256> safe_{};
};

void append_encoded(std::string& out, std::string_view text, const SafeBytes& safe);

}  // namespace azoth::urls
