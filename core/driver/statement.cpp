// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

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
    using std::chrono::milliseconds;
    using std::chrono::steady_clock;
    const auto begin = steady_clock::now();
    ExecuteOptions each = options;
    std::int64_t affected = 0;
    for (std::size_t row = 0; row < batch.rows(); ++row) {
        if (options.timeout_ms > 0) {  // for all rows together
            const auto spent = steady_clock::now() - begin;
            each.timeout_ms = std::max<std::int64_t>(
                options.timeout_ms - std::chrono::duration_cast<milliseconds>(spent).count(), 1);
        }
        const std::int64_t touched = execute(batch.row(row), each).complete().affected_rows;
        affected = (touched < 0 || affected < 0) ? -1 : affected + touched;
    }
    return affected;
}

}  // namespace azoth::driver
