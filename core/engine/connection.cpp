// SPDX-License-Identifier: MIT
#include <azoth/engine/connection.hpp>

#include <utility>

#include <azoth/engine/connection_access.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/sql/dml.hpp>
#include <azoth/sql/insert_shape.hpp>
#include <azoth/sql/query.hpp>

#include "connection_core.hpp"
#include "named_columns.hpp"
#include "prepared_state.hpp"

namespace azoth {

namespace {

[[noreturn]] void throw_moved() {
    throw InvalidRequestError("use_after_return", "this connection was moved elsewhere");
}

inline detail::ConnectionCore& core_of(const std::shared_ptr<detail::ConnectionCore>& core) {
    if (!core) [[unlikely]]
        throw_moved();
    return *core;
}

}  // namespace

Connection::Connection(std::shared_ptr<detail::ConnectionCore> core) noexcept
    : core_(std::move(core)) {}
Connection::Connection(Connection&&) noexcept = default;

Connection& Connection::operator=(Connection&& other) noexcept {
    if (this == &other) return *this;
    if (core_) core_->close();
    core_ = std::move(other.core_);
    return *this;
}

Connection::~Connection() {
    if (core_) core_->close();
}

Result Connection::execute(const Statement& statement, const ExecutionOptions& options) & {
    return Result(core_of(core_).run(statement, options));
}

Result Connection::execute(const Statement& statement, const Params& params,
                           const ExecutionOptions& options) & {
    return Result(core_of(core_).run(statement, params, options));
}

Result Connection::execute(const Statement& statement, std::initializer_list<Params> sets,
                           const ExecutionOptions& options) & {
    if (sets.size() == 0) return execute(statement, options);
    return execute(statement, std::span(sets.begin(), sets.size()), options);
}

Result Connection::execute(const Statement& statement, std::span<const Params> sets,
                           const ExecutionOptions& options) & {
    return Result(core_of(core_).run_sets(statement, sets, options));
}

[[gnu::hot]] detail::StreamRef Connection::start(const Statement& statement,
                                                 const ExecutionOptions& options) {
    return core_of(core_).run(statement, options);
}

[[gnu::hot]] detail::StreamRef Connection::start(const Statement& statement, const Params& params,
                                                 const ExecutionOptions& options) {
    return core_of(core_).run(statement, params, options);
}

void Connection::throw_no_scalar() {
    throw NoResultFound("no_result", "a value was asked for, and there is no row");
}

void Connection::execute_script(std::string_view text, const ExecutionOptions& options) {
    core_of(core_).run_script(text, options);
}

Result Connection::query_script(std::string_view text, const ExecutionOptions& options) & {
    return Result(core_of(core_).query_script(text, options));
}

std::shared_ptr<detail::PreparedState> Connection::make_prepared(const Statement& statement,
                                                                 const ExecutionOptions& options) {
    const auto* insert = sql::as<sql::Insert>(*statement.node());
    if (insert == nullptr || !insert->columns.empty()) {
        return core_of(core_).prepare(statement, options);
    }
    // An INSERT without columns takes all of them.
    std::vector<std::string> names;
    if (const auto table = detail::table_data(*insert)) {
        for (const ColumnData& column : table->columns) names.push_back(column.name);
    }
    return core_of(core_).prepare(detail::NodeStatement(sql::insert_shape(*insert, names)),
                                  options);
}

std::shared_ptr<detail::PreparedState> Connection::make_prepared(const Insert& insert,
                                                                 std::span<const ParamName> columns,
                                                                 const ExecutionOptions& options) {
    std::vector<std::string> names;
    for (const ParamName& column : columns) names.push_back(column.text());
    const auto& node = sql::cast<sql::Insert>(*insert.node());
    return core_of(core_).prepare(detail::NodeStatement(sql::insert_shape(node, names)), options);
}

std::int64_t Connection::insert_rows(const Table& table, std::span<const ParamName> columns,
                                     std::size_t width, detail::FillRows fill, void* filler,
                                     const ExecutionOptions& options) {
    if (columns.empty() || (width != 0 && width != columns.size())) {
        throw ArgumentError("column_count", "a row has " + std::to_string(width) + " values for " +
                                                std::to_string(columns.size()) + " columns");
    }
    std::vector<std::string> names;
    for (const ParamName& column : columns) names.push_back(column.text());
    const Insert statement(table);
    return core_of(core_).insert_rows(sql::cast<sql::Insert>(*statement.node()), names, fill,
                                      filler, options);
}

Transaction Connection::begin(const TransactionOptions& options) {
    const std::uint64_t number = core_of(core_).begin(options);
    return Transaction(core_, number);
}

Savepoint Connection::begin_nested() {
    const std::uint64_t id = core_of(core_).set_savepoint();
    return Savepoint(core_, id);
}

TwoPhaseTransaction Connection::begin_two_phase(std::string_view xid,
                                                const TransactionOptions& options) {
    std::string name(xid);
    const std::uint64_t number = core_of(core_).begin_two_phase(name, options);
    return TwoPhaseTransaction(core_, number, std::move(name));
}

std::vector<std::string> Connection::recover_two_phase() {
    return core_of(core_).recover_two_phase();
}

void Connection::commit_prepared(std::string_view xid) {
    core_of(core_).end_prepared(xid, true);
}

void Connection::rollback_prepared(std::string_view xid) {
    core_of(core_).end_prepared(xid, false);
}

void Connection::commit() {
    core_of(core_).commit();
}
void Connection::rollback() {
    core_of(core_).rollback();
}

bool Connection::in_transaction() const noexcept {
    return core_ && core_->transaction() != 0;
}

bool Connection::in_nested_transaction() const noexcept {
    return core_ && core_->in_savepoint();
}

std::optional<Isolation> Connection::isolation_level() const {
    return core_of(core_).options().isolation_level;
}

Isolation Connection::default_isolation_level() {
    return core_of(core_).default_isolation();
}

void Connection::set_isolation_level(Isolation level) {
    core_of(core_).set_isolation(level);
}

void Connection::close() {
    if (core_) core_->close();
}

bool Connection::closed() const noexcept {
    return !core_ || core_->state() == detail::ConnectionCore::State::closed;
}

void Connection::invalidate() noexcept {
    if (core_) core_->invalidate();
}

bool Connection::invalidated() const noexcept {
    return core_ && core_->state() == detail::ConnectionCore::State::lost;
}

void Connection::detach() {
    core_of(core_).detach();
}

bool Connection::detached() const noexcept {
    return core_ && core_->is_detached();
}

const ExecutionOptions& Connection::execution_options() const {
    return core_of(core_).options().execution_options;
}

void Connection::set_execution_options(const ExecutionOptions& options) {
    core_of(core_).set_execution_options(options);
}

const Dialect& Connection::dialect() const {
    return *core_of(core_).engine().dialect;
}

bool Connection::supports(compile::Capability capability) const {
    return core_of(core_).engine().ledger().supports(capability);
}

driver::Connection& Connection::driver_connection() {
    return core_of(core_).driver();
}

std::unique_ptr<SchemaReader> detail::ConnectionAccess::schema_reader(Connection& connection) {
    return connection.dialect().make_schema_reader(core_of(connection.core_).limited_driver());
}

void detail::ConnectionAccess::tell_optional_returning(Connection& connection, bool is_optional) {
    core_of(connection.core_).tell_optional_returning(is_optional);
}

void* Connection::native_handle(std::string_view type) {
    const driver::NativeHandle handle = core_of(core_).driver().native_handle();
    if (handle.address() != nullptr && handle.type() == type) return handle.address();
    throw InvalidRequestError(
        "other_native_type", "the handle of this connection is " +
                                 (handle.address() == nullptr ? std::string("not told")
                                                              : "a " + std::string(handle.type())) +
                                 ", no " + std::string(type));
}

std::shared_ptr<driver::Canceller> Connection::canceller() {
    return core_of(core_).driver().canceller();
}

}  // namespace azoth
