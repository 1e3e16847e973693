// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

// What a well-behaved server sends, byte by byte, for others to damage.

namespace replies {

/// The answers of one whole conversation (see conversation.hpp), each a complete message.
[[nodiscard]] std::vector<std::string> all();

/// All of them, one after the other.
[[nodiscard]] std::string joined();

/// An answer to FetchResults with sequence number `sequence` whose one text column claims `claimed`
/// values and holds none.
[[nodiscard]] std::string boastful_rows(int sequence, int claimed);

}  // namespace replies
