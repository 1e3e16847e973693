// SPDX-License-Identifier: MIT
#include "link.hpp"

#include <chrono>
#include <utility>

#include "row_set_reader.hpp"

namespace hs2 {
namespace {

/// A server that takes longer over its rows is not asked early: the time saved is nothing beside
/// that, and who then closes or wants the connection would wait as long.
constexpr auto slow_answer = std::chrono::seconds(1);

std::unique_ptr<Stream> make_stream(const Endpoint& endpoint) {
    std::unique_ptr<Stream> stream = std::make_unique<TcpStream>(
        endpoint.host, endpoint.port, Deadline::after(endpoint.connect_timeout_ms));
    if (endpoint.tls.enabled) stream = make_tls_stream(std::move(stream), endpoint.tls);
    return stream;
}

std::unique_ptr<Exchange> make_exchange(const Endpoint& endpoint) {
    if (endpoint.http) {
        HttpOptions options;
        options.host = endpoint.host;
        options.port = endpoint.port;
        options.path = endpoint.http_path;
        options.authenticate = endpoint.login == Login::plain;
        options.user = endpoint.user;
        options.password = endpoint.password;
        options.headers = endpoint.http_headers;
        return make_http_exchange([endpoint] { return make_stream(endpoint); }, std::move(options));
    }
    std::unique_ptr<Stream> stream = make_stream(endpoint);
    if (endpoint.login == Login::none) return make_raw_exchange(std::move(stream));
    sasl_plain(*stream, endpoint.user, endpoint.password);
    return make_framed_exchange(std::move(stream));
}

/// A connection lost before the session stands is one that was never made.
std::unique_ptr<Exchange> connect(const Endpoint& endpoint) {
    try {
        return make_exchange(endpoint);
    } catch (const Error& error) {
        if (error.kind != Failure::connection_lost) throw;
        throw Error(Failure::connect, std::string("the handshake failed: ") + error.what());
    }
}

bool starts_with(const std::string& text, const char* prefix) {
    return text.rfind(prefix, 0) == 0;
}

}  // namespace

Link::Link(const Endpoint& endpoint) : Link(connect(endpoint), endpoint) {}

Link::Link(std::unique_ptr<Exchange> exchange, const Endpoint& endpoint)
    : socket_timeout_ms_(endpoint.socket_timeout_ms) {
    transport_ = std::make_shared<MessageTransport>(std::move(exchange), longest_message);
    protocol_ = std::make_unique<Protocol>(transport_);
}

void Link::open_session(const Endpoint& endpoint) {
    // Opening the session is part of connecting: until it stands, that deadline is the one that
    // counts.
    if (endpoint.connect_timeout_ms > 0 &&
        (socket_timeout_ms_ == 0 || endpoint.connect_timeout_ms < socket_timeout_ms_)) {
        socket_timeout_ms_ = endpoint.connect_timeout_ms;
    }

    wire::OpenSessionRequest request;
    request.protocol = 10;
    if (!endpoint.user.empty()) request.__set_user(endpoint.user);
    if (!endpoint.password.empty()) request.__set_password(endpoint.password);
    std::map<std::string, std::string> configuration;
    if (!endpoint.database.empty()) configuration["use:database"] = endpoint.database;
    if (!endpoint.delegate.empty()) configuration["hive.server2.proxy.user"] = endpoint.delegate;
    // Rows serialized by the tasks come in a layout of their own, which saves the server little and
    // costs us a second reader.
    configuration["set:hiveconf:hive.server2.thrift.resultset.serialize.in.tasks"] = "false";
    for (const auto& [key, value] : endpoint.settings) configuration["set:hiveconf:" + key] = value;
    for (const auto& [key, value] : endpoint.variables) configuration["set:hivevar:" + key] = value;
    request.__set_configuration(configuration);

    wire::OpenSessionResponse response;
    call("OpenSession", request, response);
    check(response.status, *this);
    if (!response.__isset.session) {
        throw Error(Failure::protocol, "the server opened no session");
    }
    if (response.protocol < 5) {
        throw Error(Failure::connect, "the server is too old: it cannot send columns");
    }
    session = response.session;
    socket_timeout_ms_ = endpoint.socket_timeout_ms;
}

void Link::receive_envelope(const char* method) {
    namespace types = apache::thrift::protocol;
    std::string name;
    types::TMessageType type = types::T_REPLY;
    std::int32_t sequence = 0;
    protocol_->readMessageBegin(name, type, sequence);
    if (type == types::T_EXCEPTION) {
        apache::thrift::TApplicationException exception;
        exception.read(protocol_.get());
        protocol_->readMessageEnd();
        transport_->readEnd();
        throw Error(Failure::server,
                    std::string("the server could not answer ") + method + ": " + exception.what());
    }
    if (type != types::T_REPLY || name != method || sequence != sequence_) {
        throw Error(Failure::protocol, "the server answered something else than was asked");
    }
}

void Link::fetch(const wire::FetchRequest& request, wire::Status& status, ColumnBatch& batch) {
    exchange("FetchResults", request,
             [&] { read_result_field([&] { read_fetch_response(*protocol_, status, batch); }); });
}

void Link::fetch(const wire::FetchRequest& request, const std::shared_ptr<RowsAhead>& ahead,
                 wire::Status& status, ColumnBatch& batch) {
    const std::lock_guard turn(mutex_);
    if (ahead->here) {
        // Another call was here since: what comes next is fetched as if for the first time.
        ahead->here = false;
        if (ahead->failure) std::rethrow_exception(std::exchange(ahead->failure, nullptr));
        status = std::exchange(ahead->status, {});
        std::swap(batch, ahead->batch);
        return;
    }
    const bool asked = under_way_ == ahead;
    if (!asked) {
        take_in_rows_under_way();
        guarded([&] { send("FetchResults", request); });
    }
    under_way_ = nullptr;
    const auto began = Deadline::clock::now();
    receive_rows(status, batch);
    const bool slow = Deadline::clock::now() - began > slow_answer;
    steady_fetches_ = slow ? 0 : reader_ == ahead.get() ? steady_fetches_ + 1 : 1;
    reader_ = ahead.get();
}

void Link::ask_ahead(const wire::FetchRequest& request, const std::shared_ptr<RowsAhead>& ahead) {
    const std::lock_guard turn(mutex_);
    if (dead_ || reader_ != ahead.get() || steady_fetches_ < 2 || !transport_->may_send_ahead())
        return;
    try {
        guarded([&] { send("FetchResults", request); });
        under_way_ = ahead;
    } catch (...) {
        ahead->here = true;
        ahead->failure = std::current_exception();
    }
}

void Link::receive_rows(wire::Status& status, ColumnBatch& batch) {
    guarded([&] {
        receive("FetchResults", [&] {
            read_result_field([&] { read_fetch_response(*protocol_, status, batch); });
        });
    });
}

/// Its failure is its reader's to hear of, unless the connection is gone with it.
void Link::take_in_rows_under_way() {
    if (!under_way_) return;
    const std::shared_ptr<RowsAhead> ahead = std::exchange(under_way_, nullptr);
    ahead->here = true;
    try {
        receive_rows(ahead->status, ahead->batch);
    } catch (...) {
        ahead->failure = std::current_exception();
        if (dead_) throw;
    }
}

void check(const wire::Status& status, Link& link) {
    if (status.code == 0 || status.code == 1 || status.code == 2) return;
    std::string message = status.__isset.errorMessage ? status.errorMessage : std::string();
    if (message.empty()) {
        for (const std::string& line : status.messages) {
            if (!line.empty()) message += (message.empty() ? "" : "\n") + line;
        }
    }
    if (message.empty()) message = "the server reported an error without a message";
    const bool session_gone = status.code == 4 || starts_with(message, "Invalid SessionHandle") ||
                              message.find("Invalid SessionHandle:") != std::string::npos;
    if (session_gone) {
        link.mark_dead();
        throw Error(Failure::connection_lost, "the server has closed the session: " + message);
    }
    throw Error(Failure::server, message, status.__isset.sqlState ? status.sqlState : std::string(),
                status.__isset.errorCode ? status.errorCode : 0);
}

}  // namespace hs2
