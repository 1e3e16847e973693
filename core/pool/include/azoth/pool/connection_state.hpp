// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

namespace azoth {

/// Room for one object of any type that lives beside a pooled connection, such as its prepared
/// statements. Destroyed before the connection. Thread-compatible.
class ConnectionState {
public:
    ConnectionState() noexcept = default;
    ConnectionState(ConnectionState&& other) noexcept
        : object_(std::exchange(other.object_, nullptr)),
          destroy_(std::exchange(other.destroy_, nullptr)) {}
    ConnectionState& operator=(ConnectionState&& other) noexcept {
        std::swap(object_, other.object_);
        std::swap(destroy_, other.destroy_);
        return *this;
    }
    ~ConnectionState() { reset(); }

    /// The object, or null if there is none or it has another type. Types are told apart within
    /// one shared library.
    template <class T>
    [[nodiscard]] T* get() const noexcept {
        return destroy_ == &destroy<T> ? static_cast<T*>(object_) : nullptr;
    }

    /// Puts an object in place of the one that was there.
    template <class T, class... Arguments>
    T& emplace(Arguments&&... arguments) {
        T* fresh = new T(std::forward<Arguments>(arguments)...);
        reset();
        object_ = fresh;
        destroy_ = &destroy<T>;
        return *fresh;
    }

    void reset() noexcept {
        void* const object = std::exchange(object_, nullptr);
        if (object != nullptr) std::exchange(destroy_, nullptr)(object);
    }

private:
    template <class T>
    static void destroy(void* object) noexcept {
        delete static_cast<T*>(object);
    }

    void* object_ = nullptr;
    void (*destroy_)(void*) noexcept = nullptr;
};

}  // namespace azoth
