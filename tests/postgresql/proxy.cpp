// SPDX-License-Identifier: MIT
#include "proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace azoth_test {

namespace {

sockaddr_in loopback(const std::string& host, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    inet_pton(AF_INET, host.c_str(), &address.sin_addr);
    return address;
}

bool send_all(int socket, std::string_view data) {
    while (!data.empty()) {
        const ssize_t sent = ::send(socket, data.data(), data.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        data.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace

Proxy::Proxy(std::string host, int port) : host_(std::move(host)), server_port_(port) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback("127.0.0.1", 0);
    socklen_t size = sizeof address;
    if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("the proxy cannot listen");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

Proxy::~Proxy() {
    stop_ = true;
    thread_.join();
    for (const Pair& pair : pairs_) {
        ::close(pair.client);
        ::close(pair.server);
    }
    ::close(listener_);
}

void Proxy::accept_client() {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(host_, server_port_);
    if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(client);
        ::close(server);
        return;
    }
    pairs_.push_back({client, server});
}

bool Proxy::forward_from_client(Pair& pair) {
    std::array<char, 65536> data;
    const ssize_t got = ::recv(pair.client, data.data(), data.size(), 0);
    if (got <= 0) return false;
    const std::string_view bytes(data.data(), static_cast<std::size_t>(got));
    const char* const trigger = swallow_;
    if (trigger != nullptr && bytes.find(trigger) != std::string_view::npos) pair.swallowing = true;
    return send_all(pair.server, bytes);
}

bool Proxy::forward_from_server(Pair& pair) {
    std::array<char, 65536> data;
    const ssize_t got = ::recv(pair.server, data.data(), data.size(), 0);
    if (got <= 0 || pair.swallowing) return false;
    const std::int64_t left = bytes_left_;
    const std::int64_t passed = std::min<std::int64_t>(got, left);
    if (left != INT64_MAX) bytes_left_ = left - passed;
    const bool sent = send_all(pair.client, {data.data(), static_cast<std::size_t>(passed)});
    return sent && passed == got;
}

void Proxy::serve() {
    while (!stop_) {
        std::vector<pollfd> watched{{listener_, POLLIN, 0}};
        for (const Pair& pair : pairs_) {
            watched.push_back({pair.client, POLLIN, 0});
            watched.push_back({pair.server, POLLIN, 0});
        }
        if (::poll(watched.data(), frozen_ ? 0 : watched.size(), 10) <= 0) continue;
        std::vector<Pair> kept;
        for (std::size_t i = 0; i < pairs_.size(); ++i) {
            Pair pair = pairs_[i];
            const bool open = (watched[1 + 2 * i].revents == 0 || forward_from_client(pair)) &&
                              (watched[2 + 2 * i].revents == 0 || forward_from_server(pair));
            if (open) {
                kept.push_back(pair);
            } else {
                ::close(pair.client);
                ::close(pair.server);
            }
        }
        pairs_ = std::move(kept);
        if (watched[0].revents != 0) accept_client();
    }
}

}  // namespace azoth_test
