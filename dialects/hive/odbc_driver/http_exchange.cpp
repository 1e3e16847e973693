// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <map>

#include "core_error.hpp"
#include "exchange.hpp"

namespace hs2 {
namespace {

constexpr std::size_t longest_head = 64 * 1024;

std::string base64(std::string_view in) {
    static constexpr char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < in.size(); i += 3) {
        const std::size_t have = std::min<std::size_t>(3, in.size() - i);
        unsigned bits = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            bits = bits << 8 | (j < have ? static_cast<unsigned char>(in[i + j]) : 0U);
        }
        for (std::size_t j = 0; j < 4; ++j) {
            out += j <= have ? digits[bits >> (18 - 6 * j) & 63] : '=';
        }
    }
    return out;
}

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

class HttpExchange final : public Exchange {
public:
    HttpExchange(std::function<std::unique_ptr<Stream>()> connect, HttpOptions options)
        : connect_(std::move(connect)), stream_(connect_()), options_(std::move(options)) {
        if (options_.authenticate) {
            authorization_ = "Basic " + base64(options_.user + ":" + options_.password);
        }
    }

    void send(std::string_view message) override {
        if (closing_ || (used_ && stream_->stirs())) reconnect();
        used_ = true;
        std::string head =
            "POST /" + options_.path + " HTTP/1.1\r\nHost: " + options_.host + ":" +
            std::to_string(options_.port) +
            "\r\nContent-Type: application/x-thrift\r\nAccept: application/x-thrift\r\n"
            "User-Agent: azoth-hive-odbc\r\nX-XSRF-HEADER: true\r\nContent-Length: " +
            std::to_string(message.size()) + "\r\n";
        if (!authorization_.empty()) head += "Authorization: " + authorization_ + "\r\n";
        if (!cookies_.empty()) {
            head += "Cookie: ";
            const char* between = "";
            for (const auto& [name, value] : cookies_) {
                head.append(between).append(name).append("=").append(value);
                between = "; ";
            }
            head += "\r\n";
        }
        for (const auto& [name, value] : options_.headers) head += name + ": " + value + "\r\n";
        head += "\r\n";
        head.append(message);
        stream_->write(head.data(), head.size());
        read_head();
    }

    std::size_t read(char* buffer, std::size_t size) override {
        if (left_ == 0 && chunked_ && !ended_) next_chunk();
        if (left_ == 0) {
            throw Error(Failure::protocol, "the server's HTTP answer ended too early");
        }
        const std::size_t got = read_some(buffer, std::min(size, left_));
        left_ -= got;
        return got;
    }

    void finish() override {
        char dropped[4096];
        while (left_ > 0 || (chunked_ && !ended_)) {
            if (left_ == 0) {
                next_chunk();
                continue;
            }
            (void)read(dropped, sizeof dropped);
        }
    }

    void set_deadline(Deadline deadline) override {
        deadline_ = deadline;
        stream_->set_deadline(deadline);
    }

private:
    /// Nothing of the next request has been sent yet, so nothing can happen twice.
    void reconnect() {
        stream_ = connect_();
        stream_->set_deadline(deadline_);
        ahead_.clear();
        from_ = 0;
        closing_ = false;
    }

    std::size_t read_some(char* buffer, std::size_t size) {
        if (from_ == ahead_.size()) return stream_->read(buffer, size);
        const std::size_t taken = std::min(size, ahead_.size() - from_);
        std::copy_n(ahead_.data() + from_, taken, buffer);
        from_ += taken;
        return taken;
    }

    std::string read_line() {
        std::string line;
        for (;;) {
            if (from_ == ahead_.size()) {
                ahead_.resize(4096);
                from_ = 0;
                std::size_t got = 0;
                try {
                    got = stream_->read(ahead_.data(), ahead_.size());
                } catch (...) {
                    ahead_.clear();
                    throw;
                }
                ahead_.resize(got);
            }
            const std::size_t end = ahead_.find('\n', from_);
            if (end == std::string::npos) {
                line.append(ahead_, from_);
                from_ = ahead_.size();
            } else {
                line.append(ahead_, from_, end - from_);
                from_ = end + 1;
                if (!line.empty() && line.back() == '\r') line.pop_back();
                return line;
            }
            if (line.size() > longest_head) {
                throw Error(Failure::protocol, "the server sent an endless HTTP line");
            }
        }
    }

    void read_head() {
        left_ = 0;
        chunked_ = ended_ = false;
        const std::string first = read_line();
        int status = 0;
        if (first.size() < 12 || first.compare(0, 5, "HTTP/") != 0 ||
            std::from_chars(first.data() + 9, first.data() + 12, status).ec != std::errc()) {
            throw Error(Failure::connect, "the server does not speak HTTP here");
        }
        closing_ = first.compare(5, 3, "1.1") != 0;
        std::size_t seen = first.size();
        for (std::string line = read_line(); !line.empty(); line = read_line()) {
            seen += line.size();
            if (seen > longest_head) {
                throw Error(Failure::protocol, "the server sent an endless HTTP head");
            }
            take_header(line);
        }
        if (status == 200) return;
        if (status == 401 || status == 403) {
            throw Error(Failure::authentication, "the server refused the login (HTTP status " +
                                                     std::to_string(status) + ")");
        }
        throw Error(Failure::connect, "the server answered with HTTP status " +
                                          std::to_string(status) + " for the path /" +
                                          options_.path);
    }

    void take_header(std::string_view line) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return;
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (same_name(name, "content-length")) {
            if (std::from_chars(value.data(), value.data() + value.size(), left_).ec !=
                std::errc()) {
                throw Error(Failure::protocol, "the server sent an HTTP length that is no number");
            }
        } else if (same_name(name, "transfer-encoding")) {
            chunked_ = same_name(value, "chunked");
        } else if (same_name(name, "connection")) {
            closing_ = closing_ || same_name(value, "close");
        } else if (same_name(name, "set-cookie")) {
            const std::string_view pair = value.substr(0, value.find(';'));
            const std::size_t equals = pair.find('=');
            if (equals != std::string_view::npos) {
                cookies_[std::string(trimmed(pair.substr(0, equals)))] =
                    trimmed(pair.substr(equals + 1));
            }
        }
    }

    void next_chunk() {
        std::string line = read_line();
        if (line.empty()) line = read_line();  // the line end after the previous chunk
        std::size_t size = 0;
        const auto parsed = std::from_chars(line.data(), line.data() + line.size(), size, 16);
        if (parsed.ec != std::errc() || size > 0x7fffffff) {
            throw Error(Failure::protocol, "the server sent a damaged HTTP chunk");
        }
        left_ = size;
        if (size > 0) return;
        ended_ = true;
        while (!read_line().empty()) continue;
    }

    std::function<std::unique_ptr<Stream>()> connect_;
    std::unique_ptr<Stream> stream_;
    Deadline deadline_;
    bool used_ = false;     // a request has gone over this connection
    bool closing_ = false;  // the server closes it behind its answer
    HttpOptions options_;
    std::string authorization_;
    std::map<std::string, std::string> cookies_;
    std::string ahead_;  // bytes received beyond the head
    std::size_t from_ = 0;
    std::size_t left_ = 0;  // of the body or of the current chunk
    bool chunked_ = false;
    bool ended_ = false;
};

}  // namespace

std::unique_ptr<Exchange> make_http_exchange(std::function<std::unique_ptr<Stream>()> connect,
                                             HttpOptions options) {
    return std::make_unique<HttpExchange>(std::move(connect), std::move(options));
}

}  // namespace hs2
