// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace azoth_test {

/// What a disk can be asked for, and fail at.
enum class Io : std::uint8_t { open, read, write, truncate, sync, lock, remove, access, map };

[[nodiscard]] std::string_view io_name(Io io) noexcept;

/// How it fails.
enum class Failure : std::uint8_t {
    once,       ///< the n-th request fails, those after it work again
    for_good,   ///< all from the n-th on fail
    disk_full,  ///< the same for writing alone, and the disk says that it is full
    silently,   ///< a removal or a sync is done and reported as failed, once
};

[[nodiscard]] std::string_view failure_name(Failure failure) noexcept;

/// SQLite's own VFS behind a counter: the n-th request since arm() fails. Registered under
/// `fault_vfs` for connections that ask for it by name. One at a time, one thread.
inline constexpr const char* fault_vfs = "azoth_faults";

void register_fault_vfs();
/// From now on requests are counted, and the `nth`, from 1, fails; 0 only counts.
void arm_faults(std::uint64_t nth, Failure failure);
/// Nothing fails any more. Gives the number of requests since arm_faults().
std::uint64_t disarm_faults();
/// What failed first since arm_faults(): "sync of …-journal"; empty if nothing did.
[[nodiscard]] const std::string& first_fault() noexcept;

}  // namespace azoth_test
