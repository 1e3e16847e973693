// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

// Defined by AddressSanitizer's runtime, which replaces malloc; null without it.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes()  // NOLINT
    __attribute__((weak));

namespace azoth::test {

/// Bytes that this process has on the heap and has not freed, client libraries' own included.
/// Exact, with AddressSanitizer and without; resident memory is neither, since allocators keep
/// pages and sanitizers what was freed. -1 where nobody tells.
inline std::int64_t heap_bytes() {
    if (__sanitizer_get_current_allocated_bytes != nullptr) {
        return static_cast<std::int64_t>(__sanitizer_get_current_allocated_bytes());
    }
#if defined(__GLIBC__)
    const auto info = mallinfo2();
    return static_cast<std::int64_t>(info.uordblks + info.hblkhd);
#else
    return -1;
#endif
}

}  // namespace azoth::test
