// SPDX-License-Identifier: MIT
#include "connection_core.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "prepared_state.hpp"
#include "shown_sql.hpp"
#include "text_verb.hpp"

namespace azoth::detail {

ConnectionCore::ConnectionCore(std::shared_ptr<EngineCore> engine, Lease lease,
                               const ConnectOptions& options)
    : engine_(std::move(engine)),
      lease_(std::move(lease)),
      driver_(&lease_.connection()),
      session_(lease_.state<SessionState>()),
      options_(options),
      asked_(run_options(options_.execution_options)) {
    const std::uint64_t epoch = engine_->cache_epoch();
    if (session_ == nullptr) {
        session_ = &lease_.emplace_state<SessionState>(engine_->options.prepared_cache_size,
                                                       lease_.number());
        session_->schema_epoch = engine_->schema_epoch();
    } else if (session_->cache_epoch != epoch) {
        session_->statements.clear();
        session_->own.clear();
    }
    session_->cache_epoch = epoch;
    require_sense(options_);
    settle_options();
}

ConnectionCore::~ConnectionCore() {
    close();
}

/// To read only is what a transaction promises: without one nobody would.
void ConnectionCore::require_sense(const ConnectOptions& options) const {
    const bool has_transactions = engine_->ledger().supports(compile::Capability::transactions);
    if (!options.read_only.value_or(false) ||
        (has_transactions && options.isolation_level != Isolation::autocommit)) {
        return;
    }
    throw InvalidRequestError(
        "autocommit",
        has_transactions
            ? "a connection that only reads does so in transactions, and this one commits each "
              "statement by itself"
            : "a connection that only reads does so in transactions, and " +
                  std::string(engine_->dialect->name()) + " has none");
}

void ConnectionCore::settle_options() noexcept {
    const ExecutionOptions& execution = options_.execution_options;
    asked_ = run_options(execution);
    finds_plainly_ = !execution.uncached.value_or(false) && execution.compiled_cache.empty() &&
                     execution.schema_translate_map.empty();
    begins_by_itself_ = options_.isolation_level != Isolation::autocommit &&
                        engine_->ledger().supports(compile::Capability::transactions);
}

void ConnectionCore::begin_unusual_use(Busy before) {
    if (before == Busy::yes) {
        throw InvalidRequestError(
            "concurrent_use",
            "this connection is in use by another call; give each thread its own");
    }
    if (state_ == State::idle || state_ == State::active) follow_server();
}

void ConnectionCore::throw_unusable() const {
    switch (state_) {
        case State::closed:
            throw InvalidRequestError("use_after_return",
                                      "this connection was closed and is back in its pool");
        case State::lost:
            throw InvalidRequestError(
                "connection_lost",
                "this connection is lost, and with it its transaction; take a new one");
        case State::prepared:
            throw InvalidRequestError("transaction_prepared",
                                      "this connection's transaction is prepared: commit it or "
                                      "roll it back before anything else");
        default:
            throw InvalidRequestError(
                "transaction_aborted",
                server_has_ended_it_
                    ? "the database has rolled the transaction back; call rollback() to go on"
                    : "a statement of this transaction failed; call rollback() to go on");
    }
}

driver::Connection& ConnectionCore::driver() {
    if (state_ == State::closed || state_ == State::lost) throw_unusable();
    Busy expected = Busy::no;
    busy_.compare_exchange_strong(expected, Busy::lent, std::memory_order_acq_rel);
    return *driver_;
}

driver::Connection& ConnectionCore::limited_driver() {
    driver::Connection& inner = driver();
    if (!limited_) limited_ = std::make_unique<LimitedConnection>(inner, asked_);
    return *limited_;
}

void ConnectionCore::set_isolation(Isolation level) {
    const Use use(*this);
    if (state_ != State::idle) {
        if (state_ != State::active) throw_unusable();
        throw InvalidRequestError("already_in_transaction",
                                  "the isolation level is chosen before a transaction begins");
    }
    ConnectOptions changed = options_;
    changed.isolation_level = level;
    options_set(std::move(changed));
}

void ConnectionCore::set_execution_options(const ExecutionOptions& options) {
    const Use use(*this);
    if (state_ == State::closed) throw_unusable();
    ConnectOptions changed = options_;
    changed.execution_options = merged(options, options_.execution_options);
    options_set(std::move(changed));
}

void ConnectionCore::options_set(ConnectOptions options) {
    if (engine_->observers.active()) {
        OptionsEvent event{options, session_->number};
        engine_->observers.options_set(event);
    }
    require_sense(options);
    options_ = std::move(options);
    settle_options();
}

Isolation ConnectionCore::default_isolation() {
    const Use use(*this);
    require_usable();
    try {
        return driver_->default_isolation();
    } catch (...) {
        failed_outside("the default isolation level", Phase::execute);
    }
}

// ── executions ──────────────────────────────────────────────────────────────────────────────────

[[gnu::hot]] void ConnectionCore::give_back(Execution& execution) noexcept {
    if (execution.previous != nullptr) execution.previous->next_live = execution.next_live;
    if (execution.next_live != nullptr) execution.next_live->previous = execution.previous;
    if (live_ == &execution) live_ = execution.next_live;
    CachedStatement* form = execution.form();
    execution.reset();
    if (form != nullptr && form->users == 0 && form->is_orphan) delete form;
    execution.previous = nullptr;
    execution.next_live = idle_;
    idle_ = &execution;
}

void ConnectionCore::settle_results() {
    for (Execution* at = live_; at != nullptr; at = at->next_live) {
        if (!at->is_open()) continue;
        if (at->streams) {
            at->close(Execution::End::transaction);
            continue;
        }
        try {
            at->read_ahead();
        } catch (...) {
            failed(*at, Phase::fetch);
        }
    }
}

void ConnectionCore::close() noexcept {
    if (state_ == State::closed) return;
    const bool in_transaction = state_ == State::active || state_ == State::aborted;
    while (live_ != nullptr) {
        Execution& execution = *live_;
        live_ = execution.next_live;
        execution.previous = execution.next_live = nullptr;
        CachedStatement* form = execution.form();
        execution.detach();
        if (form != nullptr && form->users == 0 && form->is_orphan) delete form;
    }
    while (idle_ != nullptr) delete std::exchange(idle_, idle_->next_live);
    for (PreparedState* prepared : prepared_handles_) prepared->connection_closed();
    prepared_handles_.clear();
    if (in_transaction) mark_noexcept(TransactionMark::rollback);
    // The reset undoes what the program changed in the session, and an open transaction.
    if (has_changed_session_ || has_changed_schema_) ++session_->epoch;
    if (state_ == State::lost) lease_.soft_invalidate();
    state_ = State::closed;
    savepoints_.clear();
    driver_ = nullptr;
    session_ = nullptr;
    lease_.release();
    detached_ = {};
}

void ConnectionCore::invalidate() noexcept {
    if (state_ != State::closed) lose();
}

void ConnectionCore::detach() {
    const Use use(*this);
    require_usable();
    if (!is_detached()) detached_ = lease_.detach();
}

void ConnectionCore::lose() noexcept {
    for (Execution* at = live_; at != nullptr; at = at->next_live) {
        at->close(Execution::End::connection);
    }
    savepoints_.clear();
    xid_.clear();
    state_ = State::lost;
}

void ConnectionCore::forget(PreparedState& prepared) noexcept {
    std::erase(prepared_handles_, &prepared);
}

// ── failures ────────────────────────────────────────────────────────────────────────────────────

void ConnectionCore::follow_server() noexcept {
    switch (driver_->transaction_status()) {
        case driver::TransactionStatus::idle:
            if (state_ == State::active) {
                may_have_committed_ = true;  // by SQL of the program's own
                transaction_ended();
            }
            return;
        case driver::TransactionStatus::active:
            if (state_ == State::idle) {
                state_ = State::active;
                ++transaction_;
            }
            return;
        case driver::TransactionStatus::failed:
            if (state_ == State::idle) ++transaction_;
            state_ = State::aborted;
            return;
        case driver::TransactionStatus::unknown: return;
    }
}

void ConnectionCore::follow_failure(bool disconnected, bool invalidates_pool) noexcept {
    if (disconnected || !driver_->is_open()) {
        lose();
        if (invalidates_pool) {
            lease_.report_disconnect();
        } else {
            lease_.soft_invalidate();
        }
        return;
    }
    switch (driver_->transaction_status()) {
        case driver::TransactionStatus::idle:
            // What the program has done so far is undone; going on as if nothing had happened
            // would save half a unit of work.
            if (state_ == State::active) {
                state_ = State::aborted;
                server_has_ended_it_ = true;
                savepoints_.clear();
            }
            return;
        case driver::TransactionStatus::failed: state_ = State::aborted; return;
        case driver::TransactionStatus::active:
        case driver::TransactionStatus::unknown: return;
    }
}

namespace {

/// After these nobody knows in what state the session is.
bool loses_connection(const Error& error) noexcept {
    return dynamic_cast<const DisconnectError*>(&error) != nullptr ||
           dynamic_cast<const CommitUnknownError*>(&error) != nullptr;
}

}  // namespace

void ConnectionCore::follow_error(const Error& error) {
    ErrorEvent event{error, loses_connection(error)};
    // The answer that did not come may have been that to a COMMIT of the program's own.
    if (event.disconnect && state_ == State::active &&
        may_end_transaction(error.details().statement,
                            engine_->ledger().supports(compile::Capability::transactional_ddl))) {
        may_have_committed_ = true;
    }
    event.connection = session_->number;
    try {
        if (engine_->observers.active()) engine_->observers.error(event);
    } catch (...) {
        follow_failure(event.disconnect, event.invalidates_pool);
        throw;
    }
    follow_failure(event.disconnect, event.invalidates_pool);
}

namespace {

/// A driver knows a value by its place ("$2", "row 7, $2"); the program knows it by the column or
/// the parameter that it was given for.
[[noreturn]] void rethrow_named(const ConversionError& error, const Execution& execution) {
    ErrorDetails details = error.details();
    const std::string& place = details.component;
    const std::size_t sign = place.rfind('$');
    if (sign == std::string::npos || execution.form() == nullptr) throw;
    const compile::Compiled& compiled = *execution.form()->compiled;
    const std::size_t number = std::strtoul(place.c_str() + sign + 1, nullptr, 10);
    const bool is_listed = number != 0 && number <= compiled.parameters.size() &&
                           compiled.expansions.empty();  // lists renumber what they follow
    if (!is_listed || !details.column.empty()) throw;
    const compile::Parameter& parameter = compiled.parameters[number - 1];
    std::string message = error.message();
    if (!parameter.column.empty()) {
        message += ": the value for the column \"" + parameter.column + '"';
        details.column = parameter.column;
    } else if (!parameter.name.empty()) {
        message += ": the value of \"" + parameter.name + '"';
        details.column = parameter.name;
    } else {
        throw;
    }
    throw ConversionError(error.code(), message, std::move(details));
}

}  // namespace

void ConnectionCore::failed(Execution& execution, Phase phase) {
    const bool hidden = execution.hides_parameters;
    try {
        try {
            throw;
        } catch (const ConversionError& error) {
            rethrow_named(error, execution);
        }
    } catch (Error& error) {
        error.attach_statement(shown_sql(sent_text(execution)),
                               hidden ? "hidden" : render_parameters(execution.bound), phase);
        execution.close(Execution::End::closed);
        follow_error(error);
        throw;
    } catch (...) {
        execution.close(Execution::End::closed);
        follow_failure(false, false);
        throw;
    }
}

void ConnectionCore::failed_outside(std::string_view what, Phase phase) {
    try {
        throw;
    } catch (Error& error) {
        error.attach_statement(what, {}, phase);
        follow_error(error);
        throw;
    } catch (...) {
        follow_failure(false, false);
        throw;
    }
}

void ConnectionCore::note(Aftermath aftermath) noexcept {
    if (driver_->follows_schema_changes()) return;
    ++session_->epoch;
    if (aftermath == Aftermath::session) {
        has_changed_session_ = true;
    } else if (state_ == State::active) {
        has_changed_schema_ = true;
    } else {
        engine_->schema_changed();
    }
}

void ConnectionCore::mark(TransactionMark mark, std::string_view savepoint, bool implicit) {
    if (!engine_->observers.active()) return;
    engine_->observers.transaction({mark, savepoint, implicit, session_->number});
}

void ConnectionCore::mark_noexcept(TransactionMark mark, std::string_view savepoint) noexcept {
    if (!engine_->observers.active()) return;
    engine_->observers.transaction_noexcept({mark, savepoint, false, session_->number});
}

}  // namespace azoth::detail
