// SPDX-License-Identifier: MIT
#include "unique_cursor.hpp"

#include <utility>

namespace azoth::detail {

UniqueCursor::UniqueCursor(driver::Cursor& inner, std::vector<std::size_t> key)
    : ForwardingCursor(inner), key_(std::move(key)) {}

std::size_t UniqueCursor::KeyHash::operator()(const std::vector<Value>& key) const noexcept {
    std::size_t hash = key.size();
    for (const Value& value : key) hash = hash * 31 + hash_value(value.view());
    return hash;
}

bool UniqueCursor::next() {
    while (inner_.next()) {
        std::vector<Value> key;
        key.reserve(key_.size());
        for (const std::size_t column : key_) key.push_back(Value::copy_of(inner_.cell(column)));
        if (seen_.insert(std::move(key)).second) return true;
    }
    return false;
}

}  // namespace azoth::detail
