// SPDX-License-Identifier: MIT
#pragma once

#include <thrift/TApplicationException.h>

#include <atomic>
#include <exception>
#include <memory>
#include <mutex>

#include "core_error.hpp"
#include "hs2_types.h"
#include "protocol.hpp"
#include "session.hpp"

namespace hs2 {

/// The answer to a FetchResults that was asked for early. It stays on its way, in the socket, until
/// its reader wants it or another call wants the connection; then it waits here.
struct RowsAhead {
    bool here = false;
    ColumnBatch batch;
    wire::Status status;
    std::exception_ptr failure;
};

/// One connection: Thrift calls, one at a time, from any thread. A session is opened on it or not.
class Link {
public:
    /// Connects and authenticates; open_session comes after it, if at all.
    explicit Link(const Endpoint& endpoint);
    /// Over something that stands already.
    Link(std::unique_ptr<Exchange> exchange, const Endpoint& endpoint);

    void open_session(const Endpoint& endpoint);

    /// For each answer from now on; 0: none.
    void set_answer_timeout(long milliseconds) { socket_timeout_ms_ = milliseconds; }

    /// Sends `request` to `method`, fills `response`. A broken or confused connection is dead from
    /// then on.
    template <class Request, class Response>
    void call(const char* method, const Request& request, Response& response) {
        exchange(method, request, [&] { read_result(response); });
    }

    /// The same for FetchResults, whose answer goes into columns.
    void fetch(const wire::FetchRequest& request, wire::Status& status, ColumnBatch& batch);

    /// The same for a reader that asks early: takes what was asked for with `ahead`, if anything
    /// was, else asks now.
    void fetch(const wire::FetchRequest& request, const std::shared_ptr<RowsAhead>& ahead,
               wire::Status& status, ColumnBatch& batch);

    /// Sends a request whose answer the next fetch with `ahead` takes, so that the server works in
    /// the meantime. Does nothing unless that reader reads steadily and alone, which shows in two
    /// fetches without another call between them, or if the server was slow to answer: others would
    /// wait for rows that perhaps nobody wants.
    void ask_ahead(const wire::FetchRequest& request, const std::shared_ptr<RowsAhead>& ahead);

    [[nodiscard]] bool dead() const { return dead_; }
    void mark_dead() { dead_ = true; }

    wire::SessionHandle session;

private:
    template <class Request, class Read>
    void exchange(const char* method, const Request& request, Read&& read) {
        const std::lock_guard turn(mutex_);
        take_in_rows_under_way();
        reader_ = nullptr;
        guarded([&] {
            send(method, request);
            receive(method, read);
        });
    }

    template <class Read>
    void receive(const char* method, Read&& read) {
        transport_->set_deadline(Deadline::after(socket_timeout_ms_));
        receive_envelope(method);
        read();
        protocol_->readMessageEnd();
        transport_->readEnd();
    }

    void receive_rows(wire::Status& status, ColumnBatch& batch);
    void take_in_rows_under_way();

    template <class Request>
    void send(const char* method, const Request& request) {
        namespace types = apache::thrift::protocol;
        transport_->set_deadline(Deadline::after(socket_timeout_ms_));
        transport_->forget_request();
        protocol_->writeMessageBegin(method, types::T_CALL, ++sequence_);
        protocol_->writeStructBegin("arguments");
        protocol_->writeFieldBegin("request", types::T_STRUCT, 1);
        request.write(protocol_.get());
        protocol_->writeFieldEnd();
        protocol_->writeFieldStop();
        protocol_->writeStructEnd();
        protocol_->writeMessageEnd();
        transport_->flush();
    }

    template <class Response>
    void read_result(Response& response) {
        read_result_field([&] { response.read(protocol_.get()); });
    }

    template <class Read>
    void read_result_field(Read&& read) {
        namespace types = apache::thrift::protocol;
        std::string name;
        types::TType type = types::T_STOP;
        std::int16_t id = 0;
        bool found = false;
        protocol_->readStructBegin(name);
        for (;;) {
            protocol_->readFieldBegin(name, type, id);
            if (type == types::T_STOP) break;
            if (id == 0 && type == types::T_STRUCT && !found) {
                found = true;
                read();
            } else {
                protocol_->skip(type);
            }
            protocol_->readFieldEnd();
        }
        protocol_->readStructEnd();
        if (!found) throw Error(Failure::protocol, "the server's answer holds no result");
    }

    void receive_envelope(const char* method);

    /// Runs `body`; whatever it throws becomes an hs2::Error, and the connection is dead unless the
    /// server merely complained.
    template <class Body>
    void guarded(Body&& body) {
        if (dead_) throw Error(Failure::connection_lost, "the connection to the server is gone");
        try {
            body();
        } catch (const Error& error) {
            if (error.kind != Failure::server) dead_ = true;
            throw;
        } catch (const std::bad_alloc&) {
            dead_ = true;
            throw;
        } catch (const std::exception& error) {
            dead_ = true;
            throw Error(Failure::protocol,
                        std::string("the server's answer is damaged: ") + error.what());
        }
    }

    std::mutex mutex_;
    std::shared_ptr<MessageTransport> transport_;
    std::unique_ptr<Protocol> protocol_;
    std::int32_t sequence_ = 0;
    std::shared_ptr<RowsAhead> under_way_;  // whose answer the connection owes us
    const RowsAhead* reader_ = nullptr;     // who fetched last, if no other call came after
    int steady_fetches_ = 0;                // how often without another call in between
    std::atomic<long> socket_timeout_ms_ = 0;
    std::atomic<bool> dead_ = false;
};

/// Throws what a status says: nothing for success.
void check(const wire::Status& status, Link& link);

}  // namespace hs2
