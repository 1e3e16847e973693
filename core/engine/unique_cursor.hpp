// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <unordered_set>
#include <vector>

#include <azoth/value/value.hpp>

#include "forwarding_cursor.hpp"

namespace azoth::detail {

/// Leaves out rows that were there before: `Result::unique`. Keeps what decided, once for each row
/// that it lets through.
class UniqueCursor final : public ForwardingCursor {
public:
    /// `inner` is borrowed; `key` holds the columns that decide, at least one.
    UniqueCursor(driver::Cursor& inner, std::vector<std::size_t> key);

    bool next() override;

private:
    struct KeyHash {
        std::size_t operator()(const std::vector<Value>& key) const noexcept;
    };

    const std::vector<std::size_t> key_;
    std::unordered_set<std::vector<Value>, KeyHash> seen_;
};

}  // namespace azoth::detail
