// SPDX-License-Identifier: MIT
#include "stream.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core_error.hpp"

namespace hs2 {
namespace {

struct Addresses {
    explicit Addresses(const std::string& host, int port) {
        addrinfo hints{};
        hints.ai_family = AF_UNSPEC;
        hints.ai_socktype = SOCK_STREAM;
        const std::string service = std::to_string(port);
        const int failed = getaddrinfo(host.c_str(), service.c_str(), &hints, &first);
        if (failed != 0) {
            throw Error(Failure::connect,
                        "cannot resolve host " + host + ": " + gai_strerror(failed));
        }
    }
    Addresses(const Addresses&) = delete;
    Addresses& operator=(const Addresses&) = delete;
    ~Addresses() { freeaddrinfo(first); }

    addrinfo* first = nullptr;
};

/// 0 when connected, else an errno value.
int connect_one(int socket, const addrinfo& address, const Deadline& deadline) {
    if (connect(socket, address.ai_addr, address.ai_addrlen) == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    for (;;) {
        pollfd waiting{socket, POLLOUT, 0};
        const int ready = poll(&waiting, 1, deadline.poll_milliseconds());
        if (ready > 0) break;
        if (ready < 0 && errno != EINTR) return errno;
        if (deadline.passed()) return ETIMEDOUT;
    }
    int result = 0;
    socklen_t size = sizeof result;
    if (getsockopt(socket, SOL_SOCKET, SO_ERROR, &result, &size) != 0) return errno;
    return result;
}

}  // namespace

TcpStream::TcpStream(const std::string& host, int port, Deadline deadline) : deadline_(deadline) {
    const Addresses addresses(host, port);
    int failure = EADDRNOTAVAIL;
    for (const addrinfo* one = addresses.first; one != nullptr; one = one->ai_next) {
        const int made = socket(one->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (made < 0) {
            failure = errno;
            continue;
        }
        failure = connect_one(made, *one, deadline);
        if (failure == 0) {
            const int yes = 1;
            setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            setsockopt(made, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
            socket_ = made;
            return;
        }
        close(made);
    }
    throw Error(
        failure == ETIMEDOUT ? Failure::timed_out : Failure::connect,
        "cannot connect to " + host + ":" + std::to_string(port) + ": " + std::strerror(failure));
}

TcpStream::~TcpStream() {
    if (socket_ >= 0) close(socket_);
}

void TcpStream::wait_for(short events) {
    for (;;) {
        pollfd waiting{socket_, events, 0};
        const int ready = poll(&waiting, 1, deadline_.poll_milliseconds());
        if (ready > 0) return;
        if (ready < 0 && errno != EINTR) {
            throw Error(Failure::connection_lost,
                        std::string("poll failed: ") + std::strerror(errno));
        }
        if (deadline_.passed()) {
            throw Error(Failure::timed_out, "the server did not answer in time");
        }
    }
}

bool TcpStream::stirs() const {
    pollfd waiting{socket_, POLLIN, 0};
    return poll(&waiting, 1, 0) > 0;
}

void TcpStream::write(const char* data, std::size_t size) {
    while (size > 0) {
        const ssize_t sent = send(socket_, data, size, MSG_NOSIGNAL);
        if (sent > 0) {
            data += sent;
            size -= static_cast<std::size_t>(sent);
        } else if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            wait_for(POLLOUT);
        } else if (sent < 0 && errno != EINTR) {
            throw Error(Failure::connection_lost,
                        std::string("the connection to the server broke: ") + std::strerror(errno));
        }
    }
}

std::size_t TcpStream::read(char* buffer, std::size_t size) {
    for (;;) {
        const ssize_t got = recv(socket_, buffer, size, 0);
        if (got > 0) return static_cast<std::size_t>(got);
        if (got == 0) throw Error(Failure::connection_lost, "the server closed the connection");
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            wait_for(POLLIN);
        } else if (errno != EINTR) {
            throw Error(Failure::connection_lost,
                        std::string("the connection to the server broke: ") + std::strerror(errno));
        }
    }
}

}  // namespace hs2
