// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <vector>

#include <azoth/sql/bind.hpp>
#include <azoth/value/value.hpp>

#include "statement_cache.hpp"

namespace azoth::detail {

/// Turns the cells of rows into the parameters of an INSERT made by sql::insert_shape(), where
/// these are more than the cells: values of expressions that hold for every row, defaults,
/// callables.
class RowParameters {
public:
    /// All borrowed. `binds` are those of the statement in canonical order; `width` cells a row.
    RowParameters(const CachedStatement& form, std::span<const sql::Bind* const> binds,
                  std::size_t width)
        : form_(form), binds_(binds), width_(width) {}

    /// Appends the parameters of one execution. The views last as long as the cells and this
    /// object.
    void append(std::span<const ValueView> cells, std::vector<ValueView>& out);

private:
    class Row;
    [[nodiscard]] ValueView value_of(std::size_t index, std::span<const ValueView> cells) const;

    const CachedStatement& form_;
    std::span<const sql::Bind* const> binds_;
    std::size_t width_;
    std::deque<Value> owned_;
};

}  // namespace azoth::detail
