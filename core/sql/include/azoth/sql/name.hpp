// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <azoth/error/export.hpp>
#include <azoth/sql/ref.hpp>

namespace azoth::sql {

/// A label, parameter or function name inside a node. One word wide, because most nodes have no
/// name and pay nothing then: up to seven bytes stand in the word itself, longer ones in shared
/// text that knows its hash. Immutable; thread-safe. A view of a name lives as long as the Name.
class AZOTH_EXPORT Name {
public:
    Name() noexcept = default;
    explicit Name(std::string_view text) { assign(text, false); }

    /// A name that lives as long as the process and is never counted, so that threads which use it
    /// do not disturb each other: the name of a well-known function.
    [[nodiscard]] static Name permanent(std::string_view text);

    [[gnu::always_inline]] Name(const Name& other) noexcept : word_(other.word_) {
        if (is_shared()) text()->retain();
    }
    [[gnu::always_inline]] Name(Name&& other) noexcept : word_(std::exchange(other.word_, 0)) {}
    [[gnu::always_inline]] Name& operator=(Name other) noexcept {
        std::swap(word_, other.word_);
        return *this;
    }
    [[gnu::always_inline]] ~Name() {
        if (is_shared()) text()->release();
    }

    [[nodiscard]] std::string_view view() const noexcept {
        if (is_shared()) return {text()->chars(), text()->size};
        return {reinterpret_cast<const char*>(&word_) + 1, word_ >> 1 & 7};
    }
    [[nodiscard]] bool empty() const noexcept { return word_ == 0; }
    /// The word itself of a short name: whoever folds it into a key multiplies.
    [[nodiscard]] std::uint64_t hash() const noexcept { return is_shared() ? text()->hash : word_; }

    friend bool operator==(const Name& a, const Name& b) noexcept {
        return a.word_ == b.word_ ||
               (a.is_shared() && b.is_shared() && a.text()->equals(*b.text()));
    }
    friend bool operator==(const Name& a, std::string_view b) noexcept { return a.view() == b; }

private:
    /// Header of the text, which follows it in memory, filled up with zeros to whole words: names
    /// are hashed and compared word by word.
    struct AZOTH_EXPORT Text : RefCount {
        std::uint32_t size : 31;
        std::uint32_t is_permanent : 1;
        std::uint64_t hash;
        [[nodiscard]] const char* chars() const noexcept {
            return reinterpret_cast<const char*>(this + 1);
        }
        [[nodiscard]] bool equals(const Text& other) const noexcept {
            return hash == other.hash && size == other.size && same_words(other);
        }
        [[nodiscard]] bool same_words(const Text& other) const noexcept;
        void retain() const noexcept {
            if (!is_permanent) RefCount::retain();
        }
        void release() const noexcept {
            if (!is_permanent && RefCount::release()) destroy(this);
        }
    };

    // An address is even; the lowest byte of a short name is 1 + 2 * its length.
    [[nodiscard]] bool is_shared() const noexcept { return word_ != 0 && (word_ & 1) == 0; }
    [[nodiscard]] const Text* text() const noexcept { return reinterpret_cast<const Text*>(word_); }
    void assign(std::string_view text, bool is_permanent);
    [[nodiscard]] static const Text* make(std::string_view text, bool is_permanent);
    static void destroy(const Text* text) noexcept;

    std::uint64_t word_ = 0;
};

}  // namespace azoth::sql
