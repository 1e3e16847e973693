// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <azoth/driver/statement.hpp>
#include <azoth/engine/execution_options.hpp>

namespace azoth::detail {

/// What an execution is asked for, with all levels merged and nothing left open: worked out once
/// for a connection, so that an execution that is given no options looks at none.
struct RunOptions {
    /// `promises_hiding`: the engine keeps values to itself whatever anyone else says.
    RunOptions(const ExecutionOptions& merged, bool promises_hiding) noexcept
        : options(&merged),
          yield_per(merged.yield_per.value_or(0)),
          hides_parameters(promises_hiding || merged.hide_parameters.value_or(false)) {
        how.stream = merged.stream_results.value_or(yield_per != 0);
        how.timeout_ms = merged.timeout_ms.value_or(0);
        how.fetch_size = yield_per != 0 ? yield_per : merged.max_row_buffer.value_or(0);
        how.format = merged.fetch_format.value_or(FetchFormat::automatic);
    }

    const ExecutionOptions* options;  ///< borrowed
    driver::ExecuteOptions how{};     ///< with the whole of the time-out
    std::size_t yield_per;
    bool hides_parameters;
};

}  // namespace azoth::detail
