// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include <azoth/urls/secret.hpp>

namespace azoth {

/// Supplies a password at the moment it is needed, for tokens that expire or live in a vault.
///
/// A `Url` is a plain value and never holds one. Whoever opens connections asks once per physical
/// connection, on the connecting thread, and goes on with `url.with_password(provider())`; several
/// threads may ask at once. What the provider throws reaches whoever asked for the connection.
using SecretProvider = std::function<Secret()>;

}  // namespace azoth
