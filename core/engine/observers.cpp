// SPDX-License-Identifier: MIT
#include "observers.hpp"

#include <algorithm>
#include <cstdio>

#include <azoth/engine/execution_options.hpp>
#include <azoth/error/error.hpp>
#include <azoth/value/describe.hpp>

#include "shown_sql.hpp"

namespace azoth::detail {

namespace {

void write_to_stderr(std::string_view line) {
    std::string text(line);
    text.push_back('\n');
    std::fwrite(text.data(), 1, text.size(), stderr);
}

/// Milliseconds with three digits behind the point, whatever the locale.
void append_milliseconds(std::string& out, std::int64_t nanoseconds) {
    const std::int64_t microseconds = nanoseconds / 1000;
    std::string digits = std::to_string(microseconds % 1000);
    out.append(std::to_string(microseconds / 1000)).append(".");
    out.append(3 - digits.size(), '0').append(digits).append(" ms");
}

std::string_view mark_text(TransactionMark mark) noexcept {
    switch (mark) {
        case TransactionMark::begin: return "BEGIN";
        case TransactionMark::commit: return "COMMIT";
        case TransactionMark::rollback: return "ROLLBACK";
        case TransactionMark::savepoint: return "SAVEPOINT ";
        case TransactionMark::release_savepoint: return "RELEASE SAVEPOINT ";
        case TransactionMark::rollback_to_savepoint: return "ROLLBACK TO SAVEPOINT ";
        case TransactionMark::begin_two_phase: return "BEGIN of two phases ";
        case TransactionMark::prepare_two_phase: return "PREPARE ";
        case TransactionMark::commit_two_phase: return "COMMIT PREPARED ";
        case TransactionMark::rollback_two_phase: return "ROLLBACK PREPARED ";
    }
    return {};
}

/// The line behind the execution's own mark.
std::string marked(const ExecutionEvent& event, std::string line) {
    if (event.options == nullptr || event.options->logging_token.empty()) return line;
    return "[" + std::string(event.options->logging_token.view()) + "] " + std::move(line);
}

}  // namespace

std::string render_parameters(std::span<const ValueView> parameters) {
    constexpr std::size_t most_shown = 20;
    std::string out = "(";
    const std::size_t shown = std::min(parameters.size(), most_shown);
    for (std::size_t i = 0; i < shown; ++i) {
        if (i != 0) out.append(", ");
        out.append(describe(parameters[i]));
    }
    if (shown < parameters.size()) {
        out.append(", … ").append(std::to_string(parameters.size() - shown)).append(" more");
    }
    return out.append(")");
}

Observers::Observers(Echo echo, EchoSink sink, std::string_view name)
    : listeners_(std::make_shared<const Listeners>()),
      speaker_(name.empty() ? "azoth" : "azoth." + std::string(name)),
      sink_(sink ? std::move(sink) : EchoSink(write_to_stderr)) {
    set_echo(echo);
}

void Observers::set_echo(Echo echo) {
    const std::lock_guard lock(mutex_);
    echo_.store(echo, std::memory_order_relaxed);
    active_.store(echoes() || !listeners_->empty(), std::memory_order_relaxed);
}

ListenerId Observers::add(Listener listener, ListenerOrder order) {
    const std::lock_guard lock(mutex_);
    Listeners changed = *listeners_;
    const ListenerId id{++last_id_};
    changed.emplace(order == ListenerOrder::first ? changed.begin() : changed.end(), id,
                    std::make_shared<const Listener>(std::move(listener)));
    update(std::make_shared<const Listeners>(std::move(changed)));
    return id;
}

void Observers::remove(ListenerId id) {
    const std::lock_guard lock(mutex_);
    Listeners changed = *listeners_;
    std::erase_if(changed, [&](const auto& entry) { return entry.first == id; });
    update(std::make_shared<const Listeners>(std::move(changed)));
}

bool Observers::has(ListenerId id) const {
    const auto all = listeners();
    return std::any_of(all->begin(), all->end(),
                       [&](const auto& entry) { return entry.first == id; });
}

void Observers::update(std::shared_ptr<const Listeners> listeners) {
    listeners_ = std::move(listeners);
    active_.store(echoes() || !listeners_->empty(), std::memory_order_relaxed);
}

std::shared_ptr<const Observers::Listeners> Observers::listeners() const {
    const std::lock_guard lock(mutex_);
    return listeners_;
}

void Observers::write(std::uint64_t connection, std::string_view line) const {
    std::string text = speaker_ + "[" + std::to_string(connection) + "] ";
    write(text.append(line));
}

void Observers::write(std::string_view text) const {
    const std::lock_guard lock(sink_mutex_);
    sink_(text);
}

template <class Member, class Event>
void Observers::tell(Member member, Event& event) const {
    const auto all = listeners();
    for (const auto& [id, listener] : *all) {
        if (const auto& handler = (*listener).*member) handler(event);
    }
}

bool Observers::rewrites() const {
    const auto all = listeners();
    return std::any_of(all->begin(), all->end(),
                       [](const auto& entry) { return bool(entry.second->rewrite); });
}

void Observers::rewrite(OutgoingStatement& statement) const {
    tell(&Listener::rewrite, statement);
}

void Observers::echo_before(const ExecutionEvent& event) const {
    if (echoes()) write(event.connection, marked(event, shown_sql(event.sql)));
}

void Observers::echo_after(const ExecutionEvent& event) const {
    if (!echoes()) return;
    std::string line = "  ";
    line.append(event.parameters_hidden ? "(hidden)" : render_parameters(event.parameters));
    if (event.sets != 1) line.append(" × ").append(std::to_string(event.sets));
    line.append(event.cached ? " cached, " : " compiled, ");
    append_milliseconds(line, event.nanoseconds);
    if (event.rows >= 0) {
        line.append(", ").append(std::to_string(event.rows));
        line.append(event.rows == 1 ? " row" : " rows");
    }
    if (event.error != nullptr) line.append(", failed: ").append(event.error->message());
    write(event.connection, marked(event, std::move(line)));
}

void Observers::row(std::uint64_t connection, std::span<const ValueView> cells) const {
    if (echoes()) write(connection, "  row " + render_parameters(cells));
}

void Observers::connecting(ConnectPlan& plan) const {
    tell(&Listener::do_connect, plan);
}

void Observers::engine_connected(Connection& connection) const {
    tell(&Listener::engine_connect, connection);
}

void Observers::options_set(OptionsEvent& event) const {
    tell(&Listener::options_set, event);
}

void Observers::connected(driver::Connection& connection) const {
    tell(&Listener::connect, connection);
}

void Observers::checked_out(driver::Connection& connection) const {
    tell(&Listener::checkout, connection);
}

void Observers::checked_in(driver::Connection& connection) const noexcept {
    try {
        tell(&Listener::checkin, connection);
    } catch (...) {
        // A handler that throws here breaks its promise; the connection is returned all the same.
    }
}

void Observers::transaction(const TransactionEvent& event) const {
    if (echoes()) {
        std::string line(mark_text(event.mark));
        line.append(event.savepoint).append(event.xid);
        if (event.implicit) line.append(" (implicit)");
        write(event.connection, line);
    }
    tell(&Listener::transaction, event);
}

void Observers::transaction_noexcept(const TransactionEvent& event) const noexcept {
    try {
        transaction(event);
    } catch (...) {
        // As above: a destructor goes on.
    }
}

void Observers::warning(const WarningEvent& event) const {
    if (echoes()) {
        std::string text = speaker_ + " warning: ";
        write(text.append(event.message).append(": ").append(event.sql));
    }
    tell(&Listener::warning, event);
}

void Observers::error(ErrorEvent& event) const {
    tell(&Listener::handle_error, event);
}

void Observers::retry(const RetryEvent& event) const {
    if (echoes()) {
        std::string text = speaker_ + " attempt ";
        text.append(std::to_string(event.attempt)).append(" of ");
        text.append(std::to_string(event.attempts)).append(" failed, the next in ");
        text.append(std::to_string(event.pause_ms)).append(" ms: ");
        write(text.append(event.error.message()));
    }
    tell(&Listener::retry, event);
}

void Observers::disposed(const Engine& engine) const {
    tell(&Listener::disposed, engine);
}

}  // namespace azoth::detail
