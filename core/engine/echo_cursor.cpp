// SPDX-License-Identifier: MIT
#include "echo_cursor.hpp"

#include <vector>

namespace azoth::detail {

bool EchoCursor::next() {
    if (!inner_.next()) return false;
    std::vector<ValueView> cells;
    const std::size_t width = inner_.columns().size();
    cells.reserve(width);
    for (std::size_t column = 0; column < width; ++column) cells.push_back(inner_.cell(column));
    observers_.row(connection_, cells);
    return true;
}

}  // namespace azoth::detail
