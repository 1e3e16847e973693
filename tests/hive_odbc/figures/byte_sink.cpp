// SPDX-License-Identifier: MIT
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "core_error.hpp"
#include "cursor.hpp"
#include "session.hpp"

// How fast the server can be read at all: sends the very requests that the driver sends for a
// query's rows, and throws the bytes of the answers away unseen. No client can be faster, so one
// that keeps pace is bound by the server. usage: byte_sink HOST PORT SQL
//
// Before the reading that counts it says "ready" and waits for a line on its input: time to clear
// up in the server behind the readings before.

namespace {

using Clock = std::chrono::steady_clock;

/// A first result is read in earnest and its answers measured. The answers to the same statement
/// executed again are received in blocks of the size the kernel has ready, and forgotten; the
/// driver's core above, which chooses the requests, is told a recorded answer of one row instead.
/// The last answer, which is empty, goes to it as it came.
class Sink final : public hs2::Exchange {
public:
    explicit Sink(std::unique_ptr<hs2::Exchange> server)
        : server_(std::move(server)), trash_(1 << 20) {}

    void learn_stand_in() { mode_ = Mode::learns_stand_in; }
    void learn_sizes() { mode_ = Mode::learns_sizes; }
    void swallow() { mode_ = Mode::swallows; }
    void hand_through() { mode_ = Mode::hands_through; }

    void send(std::string_view message) override {
        const std::string_view head = message.substr(0, sequence_at);
        const bool fetch = head.substr(head.size() - method.size()) == method;
        if (fetch) std::memcpy(sequence_, message.data() + sequence_at, sizeof sequence_);
        server_->send(message);
    }

    std::size_t read(char* buffer, std::size_t size) override {
        if (mode_ == Mode::swallows && next_ + 1 < sizes_.size()) return stand_in(buffer, size);
        const std::size_t got = server_->read(buffer, size);
        answer_ += got;
        if (mode_ == Mode::learns_stand_in) stand_in_.append(buffer, got);
        return got;
    }

    void finish() override {
        server_->finish();
        if (mode_ == Mode::learns_stand_in) mode_ = Mode::hands_through;
        if (mode_ == Mode::learns_sizes) sizes_.push_back(answer_);
        if (mode_ == Mode::swallows) ++next_;
        bytes_ += answer_;
        answer_ = told_ = 0;
    }

    void set_deadline(hs2::Deadline deadline) override { server_->set_deadline(deadline); }
    [[nodiscard]] bool may_send_ahead() const override { return server_->may_send_ahead(); }

    [[nodiscard]] std::size_t answers() const { return sizes_.size(); }
    [[nodiscard]] std::size_t taken() const { return next_; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    enum class Mode { hands_through, learns_stand_in, learns_sizes, swallows };

    static constexpr std::string_view method = "FetchResults";
    /// Version, the method's length, the method; then comes the sequence number.
    static constexpr std::size_t sequence_at = 4 + 4 + method.size();

    std::size_t stand_in(char* buffer, std::size_t size) {
        while (answer_ < sizes_[next_]) {
            answer_ +=
                server_->read(trash_.data(), std::min(trash_.size(), sizes_[next_] - answer_));
        }
        std::memcpy(stand_in_.data() + sequence_at, sequence_, sizeof sequence_);
        const std::size_t told = std::min(size, stand_in_.size() - told_);
        std::memcpy(buffer, stand_in_.data() + told_, told);
        told_ += told;
        return told;
    }

    std::unique_ptr<hs2::Exchange> server_;
    std::vector<char> trash_;
    Mode mode_ = Mode::hands_through;
    std::string stand_in_;
    std::size_t told_ = 0;  ///< of the stand-in
    std::vector<std::size_t> sizes_;
    std::size_t next_ = 0;    ///< answer to swallow
    std::size_t answer_ = 0;  ///< bytes received of this one
    std::size_t bytes_ = 0;
    char sequence_[4] = {};
};

std::unique_ptr<hs2::Operation> executed(hs2::Session& session, const std::string& sql) {
    auto operation = session.execute(sql, 0);
    hs2::Progress seen;
    while ((seen = operation->poll()).state == hs2::State::running) continue;
    if (seen.state != hs2::State::finished) {
        throw hs2::Error(hs2::Failure::server, "the statement failed: " + seen.message);
    }
    // As the driver does: the server's first fetch meets the same caches.
    (void)operation->columns();
    return operation;
}

std::size_t read_all(hs2::Operation& operation) {
    constexpr long long driver_default = 10'000;
    hs2::Cursor cursor(operation, driver_default);
    hs2::ColumnBatch batch;
    std::size_t rows = 0;
    do {
        cursor.next(batch);
        rows += batch.rows;
    } while (batch.rows > 0);
    return rows;
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

void measure(const std::string& host, int port, const std::string& sql) {
    hs2::Endpoint endpoint;
    endpoint.host = host;
    endpoint.port = port;
    endpoint.login = hs2::Login::none;
    endpoint.user = "azoth";
    auto exchange = std::make_unique<Sink>(hs2::make_raw_exchange(
        std::make_unique<hs2::TcpStream>(host, port, hs2::Deadline::after(10'000))));
    Sink& sink = *exchange;
    const auto session = hs2::Session::open(std::move(exchange), endpoint);

    hs2::ColumnBatch one_row;
    const auto first = executed(*session, sql);
    sink.learn_stand_in();
    first->fetch(one_row, 1);
    first->close();
    const auto second = executed(*session, sql);
    sink.learn_sizes();
    const std::size_t rows = read_all(*second);
    sink.hand_through();
    second->close();

    std::puts("ready");
    std::fflush(stdout);
    (void)std::getchar();
    const auto third = executed(*session, sql);
    rusage before{}, after{};
    getrusage(RUSAGE_SELF, &before);
    const std::size_t bytes_before = sink.bytes();
    const auto began = Clock::now();
    sink.swallow();
    (void)read_all(*third);
    const double wall = std::chrono::duration<double>(Clock::now() - began).count();
    const std::size_t taken = sink.taken();
    sink.hand_through();
    getrusage(RUSAGE_SELF, &after);
    if (taken != sink.answers())
        throw hs2::Error(hs2::Failure::protocol, "the second reading went another way");
    std::printf("rows=%zu seconds=%.4f user=%.3f system=%.3f megabytes=%.1f\n", rows, wall,
                seconds(after.ru_utime) - seconds(before.ru_utime),
                seconds(after.ru_stime) - seconds(before.ru_stime),
                static_cast<double>(sink.bytes() - bytes_before) / 1e6);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) return 2;
    try {
        measure(arguments[1], std::atoi(arguments[2]), arguments[3]);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
