// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>

#include <azoth/driver/row_block.hpp>
#include <azoth/engine/result_shape.hpp>

namespace azoth::detail {

/// Rows with memory of their own and the names of their columns.
class OwnedRows : public std::enable_shared_from_this<OwnedRows> {
public:
    explicit OwnedRows(std::shared_ptr<const ResultShape> row_shape)
        : shape(std::move(row_shape)), block(shape->size()) {}

    std::shared_ptr<const ResultShape> shape;
    driver::RowBlock block;
};

}  // namespace azoth::detail
