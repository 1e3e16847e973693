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

class Connection;
class Engine;
class Error;
class OutgoingStatement;
class Statement;
struct ConnectOptions;
struct ConnectPlan;
struct ExecutionOptions;

namespace driver {
class Connection;
}

/// One execution of a statement, as a listener sees it. Borrowed for the call.
struct ExecutionEvent {
    std::string_view sql;                   ///< what is sent, `rewrite` handlers included
    std::span<const ValueView> parameters;  ///< of the first set; empty when they are hidden
    bool parameters_hidden = false;
    std::size_t sets = 1;          ///< parameter sets of a batch; 0 for a bulk load
    bool cached = false;           ///< the compiled form was known
    std::int64_t rows = -1;        ///< after: rows affected, -1 if not known (yet)
    std::int64_t nanoseconds = 0;  ///< after: time in the driver, preparing included
    const Error* error = nullptr;  ///< after: why it failed, null pointer if it did not
    std::uint64_t connection = 0;  ///< number of the connection within its engine
    const ExecutionOptions* options = nullptr;  ///< all levels merged
    /// As the program built it, with one row where many are sent; null pointer for a script.
    const Statement* statement = nullptr;
    /// Its RETURNING is a flush's, which reads back what the database made where there is none.
    bool returning_is_optional = false;
};

enum class TransactionMark : std::uint8_t {
    begin,
    commit,
    rollback,
    savepoint,
    release_savepoint,
    rollback_to_savepoint,
    // Those that may be prepared, see TwoPhaseTransaction. Ended without having been prepared, they
    // are `commit` and `rollback`.
    begin_two_phase,
    prepare_two_phase,
    commit_two_phase,  ///< of a prepared one, whoever has prepared it
    rollback_two_phase,
};

struct TransactionEvent {
    TransactionMark mark = TransactionMark::begin;
    std::string_view savepoint;  ///< its name, for the three marks of savepoints
    bool implicit = false;       ///< begun by the first statement rather than by begin()
    std::uint64_t connection = 0;
    std::string_view xid{};  ///< for the four marks of two-phase commit
};

/// An error of the database or its driver on its way to the caller: while connecting, preparing,
/// executing, fetching, ending a transaction. A handler that throws replaces it by what it throws.
struct ErrorEvent {
    const Error& error;
    /// Whether the engine takes the connection for lost; handlers may say otherwise. A connection
    /// that the driver has closed stays lost.
    bool disconnect = false;
    /// Whether a lost connection condemns all that were opened before it, too.
    bool invalidates_pool = true;
    std::uint64_t connection = 0;  ///< 0 while connecting
};

/// A unit of work has failed and will be run again, see RetryPolicy.
struct RetryEvent {
    const Error& error;
    int attempt = 1;            ///< the one that failed, counted from 1
    int attempts = 1;           ///< as many as there may be
    std::int64_t pause_ms = 0;  ///< before the next
};

/// Options for all that an engine or a connection will execute. A handler may change them.
struct OptionsEvent {
    ConnectOptions& options;       ///< with what is inherited
    std::uint64_t connection = 0;  ///< 0: of an engine made by Engine::execution_options()
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
/// except where a destructor does the work. Handlers must not use the same connection unless they
/// are given it.
///
/// What is refused before anything is sent, while compiling or binding, is told to nobody: each
/// call of `before_execute` has exactly one of `after_execute`, which says how it went. Reading the
/// rows comes later; an error there goes to `handle_error`.
struct Listener {
    /// Before each execution: may change its text and its parameters, or refuse it by throwing.
    /// See <azoth/engine/outgoing_statement.hpp>.
    Handler<OutgoingStatement&> rewrite{};
    Handler<const ExecutionEvent&> before_execute{};
    Handler<const ExecutionEvent&> after_execute{};
    /// Before a session is opened: may change where and how, or bring one of its own. See
    /// <azoth/engine/connect_plan.hpp>.
    Handler<ConnectPlan&> do_connect{};
    /// Once per new session. What it does is there before the engine asks the server anything.
    Handler<driver::Connection&> connect{};
    Handler<driver::Connection&> checkout{};  ///< each time a connection is lent
    Handler<driver::Connection&> checkin{};   ///< and given back; must not throw
    Handler<Connection&> engine_connect{};    ///< what Engine::connect() gives, ready for use
    Handler<OptionsEvent&> options_set{};     ///< options given to an engine or a connection
    Handler<const TransactionEvent&> transaction{};
    Handler<ErrorEvent&> handle_error{};
    Handler<const RetryEvent&> retry{};      ///< an exception thrown here ends the attempts
    Handler<const Engine&> disposed{};       ///< after dispose(); its metrics can still be asked
    Handler<const WarningEvent&> warning{};  ///< an exception thrown here refuses the statement
};

/// Names a listener, to take it away again.
enum class ListenerId : std::uint64_t {};

/// Whether a listener is called before or after those that are there.
enum class ListenerOrder : std::uint8_t { last, first };

/// Takes each line of echo, without its newline. Called from many threads, one at a time.
using EchoSink = Handler<std::string_view>;

}  // namespace azoth
