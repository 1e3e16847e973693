// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <azoth/error/export.hpp>
#include <azoth/error/handler.hpp>
#include <azoth/value/value_view.hpp>

namespace azoth {

class Engine;
class Error;
struct ExecutionOptions;

namespace driver {
class Connection;
}

/// One execution of a statement, as a listener sees it. Borrowed for the call.
struct ExecutionEvent {
    std::string_view sql;
    std::span<const ValueView> parameters;  ///< of one set; empty when they are hidden
    bool parameters_hidden = false;
    std::size_t sets = 1;          ///< parameter sets of a batch
    bool cached = false;           ///< the compiled form was known
    std::int64_t rows = -1;        ///< after: rows affected, -1 if not known (yet)
    std::int64_t nanoseconds = 0;  ///< after: time in the driver
    const Error* error = nullptr;  ///< after: why it failed, null pointer if it did not
    std::uint64_t connection = 0;  ///< number of the connection within its engine
    /// What the execution was asked for, all levels merged; null for execute_script().
    const ExecutionOptions* options = nullptr;
};

enum class TransactionMark : std::uint8_t {
    begin,
    commit,
    rollback,
    savepoint,
    release_savepoint,
    rollback_to_savepoint,
};

struct TransactionEvent {
    TransactionMark mark = TransactionMark::begin;
    std::string_view savepoint;  ///< its name, for the last three marks
    bool implicit = false;       ///< begun by the first statement rather than by begin()
    std::uint64_t connection = 0;
};

/// An error on its way to the caller. A handler that throws replaces it by what it throws; one that
/// sets `disconnect` makes the engine treat it as a lost connection.
struct ErrorEvent {
    const Error& error;
    bool disconnect = false;
    std::uint64_t connection = 0;
};

/// Something in a statement that is allowed and nearly always a mistake. Told once for each form
/// that is compiled, never for one from the cache.
struct WarningEvent {
    std::string_view code;     ///< "cartesian_product"
    std::string_view message;  ///< "nothing links artist with track"
    std::string_view sql;
};

/// What a program wants to hear from an engine: fill in what is needed,
/// `engine.listen({.after_execute = [](const ExecutionEvent& e) { … }})`. Called on the thread that
/// works, between the engine and the driver; an exception thrown by a handler reaches the caller,
/// except where a destructor does the work. Handlers must not use the same connection.
struct Listener {
    Handler<const ExecutionEvent&> before_execute{};
    Handler<const ExecutionEvent&> after_execute{};
    Handler<driver::Connection&> connect{};   ///< once per new session
    Handler<driver::Connection&> checkout{};  ///< each time a connection is lent
    Handler<driver::Connection&> checkin{};   ///< and given back; must not throw
    Handler<const TransactionEvent&> transaction{};
    Handler<ErrorEvent&> handle_error{};
    Handler<const Engine&> disposed{};       ///< after dispose(); its metrics can still be asked
    Handler<const WarningEvent&> warning{};  ///< an exception thrown here refuses the statement
};

/// Names a listener, to take it away again.
enum class ListenerId : std::uint64_t {};

/// Takes each line of echo, without its newline. Called from many threads, one at a time.
using EchoSink = Handler<std::string_view>;

}  // namespace azoth
