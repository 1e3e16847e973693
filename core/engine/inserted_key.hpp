// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <azoth/value/value.hpp>

#include "execution.hpp"

namespace azoth::detail {

/// The primary key of the one row that an execution of an INSERT has made, in the order of the
/// key's columns; a part that only the server knows is NULL. Throws `InvalidRequestError`
/// (`no_inserted_key`) for any other statement.
[[nodiscard]] std::vector<Value> inserted_key(const Execution& execution);

/// The keys of all its rows, in their order. Throws the same where they are not known.
[[nodiscard]] std::vector<std::vector<Value>> inserted_keys(const Execution& execution);

}  // namespace azoth::detail
