// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/driver/driver.hpp>
#include <azoth/error/error.hpp>
#include <azoth/value/describe.hpp>
#include <azoth/value/value.hpp>

/// A driver without a database: it answers by a script and writes down what it was asked. For tests
/// of what stands above the driver contract.
namespace azoth::test {

/// What one execution gives. Called hooks may throw, which is how failures are scripted.
struct FakeReply {
    std::vector<std::string> columns{};
    std::vector<std::vector<Value>> rows{};
    std::int64_t affected = 0;
    std::optional<std::int64_t> last_insert_id{};
    std::function<void()> on_execute{};
    std::function<void(std::size_t row)> on_next{};  ///< before each row, counted from 0
    std::vector<FakeReply> later{};                  ///< results that follow this one
    std::vector<ValueKind> kinds{};                  ///< of the columns; none: cells decide
};

/// What all connections of a FakeDriver share: the script, and the log of what happened.
class FakeServer {
public:
    /// The answer to every statement whose text contains `part`; the latest such script wins.
    void on(std::string part, FakeReply reply) {
        const std::lock_guard lock(mutex_);
        scripts_.emplace_back(std::move(part), std::move(reply));
    }
    [[nodiscard]] FakeReply reply_to(std::string_view sql) const {
        const std::lock_guard lock(mutex_);
        for (auto at = scripts_.rbegin(); at != scripts_.rend(); ++at) {
            if (sql.find(at->first) != std::string_view::npos) return at->second;
        }
        return {};
    }

    void note(std::string line) {
        const std::lock_guard lock(mutex_);
        log_.push_back(std::move(line));
    }
    /// What happened since the last call.
    [[nodiscard]] std::vector<std::string> take_log() {
        const std::lock_guard lock(mutex_);
        return std::exchange(log_, {});
    }
    [[nodiscard]] std::size_t count(std::string_view part) const {
        const std::lock_guard lock(mutex_);
        return static_cast<std::size_t>(std::count_if(
            log_.begin(), log_.end(),
            [&](const std::string& line) { return line.find(part) != std::string::npos; }));
    }

    std::function<void()> on_connect{};
    std::function<void()> on_begin{};
    std::function<void()> on_rollback{};
    std::function<void(std::string_view)> on_prepare{};
    std::function<driver::CommitOutcome()> on_commit{};
    /// Overrides the status that follows from begin, commit and rollback.
    std::optional<driver::TransactionStatus> status{};
    /// Empty: a driver that does not say.
    std::optional<Isolation> default_isolation = Isolation::read_committed;
    bool supports_bulk_load = false;
    bool has_script_rows = true;
    bool has_two_phase = true;
    std::vector<std::string> prepared{};  ///< xids that wait for their second step
    std::atomic<int> open_connections{0};
    std::atomic<int> open_statements{0};
    std::atomic<int> open_cursors{0};

private:
    mutable std::mutex mutex_;
    std::vector<std::pair<std::string, FakeReply>> scripts_;
    std::vector<std::string> log_;
};

class FakeCursor final : public driver::Cursor {
public:
    explicit FakeCursor(FakeServer& server) : server_(server) {}
    ~FakeCursor() override { close(); }

    void open(FakeReply reply) {
        reply_ = std::move(reply);
        columns_.clear();
        for (const std::string& name : reply_.columns) {
            const std::size_t at = columns_.size();
            const ValueKind kind = at < reply_.kinds.size() ? reply_.kinds[at] : ValueKind::null;
            columns_.push_back({name, kind, {}});
        }
        row_ = 0;
        if (!is_open_) ++server_.open_cursors;
        is_open_ = true;
    }
    [[nodiscard]] bool is_open() const noexcept { return is_open_; }

    std::span<const driver::ColumnInfo> columns() override { return columns_; }
    bool next() override {
        if (reply_.on_next) reply_.on_next(row_);
        if (row_ >= reply_.rows.size()) return false;
        ++row_;
        return true;
    }
    bool next_result() override {
        if (reply_.later.empty()) return false;
        std::vector<FakeReply> later = std::move(reply_.later);
        FakeReply following = std::move(later.front());
        later.erase(later.begin());
        following.later = std::move(later);
        if (following.on_execute) following.on_execute();
        open(std::move(following));
        return true;
    }
    bool read_int64(std::size_t column, std::int64_t& out) override { return read(column, out); }
    bool read_double(std::size_t column, double& out) override { return read(column, out); }
    bool read_text(std::size_t column, std::string_view& out) override { return read(column, out); }
    bool read_bytes(std::size_t column, BytesView& out) override { return read(column, out); }
    ValueView cell(std::size_t column) override { return reply_.rows[row_ - 1].at(column).view(); }
    std::int64_t affected_rows() const override { return reply_.affected; }
    std::optional<std::int64_t> last_insert_id() const override { return reply_.last_insert_id; }
    void close() noexcept override {
        if (is_open_) --server_.open_cursors;
        is_open_ = false;
    }

private:
    template <class T>
    bool read(std::size_t column, T& out) {
        const ValueView view = cell(column);
        if (view.is_null()) return false;
        out = convert<T>(view);
        return true;
    }

    FakeServer& server_;
    FakeReply reply_;
    std::vector<driver::ColumnInfo> columns_;
    std::size_t row_ = 0;
    bool is_open_ = false;
};

class FakeStatement final : public driver::Statement {
public:
    FakeStatement(FakeServer& server, std::string sql)
        : server_(server), sql_(std::move(sql)), cursor_(server) {
        ++server_.open_statements;
    }
    ~FakeStatement() override { --server_.open_statements; }

    std::size_t parameter_count() const override {
        return static_cast<std::size_t>(std::count(sql_.begin(), sql_.end(), '?'));
    }
    driver::Cursor& execute(std::span<const ValueView> parameters,
                            const driver::ExecuteOptions& options) override {
        std::string line = "execute " + sql_;
        if (!parameters.empty()) {
            line += " (";
            for (std::size_t i = 0; i < parameters.size(); ++i) {
                line += (i == 0 ? "" : ", ") + describe(parameters[i]);
            }
            line += ")";
        }
        if (options.stream) line += " streaming";
        if (options.fetch_size != 0) line += " fetch=" + std::to_string(options.fetch_size);
        if (options.timeout_ms != 0) line += " timeout=" + std::to_string(options.timeout_ms);
        if (options.format == FetchFormat::text) line += " as text";
        if (options.format == FetchFormat::binary) line += " as binary";
        server_.note(std::move(line));
        FakeReply reply = server_.reply_to(sql_);
        if (reply.on_execute) reply.on_execute();
        cursor_.open(std::move(reply));
        return cursor_;
    }

private:
    FakeServer& server_;
    std::string sql_;
    FakeCursor cursor_;
};

class FakeCanceller final : public driver::Canceller {
public:
    explicit FakeCanceller(FakeServer& server) : server_(server) {}
    void cancel() noexcept override { server_.note("cancel"); }

private:
    FakeServer& server_;
};

/// Two-phase commit as XA has it: the session stays tied to what it has prepared, and the names are
/// told at each step.
class FakeTwoPhase final : public driver::TwoPhase {
public:
    explicit FakeTwoPhase(FakeServer& server) : server_(server) {}

    void begin(std::string_view xid, const driver::TransactionOptions&, std::int64_t) override {
        server_.note("XA START " + std::string(xid));
        under_way_ = xid;
    }
    driver::PrepareOutcome prepare(std::string_view xid, std::int64_t) override {
        server_.note("XA END " + std::string(xid));
        server_.note("XA PREPARE " + std::string(xid));
        tied_to_ = std::exchange(under_way_, {});
        server_.prepared.push_back(tied_to_);
        return driver::PrepareOutcome::prepared;
    }
    driver::CommitOutcome commit_prepared(std::string_view xid, std::int64_t) override {
        finish("XA COMMIT ", xid);
        return driver::CommitOutcome::committed;
    }
    void rollback_prepared(std::string_view xid, std::int64_t) override {
        finish("XA ROLLBACK ", xid);
    }
    std::vector<std::string> recover(std::int64_t) override { return server_.prepared; }

    /// Ends in one step what is under way; false where nothing is.
    bool finish_unprepared(const char* verb, const char* suffix = "") {
        if (under_way_.empty()) return false;
        server_.note("XA END " + under_way_);
        server_.note(verb + under_way_ + suffix);
        under_way_.clear();
        return true;
    }
    [[nodiscard]] bool is_under_way() const noexcept { return !under_way_.empty(); }
    [[nodiscard]] bool is_tied() const noexcept { return !tied_to_.empty(); }

private:
    void finish(const char* verb, std::string_view xid) {
        if (std::erase(server_.prepared, std::string(xid)) == 0) {
            throw ProgrammingError("no_such_prepared_transaction", "no such xid");
        }
        server_.note(verb + std::string(xid));
        if (tied_to_ == xid) tied_to_.clear();
    }

    FakeServer& server_;
    std::string under_way_;
    std::string tied_to_;
};

class FakeConnection final : public driver::Connection {
public:
    explicit FakeConnection(std::shared_ptr<FakeServer> server)
        : server_(std::move(server)), two_phase_(*server_) {
        ++server_->open_connections;
    }
    ~FakeConnection() override { close(); }

    std::unique_ptr<driver::Statement> prepare(std::string_view sql, std::span<const ValueKind>,
                                               std::int64_t timeout_ms) override {
        server_->note("prepare " + std::string(sql) + noted(timeout_ms));
        if (server_->on_prepare) server_->on_prepare(sql);
        return std::make_unique<FakeStatement>(*server_, std::string(sql));
    }
    void execute_script(std::string_view text, std::int64_t timeout_ms) override {
        server_->note("script " + std::string(text) + noted(timeout_ms));
        const FakeReply reply = server_->reply_to(text);
        if (reply.on_execute) reply.on_execute();
    }

    std::unique_ptr<driver::Statement> prepare_script(std::string_view text) override {
        if (!server_->has_script_rows) return driver::Connection::prepare_script(text);
        return std::make_unique<FakeStatement>(*server_, std::string(text));
    }
    bool supports_bulk_load() const noexcept override { return server_->supports_bulk_load; }
    std::int64_t bulk_load(const driver::BulkTarget& target, const driver::RowSource& rows,
                           std::int64_t timeout_ms) override {
        std::int64_t moved = 0;
        for (driver::ParameterBatch batch = rows(); batch.rows() != 0; batch = rows()) {
            moved += static_cast<std::int64_t>(batch.rows());
        }
        server_->note("bulk load " + target.table + " " + std::to_string(moved) +
                      noted(timeout_ms));
        return moved;
    }

    void begin(const driver::TransactionOptions& options, std::int64_t timeout_ms) override {
        std::string line = "begin";
        if (options.isolation) line.append(" ").append(isolation_name(*options.isolation));
        if (options.read_only.value_or(false)) line += " read only";
        if (options.deferrable.value_or(false)) line += " deferrable";
        if (options.lock_mode != LockMode::by_default) {
            line += " lock " + std::to_string(static_cast<int>(options.lock_mode));
        }
        server_->note(line + noted(timeout_ms));
        if (server_->on_begin) server_->on_begin();
        in_transaction_ = true;
    }
    driver::CommitOutcome commit(std::int64_t timeout_ms) override {
        if (two_phase_.finish_unprepared("XA COMMIT ", " ONE PHASE")) {
            return driver::CommitOutcome::committed;
        }
        server_->note("commit" + noted(timeout_ms));
        driver::CommitOutcome outcome = driver::CommitOutcome::committed;
        if (server_->on_commit) outcome = server_->on_commit();
        in_transaction_ = false;
        return outcome;
    }
    void rollback() override {
        if (two_phase_.finish_unprepared("XA ROLLBACK ")) return;
        server_->note("rollback");
        if (server_->on_rollback) server_->on_rollback();
        in_transaction_ = false;
        if (server_->status) server_->status.reset();
    }
    void savepoint(std::string_view name) override {
        server_->note("savepoint " + std::string(name));
    }
    void release_savepoint(std::string_view name) override {
        server_->note("release " + std::string(name));
    }
    void rollback_to_savepoint(std::string_view name) override {
        server_->note("rollback to " + std::string(name));
        if (server_->status) server_->status.reset();
    }
    Isolation default_isolation() override {
        if (!server_->default_isolation) return driver::Connection::default_isolation();
        return *server_->default_isolation;
    }
    driver::TransactionStatus transaction_status() const noexcept override {
        if (server_->status) return *server_->status;
        return in_transaction_ || two_phase_.is_under_way() || two_phase_.is_tied()
                   ? driver::TransactionStatus::active
                   : driver::TransactionStatus::idle;
    }
    driver::TwoPhase* two_phase() noexcept override {
        return server_->has_two_phase ? &two_phase_ : nullptr;
    }

    Version server_version() const override { return {1, 0, 0}; }
    bool ping(std::int64_t) noexcept override { return is_open_; }
    bool reset(std::int64_t) noexcept override {
        server_->note("reset");
        in_transaction_ = false;
        if (server_->status) server_->status.reset();
        (void)two_phase_.finish_unprepared("XA ROLLBACK ");
        return is_open_ && !two_phase_.is_tied();
    }
    bool is_open() const noexcept override { return is_open_; }
    void close() noexcept override {
        if (is_open_) --server_->open_connections;
        is_open_ = false;
    }
    std::shared_ptr<driver::Canceller> canceller() override {
        return std::make_shared<FakeCanceller>(*server_);
    }

private:
    static std::string noted(std::int64_t timeout_ms) {
        return timeout_ms == 0 ? "" : " timeout=" + std::to_string(timeout_ms);
    }

    std::shared_ptr<FakeServer> server_;
    FakeTwoPhase two_phase_;
    bool in_transaction_ = false;
    bool is_open_ = true;
};

class FakeDriver final : public driver::Driver {
public:
    explicit FakeDriver(std::shared_ptr<FakeServer> server) : server_(std::move(server)) {}

    std::string_view name() const noexcept override { return "fake"; }
    std::string client() const override { return "Fake 1.0"; }
    void check(const Url&, const driver::ConnectArgs& args) const override {
        for (const auto& [name, value] : args) {
            if (name == "bad") throw ArgumentError("unknown_option", "no such option");
        }
    }
    std::unique_ptr<driver::Connection> connect(const driver::ConnectRequest& request) override {
        std::string line = "connect";
        if (request.timeout_ms != 0) line += " timeout=" + std::to_string(request.timeout_ms);
        server_->note(std::move(line));
        if (server_->on_connect) server_->on_connect();
        return std::make_unique<FakeConnection>(server_);
    }

private:
    std::shared_ptr<FakeServer> server_;
};

}  // namespace azoth::test
