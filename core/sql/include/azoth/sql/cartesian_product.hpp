// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/error/export.hpp>

namespace azoth {

class Statement;

/// A part of a statement that reads several tables without saying how their rows belong together:
/// each row of one group meets every row of the others. Nearly always a forgotten condition.
struct CartesianProduct {
    /// Names of the sources, as the statement calls them; two groups or more.
    std::vector<std::vector<std::string>> groups;

    /// "nothing links artist, album with track".
    [[nodiscard]] AZOTH_EXPORT std::string describe() const;
};

/// Looks for cartesian products in a statement and everything inside it, without a database. What
/// links two sources: a join, whatever its condition (cross_join() is how one asks for a product);
/// a comparison, or any other test, that speaks of both; LATERAL that speaks of the other. Sources
/// of the query around a subquery do not count. Empty if all is linked.
[[nodiscard]] AZOTH_EXPORT std::vector<CartesianProduct> find_cartesian_products(
    const Statement& statement);

}  // namespace azoth
