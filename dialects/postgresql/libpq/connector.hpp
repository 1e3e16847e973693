// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "connect_args.hpp"
#include "handles.hpp"

namespace azoth::libpq {

/// Opens a session on the first endpoint that takes one. Each endpoint has `timeout_ms`, or the
/// plan's own time. Throws `OperationalError` (`connect_refused`, `host_not_found`, `auth_failed`,
/// `no_such_database`, `server_busy`, `server_not_ready`, `tls_failed`, `wrong_target`) or
/// `TimeoutError` (`connect_timeout`) naming the endpoint. A refused password ends the search, as
/// it would be refused elsewhere too.
[[nodiscard]] SessionPtr open_session(const ConnectPlan& plan, std::int64_t timeout_ms);

}  // namespace azoth::libpq
