// SPDX-License-Identifier: MIT
#include "returning_insert.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/insert_shape.hpp>
#include <azoth/value/describe.hpp>

#include "buffered_cursor.hpp"
#include "named_columns.hpp"
#include "row_parameters.hpp"

namespace azoth::detail {

namespace {

sql::Ref<sql::Insert> in_any_order(const sql::Insert& insert) {
    auto plain = sql::Ref<sql::Insert>::adopt(new sql::Insert(insert));
    plain->in_parameter_order = false;
    return plain;
}

/// The parameter that is a column's value in one of the rows.
std::optional<std::size_t> find_value(const CachedStatement& form, std::string_view column,
                                      std::uint32_t row) {
    const auto& parameters = form.compiled->parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i].row == row && parameters[i].column == column) return i;
    }
    return std::nullopt;
}

/// A part of a key, so that no two keys are spelled alike.
void append_spelled(std::string& key, const ValueView& value, const SqlType& type) {
    const std::string text = to_string(adapted(type, value, {}).view());
    key.append(std::to_string(text.size())).append(":").append(text);
}

/// By which parameters find the column.
const std::string& name_of(const sql::NodePtr& column) {
    return sql::cast<sql::ColumnRef>(*column).known_as();
}

}  // namespace

ReturningInsert::ReturningInsert(ConnectionCore& core, const sql::Insert& insert,
                                 std::span<const Params> sets, const ExecutionOptions& options)
    : core_(core),
      insert_(insert),
      sets_(sets),
      options_(options),
      asked_(core.run_options(options_)),
      limit_(asked_.how.timeout_ms),
      table_(table_data(insert)),
      given_(names_of(sets.front())),
      one_row_(sql::insert_shape(insert, given_, 1, true)),
      plain_(in_any_order(insert)),
      plain_forms_(core, *plain_, given_, options),
      may_leave_rows_(!insert.conflicts.empty() ||
                      has_words(insert, core.engine().ledger(),
                                {sql::PhrasePlace::prefix, sql::PhrasePlace::suffix})),
      order_(insert.in_parameter_order ? choose_order() : Order::any),
      columns_(given_) {
    if (order_ == Order::by_sentinel) columns_.push_back(name_of(told_by_.front()));
    if (order_ == Order::any || !table_ || may_leave_rows_) return;
    for (const std::string& name : table_->primary_key.columns) {
        keys_.push_back(table_->column(name).ref);
    }
}

ReturningInsert::Order ReturningInsert::choose_order() {
    // The row that an upsert returns may be one that was there before.
    if (!table_ || may_leave_rows_) return Order::one_by_one;
    if (gives_key()) {
        for (const std::string& name : table_->primary_key.columns) {
            told_by_.push_back(table_->column(name).ref);
        }
        return Order::by_given_key;
    }
    for (const ColumnData& column : table_->columns) {
        if (!column.sentinel || is_given(name_of(column.ref))) continue;
        told_by_.push_back(column.ref);
        return Order::by_sentinel;
    }
    const ColumnData* generated = table_->autoincrement_column();
    if (generated == nullptr || is_given(name_of(generated->ref)) ||
        !core_.engine().ledger().supports(compile::Capability::ordered_keys)) {
        return Order::one_by_one;
    }
    if (generated->identity && generated->identity->options.increment.value_or(1) < 0) {
        return Order::one_by_one;
    }
    told_by_.push_back(generated->ref);
    return Order::by_ascending;
}

bool ReturningInsert::is_given(const std::string& column) const {
    return std::find(given_.begin(), given_.end(), column) != given_.end();
}

/// A returned key must be the given one exactly: no padding, no rounding, no other spelling.
bool ReturningInsert::comes_back_as_given(const SqlType& general) const {
    const SqlType& type = core_.engine().ledger().variant_of(general);
    switch (type.kind()) {
        case TypeKind::small_integer:
        case TypeKind::integer:
        case TypeKind::big_integer:
        case TypeKind::string:
        case TypeKind::text:
        case TypeKind::uuid:
            return type.decorator() == nullptr && type.bind_expression().empty() &&
                   type.column_expression().empty();
        default: return false;
    }
}

bool ReturningInsert::gives_key() {
    const auto& key = table_->primary_key.columns;
    return !key.empty() && std::all_of(key.begin(), key.end(), [&](const std::string& name) {
        const ColumnData& column = table_->column(name);
        const std::string& known = name_of(column.ref);
        // NULL asks some databases for a key of their own.
        const auto is_null = [&](const Params& set) {
            const Value* value = set.find(known);
            return value != nullptr && value->is_null();
        };
        return comes_back_as_given(column.type) && find_value(single(), known, 0) &&
               std::none_of(sets_.begin(), sets_.end(), is_null);
    });
}

std::size_t ReturningInsert::rows_per_page() {
    const Dialect& dialect = *core_.engine().dialect;
    const compile::Ledger& ledger = core_.engine().ledger();
    // Rows of one statement must not meet each other in ON CONFLICT.
    if (order_ == Order::one_by_one || columns_.empty() || !insert_.conflicts.empty() ||
        has_words(insert_, ledger, {sql::PhrasePlace::suffix}) ||
        !ledger.supports(compile::Capability::multi_row_insert)) {
        return 1;
    }
    const std::size_t most = options_.insert_page_size.value_or(0);
    std::size_t rows = most != 0 ? most : 1000;
    const std::size_t width = std::max<std::size_t>(
        single().compiled->parameters.size() + (columns_.size() - given_.size()), 1);
    if (dialect.max_parameters() != 0) rows = std::min(rows, dialect.max_parameters() / width);
    return std::max<std::size_t>(rows, 1);
}

std::vector<ValueView> ReturningInsert::cells_of(std::size_t first, std::size_t rows) {
    std::vector<ValueView> cells;
    const bool numbers = order_ == Order::by_sentinel;
    const std::size_t given = columns_.size() - (numbers ? 1 : 0);
    cells.reserve(rows * columns_.size());
    while (numbers && numbers_.size() < rows) {
        numbers_.emplace_back(static_cast<std::int64_t>(numbers_.size()));
    }
    for (std::size_t row = 0; row < rows; ++row) {
        const Params& set = sets_[first + row];
        for (std::size_t i = 0; i < given; ++i) {
            const Value* value = set.find(columns_[i]);
            if (value == nullptr || set.size() != given) {
                throw ArgumentError("mixed_parameter_names",
                                    "parameter set " + std::to_string(first + row + 1) +
                                        " does not have the names of the first one");
            }
            cells.push_back(value->view());
        }
        if (numbers) cells.push_back(numbers_[row].view());
    }
    return cells;
}

void ReturningInsert::run_page(const InsertForm& form, std::size_t first) {
    StreamRef stream = core_.take(*form.statement);
    auto& page = static_cast<Execution&>(*stream);
    page.statement = one_row_;  // as the program has it; `form` keeps its own binds
    const std::size_t rows = form.rows;
    const std::vector<ValueView> cells = cells_of(first, rows);
    RowParameters parameters(*form.statement, form.binds, columns_.size());
    parameters.append(cells, page.parameters);
    asked_.how.timeout_ms = limit_.left_ms();
    core_.run_execution(page, asked_, true);

    if (!page.has_rows) {
        inserted_ += page.rowcount >= 0 ? page.rowcount : static_cast<std::int64_t>(rows);
        return;
    }
    driver::Cursor& cursor = page.raw_cursor();
    const std::size_t width = cursor.columns().size();
    if (!rows_) {
        const auto visible = cursor.columns().first(shown(width));
        returned_.assign(visible.begin(), visible.end());
        rows_ = std::make_unique<driver::RowBlock>(std::max<std::size_t>(visible.size(), 1));
    }
    driver::RowBlock block(width);
    while (cursor.fetch_block(block, rows) != 0) {
    }
    const std::vector<std::size_t> at = positions(page, rows, block);
    std::vector<std::size_t> order(at.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return at[a] < at[b]; });
    for (const std::size_t row : order) keep(block, row);
    inserted_ += page.rowcount >= 0 ? page.rowcount : static_cast<std::int64_t>(block.rows());
}

void ReturningInsert::keep(const driver::RowBlock& page, std::size_t row) {
    const std::span<const ValueView> cells = page.row(row);
    const std::size_t visible = shown(page.columns());
    for (std::size_t i = 0; i < visible; ++i) rows_->append(cells[i]);
    if (keys_.empty()) return;
    if (!row_keys_) row_keys_ = std::make_unique<driver::RowBlock>(keys_.size());
    for (const ValueView& part : cells.last(keys_.size())) row_keys_->append(part);
}

std::vector<std::size_t> ReturningInsert::positions(const Execution& page, std::size_t sent,
                                                    const driver::RowBlock& rows) const {
    std::vector<std::size_t> at(rows.rows());
    std::iota(at.begin(), at.end(), std::size_t{0});
    if (order_ == Order::any || may_leave_rows_) return at;
    if (rows.rows() != sent) throw_order_unknown("another number of rows than was inserted");
    switch (order_) {
        case Order::by_sentinel: read_sentinels(rows, at); break;
        case Order::by_ascending: require_ascending(rows); break;
        case Order::by_given_key: look_up_keys(page, rows, at); break;
        case Order::any:
        case Order::one_by_one: return at;
    }
    std::vector<bool> seen(sent);
    for (const std::size_t position : at) {
        if (position >= sent || seen[position]) throw_order_unknown("the same place twice");
        seen[position] = true;
    }
    return at;
}

void ReturningInsert::read_sentinels(const driver::RowBlock& rows,
                                     std::vector<std::size_t>& at) const {
    const std::size_t sentinel = shown(rows.columns());
    for (std::size_t i = 0; i < at.size(); ++i) {
        const ValueView cell = rows.row(i)[sentinel];
        if (cell.is_null()) throw_order_unknown("a sentinel that is NULL");
        at[i] = static_cast<std::size_t>(convert<std::int64_t>(cell));
    }
}

void ReturningInsert::require_ascending(const driver::RowBlock& rows) const {
    const std::size_t column = shown(rows.columns());
    std::int64_t last = 0;
    for (std::size_t i = 0; i < rows.rows(); ++i) {
        const ValueView cell = rows.row(i)[column];
        const bool ascends = !cell.is_null() && (i == 0 || convert<std::int64_t>(cell) > last);
        if (!ascends) throw_order_unknown("keys that do not ascend");
        last = convert<std::int64_t>(cell);
    }
}

void ReturningInsert::look_up_keys(const Execution& page, const driver::RowBlock& rows,
                                   std::vector<std::size_t>& at) const {
    std::map<std::string, std::size_t> known;
    for (std::size_t row = 0; row < at.size(); ++row) {
        std::string key;
        for (std::size_t i = 0; i < told_by_.size(); ++i) {
            const auto index =
                find_value(*page.form(), name_of(told_by_[i]), static_cast<std::uint32_t>(row));
            append_spelled(key, page.parameters[*index], told_by_[i]->type());
        }
        known.emplace(std::move(key), row);
    }
    const std::size_t first = shown(rows.columns());
    for (std::size_t i = 0; i < at.size(); ++i) {
        std::string key;
        for (std::size_t k = 0; k < told_by_.size(); ++k) {
            append_spelled(key, rows.row(i)[first + k], told_by_[k]->type());
        }
        const auto found = known.find(key);
        if (found == known.end()) throw_order_unknown("a key that was not inserted");
        at[i] = found->second;
    }
}

void ReturningInsert::throw_order_unknown(const char* returned) const {
    throw OperationalError(
        "returned_order_unknown",
        std::string("the rows cannot be told apart: the database returned ") + returned,
        {.hint = "a trigger may have changed them; insert_page_size = 1 inserts row by row",
         .table = table_ ? table_->name : std::string()});
}

StreamRef ReturningInsert::run() {
    auto sent = sql::Ref<sql::Insert>::adopt(new sql::Insert(insert_));
    sent->returning.append(told_by_.begin(), told_by_.end());
    sent->returning.append(keys_.begin(), keys_.end());
    sent->in_parameter_order = order_ == Order::by_ascending;
    InsertForms pages(core_, *sent, columns_, options_);
    // A rest of any length needs no statement of its own length.
    std::size_t first = 0;
    for (std::size_t page = rows_per_page(); page != 0; page /= 10) {
        for (; sets_.size() - first >= page; first += page) run_page(pages.of(page), first);
    }
    for (; first < sets_.size(); ++first) run_page(pages.of(1), first);
    return make_result();
}

StreamRef ReturningInsert::make_result() {
    const InsertForm& one = plain_forms_.of(1);
    StreamRef result = core_.take(*one.statement);
    auto& execution = static_cast<Execution&>(*result);
    execution.row_keys = std::move(row_keys_);
    if (insert_.returning.empty()) {
        execution.rowcount = inserted_;
        execution.end = Execution::End::exhausted;
        return result;
    }
    execution.yield_per = asked_.yield_per;
    execution.hold(std::make_unique<BufferedCursor>(std::move(returned_), std::move(rows_)),
                   inserted_);
    return result;
}

}  // namespace azoth::detail
