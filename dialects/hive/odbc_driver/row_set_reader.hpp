// SPDX-License-Identifier: MIT
#pragma once

#include "column_batch.hpp"
#include "protocol.hpp"

namespace hs2::wire {
class Status;
}

namespace hs2 {

/// Reads FetchResults' answer (the struct, not the envelope): the status and, if present, the rows
/// into `batch`. Throws hs2::Error{protocol} when the columns do not agree with each other.
void read_fetch_response(Protocol& in, wire::Status& status, ColumnBatch& batch);

}  // namespace hs2
