// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include <chrono>
#include <cstring>
#include <numeric>
#include <thread>
#include <utility>

#include "core_error.hpp"
#include "cursor.hpp"
#include "hs2_types.h"
#include "replies.hpp"
#include "session.hpp"

// The next rows are asked for before these are handed over: when that happens, when not, and what
// becomes of an answer on its way when the connection is wanted for something else.

namespace {

/// Everything a server and its test tell each other.
struct Script {
    int rows = 0;        ///< of the one result there is
    bool ahead = true;   ///< the transport lets requests wait
    int refuse_at = -1;  ///< the fetch from this row on is answered with an error
    int break_at = -1;   ///< and from this one the connection breaks
    bool slow = false;   ///< each answer takes longer than is waited for with pleasure
    bool deaf = false;   ///< nothing can be sent any more

    std::vector<long long> asked;  ///< rows wanted, fetch by fetch
    int unread = 0;                ///< answers not read to their end
    int most_unread = 0;
    int closed = 0;
};

/// A server in a string: a request's answer lies ready when it is sent.
class Server final : public hs2::Exchange {
public:
    explicit Server(std::shared_ptr<Script> script) : script_(std::move(script)) {}

    void send(std::string_view message) override {
        if (script_->deaf) throw hs2::Error(hs2::Failure::connection_lost, "deaf");
        namespace thrift = apache::thrift;
        const auto buffer = std::make_shared<thrift::transport::TMemoryBuffer>();
        buffer->write(reinterpret_cast<const std::uint8_t*>(message.data()),
                      static_cast<std::uint32_t>(message.size()));
        thrift::protocol::TBinaryProtocol in(buffer);
        std::string method, name;
        thrift::protocol::TMessageType kind{};
        thrift::protocol::TType type{};
        std::int32_t sequence = 0;
        std::int16_t id = 0;
        in.readMessageBegin(method, kind, sequence);
        in.readStructBegin(name);
        in.readFieldBegin(name, type, id);
        if (method == "FetchResults") {
            hs2::wire::FetchRequest request;
            request.read(&in);
            answer_ = rows(sequence, request.maxRows);
        } else {
            answer_ = replies::renumbered(usual(method), sequence);
        }
        pause_ = script_->slow;
        script_->most_unread = std::max(script_->most_unread, ++script_->unread);
        if (method == "CloseOperation") ++script_->closed;
    }

    std::size_t read(char* out, std::size_t size) override {
        if (std::exchange(pause_, false))
            std::this_thread::sleep_for(std::chrono::milliseconds(1100));
        if (answer_.empty()) throw hs2::Error(hs2::Failure::connection_lost, "broken");
        const std::size_t taken = std::min<std::size_t>({size, answer_.size(), 100});
        answer_.copy(out, taken);
        answer_.erase(0, taken);
        return taken;
    }

    void finish() override { --script_->unread; }
    void set_deadline(hs2::Deadline) override {}
    [[nodiscard]] bool may_send_ahead() const override { return script_->ahead; }

private:
    std::string rows(int sequence, long long most) {
        script_->asked.push_back(most);
        if (script_->break_at >= 0 && next_ >= script_->break_at) return "";
        if (script_->refuse_at >= 0 && next_ >= script_->refuse_at) {
            return replies::refused_rows(sequence, "worn out");
        }
        const int count = static_cast<int>(std::min<long long>(most, script_->rows - next_));
        next_ += count;
        return replies::numbers(sequence, next_ - count, count);
    }

    static std::string usual(const std::string& method) {
        for (const std::string& one : replies::all()) {
            if (one.compare(8, method.size(), method) == 0) return one;
        }
        ADD_FAILURE() << method;
        return "";
    }

    std::shared_ptr<Script> script_;
    std::string answer_;
    int next_ = 0;
    bool pause_ = false;
};

class Ahead : public testing::Test {
protected:
    /// Reads batches of 100 rows, except that the first aims at what cursors begin with.
    void begin(int rows) {
        script->rows = rows;
        session = hs2::Session::open(std::make_unique<Server>(script), hs2::Endpoint());
        operation = session->execute("SELECT 1", 0);
        cursor = std::make_unique<hs2::Cursor>(*operation, 100);
    }

    /// One batch; true unless it is the end.
    bool next(long long wanted = hs2::Cursor::all) {
        cursor->next(batch, wanted);
        for (std::size_t row = 0; row < batch.rows; ++row) {
            std::int32_t value = 0;
            std::memcpy(&value, batch.columns[0].fixed.data() + row * sizeof value, sizeof value);
            seen.push_back(value);
        }
        return batch.rows > 0;
    }

    void expect_all_seen(int rows) const {
        std::vector<int> all(static_cast<std::size_t>(rows));
        std::iota(all.begin(), all.end(), 0);
        EXPECT_EQ(seen, all);
    }

    const std::shared_ptr<Script> script = std::make_shared<Script>();
    std::shared_ptr<hs2::Session> session;
    std::unique_ptr<hs2::Operation> operation;
    std::unique_ptr<hs2::Cursor> cursor;
    hs2::ColumnBatch batch;
    std::vector<int> seen;
};

TEST_F(Ahead, steady_reading_asks_early_from_the_second_batch_on) {
    begin(450);
    ASSERT_TRUE(next());
    EXPECT_EQ(script->unread, 0) << "who reads one batch may be content with it";
    for (int i = 1; i < 5; ++i) {
        ASSERT_TRUE(next());
        EXPECT_EQ(script->unread, 1) << i;
    }
    EXPECT_FALSE(next());
    EXPECT_EQ(script->unread, 0) << "nothing is asked for behind the end";
    EXPECT_EQ(script->most_unread, 1);
    EXPECT_EQ(script->asked.size(), 6U);
    expect_all_seen(450);
}

TEST_F(Ahead, a_transport_that_may_drop_answers_is_asked_in_time) {
    script->ahead = false;
    begin(450);
    while (next()) EXPECT_EQ(script->unread, 0);
    expect_all_seen(450);
}

TEST_F(Ahead, a_server_that_takes_long_is_asked_in_time) {
    begin(1000);
    ASSERT_TRUE(next());
    script->slow = true;
    ASSERT_TRUE(next());
    EXPECT_EQ(script->unread, 0) << "who closes now need not wait";
    script->slow = false;
    while (next()) continue;
    EXPECT_EQ(script->most_unread, 1);
    expect_all_seen(1000);
}

TEST_F(Ahead, no_more_rows_are_asked_for_than_are_wanted) {
    begin(1000);
    for (long long left = 350; left > 0; left -= static_cast<long long>(batch.rows)) {
        ASSERT_TRUE(next(left));
    }
    EXPECT_EQ(script->unread, 0);
    EXPECT_EQ(script->asked, (std::vector<long long>{100, 100, 100, 50}));
    expect_all_seen(350);
}

TEST_F(Ahead, other_calls_come_between_and_no_row_is_lost) {
    begin(1200);
    for (int i = 0; next(); ++i) {
        if (i % 3 != 2) continue;
        EXPECT_EQ(session->info(18), "4.0.1");
        EXPECT_EQ(script->unread, 0);
        EXPECT_EQ(operation->query_id(), "query_1");
    }
    EXPECT_EQ(script->most_unread, 1);
    expect_all_seen(1200);
}

TEST_F(Ahead, a_shared_connection_is_not_asked_early) {
    begin(1000);
    while (next()) {
        EXPECT_EQ(script->unread, 0);
        (void)session->info(18);
    }
    expect_all_seen(1000);
}

TEST_F(Ahead, an_error_belongs_to_the_fetch_it_was_asked_for) {
    script->refuse_at = 300;
    begin(1000);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(next());
    EXPECT_EQ(script->unread, 1);
    EXPECT_EQ(session->info(18), "4.0.1") << "another call takes the answer in and hears nothing";
    try {
        (void)next();
        FAIL() << "the error is lost";
    } catch (const hs2::Error& error) {
        EXPECT_EQ(error.kind, hs2::Failure::server);
        EXPECT_STREQ(error.what(), "worn out");
    }
    EXPECT_FALSE(session->dead());
    EXPECT_EQ(session->info(18), "4.0.1");
    expect_all_seen(300);
}

TEST_F(Ahead, a_connection_that_breaks_fails_the_next_fetch_and_every_call) {
    script->break_at = 300;
    begin(1000);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(next());
    const auto failure = [&](auto&& call) {
        try {
            call();
        } catch (const hs2::Error& error) {
            return error.kind;
        }
        return hs2::Failure::usage;
    };
    EXPECT_EQ(failure([&] { (void)session->info(18); }), hs2::Failure::connection_lost);
    EXPECT_EQ(failure([&] { (void)next(); }), hs2::Failure::connection_lost);
    EXPECT_EQ(failure([&] { (void)next(); }), hs2::Failure::connection_lost);
    EXPECT_TRUE(session->dead());
    expect_all_seen(300);
}

TEST_F(Ahead, rows_that_are_here_are_handed_over_though_no_more_can_be_asked_for) {
    begin(1000);
    ASSERT_TRUE(next());
    ASSERT_TRUE(next());
    (void)session->info(18);  // takes in the third batch
    ASSERT_TRUE(next());
    ASSERT_TRUE(next());
    EXPECT_EQ(script->unread, 0);
    ASSERT_TRUE(next());
    EXPECT_EQ(script->unread, 1);
    ASSERT_TRUE(next());
    script->deaf = true;
    ASSERT_TRUE(next()) << "its answer came before; only the request after it fails";
    EXPECT_THROW((void)next(), hs2::Error);
    expect_all_seen(700);
}

TEST_F(Ahead, closing_takes_in_what_is_on_its_way) {
    begin(1000);
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(next());
    EXPECT_EQ(script->unread, 1);
    cursor.reset();
    operation->close();
    EXPECT_EQ(script->unread, 0);
    EXPECT_EQ(script->closed, 1);
    EXPECT_EQ(session->info(18), "4.0.1");
}

TEST_F(Ahead, an_operation_may_go_while_its_rows_come) {
    begin(1000);
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(next());
    cursor.reset();
    operation->abandon();
    operation.reset();
    EXPECT_EQ(session->info(18), "4.0.1");
    session->close();
    EXPECT_EQ(script->unread, 0);
}

}  // namespace
