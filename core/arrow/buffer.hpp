// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

namespace azoth::arrow {

/// Memory that grows, aligned and padded as Arrow recommends: to 64 bytes.
class Buffer {
public:
    static constexpr std::size_t alignment = 64;

    Buffer() noexcept = default;
    Buffer(Buffer&& other) noexcept
        : data_(std::move(other.data_)),
          size_(std::exchange(other.size_, 0)),
          capacity_(std::exchange(other.capacity_, 0)) {}
    Buffer& operator=(Buffer&&) = delete;

    /// Null while nothing was ever appended.
    [[nodiscard]] char* data() noexcept { return data_.get(); }
    [[nodiscard]] const char* data() const noexcept { return data_.get(); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    template <class T>
    void push(const T& value) {
        append(&value, sizeof value);
    }
    void append(const void* bytes, std::size_t count) {
        if (count > capacity_ - size_) [[unlikely]]
            grow(size_ + count);
        if (count != 0) std::memcpy(data_.get() + size_, bytes, count);
        size_ += count;
    }
    /// Hands the memory over, never null and padded with zeros, and begins anew.
    [[nodiscard]] Buffer take() {
        if (data_ == nullptr) grow(0);
        std::memset(data_.get() + size_, 0, std::min(capacity_ - size_, alignment));
        expected_ = size_;
        return std::move(*this);
    }

private:
    struct Delete {
        void operator()(char* memory) const noexcept {
            ::operator delete (memory, std::align_val_t{alignment});
        }
    };

    /// The first time for as much as the batch before had.
    void grow(std::size_t wanted) {
        wanted = std::max({wanted, 2 * capacity_, expected_});
        const std::size_t capacity = (wanted / alignment + 1) * alignment;
        std::unique_ptr<char, Delete> larger(
            static_cast<char*>(::operator new (capacity, std::align_val_t{alignment})));
        if (size_ != 0) std::memcpy(larger.get(), data_.get(), size_);
        data_ = std::move(larger);
        capacity_ = capacity;
    }

    std::unique_ptr<char, Delete> data_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
    std::size_t expected_ = 0;
};

/// Bits, the first in the lowest place of the first byte.
class Bits {
public:
    void push(bool bit) {
        if (size_ % 8 == 0) bytes_.push(std::uint8_t{0});
        if (bit) bytes_.data()[size_ / 8] |= static_cast<char>(1U << size_ % 8);
        ++size_;
    }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] Buffer take() {
        size_ = 0;
        return bytes_.take();
    }

private:
    Buffer bytes_;
    std::size_t size_ = 0;
};

}  // namespace azoth::arrow
