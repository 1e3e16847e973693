// SPDX-License-Identifier: MIT
#include "exchange.hpp"

#include <algorithm>

#include "core_error.hpp"

namespace hs2 {
namespace {

void put_u32(char* out, std::uint32_t value) {
    for (int i = 3; i >= 0; --i, value >>= 8) out[i] = static_cast<char>(value & 0xff);
}

std::uint32_t get_u32(const char* in) {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(in[i]);
    return value;
}

class RawExchange final : public Exchange {
public:
    explicit RawExchange(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}

    void send(std::string_view message) override { stream_->write(message.data(), message.size()); }
    std::size_t read(char* buffer, std::size_t size) override {
        return stream_->read(buffer, size);
    }
    void finish() override {}
    void set_deadline(Deadline deadline) override { stream_->set_deadline(deadline); }
    [[nodiscard]] bool may_send_ahead() const override { return true; }

private:
    std::unique_ptr<Stream> stream_;
};

class FramedExchange final : public Exchange {
public:
    explicit FramedExchange(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}

    void send(std::string_view message) override {
        // One write for both: a four-byte packet of its own would wait for the server's
        // acknowledgement.
        out_.resize(4);
        put_u32(out_.data(), static_cast<std::uint32_t>(message.size()));
        out_.append(message);
        stream_->write(out_.data(), out_.size());
    }

    std::size_t read(char* buffer, std::size_t size) override {
        while (left_ == 0) {
            char header[4];
            stream_->read_exactly(header, sizeof header);
            left_ = get_u32(header);
            if (left_ > 0x7fffffff) {
                throw Error(Failure::protocol, "the server announced a frame of impossible length");
            }
        }
        const std::size_t got = stream_->read(buffer, std::min<std::size_t>(size, left_));
        left_ -= static_cast<std::uint32_t>(got);
        return got;
    }

    void finish() override {
        char dropped[4096];
        while (left_ > 0) (void)read(dropped, sizeof dropped);
    }

    void set_deadline(Deadline deadline) override { stream_->set_deadline(deadline); }
    [[nodiscard]] bool may_send_ahead() const override { return true; }

private:
    std::unique_ptr<Stream> stream_;
    std::string out_;
    std::uint32_t left_ = 0;
};

enum SaslStatus : unsigned char {
    sasl_start = 1,
    sasl_ok = 2,
    sasl_bad = 3,
    sasl_error = 4,
    sasl_complete = 5
};

void append_sasl(std::string& out, SaslStatus status, std::string_view payload) {
    char header[5] = {static_cast<char>(status), 0, 0, 0, 0};
    put_u32(header + 1, static_cast<std::uint32_t>(payload.size()));
    out.append(header, sizeof header).append(payload);
}

}  // namespace

std::unique_ptr<Exchange> make_raw_exchange(std::unique_ptr<Stream> stream) {
    return std::make_unique<RawExchange>(std::move(stream));
}

std::unique_ptr<Exchange> make_framed_exchange(std::unique_ptr<Stream> stream) {
    return std::make_unique<FramedExchange>(std::move(stream));
}

void sasl_plain(Stream& stream, const std::string& user, const std::string& password) {
    std::string credentials;
    credentials.append(1, '\0').append(user).append(1, '\0').append(password);
    std::string hello;
    append_sasl(hello, sasl_start, "PLAIN");
    append_sasl(hello, sasl_complete, credentials);
    stream.write(hello.data(), hello.size());

    char header[5];
    stream.read_exactly(header, sizeof header);
    const std::uint32_t size = get_u32(header + 1);
    if (size > 65536) {
        throw Error(
            Failure::connect,
            "the server does not speak SASL here (is its authentication NOSASL, its transport "
            "HTTP, or TLS on?)");
    }
    std::string text(size, '\0');
    stream.read_exactly(text.data(), text.size());
    const auto status = static_cast<unsigned char>(header[0]);
    if (status == sasl_complete || status == sasl_ok) return;
    if (status == sasl_bad || status == sasl_error) {
        throw Error(Failure::authentication, "the server refused the login: " + text);
    }
    throw Error(Failure::protocol, "the server answered the login with an unknown status");
}

}  // namespace hs2
