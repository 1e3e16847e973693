// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>

#include <sqlite3.h>

#include "busy_wait.hpp"
#include "canceller.hpp"
#include "error_mapper.hpp"

namespace azoth::sqlite3_driver {

class Sqlite3Cursor;

/// `read_only_transaction`: a statement that writes, in a transaction declared not to.
[[noreturn]] void throw_read_only_transaction();

/// Nanoseconds of the steady clock.
[[nodiscard]] std::int64_t steady_now() noexcept;
/// The end of a period that begins now.
[[nodiscard]] std::int64_t deadline_after(std::int64_t timeout_ms) noexcept;
inline constexpr std::int64_t no_deadline = 0;
/// The same, and no deadline for 0.
[[nodiscard]] inline std::int64_t deadline_of(std::int64_t timeout_ms) noexcept {
    return timeout_ms > 0 ? deadline_after(timeout_ms) : no_deadline;
}

/// One open handle and what its statements share: waiting for locks, deadlines, the state of the
/// transaction, and the list of statements that close() and reset() must reach. Thread-bound,
/// except for the canceller.
class Session {
public:
    /// Takes the handle over.
    Session(sqlite3* handle, std::int64_t busy_timeout_ms);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }
    [[nodiscard]] const std::shared_ptr<Sqlite3Canceller>& canceller() const noexcept {
        return canceller_;
    }
    [[nodiscard]] bool in_transaction() const noexcept {
        return handle_ != nullptr && sqlite3_get_autocommit(handle_) == 0;
    }

    /// Set while a transaction declared read-only runs.
    bool read_only_transaction = false;
    /// Set from begin() to commit() or rollback(): with it, autocommit being back on tells that
    /// SQLite rolled the transaction back by itself.
    bool transaction_begun = false;

    /// Closes every open cursor without ending its statement.
    void rewind_statements() noexcept;
    /// Finalizes every statement and closes the handle. Idempotent.
    void close() noexcept;

    /// Throws what SQLite last reported, after a look at what it means here: a cancel, a time-out,
    /// a transaction that is gone.
    [[noreturn]] void throw_error(int code, Phase phase, ErrorDetails details = {});

    // ── used by Sqlite3Cursor and DeadlineScope ─────────────────────────────────────────────
    void add(Sqlite3Cursor& cursor) noexcept;
    void remove(Sqlite3Cursor& cursor) noexcept;
    void set_deadline(std::int64_t deadline_ns) noexcept;
    [[nodiscard]] BusyWait& busy_wait() noexcept { return busy_wait_; }

private:
    static int on_busy(void* self, int attempt) noexcept;
    static int on_progress(void* self) noexcept;

    sqlite3* handle_;
    std::shared_ptr<Sqlite3Canceller> canceller_;
    BusyWait busy_wait_;
    std::int64_t deadline_ns_ = no_deadline;
    bool timed_out_ = false;
    Sqlite3Cursor* cursors_ = nullptr;
};

/// A deadline for what SQLite does while this lives; nothing at all for no_deadline.
class DeadlineScope {
public:
    DeadlineScope(Session& session, std::int64_t deadline_ns) noexcept
        : session_(session), is_set_(deadline_ns != no_deadline && session.handle() != nullptr) {
        if (is_set_) session_.set_deadline(deadline_ns);
    }
    DeadlineScope(const DeadlineScope&) = delete;
    DeadlineScope& operator=(const DeadlineScope&) = delete;
    ~DeadlineScope() {
        if (is_set_) session_.set_deadline(no_deadline);
    }

private:
    Session& session_;
    const bool is_set_;
};

}  // namespace azoth::sqlite3_driver
