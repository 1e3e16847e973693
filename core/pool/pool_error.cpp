// SPDX-License-Identifier: MIT
#include "pool_error.hpp"

#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include <azoth/error/error.hpp>

namespace azoth::detail {

namespace {

ErrorDetails with_hint(std::string_view hint) {
    ErrorDetails details;
    details.hint = hint;
    return details;
}

/// "1.250 s"
std::string seconds(std::int64_t nanoseconds) {
    std::array<char, 40> text;
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(),
                      static_cast<double>(nanoseconds) / 1e9, std::chars_format::fixed, 3);
    return std::string(text.data(), end.ptr) + " s";
}

void append_count(std::string& text, std::string_view label, std::size_t count) {
    text.append(", ").append(label).append(" ").append(std::to_string(count));
}

/// "size 5 (overflow at most 10), in use 15, …"
std::string describe(const PoolMetrics& metrics) {
    std::string text = "size " + std::to_string(metrics.size) + " (overflow ";
    text +=
        metrics.max_overflow < 0 ? "unlimited" : "at most " + std::to_string(metrics.max_overflow);
    text += ")";
    append_count(text, "in use", metrics.in_use);
    append_count(text, "idle", metrics.idle);
    append_count(text, "being opened", metrics.connecting);
    append_count(text, "being closed", metrics.closing);
    append_count(text, "others waiting", metrics.waiters);
    if (metrics.in_use == 0) return text;
    text += ", longest holder ";
    text += metrics.longest_holder == 0 ? std::string("unknown")
                                        : "thread " + std::to_string(metrics.longest_holder);
    text += " with connection " + std::to_string(metrics.longest_connection) + " for " +
            seconds(metrics.longest_hold_ns);
    return text;
}

}  // namespace

void throw_pool_timeout(std::int64_t timeout_ms, const PoolMetrics& metrics,
                        const StackTrace& stack) {
    std::string message = "no connection came free within " + seconds(timeout_ms * 1'000'000) +
                          ": " + describe(metrics);
    if (!stack.empty()) message += ", checked out at";
    for (const std::string& call : stack.lines()) message.append("\n    ").append(call);
    throw TimeoutError(
        "pool_timeout", message,
        with_hint(stack.empty() ? "return connections sooner, or raise the pool's size or "
                                  "time-out; PoolOptions::trace_holders tells who has them"
                                : "return connections sooner, or raise the pool's size or "
                                  "time-out"));
}

void throw_self_deadlock(const PoolMetrics& metrics) {
    throw InvalidRequestError(
        "pool_self_deadlock",
        "this thread asks for a connection and holds all there can be: " + describe(metrics),
        with_hint("use the connection at hand, return it first, or give the pool another size; "
                  "call Lease::hand_over() on one that another thread will return"));
}

void throw_checkout_while_connecting() {
    throw InvalidRequestError(
        "pool_self_deadlock",
        "this thread asks for a connection while it opens one for the same pool",
        with_hint("use the connection that the listener was given"));
}

void throw_disposed() {
    throw InvalidRequestError("engine_disposed",
                              "the pool was disposed and lends no more connections");
}

void throw_forked() {
    throw InvalidRequestError("forked_engine",
                              "this pool and its connections belong to the parent process",
                              with_hint("create a new engine after fork()"));
}

void throw_use_after_return() {
    throw InvalidRequestError("use_after_return",
                              "this lease holds no connection: it was given back, invalidated, "
                              "detached or moved from");
}

void throw_double_return() {
    throw InvalidRequestError("double_return", "this lease holds no connection to give back");
}

void throw_foreign_connection() {
    throw InvalidRequestError("foreign_connection", "this connection belongs to another pool");
}

void throw_no_connection() {
    throw InternalError("no_connection", "the connect function returned no connection");
}

}  // namespace azoth::detail
