// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <azoth/driver/native_handle.hpp>
#include <azoth/engine/execution_options.hpp>
#include <azoth/engine/insert_rows.hpp>
#include <azoth/engine/prepared.hpp>
#include <azoth/engine/result.hpp>
#include <azoth/engine/transaction.hpp>
#include <azoth/engine/two_phase.hpp>
#include <azoth/error/export.hpp>
#include <azoth/sql/params.hpp>

namespace azoth {

class DdlElement;
class Dialect;
class Engine;
class Insert;
class Statement;
class Table;
template <class... Ts>
class TypedQuery;

namespace compile {
enum class Capability : std::uint8_t;
}
namespace driver {
class Connection;
class Canceller;
}  // namespace driver

/// A connection lent by an engine: executes statements inside transactions. The first statement
/// begins a transaction; commit() and rollback() end it and the next statement begins another. What
/// is not committed when the connection goes is rolled back, and the session returns to the pool.
///
/// One thread at a time, which is checked (`InvalidRequestError` `concurrent_use`). After a
/// `DisconnectError` only rollback() and close() are allowed; nothing reconnects by itself.
class AZOTH_EXPORT Connection {
public:
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    // ── statements ──────────────────────────────────────────────────────────────────────────
    // A temporary connection would be back in the pool before its result is read.

    /// Runs one statement. Its values are those in the statement.
    Result execute(const Statement& statement, const ExecutionOptions& options = unset_options) &;
    /// With one set of named values: for binds of that name, or as the columns of an insert() or
    /// update() that has none yet. Throws `ArgumentError`: `bind_missing`, `bind_unknown`,
    /// `bind_type`, `no_such_column`.
    Result execute(const Statement& statement, const Params& params,
                   const ExecutionOptions& options = unset_options) &;
    /// Once per set, in as few round trips as the database allows; rowcount() is the sum. No set at
    /// all, `{}`, means no parameters.
    Result execute(const Statement& statement, std::initializer_list<Params> sets,
                   const ExecutionOptions& options = unset_options) &;
    /// The same; an empty span means zero executions.
    Result execute(const Statement& statement, std::span<const Params> sets,
                   const ExecutionOptions& options = unset_options) &;
    template <class... Ts>
    [[nodiscard]] TypedResult<Ts...> execute(const TypedQuery<Ts...>& query,
                                             const ExecutionOptions& options = unset_options) & {
        return TypedResult<Ts...>(start(query, options));
    }
    template <class... Ts>
    [[nodiscard]] TypedResult<Ts...> execute(const TypedQuery<Ts...>& query, const Params& params,
                                             const ExecutionOptions& options = unset_options) & {
        return TypedResult<Ts...>(start(query, params, options));
    }
    /// One step of creating or dropping, see <azoth/schema/ddl.hpp>; nothing where it is not for
    /// this dialect. Throws `CompileError` before anything is sent.
    void execute(const DdlElement& element) &;
    template <class... Arguments>
    Result execute(Arguments&&...) && = delete;

    /// The first column of the first row; without a row `NoResultFound`, or an empty optional.
    template <readable T>
    [[nodiscard]] T scalar(const Statement& statement, const Params& params = {},
                           const ExecutionOptions& options = unset_options) {
        return first_scalar<T>(Scalars<T>(start(statement, params, options), 0));
    }
    template <class T, class... Rest>
    [[nodiscard]] T scalar(const TypedQuery<T, Rest...>& query, const Params& params = {},
                           const ExecutionOptions& options = unset_options) {
        return first_scalar<T>(Scalars<T>(start(query, params, options), 0));
    }
    /// The first column of all rows.
    template <readable T>
    [[nodiscard]] Scalars<T> scalars(const Statement& statement, const Params& params = {},
                                     const ExecutionOptions& options = unset_options) & {
        return Scalars<T>(start(statement, params, options), 0);
    }
    template <class T, class... Rest>
    [[nodiscard]] Scalars<T> scalars(const TypedQuery<T, Rest...>& query, const Params& params = {},
                                     const ExecutionOptions& options = unset_options) & {
        return Scalars<T>(start(query, params, options), 0);
    }

    /// Runs raw text of any number of statements, such as a dump, and discards their rows. The text
    /// is trusted; only this call and the next take more than one statement.
    void execute_script(std::string_view text, const ExecutionOptions& options = unset_options);
    /// The same, and keeps the rows: the result is that of the first statement that has some,
    /// Result::next_result() goes on to the next one. All have run, and all rows are here, when it
    /// returns. Throws `NotSupportedError` (`not_supported`) where the driver has no such thing.
    Result query_script(std::string_view text, const ExecutionOptions& options = unset_options) &;

    /// Keeps a statement ready for the hottest loops, see Prepared. The options are those of each
    /// of its executions.
    template <class... Ts>
    [[nodiscard]] Prepared<Ts...> prepare(const TypedQuery<Ts...>& query,
                                          const ExecutionOptions& options = unset_options) & {
        return Prepared<Ts...>(make_prepared(static_cast<const Statement&>(query), options));
    }
    [[nodiscard]] Prepared<> prepare(const Statement& statement,
                                     const ExecutionOptions& options = unset_options) & {
        return Prepared<>(make_prepared(statement, options));
    }
    /// An INSERT of one row whose values are the arguments, in the order of `columns`.
    [[nodiscard]] Prepared<> prepare(const Insert& insert, std::initializer_list<ParamName> columns,
                                     const ExecutionOptions& options = unset_options) & {
        return Prepared<>(
            make_prepared(insert, std::span(columns.begin(), columns.size()), options));
    }
    [[nodiscard]] Prepared<> prepare(const Insert& insert, std::span<const std::string> columns,
                                     const ExecutionOptions& options = unset_options) & {
        const std::vector<ParamName> names(columns.begin(), columns.end());
        return Prepared<>(make_prepared(insert, names, options));
    }

    /// Inserts every element of a range by the database's fastest way, in the current transaction,
    /// and returns how many: `db.insert_many(artist, {"name", "year"}, rows)`. An element is a
    /// value (one column), a tuple, pair or array, a plain aggregate, or a `std::vector<Value>`;
    /// its members go to `columns` in order. Text is not copied. Throws `ArgumentError`
    /// (`column_count`, `no_such_column`); a failing row fails the call, and what was sent before
    /// stays in the transaction.
    template <class Range>
    std::int64_t insert_many(const Table& table, std::initializer_list<ParamName> columns,
                             Range&& rows, const ExecutionOptions& options = unset_options) {
        using std::begin;
        using std::end;
        using Filler = detail::RowFiller<decltype(begin(rows)), decltype(end(rows))>;
        Filler filler{begin(rows), end(rows)};
        return insert_rows(table, std::span(columns.begin(), columns.size()),
                           detail::row_width<typename Filler::Element>(), &Filler::fill, &filler,
                           options);
    }
    /// The same into columns known at run time.
    template <class Range>
    std::int64_t insert_many(const Table& table, std::span<const std::string> columns, Range&& rows,
                             const ExecutionOptions& options = unset_options) {
        using std::begin;
        using std::end;
        using Filler = detail::RowFiller<decltype(begin(rows)), decltype(end(rows))>;
        Filler filler{begin(rows), end(rows)};
        const std::vector<ParamName> names(columns.begin(), columns.end());
        return insert_rows(table, names, detail::row_width<typename Filler::Element>(),
                           &Filler::fill, &filler, options);
    }

    // ── transactions ────────────────────────────────────────────────────────────────────────
    /// Begins a transaction as a block. Throws `InvalidRequestError` (`already_in_transaction`),
    /// `NotSupportedError` (`not_supported`) where the database has none.
    [[nodiscard]] Transaction begin(const TransactionOptions& options = {});
    /// Runs `work` in a transaction: committed when it returns, rolled back when it throws.
    template <std::invocable Work>
    auto begin(Work&& work) {
        Transaction transaction = begin();
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            std::forward<Work>(work)();
            transaction.commit();
        } else {
            auto result = std::forward<Work>(work)();
            transaction.commit();
            return result;
        }
    }
    /// Sets a savepoint, beginning a transaction if there is none.
    [[nodiscard]] Savepoint begin_nested();
    template <std::invocable Work>
    auto begin_nested(Work&& work) {
        Savepoint savepoint = begin_nested();
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            std::forward<Work>(work)();
            savepoint.release();
        } else {
            auto result = std::forward<Work>(work)();
            savepoint.release();
            return result;
        }
    }
    /// Begins one database's part of a transaction over several, see TwoPhaseTransaction. `xid`
    /// names it among all of the database's; empty: a unique one is made. Throws as begin(), and
    /// `ArgumentError` (`bad_xid`) where the database does not take the name,
    /// `NotSupportedError` (`not_supported`, `two_phase_disabled`) where dialect, driver or server
    /// have no such thing.
    [[nodiscard]] TwoPhaseTransaction begin_two_phase(std::string_view xid = {},
                                                      const TransactionOptions& options = {});
    /// The xids of transactions that are prepared in this database and wait for their second step,
    /// whoever has prepared them.
    [[nodiscard]] std::vector<std::string> recover_two_phase();
    /// The second step of a transaction that any connection has prepared, also one that is gone.
    /// Throws `InvalidRequestError` (`already_in_transaction`) inside a transaction,
    /// `ProgrammingError` (`no_such_prepared_transaction`), else as commit(): after
    /// `commit_unknown` it may be tried again while recover_two_phase() lists the xid.
    void commit_prepared(std::string_view xid);
    /// The same, and its work is undone.
    void rollback_prepared(std::string_view xid);
    /// Ends the transaction and makes its work permanent. Throws `InvalidRequestError`:
    /// `no_transaction` when there is none, `transaction_aborted` when it can only be rolled back;
    /// `TransactionRollbackError` (`commit_rolled_back`) when the database undid the work instead;
    /// `CommitUnknownError` when no answer came.
    void commit();
    /// Ends the transaction and undoes its work. Without one it does nothing.
    void rollback();
    [[nodiscard]] bool in_transaction() const noexcept;
    [[nodiscard]] bool in_nested_transaction() const noexcept;
    /// What the next transaction will ask for; empty: default_isolation_level().
    [[nodiscard]] std::optional<Isolation> isolation_level() const;
    /// What the database gives a transaction that asks for nothing; may be a round trip. Throws
    /// `NotSupportedError` (`not_supported`) where it has no transactions.
    [[nodiscard]] Isolation default_isolation_level();
    /// Throws `InvalidRequestError` (`already_in_transaction`) inside a transaction.
    void set_isolation_level(Isolation level);

    // ── the session ─────────────────────────────────────────────────────────────────────────
    /// Rolls back what is open and returns the session. Idempotent; afterwards every use is
    /// `InvalidRequestError` (`use_after_return`).
    void close();
    [[nodiscard]] bool closed() const noexcept;
    /// Closes the session for good instead of returning it, for instance when its state is odd.
    void invalidate() noexcept;
    [[nodiscard]] bool invalidated() const noexcept;

    /// Takes the session out of the pool, which may open another in its place; from here on it is
    /// this connection's own, and closed for good with it. Throws as any use.
    void detach();
    [[nodiscard]] bool detached() const noexcept;

    /// What each execution here is asked for unless it says otherwise. Valid while the connection
    /// lives.
    [[nodiscard]] const ExecutionOptions& execution_options() const;
    /// From the next execution on; what these do not set stays as it is.
    void set_execution_options(const ExecutionOptions& options);
    [[nodiscard]] const Dialect& dialect() const;
    [[nodiscard]] bool supports(compile::Capability capability) const;
    /// The driver's connection, for what this class has no word for. Borrowed; what it does to the
    /// transaction is followed at the next statement.
    [[nodiscard]] driver::Connection& driver_connection();
    /// The client library's own handle, for what the driver has no word for:
    /// `db.native<sqlite3>()`, `db.native<PGconn>()`. Borrowed. Throws `InvalidRequestError`
    /// (`other_native_type`) where it is of another type.
    template <class Handle>
    [[nodiscard]] Handle& native() {
        return *static_cast<Handle*>(native_handle(driver::native_type_name<Handle>()));
    }
    /// Stops the running statement from another thread; usable at any time.
    [[nodiscard]] std::shared_ptr<driver::Canceller> canceller();

private:
    friend class Engine;
    friend class MetaData;
    friend struct detail::ConnectionAccess;

    explicit Connection(std::shared_ptr<detail::ConnectionCore> core) noexcept;
    [[nodiscard]] void* native_handle(std::string_view type);

    [[nodiscard]] detail::StreamRef start(const Statement& statement,
                                          const ExecutionOptions& options);
    [[nodiscard]] detail::StreamRef start(const Statement& statement, const Params& params,
                                          const ExecutionOptions& options);
    [[nodiscard]] std::shared_ptr<detail::PreparedState> make_prepared(
        const Statement& statement, const ExecutionOptions& options);
    [[nodiscard]] std::shared_ptr<detail::PreparedState> make_prepared(
        const Insert& insert, std::span<const ParamName> columns, const ExecutionOptions& options);
    std::int64_t insert_rows(const Table& table, std::span<const ParamName> columns,
                             std::size_t width, detail::FillRows fill, void* filler,
                             const ExecutionOptions& options);

    template <class T>
    [[nodiscard]] static T first_scalar(Scalars<T> scalars) {
        if constexpr (is_optional<T>) {
            return scalars.first().value_or(std::nullopt);
        } else {
            std::optional<T> found = scalars.first();
            if (!found) throw_no_scalar();
            return *std::move(found);
        }
    }
    [[noreturn]] static void throw_no_scalar();

    std::shared_ptr<detail::ConnectionCore> core_;
};

}  // namespace azoth
