// SPDX-License-Identifier: MIT
#include <azoth/compile/sql_text.hpp>

#include <algorithm>

namespace azoth::compile {

void SqlText::grow(std::size_t size) {
    buffer_.resize(std::max(2 * buffer_.size(), size_ + size));
}

}  // namespace azoth::compile
