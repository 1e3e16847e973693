// SPDX-License-Identifier: MIT
#include <azoth/driver/row_block.hpp>
#include <azoth/driver/statement.hpp>

namespace azoth::driver {

Cursor::~Cursor() = default;
Statement::~Statement() = default;

std::size_t Cursor::fetch_block(RowBlock& block, std::size_t max_rows) {
    const std::size_t width = columns().size();
    std::size_t count = 0;
    while (count < max_rows && next()) {
        for (std::size_t column = 0; column < width; ++column) block.append(cell(column));
        ++count;
    }
    return count;
}

std::optional<std::int64_t> Cursor::last_insert_id() const {
    return std::nullopt;
}

bool Cursor::next_result() {
    return false;
}

Completion Cursor::complete() {
    while (next()) {
    }
    const Completion completion{affected_rows(), last_insert_id()};
    close();
    return completion;
}

std::int64_t Statement::execute_batch(const ParameterBatch& batch, const ExecuteOptions& options) {
    std::int64_t affected = 0;
    for (std::size_t row = 0; row < batch.rows(); ++row) {
        const std::int64_t touched = execute(batch.row(row), options).complete().affected_rows;
        affected = (touched < 0 || affected < 0) ? -1 : affected + touched;
    }
    return affected;
}

}  // namespace azoth::driver
