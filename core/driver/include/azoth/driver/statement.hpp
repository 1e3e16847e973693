// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <azoth/driver/cursor.hpp>
#include <azoth/driver/fetch_format.hpp>
#include <azoth/error/export.hpp>
#include <azoth/value/value_view.hpp>

namespace azoth::driver {

/// How one execution should run.
struct ExecuteOptions {
    bool stream = false;          ///< rows arrive as they are read, memory stays flat
    std::int64_t timeout_ms = 0;  ///< 0: none; else `TimeoutError` (`statement_timeout`)
    std::size_t fetch_size = 0;   ///< rows per round trip where the driver can choose, 0: its own
    FetchFormat format = FetchFormat::automatic;  ///< of the rows, where the driver can choose
};

/// Many parameter sets for one statement, row-major and borrowed.
struct ParameterBatch {
    std::size_t columns = 0;
    std::span<const ValueView> cells;  ///< columns × rows

    [[nodiscard]] std::size_t rows() const noexcept {
        return columns == 0 ? 0 : cells.size() / columns;
    }
    [[nodiscard]] std::span<const ValueView> row(std::size_t index) const noexcept {
        return cells.subspan(index * columns, columns);
    }
};

/// A statement prepared on one connection. Owned by its maker, destroyed before the connection.
/// Thread-bound, as its connection.
class AZOTH_EXPORT Statement {
public:
    virtual ~Statement();

    /// Placeholders the text has.
    [[nodiscard]] virtual std::size_t parameter_count() const = 0;

    /// Binds and starts one execution; an open cursor of an earlier one is closed first. The
    /// parameters are borrowed until the cursor is closed or next() has returned false. Wrong
    /// count: `ArgumentError` (`bind_missing`, `bind_unknown`); a value the database cannot
    /// hold without loss: `ConversionError`.
    [[nodiscard]] virtual Cursor& execute(std::span<const ValueView> parameters,
                                          const ExecuteOptions& options) = 0;

    /// Runs the statement once per row of the batch and returns the rows affected in all, -1 if
    /// unknown. Stops at the first failure. By default a loop over execute(); a driver with a
    /// pipeline or parameter arrays overrides it.
    [[nodiscard]] virtual std::int64_t execute_batch(const ParameterBatch& batch,
                                                     const ExecuteOptions& options);
};

}  // namespace azoth::driver
