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

/// An answer to FetchResults whose one int column holds `count` numbers from `first` on.
[[nodiscard]] std::string numbers(int sequence, int first, int count);

/// An answer to FetchResults that reports an error with this text.
[[nodiscard]] std::string refused_rows(int sequence, const std::string& text);

/// A whole message with another sequence number.
[[nodiscard]] std::string renumbered(std::string message, int sequence);

}  // namespace replies
