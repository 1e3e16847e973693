// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <climits>
#include <exception>
#include <utility>

#include "core_error.hpp"
#include "stream.hpp"

// OpenSSL's own socket BIO writes with write(2), which raises SIGPIPE in the host program, and
// knows no deadlines. So TLS runs over a BIO of ours that calls the stream below; its exceptions
// wait in `pending` until OpenSSL has returned.

namespace hs2 {
namespace {

struct Below {
    std::unique_ptr<Stream> stream;
    std::exception_ptr pending;
};

Below& below_of(BIO* bio) {
    return *static_cast<Below*>(BIO_get_data(bio));
}

int bio_write(BIO* bio, const char* data, int size) {
    try {
        below_of(bio).stream->write(data, static_cast<std::size_t>(size));
        return size;
    } catch (...) {
        below_of(bio).pending = std::current_exception();
        return -1;
    }
}

int bio_read(BIO* bio, char* buffer, int size) {
    try {
        return static_cast<int>(below_of(bio).stream->read(buffer, static_cast<std::size_t>(size)));
    } catch (...) {
        below_of(bio).pending = std::current_exception();
        return -1;
    }
}

long bio_control(BIO*, int command, long, void*) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD* bio_method() {
    static BIO_METHOD* const method = [] {
        BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "hs2 stream");
        BIO_meth_set_write(made, bio_write);
        BIO_meth_set_read(made, bio_read);
        BIO_meth_set_ctrl(made, bio_control);
        return made;
    }();
    return method;
}

std::string reason() {
    const unsigned long code = ERR_get_error();
    if (code == 0) return "unknown TLS error";
    char text[256];
    ERR_error_string_n(code, text, sizeof text);
    return text;
}

struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSsl {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using Context = std::unique_ptr<SSL_CTX, FreeContext>;

void load_own_certificate(SSL_CTX* context, const TlsOptions& options) {
    if (options.certificate_file.empty()) return;
    const std::string& key = options.key_file.empty() ? options.certificate_file : options.key_file;
    if (SSL_CTX_use_certificate_chain_file(context, options.certificate_file.c_str()) != 1 ||
        SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
        throw Error(Failure::connect, "cannot load the client certificate: " + reason());
    }
}

Context make_context(const TlsOptions& options) {
    ERR_clear_error();
    Context context(SSL_CTX_new(TLS_client_method()));
    if (!context) throw Error(Failure::connect, "cannot start TLS: " + reason());
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context.get(), SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_options(context.get(), SSL_OP_IGNORE_UNEXPECTED_EOF);
    if (options.verify_certificate) {
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
        const int loaded = options.authority_file.empty()
                               ? SSL_CTX_set_default_verify_paths(context.get())
                               : SSL_CTX_load_verify_locations(
                                     context.get(), options.authority_file.c_str(), nullptr);
        if (loaded != 1) {
            throw Error(Failure::connect, "cannot load the authorities from " +
                                              options.authority_file + ": " + reason());
        }
    }
    load_own_certificate(context.get(), options);
    return context;
}

void expect_host(SSL* ssl, const TlsOptions& options) {
    unsigned char address[16];
    const bool literal = inet_pton(AF_INET, options.host.c_str(), address) == 1 ||
                         inet_pton(AF_INET6, options.host.c_str(), address) == 1;
    if (!literal) SSL_set_tlsext_host_name(ssl, options.host.c_str());
    if (!options.verify_certificate || !options.verify_host) return;
    X509_VERIFY_PARAM* checks = SSL_get0_param(ssl);
    const int set = literal ? X509_VERIFY_PARAM_set1_ip_asc(checks, options.host.c_str())
                            : X509_VERIFY_PARAM_set1_host(checks, options.host.c_str(), 0);
    if (set != 1) throw Error(Failure::connect, "cannot check the host name: " + reason());
}

class TlsStream final : public Stream {
public:
    TlsStream(std::unique_ptr<Stream> stream, const TlsOptions& options)
        : context_(make_context(options)), ssl_(SSL_new(context_.get())) {
        below_.stream = std::move(stream);
        BIO* bio = BIO_new(bio_method());
        if (!ssl_ || bio == nullptr) throw Error(Failure::connect, "cannot start TLS: " + reason());
        BIO_set_data(bio, &below_);
        BIO_set_init(bio, 1);
        SSL_set_bio(ssl_.get(), bio, bio);
        expect_host(ssl_.get(), options);
        if (SSL_connect(ssl_.get()) != 1) fail_handshake();
    }

    ~TlsStream() override {
        // A clean close is a courtesy; after an error OpenSSL forbids it.
        if (usable_) SSL_shutdown(ssl_.get());
    }

    void write(const char* data, std::size_t size) override {
        while (size > 0) {
            const int part = static_cast<int>(std::min<std::size_t>(size, INT_MAX));
            ERR_clear_error();
            const int sent = SSL_write(ssl_.get(), data, part);
            if (sent <= 0) fail("the TLS connection broke: ");
            data += sent;
            size -= static_cast<std::size_t>(sent);
        }
    }

    std::size_t read(char* buffer, std::size_t size) override {
        ERR_clear_error();
        const int got =
            SSL_read(ssl_.get(), buffer, static_cast<int>(std::min<std::size_t>(size, INT_MAX)));
        if (got > 0) return static_cast<std::size_t>(got);
        if (SSL_get_error(ssl_.get(), got) == SSL_ERROR_ZERO_RETURN) {
            throw Error(Failure::connection_lost, "the server closed the connection");
        }
        fail("the TLS connection broke: ");
    }

    void set_deadline(Deadline deadline) override { below_.stream->set_deadline(deadline); }
    [[nodiscard]] bool stirs() const override { return below_.stream->stirs(); }

private:
    [[noreturn]] void fail(const char* what) {
        usable_ = false;
        if (below_.pending) std::rethrow_exception(std::exchange(below_.pending, nullptr));
        throw Error(Failure::connection_lost, what + reason());
    }

    [[noreturn]] void fail_handshake() {
        usable_ = false;
        const long verdict = SSL_get_verify_result(ssl_.get());
        if (verdict != X509_V_OK) {
            throw Error(Failure::connect, std::string("the server's certificate is not trusted: ") +
                                              X509_verify_cert_error_string(verdict));
        }
        if (below_.pending) {
            try {
                std::rethrow_exception(std::exchange(below_.pending, nullptr));
            } catch (const Error& error) {
                throw Error(error.kind == Failure::timed_out ? error.kind : Failure::connect,
                            std::string("the TLS handshake failed: ") + error.what());
            }
        }
        throw Error(Failure::connect, "the TLS handshake failed: " + reason());
    }

    Below below_;
    Context context_;
    std::unique_ptr<SSL, FreeSsl> ssl_;
    bool usable_ = true;
};

}  // namespace

std::unique_ptr<Stream> make_tls_stream(std::unique_ptr<Stream> below, const TlsOptions& options) {
    return std::make_unique<TlsStream>(std::move(below), options);
}

}  // namespace hs2
