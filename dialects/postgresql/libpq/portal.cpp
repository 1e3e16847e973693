// SPDX-License-Identifier: MIT
#include "portal.hpp"

#include <algorithm>
#include <utility>

namespace azoth::libpq {

namespace {

constexpr std::size_t first_batch = 64;
constexpr std::size_t largest_batch = 4096;
constexpr std::size_t batch_bytes = std::size_t{4} << 20U;
/// More the grammar of FETCH does not take.
constexpr std::size_t most_rows = 2'147'483'647;
constexpr std::int64_t close_ms = 5'000;

}  // namespace

std::string Portal::fetch_text() const {
    return "FETCH FORWARD " + std::to_string(batch_) + " FROM " + name_;
}

void Portal::send_fetch() {
    const std::string text = fetch_text();
    channel_.check_sent(PQsendQueryParams(channel_.session(), text.c_str(), 0, nullptr, nullptr,
                                          nullptr, nullptr, binary_ ? 1 : 0),
                        Phase::fetch);
}

ResultPtr Portal::open(std::string_view sql, const ParameterEncoder& parameters, bool binary,
                       std::size_t batch, Deadline deadline) {
    close();
    name_ = channel_.next_portal_name();
    sql_ = sql;
    binary_ = binary;
    grows_ = batch == 0;
    batch_ = grows_ ? first_batch : std::min(batch, most_rows);
    const std::string head = "DECLARE " + name_ + " NO SCROLL CURSOR FOR ";
    const std::string declaration = std::string(head).append(sql);
    channel_.start(Phase::execute);
    const ExchangeGuard guard(channel_);
    PGconn* const session = channel_.session();
    transaction_ = channel_.transaction_mark();
    channel_.check_sent(PQenterPipelineMode(session), Phase::execute);
    channel_.check_sent(
        PQsendQueryParams(session, declaration.c_str(), static_cast<int>(parameters.size()),
                          parameters.oids(), parameters.values(), parameters.lengths(),
                          parameters.formats(), 0),
        Phase::execute);
    send_fetch();
    channel_.check_sent(PQpipelineSync(session), Phase::execute);

    ResultPtr failed;
    ResultPtr rows;
    for (int nulls = 0; nulls < 2 && channel_.usable();) {
        ResultPtr result = channel_.next(deadline, Phase::execute);
        if (result == nullptr) {
            ++nulls;
        } else if (PQresultStatus(result.get()) == PGRES_TUPLES_OK) {
            rows = std::move(result);
        } else if (PQresultStatus(result.get()) == PGRES_FATAL_ERROR && failed == nullptr) {
            failed = std::move(result);
        }
    }
    channel_.finish();
    if (failed != nullptr) {
        throw_result_error(*failed, session, {Phase::execute, sql_, {}, head.size()});
    }
    if (!channel_.usable() || rows == nullptr) {
        throw_connection_lost(channel_.session(), Phase::execute);
    }
    is_open_ = true;
    return counted(std::move(rows));
}

ResultPtr Portal::fetch(Deadline deadline) {
    if (channel_.transaction_status() != driver::TransactionStatus::active) {
        is_open_ = false;
        throw InvalidRequestError("result_closed",
                                  "the transaction of this streamed result has ended or failed");
    }
    channel_.start(Phase::fetch);
    const ExchangeGuard guard(channel_);
    send_fetch();
    ResultPtr failed;
    ResultPtr rows;
    while (channel_.usable()) {
        ResultPtr result = channel_.next(deadline, Phase::fetch);
        if (result == nullptr) break;
        (PQresultStatus(result.get()) == PGRES_TUPLES_OK ? rows : failed) = std::move(result);
    }
    channel_.finish();
    if (failed != nullptr || rows == nullptr) is_open_ = false;
    if (failed != nullptr) {
        throw_result_error(*failed, channel_.session(), {Phase::fetch, {}, {}, 0});
    }
    if (rows == nullptr) throw_connection_lost(channel_.session(), Phase::fetch);
    return counted(std::move(rows));
}

ResultPtr Portal::counted(ResultPtr rows) {
    const auto count = static_cast<std::size_t>(PQntuples(rows.get()));
    if (count < batch_) {
        close();
    } else if (grows_) {
        const std::size_t bytes = PQresultMemorySize(rows.get()) / std::max<std::size_t>(count, 1);
        const std::size_t fitting = batch_bytes / std::max<std::size_t>(bytes, 1);
        batch_ = std::clamp<std::size_t>(fitting, 1, std::min(batch_ * 4, largest_batch));
    }
    return rows;
}

void Portal::close() noexcept {
    if (!std::exchange(is_open_, false)) return;
    // With its transaction it goes by itself, and to close what is not there would cost the next
    // one.
    if (channel_.busy() || channel_.transaction_status() != driver::TransactionStatus::active ||
        channel_.transaction_mark() != transaction_) {
        return;
    }
    try {
        const std::string text = "CLOSE " + name_;
        channel_.run(text.c_str(), Deadline::in(close_ms), Phase::fetch);
    } catch (...) {  // the transaction's state or the lost connection tell
    }
}

}  // namespace azoth::libpq
