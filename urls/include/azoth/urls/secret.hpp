// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth {

/// Text that must not be seen: a password, a token, a pass phrase.
///
/// Owns its bytes, in memory that is overwritten before it is freed; moving hands the memory over,
/// so no copy stays behind. Printing one shows `***`, whatever it holds. What a secret was made
/// from stays with the caller, unwiped. Thread-compatible; a moved-from secret is empty.
class AZOTH_EXPORT Secret {
public:
    Secret() noexcept = default;

    /// Takes a copy of any text. Implicit on purpose: text may always become hidden, only the way
    /// back needs a word.
    template <class Text>
    requires std::convertible_to<const Text&, std::string_view> Secret(const Text& text)
        : Secret(FromText{}, text) {}

    Secret(std::nullptr_t) = delete;

    Secret(const Secret& other);
    Secret(Secret&& other) noexcept;
    Secret& operator=(const Secret& other);
    Secret& operator=(Secret&& other) noexcept;
    ~Secret();

    /// The text itself, valid while this secret lives unchanged; a NUL byte follows the last one.
    [[nodiscard]] std::string_view reveal() const noexcept;

    /// Length in bytes.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

    /// Equal text. The time taken depends on the lengths only.
    [[nodiscard]] friend bool operator==(const Secret& left, const Secret& right) noexcept {
        return left.equals(right);
    }

    /// Writes `***`.
    friend AZOTH_EXPORT std::ostream& operator<<(std::ostream& out, const Secret& secret);

private:
    struct FromText {};
    Secret(FromText, std::string_view text);

    [[nodiscard]] bool equals(const Secret& other) const noexcept;
    void wipe() noexcept;

    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
};

/// Overwrites text that held a secret and empties it; the compiler cannot leave this out.
AZOTH_EXPORT void wipe(std::string& text) noexcept;

/// What is shown in the place of a secret.
inline constexpr std::string_view hidden_text = "***";

}  // namespace azoth
