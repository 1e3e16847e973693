// SPDX-License-Identifier: MIT
#include <azoth/pool/pool_options.hpp>

#include <string>
#include <string_view>

#include <azoth/error/error.hpp>

namespace azoth {

namespace {

constexpr std::int64_t most_connections = 1'000'000;
constexpr std::int64_t year_ms = 365LL * 24 * 3'600 * 1'000;

void require(std::string_view name, std::int64_t value, std::int64_t low, std::int64_t high) {
    if (value >= low && value <= high) return;
    std::string message = "pool option ";
    message.append(name).append(" is ").append(std::to_string(value));
    message.append("; it goes from ").append(std::to_string(low));
    message.append(" to ").append(std::to_string(high));
    ErrorDetails details;
    details.component = name;
    throw ArgumentError("bad_option_value", message, std::move(details));
}

}  // namespace

void check(const PoolOptions& options) {
    require("kind", static_cast<std::int64_t>(options.kind), 0,
            static_cast<std::int64_t>(PoolKind::null));
    require("size", options.size, 1, most_connections);
    require("max_overflow", options.max_overflow, -1, most_connections);
    require("timeout_ms", options.timeout_ms, -1, year_ms);
    require("recycle_ms", options.recycle_ms, -1, year_ms);
    require("reset_on_return", static_cast<std::int64_t>(options.reset_on_return), 0,
            static_cast<std::int64_t>(ResetOnReturn::none));
    require("reset_timeout_ms", options.reset_timeout_ms, 1, year_ms);
    require("ping_timeout_ms", options.ping_timeout_ms, 1, year_ms);
    require("max_connecting", options.max_connecting, 1, most_connections);
}

}  // namespace azoth
