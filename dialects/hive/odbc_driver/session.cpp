// SPDX-License-Identifier: MIT
#include "session.hpp"

#include "core_error.hpp"
#include "link.hpp"

namespace hs2 {

struct Operation::Identity {
    wire::OperationHandle handle;
};

namespace {

enum FetchKind { result_rows = 0, log_lines = 1 };

wire::FetchRequest fetch_request(const Operation::Identity& identity, int kind, long long rows) {
    wire::FetchRequest request;
    request.operation = identity.handle;
    request.orientation = 0;
    request.maxRows = rows;
    request.kind = static_cast<std::int16_t>(kind);
    return request;
}

std::unique_ptr<Operation> started(std::shared_ptr<Session> session, Link& link,
                                   const wire::OperationResponse& response) {
    check(response.status, link);
    if (!response.__isset.operation) {
        throw Error(Failure::protocol, "the server started nothing and reported no error");
    }
    auto identity = std::make_unique<Operation::Identity>();
    identity->handle = response.operation;
    return std::make_unique<Operation>(std::move(session), std::move(identity));
}

}  // namespace

/// How long the farewells may take: a server still busy with cancelled work answers late.
constexpr long farewell_ms = 5000;
constexpr long cancel_answer_ms = 1000;

Session::Session(std::unique_ptr<Link> link, const Endpoint& endpoint)
    : link_(std::move(link)), endpoint_(endpoint) {}

Session::~Session() {
    close();
}

std::shared_ptr<Session> Session::open(const Endpoint& endpoint) {
    auto link = std::make_unique<Link>(endpoint);
    link->open_session(endpoint);
    return std::shared_ptr<Session>(new Session(std::move(link), endpoint));
}

std::shared_ptr<Session> Session::open(std::unique_ptr<Exchange> exchange,
                                       const Endpoint& endpoint) {
    auto link = std::make_unique<Link>(std::move(exchange), endpoint);
    link->open_session(endpoint);
    return std::shared_ptr<Session>(new Session(std::move(link), endpoint));
}

std::unique_ptr<Operation> Session::execute(const std::string& statement, long timeout_seconds) {
    wire::ExecuteRequest request;
    request.session = link_->session;
    request.statement = statement;
    request.runAsync = true;
    if (timeout_seconds > 0) request.__set_queryTimeout(timeout_seconds);
    wire::OperationResponse response;
    link_->call("ExecuteStatement", request, response);
    return started(shared_from_this(), *link_, response);
}

std::unique_ptr<Operation> Session::schemas(const Pattern& schema) {
    wire::SchemasRequest request;
    request.session = link_->session;
    if (schema) request.__set_schema(*schema);
    wire::OperationResponse response;
    link_->call("GetSchemas", request, response);
    return started(shared_from_this(), *link_, response);
}

std::unique_ptr<Operation> Session::tables(const Pattern& schema, const Pattern& table,
                                           const std::vector<std::string>& types) {
    wire::TablesRequest request;
    request.session = link_->session;
    if (schema) request.__set_schema(*schema);
    if (table) request.__set_table(*table);
    if (!types.empty()) request.__set_types(types);
    wire::OperationResponse response;
    link_->call("GetTables", request, response);
    return started(shared_from_this(), *link_, response);
}

std::unique_ptr<Operation> Session::table_types() {
    wire::SessionRequest request;
    request.session = link_->session;
    wire::OperationResponse response;
    link_->call("GetTableTypes", request, response);
    return started(shared_from_this(), *link_, response);
}

std::unique_ptr<Operation> Session::columns(const Pattern& schema, const Pattern& table,
                                            const Pattern& column) {
    wire::ColumnsRequest request;
    request.session = link_->session;
    if (schema) request.__set_schema(*schema);
    if (table) request.__set_table(*table);
    if (column) request.__set_column(*column);
    wire::OperationResponse response;
    link_->call("GetColumns", request, response);
    return started(shared_from_this(), *link_, response);
}

std::unique_ptr<Operation> Session::primary_keys(const std::string& schema,
                                                 const std::string& table) {
    wire::PrimaryKeysRequest request;
    request.session = link_->session;
    request.__set_schema(schema);
    request.__set_table(table);
    wire::OperationResponse response;
    link_->call("GetPrimaryKeys", request, response);
    return started(shared_from_this(), *link_, response);
}

std::unique_ptr<Operation> Session::cross_reference(const Pattern& parent_schema,
                                                    const Pattern& parent_table,
                                                    const Pattern& foreign_schema,
                                                    const Pattern& foreign_table) {
    wire::CrossReferenceRequest request;
    request.session = link_->session;
    if (parent_schema) request.__set_parentSchema(*parent_schema);
    if (parent_table) request.__set_parentTable(*parent_table);
    if (foreign_schema) request.__set_foreignSchema(*foreign_schema);
    if (foreign_table) request.__set_foreignTable(*foreign_table);
    wire::OperationResponse response;
    link_->call("GetCrossReference", request, response);
    return started(shared_from_this(), *link_, response);
}

std::string Session::info(int kind) {
    wire::InfoRequest request;
    request.session = link_->session;
    request.kind = kind;
    wire::InfoResponse response;
    link_->call("GetInfo", request, response);
    check(response.status, *link_);
    return response.value.text;
}

bool Session::dead() const {
    return link_->dead();
}

void Session::close() noexcept {
    if (link_->dead()) return;
    try {
        link_->set_answer_timeout(farewell_ms);
        wire::SessionRequest request;
        request.session = link_->session;
        wire::StatusResponse response;
        link_->call("CloseSession", request, response);
    } catch (...) {
        // The server drops the session by itself when the connection goes.
    }
    link_->mark_dead();
}

Operation::Operation(std::shared_ptr<Session> session, std::unique_ptr<Identity> identity)
    : session_(std::move(session)),
      identity_(std::move(identity)),
      ahead_(std::make_shared<RowsAhead>()),
      has_rows_(identity_->handle.hasResultSet) {}

Operation::~Operation() {
    close();
}

Progress Operation::poll() {
    wire::OperationStatusRequest request;
    request.operation = identity_->handle;
    request.__set_wantProgress(true);
    wire::OperationStatusResponse response;
    session_->link_->call("GetOperationStatus", request, response);
    check(response.status, *session_->link_);

    // Initialized, running, finished, cancelled, closed, error, unknown, pending, timed out.
    static constexpr State states[] = {State::running,   State::running, State::finished,
                                       State::cancelled, State::closed,  State::failed,
                                       State::failed,    State::running, State::timed_out};
    const int state = response.__isset.state ? response.state : 6;
    if (state < 0 || state > 8) throw Error(Failure::protocol, "the server sent an unknown state");
    Progress seen;
    seen.state = states[state];
    if (response.__isset.hasResultSet) has_rows_ = response.hasResultSet;
    seen.has_rows = has_rows_;
    if (response.__isset.modifiedRows) seen.modified = response.modifiedRows;
    if (response.__isset.progress && response.progress.fraction >= 0 &&
        response.progress.fraction <= 1) {
        seen.percent = static_cast<int>(response.progress.fraction * 100);
    }
    if (response.__isset.sqlState) seen.sqlstate = response.sqlState;
    if (response.__isset.errorCode) seen.native = response.errorCode;
    if (response.__isset.errorMessage) seen.message = response.errorMessage;
    return seen;
}

void Operation::cancel() {
    if (cancelled_.exchange(true)) return;
    wire::OperationRequest request;
    request.operation = identity_->handle;
    wire::StatusResponse response;
    Endpoint aside = session_->endpoint_;
    aside.connect_timeout_ms = aside.socket_timeout_ms = cancel_answer_ms;
    try {
        Link link(aside);
        try {
            link.call("CancelOperation", request, response);
        } catch (const Error& error) {
            // The server has the request and works on it; its answer is of no interest.
            if (error.kind != Failure::timed_out) throw;
            return;
        }
        check(response.status, link);
    } catch (...) {
        cancelled_ = false;
        throw;
    }
}

std::vector<ColumnInfo> Operation::columns() {
    wire::OperationRequest request;
    request.operation = identity_->handle;
    wire::MetadataResponse response;
    session_->link_->call("GetResultSetMetadata", request, response);
    check(response.status, *session_->link_);

    std::vector<ColumnInfo> found;
    for (wire::ColumnDescription& column : response.schema.columns) {
        ColumnInfo info;
        info.name = std::move(column.name);
        info.comment = std::move(column.comment);
        if (!column.type.entries.empty() && column.type.entries[0].__isset.primitive) {
            const wire::PrimitiveEntry& entry = column.type.entries[0].primitive;
            const bool known = entry.kind >= 0 && entry.kind <= 22;
            info.type.kind = known ? static_cast<TypeKind>(entry.kind) : TypeKind::user_defined;
            const auto number = [&](const char* name, int otherwise) {
                const auto at = entry.qualifiers.values.find(name);
                return at == entry.qualifiers.values.end() ? otherwise : at->second.number;
            };
            info.type.length = number("characterMaximumLength", 0);
            info.type.precision = number("precision", 10);
            info.type.scale = number("scale", 0);
        }
        found.push_back(std::move(info));
    }
    return found;
}

void Operation::fetch(ColumnBatch& batch, long long rows) {
    wire::Status status;
    session_->link_->fetch(fetch_request(*identity_, result_rows, rows), ahead_, status, batch);
    check(status, *session_->link_);
}

void Operation::ask_ahead(long long rows) {
    session_->link_->ask_ahead(fetch_request(*identity_, result_rows, rows), ahead_);
}

std::vector<std::string> Operation::logs() {
    wire::Status status;
    ColumnBatch batch;
    session_->link_->fetch(fetch_request(*identity_, log_lines, 1000), status, batch);
    check(status, *session_->link_);
    std::vector<std::string> lines;
    if (batch.columns.empty() || batch.columns[0].layout != Layout::text) return lines;
    for (std::size_t row = 0; row < batch.rows; ++row)
        lines.emplace_back(batch.columns[0].text(row));
    return lines;
}

std::string Operation::query_id() {
    wire::OperationRequest request;
    request.operation = identity_->handle;
    wire::QueryIdResponse response;
    session_->link_->call("GetQueryId", request, response);
    return response.queryId;
}

void Operation::close() noexcept {
    if (closed_ || session_->link_->dead()) return;
    closed_ = true;
    try {
        wire::OperationRequest request;
        request.operation = identity_->handle;
        wire::StatusResponse response;
        session_->link_->call("CloseOperation", request, response);
    } catch (...) {
        // Best effort: the server frees its operations with the session.
    }
}

}  // namespace hs2
