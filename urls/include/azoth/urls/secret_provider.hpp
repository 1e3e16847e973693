// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

#include <azoth/urls/secret.hpp>

namespace azoth {

/// Supplies a password at the moment it is needed, for tokens that expire or live in a vault: made
/// from any function without arguments that gives a Secret. Empty by default; copies share the
/// function.
///
/// A `Url` is a plain value and never holds one. Whoever opens connections asks once per physical
/// connection, on the connecting thread, and goes on with `url.with_password(provider())`; several
/// threads may ask at once. What the provider throws reaches whoever asked for the connection.
class SecretProvider {
public:
    SecretProvider() noexcept = default;
    template <class Function, class Target = std::decay_t<Function>>
    requires(!std::same_as<Target, SecretProvider> && std::is_invocable_r_v<Secret, Target&>)
        SecretProvider(Function&& function)  // NOLINT(google-explicit-constructor)
        : target_(std::make_shared<Target>(std::forward<Function>(function))),
          call_([](void* target) -> Secret { return (*static_cast<Target*>(target))(); }) {}

    explicit operator bool() const noexcept { return call_ != nullptr; }
    /// Only of one that is not empty.
    [[nodiscard]] Secret operator()() const { return call_(target_.get()); }

private:
    std::shared_ptr<void> target_;
    Secret (*call_)(void*) = nullptr;
};

}  // namespace azoth
