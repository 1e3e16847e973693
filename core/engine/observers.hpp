// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/engine/engine_options.hpp>
#include <azoth/engine/events.hpp>

namespace azoth::detail {

/// `(42, 'Queen')` for people; long lists and long values are cut.
[[nodiscard]] std::string render_parameters(std::span<const ValueView> parameters);

/// Echo and listeners of an engine. While there are none, one relaxed load is all that an execution
/// pays. Thread-safe.
class Observers {
public:
    Observers(Echo echo, EchoSink sink, std::string_view name);

    [[nodiscard]] bool active() const noexcept { return active_.load(std::memory_order_relaxed); }

    void set_echo(Echo echo);
    ListenerId add(Listener listener, ListenerOrder order);
    void remove(ListenerId id);
    [[nodiscard]] bool has(ListenerId id) const;

    [[nodiscard]] bool rewrites() const;
    void rewrite(OutgoingStatement& statement) const;
    void connecting(ConnectPlan& plan) const;
    void connected(driver::Connection& connection) const;
    void engine_connected(Connection& connection) const;
    void options_set(OptionsEvent& event) const;
    void checked_out(driver::Connection& connection) const;
    void checked_in(driver::Connection& connection) const noexcept;
    void transaction(const TransactionEvent& event) const;
    /// Of a statement begun after set_echo(): its rows are to be written.
    [[nodiscard]] bool echoes_rows() const noexcept {
        return echo_.load(std::memory_order_relaxed) == Echo::rows;
    }
    void row(std::uint64_t connection, std::span<const ValueView> cells) const;
    /// Where a destructor ends a transaction: nothing may be thrown.
    void transaction_noexcept(const TransactionEvent& event) const noexcept;
    void warning(const WarningEvent& event) const;
    /// Throws what a listener throws instead.
    void error(ErrorEvent& event) const;
    void retry(const RetryEvent& event) const;
    void disposed(const Engine& engine) const;

private:
    friend class Observation;
    using Listeners = std::vector<std::pair<ListenerId, std::shared_ptr<const Listener>>>;

    [[nodiscard]] std::shared_ptr<const Listeners> listeners() const;
    void echo_before(const ExecutionEvent& event) const;
    void echo_after(const ExecutionEvent& event) const;
    /// Calls the handlers of one event that are there.
    template <class Member, class Event>
    void tell(Member member, Event& event) const;
    void update(std::shared_ptr<const Listeners> listeners);
    [[nodiscard]] bool echoes() const noexcept {
        return echo_.load(std::memory_order_relaxed) != Echo::off;
    }
    void write(std::uint64_t connection, std::string_view line) const;
    /// What concerns no connection.
    void write(std::string_view text) const;

    mutable std::mutex mutex_;
    std::shared_ptr<const Listeners> listeners_;
    std::atomic<bool> active_{false};
    std::atomic<Echo> echo_{Echo::off};
    std::uint64_t last_id_ = 0;
    const std::string speaker_;  ///< what each line of echo begins with
    mutable std::mutex sink_mutex_;
    EchoSink sink_;
};

}  // namespace azoth::detail
