// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <azoth/pool/pool_metrics.hpp>

#include "stack_trace.hpp"

namespace azoth::detail {

// The errors of the pool, each with its sentence and what to do about it.

/// `stack`: where the longest holder checked out, if that was traced.
[[noreturn]] void throw_pool_timeout(std::int64_t timeout_ms, const PoolMetrics& metrics,
                                     const StackTrace& stack);
[[noreturn]] void throw_self_deadlock(const PoolMetrics& metrics);
[[noreturn]] void throw_checkout_while_connecting();
[[noreturn]] void throw_disposed();
[[noreturn]] void throw_forked();
[[noreturn]] void throw_use_after_return();
[[noreturn]] void throw_double_return();
[[noreturn]] void throw_foreign_connection();
[[noreturn]] void throw_no_connection();

}  // namespace azoth::detail
