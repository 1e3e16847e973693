// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hs2 {

/// How a column's values lie in memory.
enum class Layout { boolean, int8, int16, int32, int64, float64, text };

/// One column of a batch. Fixed-size values lie side by side in `fixed`, in host order; texts and
/// binaries lie one after the other in `bytes`, value i from `ends[i - 1]` (0 for the first) to
/// `ends[i]`. Storage is kept from batch to batch.
struct Column {
    Layout layout = Layout::text;
    std::size_t rows = 0;
    std::vector<std::uint8_t> fixed;
    std::string bytes;
    std::vector<std::size_t> ends;
    std::string nulls;  ///< bit i%8 of byte i/8, lowest first; missing bytes mean not null

    void clear() {
        rows = 0;
        fixed.clear();
        bytes.clear();
        ends.clear();
        nulls.clear();
    }

    [[nodiscard]] bool is_null(std::size_t row) const {
        const std::size_t byte = row / 8;
        return byte < nulls.size() &&
               (static_cast<unsigned char>(nulls[byte]) >> (row % 8) & 1U) != 0;
    }

    [[nodiscard]] std::string_view text(std::size_t row) const {
        const std::size_t begin = row == 0 ? 0 : ends[row - 1];
        return std::string_view(bytes).substr(begin, ends[row] - begin);
    }

    void push_text(std::string_view value) {
        bytes.append(value);
        ends.push_back(bytes.size());
        ++rows;
    }

    void push_null() {
        nulls.resize(rows / 8 + 1, '\0');
        nulls[rows / 8] =
            static_cast<char>(static_cast<unsigned char>(nulls[rows / 8]) | 1U << (rows % 8));
        push_text({});
    }
};

/// The rows of one fetch, column by column; every column has `rows` values.
struct ColumnBatch {
    std::size_t rows = 0;
    std::vector<Column> columns;

    /// Bytes the values take, to size the next fetch by.
    [[nodiscard]] std::size_t bytes() const {
        std::size_t sum = 0;
        for (const Column& column : columns) {
            sum += column.fixed.size() + column.bytes.size() +
                   column.ends.size() * sizeof(std::size_t);
        }
        return sum;
    }
};

}  // namespace hs2
