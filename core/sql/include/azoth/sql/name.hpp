// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <azoth/error/export.hpp>
#include <azoth/sql/ref.hpp>

namespace azoth::sql {

/// A label, parameter or function name inside a node: shared text that knows its hash. One pointer
/// wide, because most nodes have no name and pay nothing then. Immutable; thread-safe.
class AZOTH_EXPORT Name {
public:
    Name() noexcept = default;
    explicit Name(std::string_view text) {
        if (!text.empty()) text_ = make(text);
    }

    /// A name that lives as long as the process and is never counted, so that threads which use it
    /// do not disturb each other: the name of a well-known function.
    [[nodiscard]] static Name permanent(std::string_view text);

    [[nodiscard]] std::string_view view() const noexcept {
        return text_ ? std::string_view(text_->chars(), text_->size) : std::string_view();
    }
    [[nodiscard]] bool empty() const noexcept { return !text_; }
    [[nodiscard]] std::uint64_t hash() const noexcept { return text_ ? text_->hash : 0; }

    friend bool operator==(const Name& a, const Name& b) noexcept {
        return a.text_ == b.text_ || (a.text_ && b.text_ && a.text_->equals(*b.text_));
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
    [[nodiscard]] static Ref<const Text> make(std::string_view text, bool is_permanent = false);
    static void destroy(const Text* text) noexcept;

    Ref<const Text> text_;
};

}  // namespace azoth::sql
