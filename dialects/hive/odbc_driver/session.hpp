// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "column_batch.hpp"
#include "exchange.hpp"
#include "value_type.hpp"

namespace hs2 {

enum class Login {
    none,  ///< nothing is negotiated on the wire (NOSASL); over HTTP no Authorization header
    plain  ///< SASL PLAIN, over HTTP basic authentication
};

/// Where a server is and how to talk to it.
struct Endpoint {
    std::string host = "localhost";
    int port = 10000;
    Login login = Login::plain;
    bool http = false;
    std::string http_path = "cliservice";
    std::vector<std::pair<std::string, std::string>> http_headers;
    std::string user;
    std::string password;
    std::string database;
    std::string delegate;  ///< run as this user (`hive.server2.proxy.user`)
    TlsOptions tls;
    std::map<std::string, std::string> settings;   ///< hive.key -> value, for the session
    std::map<std::string, std::string> variables;  ///< hivevar name -> value
    long connect_timeout_ms = 0;                   ///< 0: none
    long socket_timeout_ms = 0;                    ///< for each answer; 0: none
};

class Operation;
class Link;
struct RowsAhead;

/// A session on a server. Calls from several threads take turns on the one connection; results are
/// Operations, which keep the session alive. Throws hs2::Error.
class Session : public std::enable_shared_from_this<Session> {
public:
    /// Connects, authenticates, opens the session; `deadline` covers all of it.
    [[nodiscard]] static std::shared_ptr<Session> open(const Endpoint& endpoint);
    /// The same over an exchange that stands already, for transports of the caller's own.
    [[nodiscard]] static std::shared_ptr<Session> open(std::unique_ptr<Exchange> exchange,
                                                       const Endpoint& endpoint);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Starts a statement and returns at once; the server gives up after `timeout_seconds` (0:
    /// never).
    [[nodiscard]] std::unique_ptr<Operation> execute(const std::string& statement,
                                                     long timeout_seconds);

    // Catalogue questions; absent arguments are left out. Patterns use % and _.
    using Pattern = std::optional<std::string>;
    [[nodiscard]] std::unique_ptr<Operation> schemas(const Pattern& schema);
    [[nodiscard]] std::unique_ptr<Operation> tables(const Pattern& schema, const Pattern& table,
                                                    const std::vector<std::string>& types);
    [[nodiscard]] std::unique_ptr<Operation> table_types();
    [[nodiscard]] std::unique_ptr<Operation> columns(const Pattern& schema, const Pattern& table,
                                                     const Pattern& column);
    [[nodiscard]] std::unique_ptr<Operation> primary_keys(const std::string& schema,
                                                          const std::string& table);
    [[nodiscard]] std::unique_ptr<Operation> cross_reference(const Pattern& parent_schema,
                                                             const Pattern& parent_table,
                                                             const Pattern& foreign_schema,
                                                             const Pattern& foreign_table);

    /// A text of the server about itself: 17 is its name, 18 its version.
    [[nodiscard]] std::string info(int kind);

    /// True once the connection or the session is known to be gone.
    [[nodiscard]] bool dead() const;
    /// Ends the session; errors are swallowed, the connection is closed in any case.
    void close() noexcept;

private:
    friend class Operation;
    Session(std::unique_ptr<Link> link, const Endpoint& endpoint);

    std::unique_ptr<Link> link_;
    Endpoint endpoint_;
};

enum class State { running, finished, cancelled, closed, failed, timed_out };

/// One look at a running operation.
struct Progress {
    State state = State::running;
    bool has_rows = false;              ///< known when finished
    std::optional<long long> modified;  ///< rows a statement changed, where the server says so
    int percent = -1;                   ///< -1: unknown
    // When failed, the server's words:
    std::string sqlstate;
    int native = 0;
    std::string message;
};

/// A statement or catalogue question on the server. One thread at a time, except cancel, logs and
/// query_id, which may come from others.
class Operation {
public:
    struct Identity;  // the server's handle
    Operation(std::shared_ptr<Session> session, std::unique_ptr<Identity> identity);
    ~Operation();
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;

    /// The server holds the answer back for a moment while nothing changes, so polling without
    /// pause is fine.
    [[nodiscard]] Progress poll();
    /// Asks the server to end it; poll tells when it did. Goes over a connection of its own,
    /// because the server answers only when the work has really stopped, which can take as long as
    /// the work itself. Once it was asked, asking again does nothing.
    void cancel();
    /// Forgets it without a word: the server frees it with the session. For operations that were
    /// cancelled, whose closing would wait for the work to stop.
    void abandon() noexcept { closed_ = true; }
    /// The columns of the result.
    [[nodiscard]] std::vector<ColumnInfo> columns();
    /// At most `rows` next rows into `batch`; none means the end. What ask_ahead asked for comes
    /// first, as many as that were.
    void fetch(ColumnBatch& batch, long long rows);
    /// Asks for the `rows` of the next fetch, where that helps; their failures are that fetch's.
    void ask_ahead(long long rows);
    /// Log lines since the last call.
    [[nodiscard]] std::vector<std::string> logs();
    [[nodiscard]] std::string query_id();
    /// Whether rows are to be expected, as told at the start.
    [[nodiscard]] bool has_rows() const { return has_rows_; }
    /// Frees it on the server; errors are swallowed.
    void close() noexcept;

private:
    std::shared_ptr<Session> session_;
    const std::unique_ptr<const Identity> identity_;
    const std::shared_ptr<RowsAhead> ahead_;
    bool has_rows_;
    bool closed_ = false;
    std::atomic<bool> cancelled_ = false;
};

}  // namespace hs2
