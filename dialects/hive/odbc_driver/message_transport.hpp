// SPDX-License-Identifier: MIT
#pragma once

#include <thrift/transport/TTransport.h>
#include <thrift/transport/TVirtualTransport.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "exchange.hpp"

namespace hs2 {

/// What a Thrift protocol reads and writes: collects a request, sends it whole, then serves the
/// answer through a buffer.
class MessageTransport final
    : public apache::thrift::transport::TVirtualTransport<MessageTransport> {
public:
    /// `longest` bounds the sizes Thrift believes inside one message.
    MessageTransport(std::unique_ptr<Exchange> exchange, int longest)
        : TVirtualTransport(std::make_shared<apache::thrift::TConfiguration>(longest, longest, 64)),
          exchange_(std::move(exchange)),
          in_(64 * 1024) {}

    [[nodiscard]] bool isOpen() const override { return true; }

    std::uint32_t read(std::uint8_t* out, std::uint32_t size) {
        if (from_ == to_) {
            if (size >= in_.size()) {
                return static_cast<std::uint32_t>(
                    exchange_->read(reinterpret_cast<char*>(out), size));
            }
            from_ = 0;
            to_ = 0;
            to_ = exchange_->read(in_.data(), in_.size());
        }
        const std::size_t taken = std::min<std::size_t>(size, to_ - from_);
        std::memcpy(out, in_.data() + from_, taken);
        from_ += taken;
        return static_cast<std::uint32_t>(taken);
    }

    std::uint32_t readAll(std::uint8_t* out, std::uint32_t size) {
        if (to_ - from_ >= size) {
            std::memcpy(out, in_.data() + from_, size);
            from_ += size;
            return size;
        }
        std::uint32_t done = 0;
        while (done < size) done += read(out + done, size - done);
        return size;
    }

    void write(const std::uint8_t* data, std::uint32_t size) {
        out_.append(reinterpret_cast<const char*>(data), size);
    }

    void flush() override {
        from_ = to_ = 0;
        exchange_->send(out_);
        out_.clear();
    }

    std::uint32_t readEnd() override {
        // A bare stream has no message ends; anything buffered beyond the answer would belong to
        // nobody.
        from_ = to_ = 0;
        exchange_->finish();
        return 0;
    }

    /// Bytes received and not yet read, for readers that look ahead.
    [[nodiscard]] std::string_view buffered() const { return {in_.data() + from_, to_ - from_}; }
    void skip_buffered(std::size_t size) { from_ += size; }

    void forget_request() { out_.clear(); }
    void set_deadline(Deadline deadline) { exchange_->set_deadline(deadline); }
    [[nodiscard]] bool may_send_ahead() const { return exchange_->may_send_ahead(); }

private:
    std::unique_ptr<Exchange> exchange_;
    std::string out_;
    std::vector<char> in_;
    std::size_t from_ = 0;
    std::size_t to_ = 0;
};

}  // namespace hs2
