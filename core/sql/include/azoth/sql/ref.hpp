// SPDX-License-Identifier: MIT
#pragma once

#include <sys/single_threaded.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace azoth::sql {

/// A reference count inside the object it counts. While the process has one thread the count is
/// changed without a locked instruction, as libstdc++'s shared_ptr does it: expressions are built
/// out of many short-lived references, and the lock prefix would be a third of the cost.
class RefCount {
public:
    [[gnu::always_inline]] void retain() const noexcept {
        if (__libc_single_threaded != 0) {
            count_.store(count_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        } else {
            count_.fetch_add(1, std::memory_order_relaxed);
        }
    }

    /// True when the last reference went. The only owner needs no locked instruction either.
    [[nodiscard, gnu::always_inline]] bool release() const noexcept {
        const std::uint32_t count = count_.load(std::memory_order_acquire);
        if (count == 1) return true;
        if (__libc_single_threaded != 0) {
            count_.store(count - 1, std::memory_order_relaxed);
            return false;
        }
        return count_.fetch_sub(1, std::memory_order_acq_rel) == 1;
    }

    [[nodiscard]] bool unique() const noexcept {
        return count_.load(std::memory_order_acquire) == 1;
    }

private:
    mutable std::atomic<std::uint32_t> count_{1};
};

/// Shared ownership of an object with retain() and release(), one pointer wide. A new object is
/// born with one reference, which `Ref::adopt` takes over. Thread-safe as shared_ptr is: the count
/// is, one Ref is not.
///
/// Copies and destructors are inlined by force, so that those of empty and moved-from references
/// vanish: there are more of these than of all others.
template <class T>
class Ref {
public:
    constexpr Ref() noexcept = default;
    constexpr Ref(std::nullptr_t) noexcept {}
    [[nodiscard]] static Ref adopt(T* fresh) noexcept {
        Ref ref;
        ref.pointer_ = fresh;
        return ref;
    }
    /// Adds a reference to a living object.
    [[nodiscard]] static Ref share(T* alive) noexcept {
        if (alive != nullptr) alive->retain();
        return adopt(alive);
    }

    [[gnu::always_inline]] Ref(const Ref& other) noexcept : pointer_(other.pointer_) {
        if (pointer_ != nullptr) pointer_->retain();
    }
    [[gnu::always_inline]] Ref(Ref&& other) noexcept
        : pointer_(std::exchange(other.pointer_, nullptr)) {}
    template <class U>
    requires std::is_convertible_v<U*, T*> Ref(const Ref<U>& other)
    noexcept : pointer_(other.get()) {
        if (pointer_ != nullptr) pointer_->retain();
    }
    template <class U>
    requires std::is_convertible_v<U*, T*> Ref(Ref<U>&& other)
    noexcept : pointer_(other.detach()) {}
    [[gnu::always_inline]] Ref& operator=(Ref other) noexcept {
        std::swap(pointer_, other.pointer_);
        return *this;
    }
    [[gnu::always_inline]] ~Ref() {
        if (pointer_ != nullptr) pointer_->release();
    }

    [[nodiscard]] T* get() const noexcept { return pointer_; }
    [[nodiscard]] T* detach() noexcept { return std::exchange(pointer_, nullptr); }
    T& operator*() const noexcept { return *pointer_; }
    T* operator->() const noexcept { return pointer_; }
    explicit operator bool() const noexcept { return pointer_ != nullptr; }
    friend bool operator==(const Ref& a, const Ref& b) noexcept { return a.pointer_ == b.pointer_; }

private:
    T* pointer_ = nullptr;
};

}  // namespace azoth::sql
