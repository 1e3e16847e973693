// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include <azoth/driver/row_block.hpp>
#include <azoth/value/convert.hpp>

#include "big_endian.hpp"
#include "column_decoder.hpp"
#include "command_tag.hpp"

namespace azoth::libpq {

namespace {

// How long close() goes on reading what the server is sending before it cancels the statement. Less
// outside of a transaction, where a cancelled statement has no consequences.
constexpr std::int64_t drain_in_transaction_ms = 2'000;
constexpr std::int64_t drain_alone_ms = 20;

bool has_shape(const PGresult& rows, const ResultShape& shape) noexcept {
    if (static_cast<std::size_t>(PQnfields(&rows)) != shape.oids.size()) return false;
    for (int i = 0; i < PQnfields(&rows); ++i) {
        if (PQftype(&rows, i) != shape.oids[static_cast<std::size_t>(i)]) return false;
    }
    return true;
}

}  // namespace

ResultShape shape_of(const PGresult& description) {
    ResultShape shape;
    for (int i = 0; i < PQnfields(&description); ++i) {
        const WireType& type = wire_type(PQftype(&description, i));
        shape.oids.push_back(PQftype(&description, i));
        shape.types.push_back(&type);
        shape.wires.push_back(type.wire);
        shape.columns.push_back({PQfname(&description, i), type.kind, std::string(type.name)});
        // libpq asks for one format for all columns.
        shape.binary = shape.binary && type.wire != Wire::other;
    }
    return shape;
}

void ResultShape::throw_no_binary_form() const {
    const auto other = std::find(wires.begin(), wires.end(), Wire::other) - wires.begin();
    const driver::ColumnInfo& column = columns[static_cast<std::size_t>(other)];
    ErrorDetails details;
    details.phase = Phase::execute;
    details.column = column.name;
    details.hint = "ask for FetchFormat::automatic, or cast the column to a type that is";
    throw NotSupportedError(
        "no_binary_form",
        "the type of the column \"" + column.name + "\" is not read in binary form",
        std::move(details));
}

Cursor::~Cursor() {
    close();
}

std::span<const driver::ColumnInfo> Cursor::columns() {
    return shape_ == nullptr ? std::span<const driver::ColumnInfo>() : shape_->columns;
}

void Cursor::begin(const ResultShape& shape, bool binary, std::string_view sql, Deadline deadline) {
    shape_ = &shape;
    sql_ = sql;
    deadline_ = deadline;
    affected_ = -1;
    binary_ = binary;
    if (scratch_.size() < shape.columns.size()) scratch_.resize(shape.columns.size());
}

void Cursor::open(const ResultShape& shape, bool binary, std::string_view sql, ResultPtr first,
                  Deadline deadline) {
    begin(shape, binary, sql, deadline);
    take(std::move(first));
}

void Cursor::open_portal(const ResultShape& shape, bool binary, std::string_view sql,
                         const ParameterEncoder& parameters, std::size_t batch, Deadline deadline) {
    begin(shape, binary, sql, deadline);
    ResultPtr rows = portal_.open(sql, parameters, binary_, batch, deadline);
    if (!has_shape(*rows, shape)) {
        portal_.close();
        throw OperationalError("statement_outdated",
                               "the query does not deliver the columns any more that it had when "
                               "it was prepared",
                               {.phase = Phase::execute, .retryable = true});
    }
    take_batch(std::move(rows));
}

void Cursor::hold(std::vector<ResultPtr> results) {
    results_ = std::move(results);
    std::reverse(results_.begin(), results_.end());
    shape_ = nullptr;
    (void)next_result();
}

bool Cursor::next_result() {
    if (results_.empty()) return false;
    ResultPtr rows = std::move(results_.back());
    results_.pop_back();
    script_shape_ = shape_of(*rows);
    begin(script_shape_, false, {}, {});
    affected_ = touched_rows(*rows);
    take_batch(std::move(rows));
    return true;
}

void Cursor::take_batch(ResultPtr rows) {
    row_ = -1;
    rows_ = PQntuples(rows.get());
    result_ = std::move(rows);
}

void Cursor::take(ResultPtr result) {
    if (result == nullptr) {  // the server left without a word
        streaming_ = false;
        channel_.finish();
        throw_connection_lost(channel_.session(), Phase::fetch);
    }
    row_ = -1;
    switch (PQresultStatus(result.get())) {
        case PGRES_SINGLE_TUPLE:
            rows_ = 1;
            result_ = std::move(result);
            streaming_ = true;
            return;
        case PGRES_TUPLES_OK:
        case PGRES_COMMAND_OK:
        case PGRES_EMPTY_QUERY:
            rows_ = PQntuples(result.get());
            affected_ = touched_rows(*result);
            result_ = std::move(result);
            end();
            return;
        case PGRES_COPY_IN:
        case PGRES_COPY_OUT:
        case PGRES_COPY_BOTH: {
            streaming_ = false;
            channel_.finish();
            ErrorDetails details;
            details.phase = Phase::execute;
            throw NotSupportedError("copy_unsupported", "COPY needs a bulk load, not a statement",
                                    std::move(details));
        }
        default: break;
    }
    rows_ = 0;
    result_.reset();
    streaming_ = false;
    channel_.finish();
    throw_result_error(*result, channel_.session(), {Phase::execute, sql_, {}});
}

void Cursor::end() {
    streaming_ = false;
    channel_.finish();
}

bool Cursor::next() {
    if (row_ + 1 < rows_) {
        ++row_;
        return true;
    }
    if (streaming_) return next_streamed();
    return portal_.is_open() && next_fetched();
}

bool Cursor::next_fetched() {
    result_.reset();
    rows_ = 0;
    row_ = -1;
    take_batch(portal_.fetch(deadline_));
    if (rows_ == 0) return false;
    row_ = 0;
    return true;
}

bool Cursor::next_streamed() {
    result_.reset();
    rows_ = 0;
    try {
        take(channel_.next(deadline_, Phase::fetch));
    } catch (...) {
        streaming_ = false;
        throw;
    }
    if (rows_ == 0) return false;
    row_ = 0;
    return true;
}

ValueView Cursor::decode(std::size_t column) {
    const int at = static_cast<int>(column);
    if (PQgetisnull(result_.get(), row_, at) != 0) return {};
    const char* const data = PQgetvalue(result_.get(), row_, at);
    const auto size = static_cast<std::size_t>(PQgetlength(result_.get(), row_, at));
    const WireType& type = *shape_->types[column];
    if (type.wire == Wire::array) [[unlikely]] {
        if (arrays_.size() <= column) arrays_.resize(shape_->types.size());
        return binary_ ? decode_binary_array(type, data, size, arrays_[column])
                       : decode_text_array(type, {data, size}, arrays_[column]);
    }
    return binary_ ? decode_binary(type, data, size, scratch_[column])
                   : decode_text(type, data, size, scratch_[column]);
}

void Cursor::throw_for_column(std::size_t column) {
    try {
        throw;
    } catch (const ConversionError& error) {
        ErrorDetails details = error.details();
        details.column = shape_->columns[column].name;
        details.phase = Phase::fetch;
        throw ConversionError(error.code(), error.message(), std::move(details));
    }
}

ValueView Cursor::cell(std::size_t column) try {
    return decode(column);
} catch (const ConversionError&) {
    throw_for_column(column);
}

template <class T>
bool Cursor::read_other(std::size_t column, T& out) try {
    const ValueView value = decode(column);
    if (value.is_null()) return false;
    out = convert<T>(value);
    return true;
} catch (const ConversionError&) {
    throw_for_column(column);
}

bool Cursor::read_int64(std::size_t column, std::int64_t& out) {
    const int at = static_cast<int>(column);
    if (binary_) {
        const char* const data = PQgetvalue(result_.get(), row_, at);
        const int size = PQgetlength(result_.get(), row_, at);  // 0 for NULL
        switch (shape_->wires[column]) {
            case Wire::int8:
                if (size != 8) break;
                out = static_cast<std::int64_t>(load_big<std::uint64_t>(data));
                return true;
            case Wire::int4:
                if (size != 4) break;
                out = static_cast<std::int32_t>(load_big<std::uint32_t>(data));
                return true;
            default: break;
        }
        if (size == 0 && PQgetisnull(result_.get(), row_, at) != 0) return false;
    }
    return read_other(column, out);
}

bool Cursor::read_double(std::size_t column, double& out) {
    const int at = static_cast<int>(column);
    if (binary_ && shape_->wires[column] == Wire::float8 &&
        PQgetlength(result_.get(), row_, at) == 8) {
        out = std::bit_cast<double>(load_big<std::uint64_t>(PQgetvalue(result_.get(), row_, at)));
        return true;
    }
    return read_other(column, out);
}

bool Cursor::read_text(std::size_t column, std::string_view& out) {
    const int at = static_cast<int>(column);
    const Wire wire = shape_->wires[column];
    if (wire == Wire::text || wire == Wire::other) {
        const int size = PQgetlength(result_.get(), row_, at);
        if (size == 0 && PQgetisnull(result_.get(), row_, at) != 0) return false;
        out = {PQgetvalue(result_.get(), row_, at), static_cast<std::size_t>(size)};
        return true;
    }
    return read_other(column, out);
}

bool Cursor::read_bytes(std::size_t column, BytesView& out) {
    return read_other(column, out);
}

std::size_t Cursor::fetch_block(driver::RowBlock& block, std::size_t max_rows) {
    const std::size_t width = columns().size();
    std::size_t count = 0;
    while (count < max_rows && Cursor::next()) {
        for (std::size_t column = 0; column < width; ++column) block.append(Cursor::cell(column));
        ++count;
    }
    return count;
}

std::int64_t Cursor::affected_rows() const {
    return affected_;
}

void Cursor::close() noexcept {
    portal_.close();
    if (streaming_) {
        streaming_ = false;
        const bool alone = channel_.transaction_status() == driver::TransactionStatus::idle;
        const Deadline limit = Deadline::in(alone ? drain_alone_ms : drain_in_transaction_ms);
        if (!channel_.finish_by(limit.or_earlier(deadline_))) {
            channel_.cancel_and_finish(CancelGate::patience);
        }
    }
    result_.reset();
    results_.clear();
    row_ = -1;
    rows_ = 0;
}

}  // namespace azoth::libpq
