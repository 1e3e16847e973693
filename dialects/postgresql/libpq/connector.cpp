// SPDX-License-Identifier: MIT
#include "connector.hpp"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>

#include "deadline.hpp"
#include "error_mapper.hpp"

namespace azoth::libpq {

namespace {

/// One endpoint's failure, in the words that the final error is made of.
struct Failure {
    std::string sqlstate;  ///< what the server said, if it got that far
    std::string code;      ///< ours otherwise
    std::string message;
    std::string server_message;
    bool final = false;  ///< another endpoint would say the same
};

struct Attempt {
    SessionPtr session;
    Failure failure;
    bool timed_out = false;
};

void ignore_notice(void*, const PGresult*) {}

SessionPtr begin(const ConnectPlan& plan, const Endpoint& endpoint,
                 const std::string& target_session_attrs) {
    std::vector<const char*> keys;
    std::vector<const char*> values;
    const auto add = [&](const char* key, const char* value) {
        keys.push_back(key);
        values.push_back(value);
    };
    if (!endpoint.host.empty()) add("host", endpoint.host.c_str());
    if (!endpoint.port.empty()) add("port", endpoint.port.c_str());
    if (!target_session_attrs.empty()) add("target_session_attrs", target_session_attrs.c_str());
    for (const auto& [key, value] : plan.options) {
        if (!value.empty()) add(key.c_str(), value.reveal().data());
    }
    add(nullptr, nullptr);
    // 0: a database name is a name, and never expands to further options.
    SessionPtr session(PQconnectStartParams(keys.data(), values.data(), 0));
    if (session == nullptr) throw std::bad_alloc();
    // Notices go to stderr otherwise.
    PQsetNoticeReceiver(session.get(), &ignore_notice, nullptr);
    // The one way to see the SQLSTATE of a refused connection.
    PQsetErrorVerbosity(session.get(), PQERRORS_VERBOSE);
    return session;
}

/// From "FATAL:  28P01: password authentication failed", whatever language the words have.
std::string find_sqlstate(std::string_view text) {
    const auto is_state_char = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    };
    for (std::size_t at = text.find(":  "); at != std::string_view::npos;
         at = text.find(":  ", at + 1)) {
        const std::string_view state = text.substr(at + 3, 5);
        bool valid = state.size() == 5 && text.substr(at + 8, 2) == ": ";
        for (const char c : state) valid = valid && is_state_char(c);
        if (valid) return std::string(state);
    }
    return {};
}

bool resolves(const Endpoint& endpoint) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(endpoint.host.c_str(), nullptr, &hints, &found) != 0) return false;
    freeaddrinfo(found);
    return true;
}

Failure explain(PGconn* session, ConnStatusType stage, const Endpoint& endpoint,
                bool wants_target) {
    Failure failure;
    const std::string_view text = PQerrorMessage(session);
    failure.sqlstate = find_sqlstate(text);
    failure.server_message = printable(text);
    if (!failure.sqlstate.empty()) {
        const std::string_view state = failure.sqlstate;
        failure.final = state.starts_with("28") || state.starts_with("3D");
        return failure;
    }
    if (PQconnectionNeedsPassword(session) != 0) {
        failure.sqlstate = "28P01";
        failure.final = true;
        return failure;
    }
    // The server has introduced itself and said nothing wrong: it was libpq that turned it down.
    if (wants_target && PQparameterStatus(session, "server_version") != nullptr) {
        failure.code = "wrong_target";
        failure.message = "the server is not of the kind asked for";
        return failure;
    }
    switch (stage) {
        case CONNECTION_SSL_STARTUP:
            failure.code = "tls_failed";
            failure.message = "TLS could not be agreed on";
            break;
        case CONNECTION_STARTED:
        case CONNECTION_NEEDED:
        case CONNECTION_BAD:
            if (!endpoint.is_socket() && !resolves(endpoint)) {
                failure.code = "host_not_found";
                failure.message = "the host name is not known";
            } else {
                failure.code = "connect_refused";
                failure.message = "nobody takes connections there";
            }
            break;
        default:
            failure.code = "connect_failed";
            failure.message = "the server ended the connection before it was open";
    }
    return failure;
}

Attempt try_endpoint(const ConnectPlan& plan, const Endpoint& endpoint,
                     const std::string& target_session_attrs, Deadline deadline) {
    Attempt attempt;
    SessionPtr session = begin(plan, endpoint, target_session_attrs);
    ConnStatusType stage = PQstatus(session.get());
    PostgresPollingStatusType wanted =
        stage == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
    while (wanted == PGRES_POLLING_READING || wanted == PGRES_POLLING_WRITING) {
        pollfd watched{};
        watched.fd = PQsocket(session.get());
        watched.events = wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        const int events = ::poll(&watched, 1, deadline.poll_ms());
        if (events == 0) {
            attempt.timed_out = true;
            return attempt;
        }
        if (events < 0 && errno == EINTR) continue;
        const ConnStatusType before = PQstatus(session.get());
        if (before != CONNECTION_BAD) stage = before;
        wanted = PQconnectPoll(session.get());
    }
    if (wanted == PGRES_POLLING_OK) {
        PQsetErrorVerbosity(session.get(), PQERRORS_DEFAULT);
        attempt.session = std::move(session);
    } else {
        attempt.failure = explain(session.get(), stage, endpoint,
                                  !target_session_attrs.empty() && target_session_attrs != "any");
    }
    return attempt;
}

[[noreturn]] void throw_failure(const Failure& failure, bool timed_out, const std::string& places) {
    ErrorDetails details;
    details.phase = Phase::connect;
    details.component = places;
    details.server_message = failure.server_message;
    if (timed_out) {
        details.retryable = true;
        throw TimeoutError("connect_timeout", "no connection in time: " + places,
                           std::move(details));
    }
    if (!failure.sqlstate.empty()) throw_sqlstate(failure.sqlstate, std::move(details));
    details.retryable = failure.code == "connect_refused";
    throw OperationalError(failure.code, failure.message + ": " + places, std::move(details));
}

}  // namespace

SessionPtr open_session(const ConnectPlan& plan, std::int64_t timeout_ms) {
    const std::int64_t patience = timeout_ms > 0 ? timeout_ms : plan.timeout_ms;
    // "Prefer" is two rounds: first ask for a standby, then take anybody.
    const bool prefers = plan.target_session_attrs == "prefer-standby";
    const std::vector<std::string> rounds =
        prefers ? std::vector<std::string>{"standby", "any"}
                : std::vector<std::string>{plan.target_session_attrs};
    Failure last;
    bool timed_out = false;
    std::string places;
    for (const std::string& attributes : rounds) {
        places.clear();
        for (const Endpoint& endpoint : plan.endpoints) {
            places.append(places.empty() ? "" : ", ").append(endpoint.shown());
            Attempt attempt = try_endpoint(plan, endpoint, attributes, Deadline::in(patience));
            if (attempt.session != nullptr) return std::move(attempt.session);
            last = std::move(attempt.failure);
            timed_out = attempt.timed_out;
            if (last.final) throw_failure(last, false, endpoint.shown());
        }
    }
    throw_failure(last, timed_out, places);
}

}  // namespace azoth::libpq
