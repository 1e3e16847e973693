// SPDX-License-Identifier: MIT
#include "driver.hpp"

#include <libpq-fe.h>

#include "connect_args.hpp"
#include "connection.hpp"
#include "connector.hpp"

namespace azoth::libpq {

std::string Driver::client() const {
    const int version = PQlibVersion();
    return "libpq " + std::to_string(version / 10'000) + "." + std::to_string(version % 10'000);
}

void Driver::check(const Url& url, const driver::ConnectArgs& args) const {
    static_cast<void>(make_connect_plan(url, args));
}

std::unique_ptr<driver::Connection> Driver::connect(const driver::ConnectRequest& request) {
    const ConnectPlan plan = make_connect_plan(request.url, request.connect_args);
    const std::int64_t timeout_ms = request.timeout_ms > 0 ? request.timeout_ms : plan.timeout_ms;
    return std::make_unique<Connection>(open_session(plan, timeout_ms), timeout_ms);
}

}  // namespace azoth::libpq
