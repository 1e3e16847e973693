// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

/// How a conversation with a server that says `bytes` went.
struct Conversation {
    bool complete = false;        ///< every answer was understood
    bool failed_cleanly = false;  ///< it ended in an hs2::Error
    std::size_t rows = 0;
};

/// Opens a session, runs a statement and reads its rows, all from the given bytes, whatever was
/// asked.
Conversation converse(std::string_view bytes);
