// SPDX-License-Identifier: MIT
#include <azoth/engine/result.hpp>

#include <cmath>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/expression.hpp>

#include "bind_plan.hpp"
#include "buffered_cursor.hpp"
#include "execution.hpp"
#include "owned_rows.hpp"

namespace azoth {

namespace {

/// The exception being handled, with the column's name if it is a conversion's.
[[noreturn]] void rethrow_named(const std::string& column) {
    try {
        throw;
    } catch (const ConversionError& error) {
        if (!error.details().column.empty()) throw;
        ErrorDetails details = error.details();
        details.column = column;
        details.phase = Phase::fetch;
        throw ConversionError(error.code(), "column \"" + column + "\": " + error.message(),
                              std::move(details));
    }
}

std::optional<DecimalView> number_in(const SqlType& type, const ValueView& cell) {
    const bool is_exact = type.kind() == TypeKind::numeric && type.decorator() == nullptr;
    if (!is_exact || cell.kind() != ValueKind::text) return std::nullopt;
    if (!Decimal::try_parse(cell.chars())) return std::nullopt;
    return DecimalView{cell.chars()};
}

}  // namespace

namespace detail {

std::optional<DecimalView> kept_number(const RowStream& stream, std::size_t column) {
    return number_in(stream.shape().type(column), stream.current().cell(column));
}

void rethrow_for_column(const RowStream& stream, std::size_t column) {
    rethrow_named(stream.shape().names().at(column));
}

void throw_too_few_columns(const RowStream& stream, std::size_t wanted) {
    throw ArgumentError("column_count", "the result has " + std::to_string(stream.width()) +
                                            " columns, and " + std::to_string(wanted) +
                                            " were asked for");
}

void require_columns(const RowStream& stream, std::size_t wanted) {
    if (!stream.has_rows) {
        throw InvalidRequestError("returns_no_rows", "this statement returns no rows");
    }
    if (stream.width() < wanted) throw_too_few_columns(stream, wanted);
}

void require_exact_columns(const RowStream& stream, std::size_t wanted) {
    require_columns(stream, wanted);
    if (stream.width() == wanted) return;
    throw ArgumentError("column_count", "the row has " + std::to_string(stream.width()) +
                                            " columns, and the struct " + std::to_string(wanted) +
                                            " members");
}

void throw_no_result(const RowStream&) {
    throw NoResultFound("no_result", "one row was asked for, and there is none");
}

void throw_multiple_results(RowStream& stream) {
    stream.close();
    throw MultipleResultsFound("multiple_results", "one row was asked for, and there are more");
}

}  // namespace detail

// ── Cell ────────────────────────────────────────────────────────────────────────────────────────

ValueView Cell::view() const {
    return stream_ != nullptr ? stream_->current().cell(column_) : cells_[column_];
}

Value Cell::value() const {
    const ValueView cell = view();
    const SqlType& type = row_->shape().type(column_);
    // Integers that a database keeps as exact numbers, such as 2^64 - 1 in a NUMERIC column.
    if (type.is_integer() && type.decorator() == nullptr && cell.kind() == ValueKind::decimal) {
        if (type.kind() == TypeKind::unsigned_big_integer) return Value(as<std::uint64_t>());
        return Value(as<std::int64_t>());
    }
    // Whole reals that a database keeps as integers, as SQLite's RETURNING gives them.
    const bool is_real = type.kind() == TypeKind::double_ || type.kind() == TypeKind::float_;
    if (is_real && type.decorator() == nullptr && cell.kind() == ValueKind::int64) {
        const auto real = static_cast<double>(cell.int64());
        if (std::abs(real) <= 9007199254740992.0) return Value(real);
    }
    if (type.decorator() != nullptr || detail::accepts(detail::accepted_kinds(type), cell.kind())) {
        return Value::copy_of(cell);
    }
    try {
        return detail::adapted(type, cell, name());
    } catch (const ArgumentError&) {
        // The database holds something else than the column says (SQLite may); that is the truth.
        return Value::copy_of(cell);
    }
}

const std::string& Cell::name() const {
    return row_->shape().names()[column_];
}

std::optional<DecimalView> Cell::kept_number() const {
    return number_in(row_->shape().type(column_), view());
}

void Cell::rethrow() const {
    rethrow_named(name());
}

// ── Row ─────────────────────────────────────────────────────────────────────────────────────────

namespace {

std::shared_ptr<const detail::OwnedRows> copy_current(detail::RowStream& stream) {
    auto rows = std::make_shared<detail::OwnedRows>(stream.shared_shape());
    for (std::size_t i = 0; i < rows->shape->size(); ++i) {
        rows->block.append(stream.current().cell(i));
    }
    return rows;
}

}  // namespace

Row::Row(const Row& other) : width_(other.width_), hint_(other.hint_) {
    if (other.stream_ != nullptr) {
        if (other.stream_->cursor == nullptr || !other.stream_->on_row) {
            throw InvalidRequestError("result_closed", "this row is no longer there to be copied");
        }
        owner_ = copy_current(*other.stream_);
        rows_ = owner_.get();
        cells_ = owner_->block.row(0).data();
        return;
    }
    rows_ = other.rows_;
    cells_ = other.cells_;
    if (rows_ != nullptr) owner_ = rows_->shared_from_this();
}

// NOLINTNEXTLINE(performance-*, bugprone-exception-escape): moving a view copies what it shows
Row::Row(Row&& other) : Row(static_cast<const Row&>(other)) {}

Row& Row::operator=(Row other) noexcept {
    std::swap(stream_, other.stream_);
    std::swap(rows_, other.rows_);
    std::swap(cells_, other.cells_);
    std::swap(width_, other.width_);
    std::swap(owner_, other.owner_);
    std::swap(hint_, other.hint_);
    return *this;
}

Row::~Row() = default;

const detail::ResultShape& Row::shape() const {
    return stream_ != nullptr ? stream_->shape() : *rows_->shape;
}

const std::vector<std::string>& Row::keys() const {
    return shape().names();
}

std::size_t Row::find(std::string_view name) const {
    const std::size_t found = shape().find(name, hint_);
    hint_ = found + 1;
    return found;
}

Cell Row::operator[](const Expr& column) const {
    return at(shape().find(column.node()));
}

Params Row::mapping() const {
    Params result;
    for (std::size_t i = 0; i < width_; ++i) {
        result.add(Param(keys()[i], at(i).value()));
    }
    return result;
}

void Row::no_such_position(std::size_t column) const {
    throw ArgumentError("no_such_column", "the row has " + std::to_string(width_) +
                                              " columns, and number " + std::to_string(column) +
                                              " was asked for (they count from 0)");
}

void Row::check_width(std::size_t members) const {
    if (width_ == members) return;
    throw ArgumentError("column_count", "the row has " + std::to_string(width_) +
                                            " columns, and the struct " + std::to_string(members) +
                                            " members");
}

// ── Rows ────────────────────────────────────────────────────────────────────────────────────────

Rows::Rows(std::shared_ptr<detail::OwnedRows> rows) noexcept : rows_(std::move(rows)) {}

std::size_t Rows::size() const noexcept {
    return rows_ ? rows_->block.rows() : 0;
}

Row Rows::operator[](std::size_t index) const {
    if (index >= size()) {
        throw ArgumentError("no_such_row", "there are " + std::to_string(size()) +
                                               " rows, and number " + std::to_string(index) +
                                               " was asked for (they count from 0)");
    }
    Row row(rows_.get(), rows_->block.row(index).data(), rows_->shape->size());
    row.owner_ = rows_;
    return row;
}

Rows::iterator Rows::begin() const {
    return iterator(rows_.get(), 0);
}
Rows::iterator Rows::end() const {
    return iterator(rows_.get(), size());
}

const std::vector<std::string>& Rows::keys() const {
    static const std::vector<std::string> none;
    return rows_ ? rows_->shape->names() : none;
}

Result Rows::replay() const {
    if (!rows_) throw InvalidRequestError("returns_no_rows", "these rows come from no result");
    std::vector<driver::ColumnInfo> columns;
    for (const std::string& name : keys()) columns.push_back({.name = name, .type_name = {}});
    auto cursor = std::make_unique<detail::BufferedCursor>(
        std::move(columns), std::shared_ptr<const driver::RowBlock>(rows_, &rows_->block));
    auto* execution = new detail::Execution(rows_->shape, std::move(cursor));
    return Result(detail::StreamRef(execution));  // which deletes it
}

const Row& Rows::iterator::operator*() const {
    row_.rows_ = rows_;
    row_.cells_ = rows_->block.row(index_).data();
    row_.width_ = rows_->shape->size();
    return row_;
}

}  // namespace azoth
