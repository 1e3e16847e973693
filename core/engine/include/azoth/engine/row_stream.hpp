// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include <azoth/driver/cursor.hpp>
#include <azoth/error/export.hpp>

namespace azoth::detail {

class ResultShape;

/// One execution as its results see it: an open cursor and what is known when it ends. Made and
/// recycled by the engine; shared by the results of one execution, on the connection's thread.
class AZOTH_EXPORT RowStream {
public:
    RowStream(const RowStream&) = delete;
    RowStream& operator=(const RowStream&) = delete;

    /// Steps to the next row; false after the last, when the cursor is closed at once.
    [[nodiscard]] bool next() {
        if (cursor == nullptr) [[unlikely]]
            return no_more_rows();
        try {
            if (cursor->next()) [[likely]] {
                on_row = true;
                return true;
            }
        } catch (...) {
            fetch_failed();
        }
        finish();
        return false;
    }

    /// What holds the current row. Throws `InvalidRequestError` (`result_closed`) if the execution
    /// has ended, its rows with it.
    [[nodiscard]] driver::Cursor& current() const {
        if (cursor == nullptr) [[unlikely]]
            throw_ended();
        return *cursor;
    }

    void retain() noexcept { ++uses; }
    void release() noexcept {
        if (--uses == 0) recycle();
    }

    /// Names and types of the columns, looked up at the first call.
    [[nodiscard]] const ResultShape& shape() const { return *shared_shape(); }
    [[nodiscard]] const std::shared_ptr<const ResultShape>& shared_shape() const;
    [[nodiscard]] std::size_t width() const;
    /// Ends the execution; further rows are discarded.
    void close() noexcept;

    driver::Cursor* cursor = nullptr;  ///< null: no rows left, or closed
    std::uint32_t uses = 0;            ///< results that share this execution
    bool on_row = false;
    bool has_rows = false;  ///< the statement delivers rows at all
    std::int64_t rowcount = -1;
    std::size_t yield_per = 0;  ///< rows that are read at once, 0 where nobody said

protected:
    RowStream() = default;
    ~RowStream() = default;

private:
    [[nodiscard]] bool no_more_rows() const;
    [[noreturn]] void throw_ended() const;
    [[noreturn]] void fetch_failed();
    void finish();
    void recycle() noexcept;
};

/// Shared ownership of a stream; not thread-safe, as the connection is not.
class StreamRef {
public:
    StreamRef() noexcept = default;
    explicit StreamRef(RowStream* stream) noexcept : stream_(stream) { stream_->retain(); }
    StreamRef(const StreamRef& other) noexcept : stream_(other.stream_) {
        if (stream_ != nullptr) stream_->retain();
    }
    StreamRef(StreamRef&& other) noexcept : stream_(std::exchange(other.stream_, nullptr)) {}
    StreamRef& operator=(StreamRef other) noexcept {
        std::swap(stream_, other.stream_);
        return *this;
    }
    ~StreamRef() {
        if (stream_ != nullptr) stream_->release();
    }
    [[nodiscard]] RowStream* get() const noexcept { return stream_; }
    RowStream* operator->() const noexcept { return stream_; }
    RowStream& operator*() const noexcept { return *stream_; }

private:
    RowStream* stream_ = nullptr;
};

}  // namespace azoth::detail
