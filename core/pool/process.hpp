// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth::detail {

/// A thread as the pool knows it.
struct ThreadMark {
    std::uint64_t mark = 0;   ///< unlike the system's number never used again; 0: nobody
    std::uint64_t os_id = 0;  ///< the operating system's number, for people
};

/// The calling thread.
[[nodiscard]] ThreadMark this_thread() noexcept;

/// The calling process as a number that differs between a parent and its children. Costs a load,
/// not a system call.
[[nodiscard]] std::uint64_t this_process() noexcept;

}  // namespace azoth::detail
