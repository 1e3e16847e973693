// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>

#include "conversation.hpp"

/// The input is all a server says. Whatever it is, the conversation ends, and if badly, then in an
/// hs2::Error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    (void)converse({reinterpret_cast<const char*>(data), size});
    return 0;
}
