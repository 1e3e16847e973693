// SPDX-License-Identifier: MIT
#include "loading_lock.hpp"

#include <mutex>

#include "refuse.hpp"

namespace azoth::runtime {

namespace {

constinit std::mutex loading_mutex;
constinit thread_local bool is_loading = false;
constinit thread_local bool has_called_back = false;

}  // namespace

LoadingLock::LoadingLock() {
    refuse_callback();
    loading_mutex.lock();
    is_loading = true;
    has_called_back = false;
}

LoadingLock::~LoadingLock() {
    is_loading = false;
    loading_mutex.unlock();
}

bool LoadingLock::called_back() const noexcept {
    return has_called_back;
}

void LoadingLock::refuse_callback() {
    if (!is_loading) return;
    has_called_back = true;
    refuse("plugin_init_failed", "a plugin called back into the registry while it was being made");
}

}  // namespace azoth::runtime
