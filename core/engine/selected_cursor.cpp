// SPDX-License-Identifier: MIT
#include "selected_cursor.hpp"

#include <utility>

namespace azoth::detail {

SelectedCursor::SelectedCursor(driver::Cursor& inner, std::vector<std::size_t> selection)
    : ForwardingCursor(inner), selection_(std::move(selection)) {
    const std::span<const driver::ColumnInfo> all = inner.columns();
    for (const std::size_t column : selection_) columns_.push_back(all[column]);
}

}  // namespace azoth::detail
