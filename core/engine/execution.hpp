// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/driver/row_block.hpp>
#include <azoth/engine/outgoing_statement.hpp>
#include <azoth/engine/row_stream.hpp>
#include <azoth/error/error.hpp>
#include <azoth/value/value.hpp>

#include "cancel_scope.hpp"
#include "statement_cache.hpp"

namespace azoth::detail {

class ConnectionCore;
class Observers;

/// The engine's side of a RowStream: one execution with its statement, its parameters and what
/// became of it. Belongs to a connection while that is lent; results that live longer keep a
/// detached one, which has no rows left.
class Execution final : public RowStream {
public:
    /// Why there are no more rows.
    enum class End : std::uint8_t { none, exhausted, closed, transaction, connection };

    explicit Execution(ConnectionCore& core) noexcept : core_(&core) {}
    /// One without a connection: rows that come from elsewhere.
    Execution(std::shared_ptr<const ResultShape> columns, std::unique_ptr<driver::Cursor> rows);
    ~Execution() = default;

    /// Takes a statement for use.
    void attach(CachedStatement& form) noexcept {
        form_ = &form;
        ++form.users;
    }
    /// Runs `prepared` with the parameters. Statements without rows are run to their end.
    /// Their rows are written to `echo` unless it is null.
    void start(PreparedStatement& prepared, const driver::ExecuteOptions& options,
               const Observers* echo = nullptr);
    /// From here on results see only these columns, in this order.
    void select_columns(std::vector<std::size_t> selection);
    /// From here on rows that agree in these columns with one before are left out.
    void drop_repeated(std::vector<std::size_t> key);
    /// Takes rows collected elsewhere as those of this execution.
    void hold(std::unique_ptr<driver::Cursor> rows, std::int64_t affected);
    /// Throws `InvalidRequestError` unless a rewritten text delivers the statement's own columns.
    void require_own_columns() const;
    /// The rows as the driver gave them, before any decorator.
    [[nodiscard]] driver::Cursor& raw_cursor() const noexcept {
        return driver_cursor_ != nullptr ? *driver_cursor_ : *layers_.front();
    }
    /// Reads the rest, and the results that follow, so that the transaction may end.
    void read_ahead(const Observers* echo = nullptr);
    /// Goes on to the next result that was read ahead; false where there is none.
    [[nodiscard]] bool next_result();
    /// Forgets the results that follow.
    void discard_later_results() noexcept { later_.clear(); }
    void close(End why) noexcept;
    /// The connection goes: what the results may still ask is kept, everything else is let go.
    void detach() noexcept;
    /// Makes a fresh one of a used one.
    void reset() noexcept {
        if (prepared_ != nullptr || cursor != nullptr) close(End::closed);
        if (form_ != nullptr) --form_->users;
        form_ = nullptr;
        bound = {};
        parameters.clear();
        if (statement) statement = nullptr;
        last_insert_id.reset();
        rowcount = -1;
        has_rows = false;
        on_row = false;
        end = End::none;
        const bool has_more = !layers_.empty() || !owned.empty() || !gaps.empty() ||
                              !key_values.empty() || !later_.empty() || shape_ || row_keys ||
                              cancel_scope || outgoing;
        if (has_more) [[unlikely]]
            reset_more();
    }

    [[nodiscard]] ConnectionCore* core() const noexcept { return core_; }
    [[nodiscard]] CachedStatement* form() const noexcept { return form_; }
    [[nodiscard]] bool is_open() const noexcept { return cursor != nullptr; }
    [[nodiscard]] const std::shared_ptr<const ResultShape>& shape();
    /// Whether results see fewer or other columns than the statement has.
    [[nodiscard]] bool selects_columns() const noexcept { return selects_columns_; }
    /// The text that was or will be sent.
    [[nodiscard]] std::string_view sql() const noexcept;
    [[nodiscard]] const std::shared_ptr<const compile::Compiled>& compiled() const noexcept {
        return compiled_;
    }

    /// What is bound: `parameters`, or the caller's own views where those live long enough.
    std::span<const ValueView> bound;
    /// Views into the statement's binds, into the caller's values, or into `owned`.
    std::vector<ValueView> parameters;
    std::vector<Value> owned;
    Gaps gaps;
    sql::NodePtr statement;                                 ///< keeps the binds alive
    std::vector<std::pair<std::string, Value>> key_values;  ///< of an INSERT with named values
    std::unique_ptr<driver::RowBlock> row_keys;  ///< of many rows, where they were paired

    std::optional<std::int64_t> last_insert_id;
    std::unique_ptr<OutgoingStatement> outgoing;  ///< where a listener has changed what is sent
    std::unique_ptr<CancelScope> cancel_scope;    ///< while it runs, where a token may stop it
    End end = End::none;
    bool streams = false;
    bool hides_parameters = false;

    // The connection's list of executions in use.
    Execution* previous = nullptr;
    Execution* next_live = nullptr;

private:
    friend class RowStream;
    /// Puts a cursor, which reads the current one, in front of it.
    void add_layer(std::unique_ptr<driver::Cursor> layer);
    void complete();
    void finish() noexcept;
    void keep_returned_key();
    void release_statement() noexcept;
    /// What most executions have not, out of the way of those.
    void reset_more() noexcept;

    ConnectionCore* core_;
    CachedStatement* form_ = nullptr;
    PreparedStatement* prepared_ = nullptr;
    driver::Cursor* driver_cursor_ = nullptr;
    /// What stands between the driver's cursor and the results; each reads the one before.
    std::vector<std::unique_ptr<driver::Cursor>> layers_;
    std::vector<std::unique_ptr<driver::Cursor>> later_;  ///< results that follow, read ahead
    std::shared_ptr<const ResultShape> shape_;
    bool selects_columns_ = false;
    std::shared_ptr<const compile::Compiled> compiled_;  ///< once detached
};

}  // namespace azoth::detail
