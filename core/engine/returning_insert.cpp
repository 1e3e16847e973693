// SPDX-License-Identifier: MIT
#include "returning_insert.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/insert_shape.hpp>
#include <azoth/value/describe.hpp>

#include "buffered_cursor.hpp"
#include "named_columns.hpp"
#include "row_parameters.hpp"

namespace azoth::detail {

namespace {

/// A returned key must be the given one exactly: no padding, no rounding, no other spelling.
bool comes_back_as_given(const SqlType& type) {
    switch (type.kind()) {
        case TypeKind::small_integer:
        case TypeKind::integer:
        case TypeKind::big_integer:
        case TypeKind::string:
        case TypeKind::text:
        case TypeKind::uuid: return type.decorator() == nullptr;
        default: return false;
    }
}

const compile::Parameter* find_value(const CachedStatement& form, std::string_view column,
                                     std::uint32_t row, std::size_t& index) {
    const auto& parameters = form.compiled->parameters;
    for (index = 0; index < parameters.size(); ++index) {
        if (parameters[index].row == row && parameters[index].column == column) {
            return &parameters[index];
        }
    }
    return nullptr;
}

std::string name_of(const sql::NodePtr& column) {
    return sql::cast<sql::ColumnRef>(*column).name;
}

}  // namespace

ReturningInsert::ReturningInsert(ConnectionCore& core, const sql::Insert& insert,
                                 std::span<const Params> sets, const ExecutionOptions& options)
    : core_(core),
      insert_(insert),
      plain_(sql::Ref<sql::Insert>::adopt(new sql::Insert(insert))),
      sets_(sets),
      options_(options),
      table_(table_data(insert)) {
    plain_->in_parameter_order = false;
    for (const Param& param : sets.front()) columns_.push_back(param.name());
    if (insert.in_parameter_order) order_ = choose_order();
    if (order_ == Order::by_sentinel) columns_.push_back(name_of(told_by_.front()));
}

ReturningInsert::Order ReturningInsert::choose_order() {
    if (!table_) return Order::one_by_one;
    const NodeStatement statement(sql::insert_shape(*plain_, columns_));
    bool cached = true;
    if (gives_key(core_.find(statement, cached))) {
        for (const std::string& name : table_->primary_key.columns) {
            told_by_.push_back(table_->column(name).ref);
        }
        return Order::by_given_key;
    }
    // A row that was there before keeps what it had.
    if (!insert_.conflicts.empty()) return Order::one_by_one;
    for (const ColumnData& column : table_->columns) {
        if (!column.sentinel) continue;
        told_by_.push_back(column.ref);
        return Order::by_sentinel;
    }
    const ColumnData* generated = table_->autoincrement_column();
    const bool ascends = core_.engine().ledger().supports(compile::Capability::ordered_keys);
    if (generated == nullptr || !ascends ||
        std::find(columns_.begin(), columns_.end(), generated->name) != columns_.end()) {
        return Order::one_by_one;
    }
    told_by_.push_back(generated->ref);
    return Order::by_ascending;
}

bool ReturningInsert::gives_key(const CachedStatement& single) const {
    const auto& key = table_->primary_key.columns;
    return !key.empty() && std::all_of(key.begin(), key.end(), [&](const std::string& name) {
        std::size_t index = 0;
        return comes_back_as_given(table_->column(name).type) &&
               find_value(single, name, 0, index) != nullptr;
    });
}

std::size_t ReturningInsert::rows_per_page(const CachedStatement& single) const {
    const Dialect& dialect = *core_.engine().dialect;
    const compile::Ledger& ledger = core_.engine().ledger();
    // Rows of one statement must not meet each other in ON CONFLICT.
    if (order_ == Order::one_by_one || columns_.empty() || !insert_.conflicts.empty() ||
        !ledger.supports(compile::Capability::multi_row_insert)) {
        return 1;
    }
    std::size_t rows = options_.insert_page_size != 0 ? options_.insert_page_size : 1000;
    const std::size_t width = std::max<std::size_t>(single.compiled->parameters.size(), 1);
    if (dialect.max_parameters() != 0) rows = std::min(rows, dialect.max_parameters() / width);
    return std::max<std::size_t>(rows, 1);
}

sql::NodePtr ReturningInsert::page_statement(std::size_t rows) const {
    sql::Ref<sql::Insert> page = sql::Ref<sql::Insert>::adopt(new sql::Insert(insert_));
    page->returning.insert(page->returning.end(), told_by_.begin(), told_by_.end());
    page->in_parameter_order = order_ == Order::by_ascending;
    return sql::insert_shape(*page, columns_, rows);
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

void ReturningInsert::run_page(std::size_t first, std::size_t rows) {
    const NodeStatement statement(page_statement(rows));
    bool cached = true;
    CachedStatement& form = core_.find(statement, cached);
    const std::vector<const sql::Bind*> binds = core_.matcher_.binds();
    StreamRef stream = core_.take(form);
    auto& page = static_cast<Execution&>(*stream);
    page.statement = statement.node();
    const std::vector<ValueView> cells = cells_of(first, rows);
    RowParameters parameters(form, binds, columns_.size());
    parameters.append(cells, page.parameters);
    core_.run_execution(page, options_, cached);

    driver::Cursor& cursor = page.raw_cursor();
    const std::size_t width = cursor.columns().size();
    const std::size_t shown = width - told_by_.size();
    if (returned_.empty()) {
        const auto all = cursor.columns().first(shown);
        returned_.assign(all.begin(), all.end());
        rows_ = std::make_unique<driver::RowBlock>(std::max<std::size_t>(shown, 1));
    }
    driver::RowBlock block(width);
    while (cursor.fetch_block(block, rows) != 0) {
    }
    std::vector<std::size_t> at = positions(page, block);
    std::vector<std::size_t> order(at.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return at[a] < at[b]; });
    for (const std::size_t row : order) {
        for (std::size_t i = 0; i < shown; ++i) rows_->append(block.row(row)[i]);
    }
    inserted_ += page.rowcount >= 0 ? page.rowcount : static_cast<std::int64_t>(block.rows());
}

std::vector<std::size_t> ReturningInsert::positions(const Execution& page,
                                                    const driver::RowBlock& rows) const {
    std::vector<std::size_t> at(rows.rows());
    std::iota(at.begin(), at.end(), std::size_t{0});
    if (order_ == Order::any || order_ == Order::one_by_one || rows.rows() == 0) return at;
    const std::size_t shown = rows.columns() - told_by_.size();
    if (order_ == Order::by_sentinel) {
        for (std::size_t i = 0; i < at.size(); ++i) {
            at[i] = static_cast<std::size_t>(convert<std::int64_t>(rows.row(i)[shown]));
        }
        return at;
    }
    if (order_ == Order::by_ascending) {
        std::vector<std::size_t> by_key = at;
        const auto key = [&](std::size_t row) {
            return convert<std::int64_t>(rows.row(row)[shown]);
        };
        std::sort(by_key.begin(), by_key.end(),
                  [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
        for (std::size_t i = 0; i < by_key.size(); ++i) at[by_key[i]] = i;
        return at;
    }
    const auto spelled = [&](const ValueView& value, std::size_t column) {
        const SqlType& type = told_by_[column]->type();
        return describe(adapted(type, value, name_of(told_by_[column])).view()) + '\n';
    };
    std::map<std::string, std::size_t> known;
    const std::size_t sent = page.form()->compiled->parameters.empty()
                                 ? 0
                                 : page.form()->compiled->parameters.back().row + 1;
    for (std::size_t row = 0; row < sent; ++row) {
        std::string key;
        for (std::size_t i = 0; i < told_by_.size(); ++i) {
            std::size_t index = 0;
            if (find_value(*page.form(), name_of(told_by_[i]), static_cast<std::uint32_t>(row),
                           index) != nullptr) {
                key += spelled(page.parameters[index], i);
            }
        }
        known.emplace(std::move(key), row);
    }
    for (std::size_t i = 0; i < at.size(); ++i) {
        std::string key;
        for (std::size_t k = 0; k < told_by_.size(); ++k) {
            key += spelled(rows.row(i)[shown + k], k);
        }
        const auto found = known.find(key);
        if (found == known.end()) {
            throw OperationalError(
                "returned_key_unknown", "the database returned a key that was not inserted",
                {.hint = "a trigger may have changed it", .table = table_->name});
        }
        at[i] = found->second;
    }
    return at;
}

StreamRef ReturningInsert::run() {
    std::vector<std::string> given;
    for (const Param& param : sets_.front()) given.push_back(param.name());
    const NodeStatement single(sql::insert_shape(*plain_, given));
    bool cached = true;
    // Held while the pages run, so that no page's statement takes its place.
    StreamRef result = core_.take(core_.find(single, cached));
    auto& execution = static_cast<Execution&>(*result);
    execution.statement = single.node();
    const std::size_t page = rows_per_page(*execution.form());
    const std::size_t small_page = page / 10;
    for (std::size_t first = 0; first < sets_.size();) {
        const std::size_t left = sets_.size() - first;
        const std::size_t rows = left >= page                           ? page
                                 : small_page > 1 && left >= small_page ? small_page
                                                                        : 1;
        run_page(first, rows);
        first += rows;
    }
    execution.hold(std::make_unique<BufferedCursor>(std::move(returned_), std::move(*rows_)),
                   inserted_);
    return result;
}

}  // namespace azoth::detail
