// SPDX-License-Identifier: MIT
#include "execution.hpp"

#include "buffered_cursor.hpp"
#include "connection_core.hpp"
#include "decorated_cursor.hpp"
#include "echo_cursor.hpp"
#include "selected_cursor.hpp"
#include "unique_cursor.hpp"

namespace azoth::detail {

Execution::Execution(std::shared_ptr<const ResultShape> columns,
                     std::unique_ptr<driver::Cursor> rows)
    : core_(nullptr), driver_cursor_(rows.get()), shape_(std::move(columns)) {
    add_layer(std::move(rows));
    has_rows = true;
    rowcount = cursor->affected_rows();
}

[[gnu::hot]] void Execution::start(PreparedStatement& prepared,
                                   const driver::ExecuteOptions& options, const Observers* echo) {
    prepared_ = &prepared;
    prepared.in_use = true;
    driver_cursor_ = &prepared.statement->execute(bound, options);
    // Raw text has no plan that tells whether it has rows, so the driver is asked.
    has_rows = form_->returns_rows || (form_->is_text && !driver_cursor_->columns().empty());
    if (outgoing) [[unlikely]]
        require_own_columns();
    if (!has_rows) return complete();
    cursor = driver_cursor_;
    if (echo != nullptr) [[unlikely]] {
        add_layer(std::make_unique<EchoCursor>(*cursor, *echo, core_->number()));
    }
    if (form_->reads_ahead) read_ahead(echo);
    if (form_->is_decorated) {
        add_layer(std::make_unique<DecoratedCursor>(*cursor, form_->compiled));
    }
}

void Execution::require_own_columns() const {
    const compile::Compiled& compiled = *form_->compiled;
    const std::size_t own =
        compiled.returns_rows ? compiled.columns.size() : compiled.returned_key.size();
    if (own == 0) return;  // raw text, or nobody looks at them
    const std::size_t given = driver_cursor_->columns().size();
    if (given == own) return;
    throw InvalidRequestError("rewritten_columns", "a listener rewrote a statement of " +
                                                       std::to_string(own) + " columns to one of " +
                                                       std::to_string(given));
}

void Execution::select_columns(std::vector<std::size_t> selection) {
    shape_ = std::make_shared<ResultShape>(*shape(), selection);
    selects_columns_ = true;
    if (cursor != nullptr) {
        add_layer(std::make_unique<SelectedCursor>(*cursor, std::move(selection)));
    }
}

void Execution::drop_repeated(std::vector<std::size_t> key) {
    if (cursor != nullptr) add_layer(std::make_unique<UniqueCursor>(*cursor, std::move(key)));
}

void Execution::add_layer(std::unique_ptr<driver::Cursor> layer) {
    cursor = layers_.emplace_back(std::move(layer)).get();
}

[[gnu::hot]] void Execution::complete() {
    if (!form_->compiled->returned_key.empty()) [[unlikely]]
        keep_returned_key();
    const driver::Completion completion = driver_cursor_->complete();
    rowcount = completion.affected_rows;
    if (completion.last_insert_id) last_insert_id = *completion.last_insert_id;
    end = End::exhausted;
    driver_cursor_ = nullptr;
    prepared_->in_use = false;
    prepared_ = nullptr;
    if (cancel_scope) [[unlikely]]
        cancel_scope.reset();
}

void Execution::keep_returned_key() {
    if (!driver_cursor_->next()) return;
    const auto& columns = form_->compiled->returned_key;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        key_values.emplace_back(columns[i], Value::copy_of(driver_cursor_->cell(i)));
    }
}

void Execution::hold(std::unique_ptr<driver::Cursor> rows, std::int64_t affected) {
    layers_.clear();
    add_layer(std::move(rows));
    has_rows = true;
    rowcount = affected;
    if (form_->is_decorated) {
        add_layer(std::make_unique<DecoratedCursor>(*cursor, form_->compiled));
    }
}

void Execution::read_ahead(const Observers* echo) {
    if (cursor == nullptr || driver_cursor_ == nullptr) return;  // closed, or read ahead before
    (void)shape();
    auto rest = std::make_unique<BufferedCursor>(*cursor, on_row);
    if (form_->reads_ahead) {
        rowcount = rest->affected_rows();
        last_insert_id = rest->last_insert_id();
    }
    while (driver_cursor_->next_result()) {
        if (echo == nullptr) {
            later_.push_back(std::make_unique<BufferedCursor>(*driver_cursor_, false));
        } else {
            EchoCursor told(*driver_cursor_, *echo, core_->number());
            later_.push_back(std::make_unique<BufferedCursor>(told, false));
        }
    }
    layers_.clear();
    add_layer(std::move(rest));
    release_statement();
}

bool Execution::next_result() {
    if (later_.empty()) return false;
    if (end == End::connection) {
        throw InvalidRequestError("result_closed",
                                  "the connection of this result was returned or lost");
    }
    // The plan of the statement, if it has one, is that of its first result.
    static const auto no_plan = std::make_shared<const compile::Compiled>();
    layers_.clear();
    add_layer(std::move(later_.front()));
    later_.erase(later_.begin());
    shape_ = std::make_shared<const ResultShape>(no_plan, cursor->columns());
    selects_columns_ = true;
    rowcount = cursor->affected_rows();
    on_row = false;
    end = End::none;
    return true;
}

void Execution::release_statement() noexcept {
    if (driver_cursor_ != nullptr) driver_cursor_->close();
    driver_cursor_ = nullptr;
    if (prepared_ != nullptr) prepared_->in_use = false;
    prepared_ = nullptr;
    if (cancel_scope) [[unlikely]]
        cancel_scope.reset();
}

void Execution::finish() noexcept {
    close(End::exhausted);
}

void Execution::close(End why) noexcept {
    if (cursor == nullptr && driver_cursor_ == nullptr && prepared_ == nullptr) return;
    cursor = nullptr;
    on_row = false;
    end = why;
    release_statement();
}

const std::shared_ptr<const ResultShape>& Execution::shape() {
    if (!shape_ && form_ != nullptr) shape_ = form_->shape(cursor);
    return shape_;
}

std::string_view Execution::sql() const noexcept {
    if (outgoing && outgoing->has_new_sql()) return outgoing->sql();
    if (prepared_ != nullptr && !prepared_->sql.empty()) return prepared_->sql;
    if (form_ != nullptr) return form_->compiled->sql;
    return compiled_ ? std::string_view(compiled_->sql) : std::string_view();
}

void Execution::detach() noexcept {
    try {
        if (form_ != nullptr) (void)shape();
    } catch (...) {
        shape_.reset();  // the names are lost, not the data: there is none any more
    }
    close(End::connection);
    if (form_ != nullptr) {
        compiled_ = form_->compiled;
        --form_->users;
    }
    form_ = nullptr;
    core_ = nullptr;
}

void Execution::reset_more() noexcept {
    layers_.clear();
    later_.clear();
    owned.clear();
    gaps.clear();
    key_values.clear();
    shape_.reset();
    row_keys.reset();
    outgoing.reset();
    cancel_scope.reset();
    selects_columns_ = false;
}

// ── what results call ───────────────────────────────────────────────────────────────────────────

namespace {

Execution& execution_of(RowStream& stream) noexcept {
    return static_cast<Execution&>(stream);
}
const Execution& execution_of(const RowStream& stream) noexcept {
    return static_cast<const Execution&>(stream);
}

}  // namespace

[[gnu::hot]] void RowStream::finish() {
    execution_of(*this).finish();
}

void RowStream::close() noexcept {
    execution_of(*this).close(Execution::End::closed);
}

bool RowStream::no_more_rows() const {
    if (!has_rows) {
        throw InvalidRequestError("returns_no_rows", "this statement returns no rows");
    }
    switch (execution_of(*this).end) {
        case Execution::End::closed:
            throw InvalidRequestError("result_closed", "this result was closed");
        case Execution::End::transaction:
            throw InvalidRequestError("result_closed",
                                      "the transaction ended while this result was being streamed");
        case Execution::End::connection:
            throw InvalidRequestError("result_closed",
                                      "the connection of this result was returned or lost");
        case Execution::End::none:
        case Execution::End::exhausted: break;
    }
    return false;
}

void RowStream::throw_ended() const {
    static_cast<void>(no_more_rows());
    throw InvalidRequestError("result_closed", "the rows of this result have been read");
}

void RowStream::fetch_failed() {
    Execution& execution = execution_of(*this);
    if (execution.core() != nullptr) execution.core()->failed(execution, Phase::fetch);
    throw;
}

[[gnu::hot]] void RowStream::recycle() noexcept {
    Execution& execution = execution_of(*this);
    if (execution.core() == nullptr) {
        delete &execution;
    } else {
        execution.core()->give_back(execution);
    }
}

const std::shared_ptr<const ResultShape>& RowStream::shared_shape() const {
    // Looking up the names changes nothing that a reader can see.
    const auto& shape = execution_of(const_cast<RowStream&>(*this)).shape();
    if (!shape) throw InvalidRequestError("result_closed", "this result was closed");
    return shape;
}

std::size_t RowStream::width() const {
    const Execution& execution = execution_of(*this);
    if (execution.form() != nullptr && !execution.form()->compiled->columns.empty() &&
        !execution.selects_columns()) {
        return execution.form()->compiled->columns.size();
    }
    return shape().size();
}

}  // namespace azoth::detail
