// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>

#include "core_error.hpp"
#include "exchange.hpp"

namespace {

/// A stream that says what it was given and remembers what it was told.
class Script final : public hs2::Stream {
public:
    Script(std::string says, std::string* told) : says_(std::move(says)), told_(told) {}
    void write(const char* data, std::size_t size) override { told_->append(data, size); }
    std::size_t read(char* buffer, std::size_t size) override {
        const std::size_t taken = std::min<std::size_t>({size, says_.size(), 7});
        if (taken == 0) throw hs2::Error(hs2::Failure::connection_lost, "said everything");
        std::copy_n(says_.data(), taken, buffer);
        says_.erase(0, taken);
        return taken;
    }
    void set_deadline(hs2::Deadline) override {}

private:
    std::string says_;
    std::string* told_;
};

std::string answer(hs2::Exchange& exchange, std::size_t size) {
    std::string heard(size, '\0');
    for (std::size_t done = 0; done < size;)
        done += exchange.read(heard.data() + done, size - done);
    exchange.finish();
    return heard;
}

std::unique_ptr<hs2::Exchange> exchange(const std::string& says, std::string* told) {
    hs2::HttpOptions options;
    options.host = "h";
    options.port = 1;
    options.path = "cliservice";
    options.user = "Aladdin";
    options.password = "open sesame";
    return hs2::make_http_exchange([=] { return std::make_unique<Script>(says, told); }, options);
}

TEST(Http, lengths_chunks_and_cookies) {
    std::string told;
    const auto talk = exchange(
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: hive.server2.auth=abc=def; "
        "Secure\r\n\r\nhello"
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nwor\r\n2;x=y\r\nld\r\n0\r\n\r\n"
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nlast word",
        &told);
    talk->send("one");
    EXPECT_NE(told.find("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"),
              std::string::npos);
    EXPECT_EQ(told.find("Cookie:"), std::string::npos);
    EXPECT_EQ(answer(*talk, 5), "hello");
    told.clear();
    talk->send("two");
    EXPECT_NE(told.find("Cookie: hive.server2.auth=abc=def\r\n"), std::string::npos);
    EXPECT_EQ(answer(*talk, 5), "world");
    talk->send("three");
    EXPECT_EQ(answer(*talk, 4), "last");
}

/// The connection may be closed while nobody reads, and an answer on its way would go with it.
TEST(Http, nothing_is_asked_early) {
    std::string told;
    EXPECT_FALSE(exchange("", &told)->may_send_ahead());
}

TEST(Http, a_closed_connection_is_replaced) {
    std::string told;
    const auto talk =
        exchange("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok", &told);
    for (int i = 0; i < 3; ++i) {
        talk->send("again");
        EXPECT_EQ(answer(*talk, 2), "ok");
    }
    // Nor does one die that a server of the old version closes by habit.
    const auto old = exchange("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", &told);
    old->send("one");
    EXPECT_EQ(answer(*old, 2), "ok");
    old->send("two");
    EXPECT_EQ(answer(*old, 2), "ok");
}

TEST(Http, refusals) {
    std::string told;
    const auto failure = [&](const std::string& says) {
        try {
            const auto talk = exchange(says, &told);
            talk->send("x");
            (void)answer(*talk, 5);
        } catch (const hs2::Error& error) {
            return error.kind;
        }
        return hs2::Failure::usage;
    };
    EXPECT_EQ(failure("HTTP/1.1 401 Unauthorized\r\n\r\n"), hs2::Failure::authentication);
    EXPECT_EQ(failure("HTTP/1.1 404 Not Found\r\n\r\n"), hs2::Failure::connect);
    EXPECT_EQ(failure("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"), hs2::Failure::protocol);
    EXPECT_EQ(failure("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
              hs2::Failure::protocol);
    EXPECT_EQ(failure("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab"), hs2::Failure::protocol);
    EXPECT_EQ(failure("220 mail ready\r\n"), hs2::Failure::connect);
    EXPECT_EQ(failure("HTTP/1.1 200 OK\r\nX: " + std::string(100000, 'x')), hs2::Failure::protocol);
}

}  // namespace
