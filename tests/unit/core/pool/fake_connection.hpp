// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <azoth/driver/connection.hpp>
#include <azoth/error/error.hpp>
#include <azoth/pool/clock.hpp>

namespace azoth::test {

/// `count` times the environment's AZOTH_TEST_SCALE, at least 1.
inline int scaled(int count) {
    const char* const text = std::getenv("AZOTH_TEST_SCALE");
    const double scale = text == nullptr ? 1.0 : std::strtod(text, nullptr);
    const double result = count * scale;
    return result < 1.0 ? 1 : static_cast<int>(result);
}

class FakeClock final : public Clock {
public:
    [[nodiscard]] std::int64_t now_ns() const noexcept override { return now_.load(); }
    void advance_ms(std::int64_t ms) { now_ += ms * 1'000'000; }

private:
    std::atomic<std::int64_t> now_{1'000'000'000};
};

/// A server of sessions in memory: counts them and does what the test scripts.
struct FakeServer {
    std::atomic<int> open{0};
    std::atomic<int> most_open{0};
    std::atomic<int> connecting{0};
    std::atomic<int> most_connecting{0};
    std::atomic<int> connects{0};
    std::atomic<int> pings{0};
    std::atomic<int> resets{0};
    std::atomic<int> commits{0};
    std::atomic<int> closes{0};
    std::atomic<int> owner_clashes{0};
    /// Sessions of an older epoch are dead.
    std::atomic<int> epoch{0};
    /// Scripts, set before threads start. The first is called while connecting; may block, may
    /// throw.
    std::function<void()> on_connect;
    std::function<bool(std::int64_t)> on_reset;
    std::function<driver::CommitOutcome()> on_commit;
    std::function<void()> on_close;

    void restart() { ++epoch; }
    [[nodiscard]] std::function<std::unique_ptr<driver::Connection>()> connector();
};

inline void raise_to(std::atomic<int>& most, int value) {
    int seen = most.load();
    while (seen < value && !most.compare_exchange_weak(seen, value)) {
    }
}

class FakeConnection final : public driver::Connection {
public:
    explicit FakeConnection(FakeServer& server) : server_(server), epoch_(server.epoch) {
        raise_to(server_.most_open, ++server_.open);
    }
    ~FakeConnection() override { close(); }

    [[nodiscard]] std::unique_ptr<driver::Statement> prepare(std::string_view,
                                                             std::span<const ValueKind>,
                                                             std::int64_t) override {
        return nullptr;
    }
    void execute_script(std::string_view, std::int64_t) override {}
    void begin(const driver::TransactionOptions&, std::int64_t) override {
        status_ = driver::TransactionStatus::active;
    }
    [[nodiscard]] driver::CommitOutcome commit(std::int64_t) override {
        ++server_.commits;
        const auto outcome =
            server_.on_commit ? server_.on_commit() : driver::CommitOutcome::committed;
        status_ = driver::TransactionStatus::idle;
        return outcome;
    }
    void rollback() override { status_ = driver::TransactionStatus::idle; }
    [[nodiscard]] driver::TransactionStatus transaction_status() const noexcept override {
        return status_;
    }
    [[nodiscard]] Version server_version() const override { return {1, 0, 0}; }
    [[nodiscard]] bool ping(std::int64_t) noexcept override {
        ++server_.pings;
        return is_alive();
    }
    [[nodiscard]] bool reset(std::int64_t timeout_ms) noexcept override {
        ++server_.resets;
        if (server_.on_reset && !server_.on_reset(timeout_ms)) return false;
        if (!is_alive()) return false;
        if (!sticky_) status_ = driver::TransactionStatus::idle;
        return true;
    }
    [[nodiscard]] bool is_open() const noexcept override { return open_; }
    void close() noexcept override {
        if (!std::exchange(open_, false)) return;
        if (server_.on_close) server_.on_close();
        ++server_.closes;
        --server_.open;
    }
    [[nodiscard]] std::shared_ptr<driver::Canceller> canceller() override { return nullptr; }

    [[nodiscard]] bool is_alive() const noexcept { return epoch_ == server_.epoch; }
    /// A driver that claims a reset and leaves the transaction open.
    void make_sticky() { sticky_ = true; }

    /// Between enter() and leave() the connection belongs to one thread; anything else is counted.
    void enter(int owner) {
        int nobody = 0;
        if (!owner_.compare_exchange_strong(nobody, owner)) ++server_.owner_clashes;
    }
    void leave(int owner) {
        int expected = owner;
        if (!owner_.compare_exchange_strong(expected, 0)) ++server_.owner_clashes;
    }

private:
    FakeServer& server_;
    const int epoch_;
    bool open_ = true;
    bool sticky_ = false;
    driver::TransactionStatus status_ = driver::TransactionStatus::idle;
    std::atomic<int> owner_{0};
};

inline std::function<std::unique_ptr<driver::Connection>()> FakeServer::connector() {
    return [this]() -> std::unique_ptr<driver::Connection> {
        struct Count {
            FakeServer& server;
            explicit Count(FakeServer& s) : server(s) {
                ++server.connects;
                raise_to(server.most_connecting, ++server.connecting);
            }
            ~Count() { --server.connecting; }
        } const count(*this);
        if (on_connect) on_connect();
        return std::make_unique<FakeConnection>(*this);
    };
}

inline FakeConnection& fake(driver::Connection& connection) {
    return static_cast<FakeConnection&>(connection);
}

/// The code of the error a call throws, and its text; both empty if it throws none.
template <class Call>
std::pair<std::string, std::string> thrown(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        return {error.code(), error.what()};
    }
    return {};
}

template <class Call>
std::string code_of(Call&& call) {
    return thrown(std::forward<Call>(call)).first;
}

}  // namespace azoth::test
