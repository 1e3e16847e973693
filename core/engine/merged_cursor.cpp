// SPDX-License-Identifier: MIT
#include "merged_cursor.hpp"

#include <utility>

#include <azoth/engine/result_shape.hpp>

namespace azoth::detail {

MergedCursor::MergedCursor(std::vector<StreamRef> parts) : parts_(std::move(parts)) {
    for (const std::string& name : parts_.front()->shape().names())
        columns_.push_back({.name = name, .type_name = {}});
}

bool MergedCursor::next() {
    for (; at_ < parts_.size(); ++at_) {
        if (parts_[at_]->next()) return true;
    }
    return false;
}

std::int64_t MergedCursor::affected_rows() const {
    std::int64_t all = 0;
    for (const StreamRef& part : parts_) {
        if (part->rowcount < 0) return -1;
        all += part->rowcount;
    }
    return all;
}

void MergedCursor::close() noexcept {
    for (const StreamRef& part : parts_) part->close();
}

}  // namespace azoth::detail
