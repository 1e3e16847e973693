// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace azoth::detail {

/// A doubly linked list through the members `previous` and `next` of T: no allocation, removal in
/// constant time. Owns nothing; an element is in at most one chain.
template <class T>
class Chain {
public:
    [[nodiscard]] bool empty() const noexcept { return front_ == nullptr; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] T* front() const noexcept { return front_; }
    [[nodiscard]] T* back() const noexcept { return back_; }

    void push_back(T& element) noexcept { insert(element, back_, nullptr); }
    void push_front(T& element) noexcept { insert(element, nullptr, front_); }

    void remove(T& element) noexcept {
        (element.previous != nullptr ? element.previous->next : front_) = element.next;
        (element.next != nullptr ? element.next->previous : back_) = element.previous;
        element.previous = element.next = nullptr;
        --size_;
    }

    /// The first element, taken out; null if there is none.
    [[nodiscard]] T* pop_front() noexcept {
        T* const element = front_;
        if (element != nullptr) remove(*element);
        return element;
    }

private:
    void insert(T& element, T* previous, T* next) noexcept {
        element.previous = previous;
        element.next = next;
        (previous != nullptr ? previous->next : front_) = &element;
        (next != nullptr ? next->previous : back_) = &element;
        ++size_;
    }

    T* front_ = nullptr;
    T* back_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace azoth::detail
