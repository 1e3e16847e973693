// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stream.hpp"

namespace hs2 {

/// How Thrift messages travel: bare on the stream, in length-prefixed frames (after SASL), or as
/// HTTP bodies. Call send, then read until the answer is complete, then finish. One thread at a
/// time; throws hs2::Error.
class Exchange {
public:
    Exchange() = default;
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;
    virtual ~Exchange() = default;

    virtual void send(std::string_view message) = 0;
    /// At least one byte of the answer to the last message, at most `size`.
    [[nodiscard]] virtual std::size_t read(char* buffer, std::size_t size) = 0;
    /// Called when the answer is parsed: whatever is left of it is dropped.
    virtual void finish() = 0;
    virtual void set_deadline(Deadline deadline) = 0;
    /// Whether a message may be sent long before its answer is read.
    [[nodiscard]] virtual bool may_send_ahead() const { return false; }
};

[[nodiscard]] std::unique_ptr<Exchange> make_raw_exchange(std::unique_ptr<Stream> stream);

/// Each message is preceded by its length, 4 bytes, big endian.
[[nodiscard]] std::unique_ptr<Exchange> make_framed_exchange(std::unique_ptr<Stream> stream);

/// The SASL PLAIN handshake on a fresh stream; refused credentials are Failure::authentication.
void sasl_plain(Stream& stream, const std::string& user, const std::string& password);

struct HttpOptions {
    std::string host;
    int port = 0;
    std::string path;
    bool authenticate = true;  ///< basic authentication with the two below
    std::string user;
    std::string password;
    std::vector<std::pair<std::string, std::string>> headers;  ///< sent with every request
};

/// POST requests over one kept connection. The server's cookies are sent back, so that it
/// authenticates once. Sessions outlive HTTP connections: one that was closed while it rested is
/// replaced by `connect`, which also makes the first. Nothing is sent ahead: proxies and servers
/// close connections whose client is slow to read, and the answer would be lost with it.
[[nodiscard]] std::unique_ptr<Exchange> make_http_exchange(
    std::function<std::unique_ptr<Stream>()> connect, HttpOptions options);

}  // namespace hs2
