// SPDX-License-Identifier: MIT
#include "statement.hpp"

#include <cstdlib>
#include <utility>

#include <azoth/value/utf8.hpp>

#include "batch.hpp"
#include "sql_text.hpp"

namespace azoth::libpq {

namespace {

constexpr std::size_t longest_statement = (1U << 30U) - 1;
constexpr std::size_t most_parameters = 65'535;
/// libpq takes a description of more for noise and gives the connection up: of messages above
/// 30,000 bytes it knows a few kinds, and this is none (fe-protocol3.c, VALID_LONG_MESSAGE_TYPE).
constexpr std::size_t most_described = 7'498;
constexpr Oid text_oid = 25;
constexpr std::string_view outdated = "statement_outdated";
constexpr std::string_view no_such_statement = "26000";

void check_text(std::string_view sql) {
    require_no_nul(sql);
    require_utf8(sql);
    if (sql.size() > longest_statement) {
        throw ArgumentError("too_large", "PostgreSQL takes statements of less than one gibibyte");
    }
    if (has_placeholder(sql, most_parameters + 1)) {
        throw ArgumentError("too_many_parameters", "PostgreSQL takes at most 65535 parameters");
    }
}

}  // namespace

Statement::Statement(Channel& channel, std::string_view sql, std::span<const ValueKind> hints,
                     Deadline deadline)
    : channel_(channel),
      sql_(sql),
      hints_(hints.begin(), hints.end()),
      touches_session_(touches_session(sql)),
      drops_statements_(drops_statements(sql)),
      can_be_cursor_(can_be_cursor(sql)),
      is_long_(has_placeholder(sql, most_described + 1)),
      cursor_(channel) {
    check_text(sql);
    try {
        prepare(deadline);
    } catch (...) {
        forget();
        throw;
    }
}

Statement::~Statement() {
    cursor_.close();
    forget();
}

void Statement::forget() noexcept {
    if (!name_.empty()) channel_.forget_statement(std::exchange(name_, {}));
}

void Statement::prepare(Deadline deadline) {
    prepare_with_types({}, deadline);
    // What the server could only take for text although it will be something else, as in SELECT $1.
    if (const std::vector<Oid> types = types_from_hints(); !types.empty()) {
        forget();
        prepare_with_types(types, deadline);
    }
}

std::vector<Oid> Statement::types_from_hints() {
    std::vector<Oid> types;
    open_.clear();
    if (hints_.size() != encoder_.size()) return types;
    bool better = false;
    for (std::size_t i = 0; i < encoder_.size(); ++i) {
        Oid oid = encoder_.type(i).oid;
        const Wire wire = encoder_.type(i).wire;
        if (wire == Wire::text || wire == Wire::padded) {
            if (oid == text_oid) open_.push_back(i);
            const Oid natural = natural_oid(hints_[i]);
            if (natural != 0) {
                oid = natural;
                better = true;
            }
        }
        types.push_back(oid);  // 0, the server's choice, for types without a codec
    }
    if (!better) types.clear();
    return types;
}

void Statement::follow_kinds(std::span<const ValueView> parameters, Deadline deadline) {
    if (parameters.size() != encoder_.size()) return;
    std::vector<Oid> types;
    for (const std::size_t i : open_) {
        const ValueKind kind = parameters[i].kind();
        if (kind == ValueKind::null) continue;
        const Oid natural = natural_oid(kind);
        const Oid wanted = natural == 0 ? text_oid : natural;
        if (wanted == encoder_.type(i).oid) continue;
        if (types.empty()) {
            for (std::size_t k = 0; k < encoder_.size(); ++k) {
                types.push_back(encoder_.type(k).oid);
            }
        }
        types[i] = wanted;
        hints_[i] = kind;
    }
    if (types.empty()) return;
    forget();
    prepare_with_types(types, deadline);
}

void Statement::close_forgotten(Deadline deadline) {
    std::vector<std::string>& names = channel_.forgotten_statements();
    if (channel_.transaction_status() == driver::TransactionStatus::failed) return;
    for (const std::string& name : names) {
        const std::string sql = "DEALLOCATE " + name;
        channel_.check_sent(PQsendQueryParams(channel_.session(), sql.c_str(), 0, nullptr, nullptr,
                                              nullptr, nullptr, 0),
                            Phase::prepare);
        channel_.check_sent(PQpipelineSync(channel_.session()), Phase::prepare);
    }
    // Whatever the answer, none of them is there any more: what failed was gone already.
    std::size_t left = names.size();
    while (left != 0 && channel_.usable()) {
        const ResultPtr result = channel_.next(deadline, Phase::prepare);
        if (result != nullptr && PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) --left;
    }
    names.clear();
}

void Statement::prepare_with_types(const std::vector<Oid>& types, Deadline deadline) {
    channel_.start(Phase::prepare);
    const ExchangeGuard guard(channel_);
    PGconn* const session = channel_.session();
    name_ = channel_.next_statement_name();
    channel_.check_sent(PQenterPipelineMode(session), Phase::prepare);
    close_forgotten(deadline);
    channel_.check_sent(PQsendPrepare(session, name_.c_str(), sql_.c_str(),
                                      static_cast<int>(types.size()), types.data()),
                        Phase::prepare);
    send_description();
    channel_.check_sent(PQpipelineSync(session), Phase::prepare);

    ResultPtr failed;
    ResultPtr description;
    for (int nulls = 0; nulls < 2 && channel_.usable();) {
        ResultPtr result = channel_.next(deadline, Phase::prepare);
        if (result == nullptr) {
            ++nulls;
        } else if (PQresultStatus(result.get()) == PGRES_FATAL_ERROR) {
            failed = std::move(result);
        } else if (nulls == 1) {
            description = std::move(result);
        }
    }
    channel_.finish();
    if (failed != nullptr) {
        name_.clear();
        throw_result_error(*failed, channel_.session(), {Phase::prepare, sql_, {}});
    }
    if (!channel_.usable() || description == nullptr) {
        throw_connection_lost(channel_.session(), Phase::prepare);
    }
    describe(*description);
}

/// Of a long statement the catalogue tells the types of the placeholders.
void Statement::send_description() {
    PGconn* const session = channel_.session();
    if (!is_long_) {
        return channel_.check_sent(PQsendDescribePrepared(session, name_.c_str()), Phase::prepare);
    }
    const std::string sql =
        "SELECT u.type::pg_catalog.oid FROM pg_catalog.pg_prepared_statements s, "
        "pg_catalog.unnest(s.parameter_types) WITH ORDINALITY AS u (type, place) "
        "WHERE s.name = '" +
        name_ + "' ORDER BY u.place";
    channel_.check_sent(
        PQsendQueryParams(session, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0),
        Phase::prepare);
}

void Statement::describe(const PGresult& description) {
    std::vector<std::uint32_t> parameters;
    knows_shape_ = !is_long_;
    if (is_long_) {
        for (int i = 0; i < PQntuples(&description); ++i) {
            parameters.push_back(
                static_cast<Oid>(std::strtoul(PQgetvalue(&description, i, 0), nullptr, 10)));
        }
        encoder_ = ParameterEncoder(std::move(parameters));
        return;
    }
    for (int i = 0; i < PQnparams(&description); ++i) {
        parameters.push_back(PQparamtype(&description, i));
    }
    encoder_ = ParameterEncoder(std::move(parameters));
    shape_ = shape_of(description);
}

void Statement::make_ready() {
    channel_.require_encoding();
    if (touches_session_) channel_.mark_touched();
    if (drops_statements_) channel_.statements_dropped();
}

void Statement::run(std::span<const ValueView> parameters, const driver::ExecuteOptions& options,
                    Deadline deadline) {
    const bool binary = knows_shape_ && shape_.is_binary(options.format);
    encoder_.encode(parameters);
    make_ready();
    if (options.stream && can_be_cursor_ && knows_shape_ &&
        channel_.transaction_status() == driver::TransactionStatus::active) {
        cursor_.open_portal(shape_, binary, sql_, encoder_, options.fetch_size, deadline);
        return;
    }
    channel_.start(Phase::execute);
    PGconn* const session = channel_.session();
    channel_.check_sent(PQsendQueryPrepared(session, name_.c_str(),
                                            static_cast<int>(parameters.size()), encoder_.values(),
                                            encoder_.lengths(), encoder_.formats(), binary ? 1 : 0),
                        Phase::execute);
    if (options.stream) PQsetSingleRowMode(session);
    ResultPtr first = channel_.next(deadline, Phase::execute);
    if (!knows_shape_ && first != nullptr && PQresultStatus(first.get()) != PGRES_FATAL_ERROR) {
        shape_ = shape_of(*first);
        knows_shape_ = true;
    }
    cursor_.open(shape_, binary, sql_, std::move(first), deadline);
}

driver::Cursor& Statement::execute(std::span<const ValueView> parameters,
                                   const driver::ExecuteOptions& options) {
    cursor_.close();
    const Deadline deadline = Deadline::in(options.timeout_ms);
    if (name_.empty()) prepare(deadline);
    if (!open_.empty()) [[unlikely]]
        follow_kinds(parameters, deadline);
    try {
        run(parameters, options, deadline);
    } catch (const OperationalError& error) {
        if (error.code() != outdated) throw;
        if (error.details().sqlstate == no_such_statement) channel_.statements_dropped();
        if (!renewed(deadline)) throw;
        run(parameters, options, deadline);
    }
    return cursor_;
}

bool Statement::renewed(Deadline deadline) {
    forget();
    // The failure aborted an open transaction, which only its owner may begin again.
    if (channel_.transaction_status() != driver::TransactionStatus::idle) return false;
    prepare(deadline);
    return true;
}

std::int64_t Statement::execute_batch(const driver::ParameterBatch& batch,
                                      const driver::ExecuteOptions& options) {
    cursor_.close();
    if (batch.rows() == 0) return 0;
    const Deadline deadline = Deadline::in(options.timeout_ms);
    if (name_.empty()) prepare(deadline);
    try {
        make_ready();
        channel_.start(Phase::execute);
        return run_batch(channel_, name_, encoder_, sql_, batch, deadline);
    } catch (const OperationalError& error) {
        if (error.code() != outdated) throw;
        if (error.details().sqlstate == no_such_statement) channel_.statements_dropped();
        if (!renewed(deadline)) throw;
        make_ready();
        channel_.start(Phase::execute);
        return run_batch(channel_, name_, encoder_, sql_, batch, deadline);
    }
}

}  // namespace azoth::libpq
