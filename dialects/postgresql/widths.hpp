// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/node.hpp>

namespace azoth::postgresql {

/// Whether an integer has at most 32 bits on this server, whatever the language says: what counts
/// characters, elements, days or groups has 64 there. `written` values are literals, which have as
/// many bits as they need; as parameters they have those of their type.
[[nodiscard]] bool is_narrow(const sql::Node& node, bool written = false);

}  // namespace azoth::postgresql
