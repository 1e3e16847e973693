// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <azoth/sql/source.hpp>

namespace azoth::compile {

/// The CTEs of one WITH, in the order in which they depend. Borrowed from the statement.
struct CteList {
    std::vector<const sql::CteSource*> list{};
    std::size_t defined = std::string::npos;  ///< before the one that is being written

    /// How many of them a name means where the text stands.
    [[nodiscard]] std::size_t visible() const noexcept { return std::min(defined, list.size()); }
    [[nodiscard]] bool has(const sql::Node& cte) const noexcept {
        return std::find(list.begin(), list.end(), &cte) != list.end();
    }
};

}  // namespace azoth::compile
