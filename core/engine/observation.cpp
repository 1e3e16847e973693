// SPDX-License-Identifier: MIT
#include "observation.hpp"

#include <exception>

#include <azoth/error/error.hpp>

namespace azoth::detail {

Observation::Observation(const Observers& observers, const ExecutionEvent& event)
    : observers_(observers),
      event_(event),
      listeners_(observers.listeners()),
      start_(std::chrono::steady_clock::now()) {
    try {
        begin();
    } catch (...) {
        failed();
    }
}

void Observation::begin() {
    for (const auto& [id, listener] : *listeners_) {
        ++told_;
        if (listener->before_execute) listener->before_execute(event_);
    }
    observers_.echo_before(event_);
}

void Observation::succeeded(std::int64_t rows) {
    event_.rows = rows;
    end(nullptr);
}

void Observation::failed() {
    try {
        throw;
    } catch (const Error& error) {
        end(&error);
        throw;
    } catch (const std::exception& foreign) {
        const InternalError error("foreign_exception", foreign.what());
        end(&error);
        throw;
    } catch (...) {
        const InternalError error("foreign_exception", "something that is no std::exception");
        end(&error);
        throw;
    }
}

void Observation::end(const Error* error) {
    event_.nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(
                             std::chrono::steady_clock::now() - start_)
                             .count();
    event_.error = error;
    observers_.echo_after(event_);
    // A handler that throws does not keep the others from hearing the end.
    std::exception_ptr thrown;
    for (std::size_t i = 0; i < told_; ++i) {
        const Listener& listener = *(*listeners_)[i].second;
        try {
            if (listener.after_execute) listener.after_execute(event_);
        } catch (...) {
            if (!thrown) thrown = std::current_exception();
        }
    }
    if (thrown) std::rethrow_exception(thrown);
}

}  // namespace azoth::detail
