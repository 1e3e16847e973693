// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "deadline.hpp"

namespace hs2 {

/// A connected pair of byte streams. One thread at a time. Everything throws hs2::Error.
class Stream {
public:
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    virtual ~Stream() = default;

    /// Sends all of it.
    virtual void write(const char* data, std::size_t size) = 0;
    /// Receives at least one byte and at most `size`; a closed connection is an error, never 0.
    [[nodiscard]] virtual std::size_t read(char* buffer, std::size_t size) = 0;
    /// Applies to every later read and write until changed.
    virtual void set_deadline(Deadline deadline) = 0;
    /// True if the other side has said something unasked, which on a resting connection means
    /// farewell.
    [[nodiscard]] virtual bool stirs() const { return false; }

    void read_exactly(char* buffer, std::size_t size) {
        while (size > 0) {
            const std::size_t got = read(buffer, size);
            buffer += got;
            size -= got;
        }
    }
};

/// A TCP socket, non-blocking underneath so that deadlines hold; never raises SIGPIPE.
class TcpStream : public Stream {
public:
    /// Tries every address of `host` until one answers or the deadline passes.
    TcpStream(const std::string& host, int port, Deadline deadline);
    ~TcpStream() override;

    void write(const char* data, std::size_t size) override;
    [[nodiscard]] std::size_t read(char* buffer, std::size_t size) override;
    void set_deadline(Deadline deadline) override { deadline_ = deadline; }
    [[nodiscard]] bool stirs() const override;

private:
    void wait_for(short events);

    int socket_ = -1;
    Deadline deadline_;
};

/// How a TLS connection checks the server and shows itself; paths are PEM files, empty means not
/// given.
struct TlsOptions {
    bool enabled = false;
    bool verify_certificate = true;
    bool verify_host = true;
    std::string authority_file;  ///< empty: the system's authorities
    std::string certificate_file;
    std::string key_file;
    std::string host;  ///< the name the certificate must carry
};

/// TLS 1.2 or newer over `below`; the handshake is done when this returns.
[[nodiscard]] std::unique_ptr<Stream> make_tls_stream(std::unique_ptr<Stream> below,
                                                      const TlsOptions& options);

}  // namespace hs2
