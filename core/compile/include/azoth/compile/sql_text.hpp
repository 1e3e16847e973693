// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <azoth/error/export.hpp>

namespace azoth::compile {

/// The text of a statement while it is written: many short pieces, one behind the other. A string
/// that is only ever appended to, whose literals are copied where they stand.
class AZOTH_EXPORT SqlText {
public:
    /// With room for what most statements need.
    SqlText() : buffer_(512, '\0') {}

    void append(std::string_view piece);
    /// A literal.
    template <std::size_t Size>
    [[gnu::always_inline]] void append(const char (&piece)[Size]) {
        make_room(Size - 1);
        copy(piece, Size - 1);
    }
    /// Once more what stands there already.
    void append_again(std::size_t offset, std::size_t size);
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// Hands the text over and is empty.
    [[nodiscard]] std::string take() {
        buffer_.resize(std::exchange(size_, 0));
        return std::exchange(buffer_, {});
    }

private:
    [[gnu::always_inline]] void make_room(std::size_t size) {
        if (buffer_.size() - size_ < size) [[unlikely]]
            grow(size);
    }
    [[gnu::always_inline]] void copy(const char* from, std::size_t size) noexcept {
        std::char_traits<char>::copy(buffer_.data() + size_, from, size);  // from may be null
        size_ += size;
    }
    void grow(std::size_t size);

    std::string buffer_;
    std::size_t size_ = 0;
};

}  // namespace azoth::compile
