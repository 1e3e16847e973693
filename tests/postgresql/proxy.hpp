// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace azoth_test {

/// A TCP proxy in front of a server, which misbehaves on request. It listens on a loopback port of
/// its own and serves connections on one thread until it is destroyed.
class Proxy {
public:
    Proxy(std::string host, int port);
    ~Proxy();
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;

    [[nodiscard]] int port() const noexcept { return port_; }

    /// Cuts every connection once this many more bytes have come from the server.
    void cut_after(std::int64_t bytes) noexcept { bytes_left_ = bytes; }
    /// Once the client has sent this text, what the server answers is swallowed and the connection
    /// cut; the server has received the text and acts on it. The text is a literal.
    void swallow_answer_to(const char* text) noexcept { swallow_ = text; }
    /// Lets nothing through in either direction, without closing anything.
    void freeze() noexcept { frozen_ = true; }

private:
    struct Pair {
        int client;
        int server;
        bool swallowing = false;
    };

    void serve();
    void accept_client();
    /// False once the pair is to be closed.
    [[nodiscard]] bool forward_from_client(Pair& pair);
    [[nodiscard]] bool forward_from_server(Pair& pair);

    std::string host_;
    int server_port_;
    int listener_ = -1;
    int port_ = 0;
    std::vector<Pair> pairs_;
    std::atomic<bool> stop_{false};
    std::atomic<bool> frozen_{false};
    std::atomic<std::int64_t> bytes_left_{INT64_MAX};
    std::atomic<const char*> swallow_{nullptr};
    std::thread thread_;
};

}  // namespace azoth_test
