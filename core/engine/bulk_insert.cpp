// SPDX-License-Identifier: MIT
#include "bulk_insert.hpp"

#include <algorithm>

#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/insert_shape.hpp>
#include <azoth/sql/source.hpp>

#include "named_columns.hpp"
#include "observation.hpp"
#include "row_parameters.hpp"
#include "row_sink.hpp"

namespace azoth::detail {

namespace {

constexpr std::size_t rows_per_batch = 1000;
/// Below it the round trips of a bulk load cost more than they save.
constexpr std::size_t least_bulk_load = 200;

}  // namespace

// ── the sink ────────────────────────────────────────────────────────────────────────────────────

RowSink::RowSink(std::size_t columns, std::size_t rows)
    : columns_(columns),
      cells_(std::make_unique<ValueView[]>(columns * rows)),
      next_(cells_.get()),
      end_(cells_.get() + columns * rows) {}

RowSink::~RowSink() = default;

void RowSink::add_copy(const ValueView& view) {
    if (!keep_) keep_ = std::make_unique<Keep>();
    keep_->copies.append(view);
    add(keep_->copies.row(keep_->copies.rows() - 1)[0]);
}

void RowSink::add_owned(Value value) {
    if (!keep_) keep_ = std::make_unique<Keep>();
    add(keep_->owned.emplace_back(std::move(value)).view());
}

void RowSink::check_width(std::size_t width) const {
    if (width == columns_) return;
    throw ArgumentError("column_count", "a row has " + std::to_string(width) + " values for " +
                                            std::to_string(columns_) + " columns");
}

void RowSink::clear() noexcept {
    next_ = cells_.get();
    if (!keep_) return;
    keep_->copies.clear();
    keep_->owned.clear();
}

// ── the insert ──────────────────────────────────────────────────────────────────────────────────

BulkInsert::BulkInsert(ConnectionCore& core, const sql::Insert& insert,
                       const std::vector<std::string>& columns, FillRows fill, void* filler,
                       const ExecutionOptions& options)
    : core_(core),
      insert_(insert),
      columns_(columns),
      fill_(fill),
      filler_(filler),
      options_(options),
      limit_(options.timeout_ms.value_or(0)),
      one_row_(sql::insert_shape(insert, columns, 1, true)),
      forms_(core, insert, columns, options) {
    const compile::Ledger& ledger = core.engine().ledger();
    using sql::PhrasePlace;
    has_words_ =
        has_words(insert, ledger, {PhrasePlace::hint, PhrasePlace::prefix, PhrasePlace::suffix});
    has_last_words_ = has_words(insert, ledger, {PhrasePlace::suffix});
    const compile::CompilerContext context = core.engine().dialect->context(ledger);
    for (const sql::NodePtr& column : sql::cast<sql::Insert>(*one_row_).columns) {
        stored_names_.push_back(sql::cast<sql::ColumnRef>(*column).name);
        types_.push_back(context.types.bound_type(column->type(), ledger));
        kinds_.push_back(stored_kinds(types_.back()));
        can_bulk_load_ = can_bulk_load_ && types_.back().bind_expression().empty();
    }
}

std::size_t BulkInsert::rows_per_page() {
    const Dialect& dialect = *core_.engine().dialect;
    std::size_t rows = dialect.multi_row_page();
    const std::size_t most = options_.insert_page_size.value_or(0);
    if (most != 0) rows = std::min(rows, most);
    // Rows of one statement must not meet each other in ON CONFLICT, whoever wrote it.
    if (!insert_.conflicts.empty() || has_last_words_) rows = 1;
    if (!core_.engine().ledger().supports(compile::Capability::multi_row_insert)) rows = 1;
    if (dialect.max_parameters() != 0) {
        rows = std::min(rows, dialect.max_parameters() / parameters_per_row());
    }
    return std::max<std::size_t>(rows, 1);
}

bool BulkInsert::is_plain() const {
    return insert_.every_row.empty() && insert_.conflicts.empty() && !has_words_ &&
           !takes_defaults(insert_, columns_);
}

std::size_t BulkInsert::parameters_per_row() {
    if (is_plain()) return columns_.size();
    return std::max<std::size_t>(forms_.of(1).statement->compiled->parameters.size(), 1);
}

std::int64_t BulkInsert::run() {
    const std::size_t page = rows_per_page();
    if (page > 1) {
        run_pages(page);
    } else {
        run_batches();
    }
    return inserted_;
}

void BulkInsert::fit(RowSink& sink) {
    const std::size_t width = columns_.size();
    std::size_t column = 0;
    for (ValueView* cell = sink.cells_.get(); cell != sink.next_; ++cell) {
        if (!accepts(kinds_[column], cell->kind())) [[unlikely]] {
            if (!sink.keep_) sink.keep_ = std::make_unique<RowSink::Keep>();
            auto& owned = sink.keep_->owned;
            *cell = stored(types_[column], *cell, columns_[column], owned);
        }
        if (++column == width) column = 0;
    }
}

void BulkInsert::run_pages(std::size_t page) {
    // Two sizes of statement, so that a rest of 90 rows is not sent row by row, and a rest of any
    // length needs no statement of its own length.
    const std::size_t small_page = page / 10;
    const std::size_t width = columns_.size();
    RowSink sink(width, page);
    while (true) {
        sink.clear();
        fill_(filler_, sink);
        fit(sink);
        std::span<const ValueView> cells(sink.cells_.get(), sink.next_);
        if (cells.size() == page * width) {
            send(cells, page);
            continue;
        }
        if (small_page > 1) {
            const std::size_t whole = cells.size() / (small_page * width) * (small_page * width);
            if (whole != 0) send(cells.first(whole), small_page);
            cells = cells.subspan(whole);
        }
        if (!cells.empty()) send(cells, 1);
        return;
    }
}

void BulkInsert::run_batches() {
    RowSink sink(columns_.size(), rows_per_batch);
    bool is_first = true;
    while (true) {
        sink.clear();
        fill_(filler_, sink);
        fit(sink);
        const std::span<const ValueView> cells(sink.cells_.get(), sink.next_);
        if (cells.empty()) return;
        if (is_first && can_bulk_load_ && core_.driver_->supports_bulk_load() && is_plain() &&
            cells.size() / columns_.size() >= least_bulk_load) {
            run_bulk_load(sink);
            return;
        }
        is_first = false;
        send(cells, 1);
        if (!sink.full()) return;
    }
}

void BulkInsert::run_bulk_load(RowSink& first) {
    const auto& table = sql::cast<sql::TableSource>(*insert_.target);
    const auto description = table_data(insert_);
    const bool is_elsewhere = description && description->temporary && table.schema.empty();
    const std::string_view schema =
        is_elsewhere ? std::string_view() : options_.schema_translate_map.translated(table.schema);
    const driver::BulkTarget target{std::string(schema), table.name, stored_names_};
    bool is_first = true;
    const CancelScope cancel_scope(options_.cancel_token, *core_.driver_);
    core_.autobegin(limit_);
    const auto next_rows = [&] {
        if (!is_first) {
            first.clear();
            fill_(filler_, first);
            fit(first);
        }
        is_first = false;
        return driver::ParameterBatch{columns_.size(), {first.cells_.get(), first.next_}};
    };
    const std::string what = "bulk load into " + table.name;
    const auto load = [&] {
        std::int64_t loaded = 0;
        try {
            loaded = core_.driver_->bulk_load(target, next_rows, limit_.left_ms());
        } catch (...) {
            core_.failed_outside(what, Phase::execute);
        }
        core_.follow_server();
        return loaded;
    };
    if (!core_.engine_->observers.active()) {
        inserted_ += load();
        return;
    }
    ExecutionEvent event = core_.event_of(what, {}, options_);
    event.sets = 0;
    const NodeStatement said(one_row_);
    event.statement = &said;
    inserted_ += observed(core_.engine_->observers, event, load);
}

void BulkInsert::send(std::span<const ValueView> cells, std::size_t rows_per_statement) {
    const InsertForm& page = forms_.of(rows_per_statement);
    const auto rows = static_cast<std::int64_t>(cells.size() / columns_.size());
    std::int64_t affected = -1;
    if (page.statement->compiled->parameters.size() == rows_per_statement * columns_.size()) {
        affected = core_.run_batch(one_row_, *page.statement, cells,
                                   rows_per_statement * columns_.size(), limit_, options_);
    } else {
        affected = send_completed(page, cells);
    }
    // An upsert may leave rows alone; every other row is there now, or the call has failed.
    inserted_ += (has_words_ || !insert_.conflicts.empty()) && affected >= 0 ? affected : rows;
}

std::int64_t BulkInsert::send_completed(const InsertForm& page, std::span<const ValueView> cells) {
    RowParameters parameters(*page.statement, page.binds, columns_.size());
    const std::size_t width = page.rows * columns_.size();
    std::vector<ValueView> completed;
    for (std::size_t first = 0; first < cells.size(); first += width) {
        parameters.append(cells.subspan(first, width), completed);
    }
    return core_.run_batch(one_row_, *page.statement, completed,
                           page.statement->compiled->parameters.size(), limit_, options_);
}

}  // namespace azoth::detail
