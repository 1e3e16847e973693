// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <azoth/driver/statement.hpp>

#include "channel.hpp"
#include "deadline.hpp"
#include "parameter_encoder.hpp"

namespace azoth::libpq {

/// Runs a prepared statement once per row in pipeline mode, inside an exchange that has begun, and
/// ends the exchange. Gives the rows affected, -1 if the statement does not say.
///
/// There is one synchronisation point, behind the last row. So outside of a transaction the batch
/// is one: it leaves all of its rows or none. Inside one, a failure aborts the transaction as any
/// other does. Errors name the row, counted from 0.
[[nodiscard]] std::int64_t run_batch(Channel& channel, const std::string& name,
                                     ParameterEncoder& encoder, std::string_view sql,
                                     const driver::ParameterBatch& batch, Deadline deadline);

}  // namespace azoth::libpq
