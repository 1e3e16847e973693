// SPDX-License-Identifier: MIT
#pragma once

#include <sys/single_threaded.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/engine/connection.hpp>
#include <azoth/engine/engine_options.hpp>
#include <azoth/engine/events.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/statement.hpp>

#include "binder.hpp"
#include "engine_core.hpp"
#include "execution.hpp"
#include "limited_connection.hpp"
#include "run_options.hpp"
#include "session_state.hpp"
#include "time_limit.hpp"

namespace azoth::detail {

class PreparedState;

/// A statement handle over a node that the engine built itself.
class NodeStatement : public Statement {
public:
    explicit NodeStatement(sql::NodePtr node) noexcept : Statement(std::move(node)) {}
};

/// A lent connection: the state machine of its transaction and the way of a statement through
/// compiling, binding and running. Used by one thread at a time.
class ConnectionCore : public std::enable_shared_from_this<ConnectionCore> {
public:
    enum class State : std::uint8_t {
        idle,      ///< no transaction
        active,    ///< in one
        prepared,  ///< in one that waits for the second of its two steps
        aborted,   ///< in one that can only be rolled back
        lost,      ///< the session is gone
        closed,    ///< returned to the pool
    };

    ConnectionCore(std::shared_ptr<EngineCore> engine, Lease lease, const ConnectOptions& options);
    ~ConnectionCore();
    ConnectionCore(const ConnectionCore&) = delete;
    ConnectionCore& operator=(const ConnectionCore&) = delete;

    // ── statements ──────────────────────────────────────────────────────────────────────────
    [[nodiscard]] StreamRef run(const Statement& statement, const ExecutionOptions& options);
    [[nodiscard]] StreamRef run(const Statement& statement, const Params& params,
                                const ExecutionOptions& options);
    [[nodiscard]] StreamRef run_sets(const Statement& statement, std::span<const Params> sets,
                                     const ExecutionOptions& options);
    [[nodiscard]] StreamRef run_prepared(PreparedState& prepared,
                                         std::span<const ValueView> arguments, bool keeps);
    [[nodiscard]] std::shared_ptr<PreparedState> prepare(const Statement& statement,
                                                         const ExecutionOptions& options);
    void run_script(std::string_view text, const ExecutionOptions& options = unset_options);
    [[nodiscard]] StreamRef query_script(std::string_view text, const ExecutionOptions& options);
    std::int64_t insert_rows(const sql::Insert& insert, const std::vector<std::string>& columns,
                             FillRows fill, void* filler, const ExecutionOptions& options);

    // ── transactions ────────────────────────────────────────────────────────────────────────
    /// Begins and returns the transaction's number.
    std::uint64_t begin(const TransactionOptions& options);
    void commit();
    void rollback();
    /// The same for two-phase commit; makes an xid where there is none.
    std::uint64_t begin_two_phase(std::string& xid, const TransactionOptions& options);
    void prepare_transaction();
    /// Commits or rolls back what any session has prepared.
    void end_prepared(std::string_view xid, bool commits);
    [[nodiscard]] std::vector<std::string> recover_two_phase();
    void drop_two_phase(std::uint64_t number) noexcept;
    [[nodiscard]] std::uint64_t set_savepoint();
    void release_savepoint(std::uint64_t id);
    void rollback_to_savepoint(std::uint64_t id);
    void drop_transaction(std::uint64_t number) noexcept;
    void drop_savepoint(std::uint64_t id) noexcept;
    /// The number of the transaction under way, 0 if there is none.
    [[nodiscard]] std::uint64_t transaction() const noexcept;
    [[nodiscard]] bool has_savepoint(std::uint64_t id) const noexcept;
    [[nodiscard]] bool in_savepoint() const noexcept { return !savepoints_.empty(); }
    /// Whether the next statement is in no transaction.
    [[nodiscard]] bool commits_each_statement() const noexcept {
        return state_ == State::idle && !begins_by_itself_;
    }
    void set_isolation(Isolation level);
    void set_execution_options(const ExecutionOptions& options);
    [[nodiscard]] Isolation default_isolation();

    // ── the session ─────────────────────────────────────────────────────────────────────────
    void close() noexcept;
    void invalidate() noexcept;
    void detach();
    [[nodiscard]] bool is_detached() const noexcept { return detached_.connection != nullptr; }
    [[nodiscard]] State state() const noexcept { return state_; }
    /// Whether anything that was done here may have become permanent.
    [[nodiscard]] bool may_have_committed() const noexcept { return may_have_committed_; }
    /// The session's number within its engine, as echo and events say it.
    [[nodiscard]] std::uint64_t number() const noexcept { return session_->number; }
    [[nodiscard]] EngineCore& engine() const noexcept { return *engine_; }
    /// Throws when the connection was returned or lost.
    [[nodiscard]] driver::Connection& driver();
    /// The same for a schema reader, whose statements have the connection's options.
    [[nodiscard]] driver::Connection& limited_driver();
    /// See ExecutionEvent::returning_is_optional.
    void tell_optional_returning(bool is_optional) noexcept {
        returning_is_optional_ = is_optional;
    }
    [[nodiscard]] const ConnectOptions& options() const noexcept { return options_; }

    // ── for executions ──────────────────────────────────────────────────────────────────────
    /// Handles the exception under way: adds what is known, follows the server, throws it again.
    [[noreturn]] void failed(Execution& execution, Phase phase);
    void give_back(Execution& execution) noexcept;
    void forget(PreparedState& prepared) noexcept;

private:
    friend class BulkInsert;
    friend class InsertForms;
    friend class PreparedState;
    friend class ReturningInsert;

    /// `lent`: nobody is in here, but somebody has had the driver's connection.
    enum class Busy : std::uint8_t { no, yes, lent };
    void begin_unusual_use(Busy before);

    /// Marks the connection as in use by this call; a second thread is told so.
    class Use {
    public:
        explicit Use(ConnectionCore& core) : core_(&core) {
            const Busy before = take(core.busy_);
            if (before != Busy::no) [[unlikely]]
                core.begin_unusual_use(before);
        }
        ~Use() {
            if (core_ != nullptr) end();
        }
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

        void end() noexcept {
            core_->busy_.store(Busy::no, std::memory_order_release);
            core_ = nullptr;
        }

    private:
        /// A process with one thread needs no locked instruction to know that it is alone.
        static Busy take(std::atomic<Busy>& busy) noexcept {
            if (__libc_single_threaded == 0) {
                return busy.exchange(Busy::yes, std::memory_order_acquire);
            }
            const Busy before = busy.load(std::memory_order_relaxed);
            busy.store(Busy::yes, std::memory_order_relaxed);
            return before;
        }

        ConnectionCore* core_;
    };

    [[noreturn]] void throw_unusable() const;
    /// A statement may run now.
    void require_usable() const {
        if (state_ > State::active) [[unlikely]]
            throw_unusable();
    }

    [[nodiscard]] CachedStatement& find(const Statement& statement, bool& cached) {
        CachedStatement* known = session_->statements.find(*statement.node(), matcher_);
        if (known != nullptr) [[likely]]
            return *known;
        return add_form(statement, session_->statements, engine_->cache, cached);
    }
    /// A new form on this connection, compiled unless the cache knows it.
    [[nodiscard]] CachedStatement& add_form(const Statement& statement, StatementCache& forms,
                                            compile::CompiledCache& cache, bool& cached);
    /// What all ways to run a script have in common; `send` hands the driver the text.
    template <class Send>
    void send_script(std::string_view text, const ExecutionOptions& options, const Send& send);
    /// A form in no cache of this connection.
    [[nodiscard]] std::unique_ptr<CachedStatement> make_form(const Statement& statement,
                                                             const ExecutionOptions& options);
    [[nodiscard]] CachedStatement& find(const Statement& statement, const ExecutionOptions& options,
                                        bool& cached) {
        const bool is_plain =
            &options == &unset_options || (!options.uncached && !options.compiled_cache.is_set() &&
                                           !options.schema_translate_map.is_set());
        if (is_plain && finds_plainly_) [[likely]]
            return find(statement, cached);
        return find_otherwise(statement, options, cached);
    }
    /// With other schemas, or not to be kept: then the form goes with the execution that takes it.
    [[nodiscard]] CachedStatement& find_otherwise(const Statement& statement,
                                                  const ExecutionOptions& options, bool& cached);
    [[nodiscard]] StreamRef take(CachedStatement& form) {
        Execution* execution = idle_;
        if (execution != nullptr) [[likely]] {
            idle_ = execution->next_live;
        } else {
            execution = new Execution(*this);
        }
        execution->next_live = live_;
        if (live_ != nullptr) live_->previous = execution;
        live_ = execution;
        execution->attach(form);
        return StreamRef(execution);
    }
    /// One user less: a form in no cache goes with its last one.
    static void let_go(CachedStatement& form) noexcept {
        if (--form.users == 0 && form.is_orphan) delete &form;
    }
    void bind(Execution& execution, const Params* params);
    /// An INSERT with those values of its key that its compiled form, which `held` keeps, would
    /// leave untold: computed before, from their SQL defaults.
    [[nodiscard]] sql::NodePtr with_computed_key(const Statement& statement, StreamRef held,
                                                 const ExecutionOptions& options);
    /// Keys that Defaults made are known like those the program gives.
    static void keep_default_keys(Execution& execution, const CachedStatement& form);
    void run_execution(Execution& execution, const RunOptions& asked, bool cached);
    /// The same with what the connection was given behind the options.
    void run_asked(Execution& execution, const ExecutionOptions& options, bool cached) {
        if (&options == &unset_options || says_nothing(options)) [[likely]] {
            run_execution(execution, asked_, cached);
        } else {
            const ExecutionOptions all = merged(options, options_.execution_options);
            run_execution(execution, run_options(all), cached);
        }
    }
    /// As run_execution(), with echo and listeners.
    void run_observed(Execution& execution, const RunOptions& asked, bool cached);
    void start_observed(Execution& execution, const TimeLimit& limit, const RunOptions& asked,
                        bool begins_here);
    /// What a statement has changed beside rows.
    void follow_aftermath(Aftermath aftermath) noexcept {
        // What only reads or changes rows leaves the transaction as it was.
        if (aftermath == Aftermath::none) [[likely]]
            return;
        follow_server();
        note(aftermath);
    }
    [[noreturn]] void start_failed(Execution& execution, PreparedStatement& prepared);
    /// Whether the exception under way says that the form is outdated; then the transaction, which
    /// this statement has begun, was begun again.
    [[nodiscard]] bool began_again(Execution& execution, PreparedStatement& prepared,
                                   const TimeLimit& limit);
    [[nodiscard]] PreparedStatement& prepare_execution(Execution& execution,
                                                       const TimeLimit& limit);
    [[nodiscard]] PreparedStatement& prepared_form(CachedStatement& form, const Gaps& gaps,
                                                   std::span<const ValueView> parameters,
                                                   const TimeLimit& limit);
    [[nodiscard]] std::unique_ptr<driver::Statement> prepare_text(
        std::string_view sql, std::span<const ValueView> parameters, const TimeLimit& limit);
    /// The form for what will be sent, a listener's text included.
    [[nodiscard]] PreparedStatement& outgoing_form(Execution& execution, const TimeLimit& limit);
    /// Lets listeners change what will be sent with these parameters.
    void rewrite(Execution& execution, std::span<const ValueView> parameters, std::size_t sets,
                 const ExecutionOptions& options);
    [[nodiscard]] std::string sent_text(const Execution& execution) const;
    /// What listeners are told of an execution.
    [[nodiscard]] ExecutionEvent event_of(std::string_view sql,
                                          std::span<const ValueView> parameters,
                                          const ExecutionOptions& options) const;
    /// Runs a form of `statement` once per `width` cells and returns the rows affected in all.
    std::int64_t run_batch(const sql::NodePtr& statement, CachedStatement& form,
                           std::span<const ValueView> cells, std::size_t width,
                           const TimeLimit& limit, const ExecutionOptions& options);
    [[nodiscard]] std::int64_t send_batch(Execution& execution, const driver::ParameterBatch& batch,
                                          const TimeLimit& limit);
    [[nodiscard]] StreamRef run_insert_sets(const Statement& statement,
                                            std::span<const Params> sets,
                                            const ExecutionOptions& options);
    /// Rows of nothing but defaults, one after another.
    [[nodiscard]] StreamRef run_default_rows(const Statement& statement,
                                             std::span<const Params> sets,
                                             const ExecutionOptions& options);
    /// One after another, where only the client library tells the generated keys.
    [[nodiscard]] StreamRef run_for_keys(const Statement& statement, std::span<const Params> sets,
                                         const ExecutionOptions& options);
    [[nodiscard]] StreamRef run_each(const Statement& statement, std::span<const Params> sets,
                                     const ExecutionOptions& options);
    /// The result of many executions: a sum, no rows.
    [[nodiscard]] StreamRef summed(CachedStatement& form, std::int64_t rowcount);

    /// Begins a transaction where the first statement must.
    void autobegin(const TimeLimit& limit) {
        if (state_ == State::idle && begins_by_itself_) begin_transaction({}, true, limit);
    }
    void begin_transaction(const TransactionOptions& options, bool implicit,
                           const TimeLimit& limit);
    /// What options ask for that are merged; they are borrowed.
    [[nodiscard]] RunOptions run_options(const ExecutionOptions& merged) const noexcept {
        return {merged, engine_->options.hide_parameters};
    }
    [[nodiscard]] bool hides_parameters(const ExecutionOptions& merged) const noexcept {
        return engine_->options.hide_parameters || merged.hide_parameters.value_or(false);
    }
    /// The connection's own, for what has no options.
    [[nodiscard]] TimeLimit time_limit() const noexcept { return TimeLimit(asked_.how.timeout_ms); }
    [[nodiscard]] TransactionOptions with_defaults(const TransactionOptions& options) const;
    /// Throws unless a transaction may begin here and now.
    void require_beginnable(const TransactionOptions& options) const;
    void transaction_began() noexcept;
    void commit_transaction();
    void rollback_transaction();
    void transaction_ended() noexcept;
    /// Throws `NotSupportedError` where dialect or driver have none.
    [[nodiscard]] driver::TwoPhase& two_phase();
    void finish_prepared(std::string_view xid, bool commits);
    void end_own_prepared(bool commits);
    void mark_two_phase(TransactionMark mark, std::string_view xid);
    /// Reads ahead or closes what the end of the transaction would take away.
    void settle_results();
    /// A statement that changes what others mean has run.
    void note(Aftermath aftermath) noexcept;
    /// What others changed since is not run in its old form.
    /// How this database wants values.
    [[nodiscard]] BindStyle bind_style() const noexcept {
        return {*engine_->dialect, engine_->ledger()};
    }
    void catch_up() noexcept {
        if (session_->schema_epoch != engine_->schema_epoch()) [[unlikely]] {
            session_->schema_epoch = engine_->schema_epoch();
            ++session_->epoch;
        }
    }
    void follow_server() noexcept;
    void follow_failure(bool disconnected, bool invalidates_pool) noexcept;
    /// Lets listeners look at an error, and follows what it did to the session. Throws what one
    /// throws instead.
    void follow_error(const Error& error);
    [[noreturn]] void failed_outside(std::string_view what, Phase phase);
    void lose() noexcept;
    void mark(TransactionMark mark, std::string_view savepoint = {}, bool implicit = false);
    void mark_noexcept(TransactionMark mark, std::string_view savepoint = {}) noexcept;
    /// What follows from the options.
    /// Throws `InvalidRequestError` (`autocommit`) where a session shall only read and has no
    /// transactions.
    void require_sense(const ConnectOptions& options) const;
    void settle_options() noexcept;
    void options_set(ConnectOptions options);

    const std::shared_ptr<EngineCore> engine_;
    Lease lease_;
    DetachedConnection detached_;  ///< instead of the lease, once detached
    driver::Connection* driver_;
    SessionState* session_;
    ConnectOptions options_;
    RunOptions asked_;  ///< what they ask of each execution
    State state_ = State::idle;
    bool begins_by_itself_ = true;
    bool finds_plainly_ = true;         ///< what the connection is asked for changes no statement
    bool has_changed_session_ = false;  ///< by SET and the like, until the session is reset
    bool has_changed_schema_ = false;   ///< in the transaction under way
    bool server_has_ended_it_ = false;  ///< aborted, and there is nothing left to roll back
    bool may_have_committed_ = false;
    bool returning_is_optional_ = false;
    std::atomic<Busy> busy_{Busy::no};
    std::uint64_t transaction_ = 0;  ///< number of the one under way or the last one
    std::string xid_;                ///< of the one under way, if it may be prepared
    std::uint64_t last_savepoint_ = 0;
    std::vector<std::uint64_t> savepoints_;
    sql::Matcher matcher_;
    Execution* live_ = nullptr;  ///< executions in use
    Execution* idle_ = nullptr;  ///< and those to use again, linked by next_live
    std::vector<PreparedState*> prepared_handles_;
    std::unique_ptr<LimitedConnection> limited_;  ///< once a schema reader was there
};

}  // namespace azoth::detail
