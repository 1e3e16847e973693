// SPDX-License-Identifier: MIT
#pragma once

#include <deque>

#include <azoth/driver/row_block.hpp>
#include <azoth/engine/insert_rows.hpp>

namespace azoth::detail {

/// What keeps copied cells alive until their page is sent.
struct RowSink::Keep {
    driver::RowBlock copies{1};
    std::deque<Value> owned;
};

}  // namespace azoth::detail
