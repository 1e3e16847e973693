// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth::driver {

/// The name of a type as its C header says it ("sqlite3", "pg_conn"). Compared as text, since
/// library and plugin know such a type by its declaration only.
template <class T>
[[nodiscard]] constexpr std::string_view native_type_name() noexcept {
    // "… [with T = sqlite3; …]" of g++, "… [T = sqlite3]" of clang.
    constexpr std::string_view whole = __PRETTY_FUNCTION__;
    constexpr std::size_t begin = whole.find("T = ") + 4;
    return whole.substr(begin, whole.find_first_of(";]", begin) - begin);
}

/// A client library's own handle, and of which type it is. Borrowed.
class NativeHandle {
public:
    /// None.
    NativeHandle() noexcept = default;
    template <class T>
    explicit NativeHandle(T* handle) noexcept : handle_(handle), type_(native_type_name<T>()) {}

    /// The handle, or null where it is of another type.
    template <class T>
    [[nodiscard]] T* as() const noexcept {
        return type_ == native_type_name<T>() ? static_cast<T*>(handle_) : nullptr;
    }
    [[nodiscard]] void* address() const noexcept { return handle_; }
    [[nodiscard]] std::string_view type() const noexcept { return type_; }

private:
    void* handle_ = nullptr;
    std::string_view type_;
};

}  // namespace azoth::driver
