// SPDX-License-Identifier: MIT
#include "batch.hpp"

#include <exception>
#include <utility>

#include "command_tag.hpp"

namespace azoth::libpq {

namespace {

// Rows between two requests for answers. Two such groups are under way at a time: the server works
// on one while the other one is encoded or its answers are read.
constexpr std::size_t group = 100;

std::string row_name(std::size_t row) {
    return "row " + std::to_string(row);
}

class BatchRun {
public:
    BatchRun(Channel& channel, std::string_view sql, Deadline deadline)
        : channel_(channel), sql_(sql), deadline_(deadline) {}

    void send(const std::string& name, ParameterEncoder& encoder,
              const driver::ParameterBatch& batch);
    /// Waits for everything that is still to come. `alone`: no transaction is open, so rows sent
    /// before one that could not be encoded are undone.
    void finish(bool alone);
    void throw_failure(std::size_t rows) const;
    [[nodiscard]] std::int64_t affected() const noexcept { return affected_; }

private:
    void read_answer();
    [[nodiscard]] bool stopped() const noexcept {
        return failed_ != nullptr || refused_ != nullptr;
    }
    void check(int sent) { channel_.check_sent(sent, Phase::execute); }

    Channel& channel_;
    std::string_view sql_;
    Deadline deadline_;
    std::size_t sent_ = 0;
    std::size_t answered_ = 0;
    std::int64_t affected_ = 0;
    bool synced_ = false;
    ResultPtr failed_;  ///< the server's refusal
    std::size_t failed_row_ = 0;
    std::exception_ptr refused_;  ///< ours: a value of row `sent_`
};

void BatchRun::read_answer() {
    while (ResultPtr result = channel_.next(deadline_, Phase::execute)) {
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) {
            synced_ = true;
            return;
        }
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
            const std::int64_t touched = touched_rows(*result);
            affected_ = touched < 0 || affected_ < 0 ? -1 : affected_ + touched;
        } else if (status != PGRES_PIPELINE_ABORTED && failed_ == nullptr) {
            failed_ = std::move(result);
            failed_row_ = answered_;
        }
        if (!channel_.usable()) return;
    }
    ++answered_;
}

void BatchRun::send(const std::string& name, ParameterEncoder& encoder,
                    const driver::ParameterBatch& batch) {
    PGconn* const session = channel_.session();
    const int columns = static_cast<int>(encoder.size());
    for (; sent_ < batch.rows() && !stopped() && channel_.usable(); ++sent_) {
        if (sent_ != 0 && sent_ % group == 0) {
            check(PQsendFlushRequest(session));
            check(PQflush(session) < 0 ? 0 : 1);
            while (answered_ + group < sent_ && !stopped() && channel_.usable()) read_answer();
            if (stopped()) return;
        }
        try {
            encoder.encode(batch.row(sent_));
        } catch (...) {
            refused_ = std::current_exception();
            return;
        }
        check(PQsendQueryPrepared(session, name.c_str(), columns, encoder.values(),
                                  encoder.lengths(), encoder.formats(), 1));
    }
}

void BatchRun::finish(bool alone) {
    PGconn* const session = channel_.session();
    if (channel_.usable() && alone && refused_ != nullptr) {
        check(PQsendQueryParams(session, "ROLLBACK", 0, nullptr, nullptr, nullptr, nullptr, 0));
    }
    if (channel_.usable()) check(PQpipelineSync(session));
    while (!synced_ && channel_.usable()) read_answer();
    const bool lost = !channel_.usable();
    channel_.finish();
    if (lost && failed_ == nullptr) throw_connection_lost(session, Phase::execute);
}

void BatchRun::throw_failure(std::size_t rows) const {
    if (failed_ != nullptr) {
        // Behind the last row it is the commit that failed.
        const std::string row = failed_row_ < rows ? row_name(failed_row_) : std::string();
        throw_result_error(*failed_, channel_.session(), {Phase::execute, sql_, row});
    }
    if (refused_ == nullptr) return;
    try {
        std::rethrow_exception(refused_);
    } catch (const ConversionError& error) {
        ErrorDetails details = error.details();
        details.component = row_name(sent_) + ", " + details.component;
        throw ConversionError(error.code(), error.message() + " in " + row_name(sent_),
                              std::move(details));
    }
}

}  // namespace

std::int64_t run_batch(Channel& channel, const std::string& name, ParameterEncoder& encoder,
                       std::string_view sql, const driver::ParameterBatch& batch,
                       Deadline deadline) {
    const ExchangeGuard guard(channel);
    const bool alone = channel.transaction_status() == driver::TransactionStatus::idle;
    channel.check_sent(PQenterPipelineMode(channel.session()), Phase::execute);
    BatchRun run(channel, sql, deadline);
    run.send(name, encoder, batch);
    run.finish(alone);
    run.throw_failure(batch.rows());
    return run.affected();
}

}  // namespace azoth::libpq
