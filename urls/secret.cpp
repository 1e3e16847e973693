// SPDX-License-Identifier: MIT
#include <azoth/urls/secret.hpp>

#include <algorithm>
#include <cstring>
#include <ostream>
#include <utility>

namespace azoth {

Secret::Secret(FromText, std::string_view text)
    : bytes_(std::make_unique<char[]>(text.size() + 1)), size_(text.size()) {
    std::copy(text.begin(), text.end(), bytes_.get());
}

Secret::Secret(const Secret& other) : Secret(FromText{}, other.reveal()) {}

Secret::Secret(Secret&& other) noexcept
    : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(const Secret& other) {
    if (this != &other) *this = Secret(other);
    return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this == &other) return *this;
    wipe();
    bytes_ = std::move(other.bytes_);
    size_ = std::exchange(other.size_, 0);
    return *this;
}

Secret::~Secret() {
    wipe();
}

void Secret::wipe() noexcept {
    if (bytes_) explicit_bzero(bytes_.get(), size_);
}

std::string_view Secret::reveal() const noexcept {
    return bytes_ ? std::string_view(bytes_.get(), size_) : std::string_view("");
}

bool Secret::equals(const Secret& other) const noexcept {
    if (size_ != other.size_) return false;
    // Every byte is looked at, and volatile keeps the loop from stopping early.
    volatile unsigned char difference = 0;
    for (std::size_t i = 0; i < size_; ++i)
        difference = static_cast<unsigned char>(
            difference | static_cast<unsigned char>(bytes_[i] ^ other.bytes_[i]));
    return difference == 0;
}

std::ostream& operator<<(std::ostream& out, const Secret&) {
    return out << hidden_text;
}

void wipe(std::string& text) noexcept {
    explicit_bzero(text.data(), text.size());
    text.clear();
}

}  // namespace azoth
