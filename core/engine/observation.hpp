// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "observers.hpp"

namespace azoth::detail {

/// One execution as echo and listeners see it: that it begins, and then exactly once, to the same
/// listeners, how it went.
class Observation {
public:
    /// Tells that it begins. A handler that throws ends it at once for those that were told.
    Observation(const Observers& observers, const ExecutionEvent& event);
    Observation(const Observation&) = delete;
    Observation& operator=(const Observation&) = delete;

    void succeeded(std::int64_t rows);
    /// In a handler of the exception that says why; throws it again.
    [[noreturn]] void failed();

private:
    void begin();
    void end(const Error* error);

    const Observers& observers_;
    ExecutionEvent event_;
    const std::shared_ptr<const Observers::Listeners> listeners_;
    std::size_t told_ = 0;
    const std::chrono::steady_clock::time_point start_;
};

/// Runs `work`, which gives the rows affected, as one execution that is told.
template <class Work>
std::int64_t observed(const Observers& observers, const ExecutionEvent& event, const Work& work) {
    Observation observation(observers, event);
    std::int64_t rows = -1;
    try {
        rows = work();
    } catch (...) {
        observation.failed();
    }
    observation.succeeded(rows);
    return rows;
}

}  // namespace azoth::detail
