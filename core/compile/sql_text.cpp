// SPDX-License-Identifier: MIT
#include <azoth/compile/sql_text.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace azoth::compile {

namespace {

/// The first and the last word of a piece, which overlap.
template <class Word>
void copy_ends(char* to, const char* from, std::size_t size) noexcept {
    Word first;
    Word last;
    std::memcpy(&first, from, sizeof(Word));
    std::memcpy(&last, from + size - sizeof(Word), sizeof(Word));
    std::memcpy(to, &first, sizeof(Word));
    std::memcpy(to + size - sizeof(Word), &last, sizeof(Word));
}

/// Most pieces are names: two words copy one without a call.
void copy_piece(char* to, const char* from, std::size_t size) noexcept {
    if (size > 2 * sizeof(std::uint64_t)) {
        std::memcpy(to, from, size);
    } else if (size >= sizeof(std::uint64_t)) {
        copy_ends<std::uint64_t>(to, from, size);
    } else if (size >= sizeof(std::uint32_t)) {
        copy_ends<std::uint32_t>(to, from, size);
    } else {
        for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
    }
}

}  // namespace

void SqlText::append(std::string_view piece) {
    make_room(piece.size());
    copy_piece(buffer_.data() + size_, piece.data(), piece.size());
    size_ += piece.size();
}

void SqlText::append_again(std::size_t offset, std::size_t size) {
    make_room(size);  // first: the text may move
    copy_piece(buffer_.data() + size_, buffer_.data() + offset, size);
    size_ += size;
}

void SqlText::grow(std::size_t size) {
    buffer_.resize(std::max(2 * buffer_.size(), size_ + size));
}

}  // namespace azoth::compile
