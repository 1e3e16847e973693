// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include <azoth/arrow/to_arrow.hpp>
#include <azoth/driver/row_block.hpp>
#include <azoth/engine/result_shape.hpp>

#include "column.hpp"
#include "exported_schema.hpp"

namespace azoth::arrow {

/// The rows of an execution as record batches. Thread-bound, as the connection is.
class BatchReader {
public:
    /// Throws `ArgumentError` (`bad_option_value`), `InvalidRequestError`.
    BatchReader(detail::StreamRef rows, const ArrowOptions& options);

    /// For the consumer to release. Reads the rows of the first batch where types are open. Throws
    /// what reading throws.
    [[nodiscard]] ArrowSchema schema();
    /// The next batch, for the consumer to release; empty after the last. Throws what reading
    /// throws, and `ConversionError` that names the column.
    [[nodiscard]] ArrowArray next();
    /// Ends the execution.
    void close() noexcept { rows_->close(); }

private:
    void describe_columns();
    /// Decides all types, if need be by the rows of the first batch.
    void decide();
    void decide_by(const driver::RowBlock& rows);
    [[nodiscard]] driver::RowBlock read_ahead();
    /// Whoever shares the result may have chosen other columns, or gone on to its next one.
    void require_same_columns() const;
    template <class CellAt>
    void append_row(const CellAt& cell_at);
    [[nodiscard]] bool is_full(std::size_t rows) const noexcept {
        return rows >= batch_rows_ || held_bytes_ >= batch_bytes_;
    }

    detail::StreamRef rows_;
    std::shared_ptr<const detail::ResultShape> shape_;
    std::size_t batch_rows_;
    std::size_t batch_bytes_;
    std::size_t held_bytes_ = 0;  ///< of the batch under construction, see make_column
    std::vector<Field> fields_;
    std::vector<std::unique_ptr<Column>> columns_;  ///< none while types are open
    std::optional<driver::RowBlock> ahead_;  ///< the first batch, where it was read to decide
    bool is_decided_ = false;
};

}  // namespace azoth::arrow
