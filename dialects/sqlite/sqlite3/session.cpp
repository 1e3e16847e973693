// SPDX-License-Identifier: MIT
#include "session.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "cursor.hpp"

namespace azoth::sqlite3_driver {

namespace {

constexpr std::int64_t nanoseconds_per_millisecond = 1'000'000;
constexpr std::int64_t longest_timeout_ms = std::int64_t{1} << 40;  // 34 years: no overflow below
// Bytecode steps between two looks at the clock: well below a millisecond apart.
constexpr int steps_per_look = 2000;

}  // namespace

void throw_read_only_transaction() {
    ErrorDetails details;
    details.sqlstate = "25006";
    details.phase = Phase::execute;
    throw OperationalError("read_only_transaction", "this transaction was begun as read-only",
                           std::move(details));
}

std::int64_t steady_now() noexcept {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::int64_t deadline_after(std::int64_t timeout_ms) noexcept {
    return steady_now() + std::clamp<std::int64_t>(timeout_ms, 0, longest_timeout_ms) *
                              nanoseconds_per_millisecond;
}

Session::Session(sqlite3* handle, std::int64_t busy_timeout_ms)
    : handle_(handle),
      canceller_(std::make_shared<Sqlite3Canceller>(handle)),
      busy_wait_(
          std::clamp<std::int64_t>(busy_timeout_ms, 0, longest_timeout_ms) *
              nanoseconds_per_millisecond,
          static_cast<std::uint64_t>(steady_now()) ^ reinterpret_cast<std::uintptr_t>(handle)) {
    sqlite3_busy_handler(handle_, &Session::on_busy, this);
}

Session::~Session() {
    close();
}

void Session::add(Sqlite3Cursor& cursor) noexcept {
    cursor.next_cursor_ = cursors_;
    cursor.previous_cursor_ = nullptr;
    if (cursors_ != nullptr) cursors_->previous_cursor_ = &cursor;
    cursors_ = &cursor;
}

void Session::remove(Sqlite3Cursor& cursor) noexcept {
    if (cursor.previous_cursor_ != nullptr)
        cursor.previous_cursor_->next_cursor_ = cursor.next_cursor_;
    else if (cursors_ == &cursor)
        cursors_ = cursor.next_cursor_;
    if (cursor.next_cursor_ != nullptr)
        cursor.next_cursor_->previous_cursor_ = cursor.previous_cursor_;
    cursor.next_cursor_ = cursor.previous_cursor_ = nullptr;
}

void Session::rewind_statements() noexcept {
    for (Sqlite3Cursor* cursor = cursors_; cursor != nullptr; cursor = cursor->next_cursor_)
        cursor->close();
}

void Session::close() noexcept {
    if (handle_ == nullptr) return;
    canceller_->detach();
    while (cursors_ != nullptr) cursors_->finalize();
    // v2: statements made through the native handle by somebody else keep the memory, not us.
    sqlite3_close_v2(std::exchange(handle_, nullptr));
}

void Session::set_deadline(std::int64_t deadline_ns) noexcept {
    deadline_ns_ = deadline_ns;
    if (deadline_ns == no_deadline) {
        sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
    } else {
        timed_out_ = false;
        sqlite3_progress_handler(handle_, steps_per_look, &Session::on_progress, this);
    }
}

int Session::on_progress(void* self) noexcept {
    auto& session = *static_cast<Session*>(self);
    if (steady_now() < session.deadline_ns_) return 0;
    session.timed_out_ = true;
    return 1;
}

// SQLite asks here while another connection holds a lock; 0 gives up with SQLITE_BUSY. It is never
// asked about SQLITE_BUSY_SNAPSHOT inside a transaction, nor where waiting would be a deadlock.
int Session::on_busy(void* self, int attempt) noexcept {
    auto& session = *static_cast<Session*>(self);
    const std::int64_t now = steady_now();
    std::optional<std::int64_t> delay = session.busy_wait_.next_delay(attempt, now);
    if (session.deadline_ns_ != no_deadline) {
        const std::int64_t left = session.deadline_ns_ - now;
        if (left <= 0) {
            session.timed_out_ = true;
            return 0;
        }
        if (delay) delay = std::min(*delay, left);
    }
    return delay && session.canceller_->sleep(*delay) ? 1 : 0;
}

void Session::throw_error(int code, Phase phase, ErrorDetails details) {
    Failure failure = read_failure(handle_, code);
    // The caller's offset is where the statement begins within a longer text.
    if (failure.offset) failure.offset = *failure.offset + details.offset.value_or(0);
    if (failure.offset) details.offset = failure.offset;
    const int primary = failure.code & 0xff;
    const bool stopped = primary == SQLITE_INTERRUPT || primary == SQLITE_BUSY;
    if (transaction_begun && !in_transaction()) {
        transaction_begun = false;  // said once
        details.hint = "SQLite rolled the whole transaction back: begin a new one";
    }
    if (stopped && std::exchange(timed_out_, false)) {
        details.native_code = failure.code;
        details.sqlstate = "57014";
        details.phase = phase;
        throw TimeoutError("statement_timeout", "the statement ran longer than its time-out",
                           std::move(details));
    }
    // A cancel during a wait for a lock ends the wait, and SQLite only knows that it is busy.
    if (primary == SQLITE_BUSY && canceller_->requested()) {
        failure.code = SQLITE_INTERRUPT;
        failure.message = sqlite3_errstr(SQLITE_INTERRUPT);
    }
    throw_failure(failure, phase, std::move(details));
}

}  // namespace azoth::sqlite3_driver
