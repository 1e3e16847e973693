// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace azoth {

/// A program's function that takes one event and may answer: a lambda, a function pointer, a
/// `std::function`. Empty by default, and when made from an empty one. Copies share the function
/// and what it captured.
/// (`std::function` itself would cost every user of the library a tenth of their compile memory.)
template <class Event, class Answer = void>
class Handler {
public:
    Handler() noexcept = default;
    template <class Function, class Target = std::decay_t<Function>>
    requires(!std::same_as<Target, Handler> && std::is_invocable_r_v<Answer, Target&, Event>)
        Handler(Function&& function) {  // NOLINT(google-explicit-constructor)
        auto target = std::make_shared<Target>(std::forward<Function>(function));
        // What can be empty: pointers, and classes that convert to bool when asked to.
        if constexpr (std::is_pointer_v<Target> || (std::is_constructible_v<bool, Target&> &&
                                                    !std::is_convertible_v<Target&, bool>)) {
            if (!static_cast<bool>(*target)) return;
        }
        target_ = std::move(target);
        call_ = [](void* kept, Event event) -> Answer {
            return static_cast<Answer>((*static_cast<Target*>(kept))(event));
        };
    }

    explicit operator bool() const noexcept { return call_ != nullptr; }
    /// Only of one that is not empty.
    Answer operator()(Event event) const { return call_(target_.get(), event); }

private:
    std::shared_ptr<void> target_;
    Answer (*call_)(void*, Event) = nullptr;
};

}  // namespace azoth
