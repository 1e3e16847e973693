// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>

#include <azoth/driver/driver.hpp>
#include <azoth/error/export.hpp>
#include <azoth/urls/url.hpp>

namespace azoth {

/// A session that is about to be opened, for `Listener::do_connect`: a token instead of a password,
/// the host that leads today, or a session that is there already. Borrowed for the call; may be
/// made on several threads at once.
struct ConnectPlan {
    Url url;                           ///< with the password that will be used
    driver::ConnectArgs connect_args;  ///< for the driver, they win over the URL's query
    std::int64_t timeout_ms = 0;       ///< longest it may take; 0: the driver's default
    /// Set by a handler: used in place of a new one, and from then on the pool's.
    std::unique_ptr<driver::Connection> connection{};
};

}  // namespace azoth
