// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace azoth::sdk {

/// Where a factory writes why it failed, since no exception may cross `extern "C"`. Plain memory
/// owned by the caller; both texts are zero-terminated and cut where the room ends.
struct ErrorSink {
    char code[64] = {};
    char message[1024] = {};

    /// Records a failure. Borrows both texts for the call.
    void report(std::string_view failure_code, std::string_view failure_message) noexcept {
        copy(code, sizeof code, failure_code);
        copy(message, sizeof message, failure_message);
    }

private:
    static void copy(char* target, std::size_t room, std::string_view text) noexcept {
        const std::size_t length = text.size() < room ? text.size() : room - 1;
        for (std::size_t i = 0; i < length; ++i) target[i] = text[i];
        target[length] = '\0';
    }
};

}  // namespace azoth::sdk
