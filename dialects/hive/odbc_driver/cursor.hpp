// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

#include "column_batch.hpp"
#include "session.hpp"

namespace hs2 {

/// Reads the rows of an operation, which outlives it, to the end. The size of a fetch follows the
/// size of the rows seen, so that a batch stays near 8 MiB whatever the rows hold; the server is
/// asked for the next rows before these are handed over.
class Cursor {
public:
    static constexpr long long all = std::numeric_limits<long long>::max();

    /// A fetch asks for `most_rows` at most.
    Cursor(Operation& operation, long long most_rows);

    /// The next rows; batch.rows is 0 at the end. Of the rows from here on `wanted` are of
    /// interest, so that no more are asked for. Throws hs2::Error.
    void next(ColumnBatch& batch, long long wanted = all);

private:
    Operation& operation_;
    const long long most_rows_;
    long long rows_;  ///< of the next fetch
};

}  // namespace hs2
