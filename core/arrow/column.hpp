// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>

#include <azoth/value/value_view.hpp>

#include "buffer.hpp"
#include "exported_array.hpp"
#include "field_type.hpp"

namespace azoth::arrow {

/// Collects the cells of one column, row by row, until a batch is full.
class Column {
public:
    virtual ~Column();
    /// Adds a cell. Throws `ConversionError` where it does not fit; the column is useless then.
    virtual void append(const ValueView& cell) = 0;
    /// Hands over what was collected and begins anew. Throws `ConversionError`
    /// (`value_bad_encoding`) where text is not UTF-8.
    [[nodiscard]] virtual ExportedArray take() = 0;
};

/// For values of a decided type. `held_bytes` goes up by what each cell adds that has no fixed
/// size; borrowed.
[[nodiscard]] std::unique_ptr<Column> make_column(const FieldType& type, bool is_nullable,
                                                  std::size_t& held_bytes);

}  // namespace azoth::arrow
