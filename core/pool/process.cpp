// SPDX-License-Identifier: MIT
#include "process.hpp"

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>

namespace azoth::detail {

namespace {

std::atomic<std::uint64_t> process_id{0};
std::atomic<std::uint64_t> last_mark{0};

std::uint64_t ask_process_id() noexcept {
    return static_cast<std::uint64_t>(getpid());
}

void in_child() noexcept {
    process_id.store(ask_process_id(), std::memory_order_relaxed);
}

/// Without the handler (out of memory while loading) each call would ask the system.
const bool watches_fork = [] {
    process_id.store(ask_process_id(), std::memory_order_relaxed);
    return pthread_atfork(nullptr, nullptr, &in_child) == 0;
}();

ThreadMark make_mark() noexcept {
    return {last_mark.fetch_add(1, std::memory_order_relaxed) + 1,
            static_cast<std::uint64_t>(syscall(SYS_gettid))};
}

}  // namespace

ThreadMark this_thread() noexcept {
    thread_local const ThreadMark mark = make_mark();
    return mark;
}

std::uint64_t this_process() noexcept {
    if (!watches_fork) [[unlikely]]
        return ask_process_id();
    return process_id.load(std::memory_order_relaxed);
}

}  // namespace azoth::detail
