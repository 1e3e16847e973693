// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/value/value.hpp>

namespace azoth {
class Value;
}

namespace azoth::driver {

/// Rows that own their cells, arrays and their elements included: row-major views into memory of
/// the block's own. What `Cursor::fetch_block` fills, and what detached rows are made of.
/// Thread-compatible.
class AZOTH_EXPORT RowBlock {
public:
    /// `columns` > 0: cells per row.
    explicit RowBlock(std::size_t columns);
    RowBlock(RowBlock&&) noexcept;
    RowBlock& operator=(RowBlock&&) noexcept;
    ~RowBlock();

    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    [[nodiscard]] std::size_t rows() const noexcept { return cells_.size() / columns_; }
    /// The cells of one row; valid while the block lives and is not cleared.
    [[nodiscard]] std::span<const ValueView> row(std::size_t index) const noexcept {
        return {cells_.data() + index * columns_, columns_};
    }

    /// Copies one cell in; cells arrive row by row, left to right.
    void append(const ValueView& cell);
    /// Forgets the rows and keeps the memory.
    void clear() noexcept;

private:
    [[nodiscard]] char* reserve(std::size_t size);

    struct Chunk {
        std::unique_ptr<char[]> data;
        std::size_t size;
    };
    std::size_t columns_;
    std::vector<ValueView> cells_;
    std::vector<Chunk> chunks_;
    std::vector<Value>
        arrays_;  ///< owners of array cells: elements stay where they are when it grows
    std::size_t current_ = 0;  ///< chunk being filled
    std::size_t used_ = 0;     ///< bytes used of it
};

}  // namespace azoth::driver
