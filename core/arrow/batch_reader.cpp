// SPDX-License-Identifier: MIT
#include "batch_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <azoth/engine/scan.hpp>
#include <azoth/error/error.hpp>

#include "declaration.hpp"
#include "sighting.hpp"

namespace azoth::arrow {

namespace {

constexpr std::size_t default_rows = 65'536;
/// Arrow counts the bytes of a column with 31 bits. What is over this at a row's begin is at its
/// end still below that, unless a cell has a GiB of its own.
constexpr std::size_t most_bytes = std::size_t{1} << 30U;

std::size_t rows_per_batch(const detail::RowStream& rows, const ArrowOptions& options) {
    if (options.batch_rows != 0) return options.batch_rows;
    return rows.yield_per != 0 ? rows.yield_per : default_rows;
}

std::size_t bytes_of(const ValueView& cell) {
    switch (cell.kind()) {
        case ValueKind::text:
        case ValueKind::decimal:
        case ValueKind::json: return cell.chars().size();
        case ValueKind::bytes: return cell.bytes().size();
        default: return 0;
    }
}

}  // namespace

BatchReader::BatchReader(detail::StreamRef rows, const ArrowOptions& options)
    : rows_(std::move(rows)),
      batch_rows_(rows_per_batch(*rows_, options)),
      batch_bytes_(options.batch_bytes) {
    if (batch_bytes_ == 0 || batch_bytes_ > most_bytes) {
        throw ArgumentError("bad_option_value", "batch_bytes is from 1 to " +
                                                    std::to_string(most_bytes) + ", not " +
                                                    std::to_string(batch_bytes_));
    }
    detail::require_columns(*rows_, 0);
    shape_ = rows_->shared_shape();
    describe_columns();
}

void BatchReader::describe_columns() {
    // After the last row there is no cursor, nor a need of what it would say.
    const auto infos =
        rows_->cursor != nullptr ? rows_->cursor->columns() : std::span<const driver::ColumnInfo>();
    for (std::size_t i = 0; i < shape_->size(); ++i) {
        Field& field = fields_.emplace_back(Field{shape_->names()[i], {}});
        const ValueKind carrier = i < infos.size() ? infos[i].kind : ValueKind::null;
        if (const compile::ResultColumn* planned = shape_->planned(i)) {
            const Declaration declared = declaration_of(shape_->compiled(), *planned);
            const bool is_decorated = planned->type.decorator() != nullptr;
            field.type =
                field_type(planned->type, {declared.has_width, carrier == ValueKind::real});
            field.is_nullable = declared.may_be_null || is_decorated;
            if (is_decorated) continue;  // its cells are of other kinds than the database's
        }
        if (field.type.layout == Layout::undecided) field.type = field_type(carrier);
    }
}

// ── open types ──────────────────────────────────────────────────────────────────────────────────

void BatchReader::decide() {
    if (is_decided_) return;
    const bool is_open = std::any_of(fields_.begin(), fields_.end(),
                                     [](const Field& field) { return !field.type.is_decided(); });
    if (is_open) {
        ahead_ = read_ahead();
        decide_by(*ahead_);
    }
    columns_.reserve(fields_.size());
    for (const Field& field : fields_) {
        columns_.push_back(make_column(field.type, field.is_nullable, held_bytes_));
    }
    is_decided_ = true;
}

void BatchReader::require_same_columns() const {
    if (rows_->shared_shape() == shape_) return;
    throw InvalidRequestError("result_changed",
                              "the result got other columns while a stream was reading it");
}

driver::RowBlock BatchReader::read_ahead() {
    require_same_columns();
    const std::size_t width = fields_.size();
    driver::RowBlock block(width);
    std::size_t bytes = 0;
    while (block.rows() < batch_rows_ && bytes < batch_bytes_ && rows_->next()) {
        std::size_t at = 0;
        try {
            for (; at < width; ++at) {
                const ValueView cell = rows_->cursor->cell(at);
                bytes += bytes_of(cell);
                block.append(cell);
            }
        } catch (...) {
            detail::rethrow_for_column(*rows_, at);
        }
    }
    return block;
}

void BatchReader::decide_by(const driver::RowBlock& rows) {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (fields_[i].type.is_decided()) continue;
        Sighting sighting(fields_[i].type);
        for (std::size_t row = 0; row < rows.rows(); ++row) sighting.see(rows.row(row)[i]);
        try {
            fields_[i].type = sighting.decided();
        } catch (...) {
            detail::rethrow_for_column(*rows_, i);
        }
    }
}

// ── batches ─────────────────────────────────────────────────────────────────────────────────────

ArrowSchema BatchReader::schema() {
    decide();
    return export_schema(fields_);
}

template <class CellAt>
void BatchReader::append_row(const CellAt& cell_at) {
    std::size_t at = 0;
    try {
        for (; at < columns_.size(); ++at) columns_[at]->append(cell_at(at));
    } catch (...) {
        detail::rethrow_for_column(*rows_, at);
    }
}

ArrowArray BatchReader::next() {
    decide();
    std::size_t rows = 0;
    held_bytes_ = 0;
    if (ahead_) {
        for (; rows < ahead_->rows(); ++rows) {
            append_row([cells = ahead_->row(rows)](std::size_t at) { return cells[at]; });
        }
        ahead_.reset();
    } else {
        require_same_columns();
        while (!is_full(rows) && rows_->next()) {
            append_row([&cursor = *rows_->cursor](std::size_t at) { return cursor.cell(at); });
            ++rows;
        }
    }
    if (rows == 0) return {};
    std::vector<ExportedArray> children;
    children.reserve(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        try {
            children.push_back(columns_[i]->take());
        } catch (...) {
            detail::rethrow_for_column(*rows_, i);
        }
    }
    return ExportedArray(rows, 0, false, {}, std::move(children)).give();
}

}  // namespace azoth::arrow
