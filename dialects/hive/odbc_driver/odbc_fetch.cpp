// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "cursor.hpp"
#include "odbc_convert.hpp"
#include "odbc_entry.hpp"

namespace hive_odbc {
namespace {

/// The target of row `row` of the rowset for a bound column.
Target bound_target(const Record& record, const Descriptor& ard, SQLSMALLINT c_type, SQLULEN row) {
    const SQLLEN offset = ard.bind_offset != nullptr ? *ard.bind_offset : 0;
    const bool by_column = ard.bind_type == SQL_BIND_BY_COLUMN;
    const auto at = [&](void* base, SQLLEN size) -> void* {
        if (base == nullptr) return nullptr;
        const SQLLEN stride = by_column ? size : ard.bind_type;
        return static_cast<char*>(base) + offset + static_cast<SQLLEN>(row) * stride;
    };
    Target target;
    target.c_type = c_type;
    target.capacity = record.octet_length;
    target.data = at(record.data, element_size(c_type, record.octet_length));
    target.length = static_cast<SQLLEN*>(at(record.octet_length_ptr, sizeof(SQLLEN)));
    target.indicator = static_cast<SQLLEN*>(at(record.indicator_ptr, sizeof(SQLLEN)));
    target.precision = record.numeric_shape_set && record.precision > 0 ? record.precision : 38;
    target.scale = record.numeric_shape_set ? record.scale : -1;
    target.leading_precision = record.leading_precision;
    if (record.numeric_shape_set) target.seconds_precision = record.precision;
    return target;
}

/// For the plainest and most frequent case - fixed values into an array of the same type - nothing
/// but copies and indicators.
bool copy_fixed(const hs2::Column& column, std::size_t from, std::size_t count,
                const Record& record, const Descriptor& ard, SQLSMALLINT c_type,
                SQLULEN first_row) {
    using hs2::Layout;
    std::size_t width = 0;
    switch (c_type) {
        case SQL_C_LONG:
        case SQL_C_SLONG: width = column.layout == Layout::int32 ? 4 : 0; break;
        case SQL_C_SBIGINT: width = column.layout == Layout::int64 ? 8 : 0; break;
        case SQL_C_DOUBLE: width = column.layout == Layout::float64 ? 8 : 0; break;
        case SQL_C_SHORT:
        case SQL_C_SSHORT: width = column.layout == Layout::int16 ? 2 : 0; break;
        default: break;
    }
    if (width == 0 || record.data == nullptr || ard.bind_type != SQL_BIND_BY_COLUMN) return false;
    const SQLLEN offset = ard.bind_offset != nullptr ? *ard.bind_offset : 0;
    char* data = static_cast<char*>(record.data) + offset + first_row * width;
    std::memcpy(data, column.fixed.data() + from * width, count * width);
    if (record.octet_length_ptr == nullptr || record.octet_length_ptr != record.indicator_ptr)
        return false;
    auto* lengths =
        reinterpret_cast<SQLLEN*>(reinterpret_cast<char*>(record.octet_length_ptr) + offset) +
        first_row;
    for (std::size_t i = 0; i < count; ++i) {
        lengths[i] = column.is_null(from + i) ? SQL_NULL_DATA : static_cast<SQLLEN>(width);
    }
    return true;
}

/// Under SQL_ATTR_MAX_ROWS the server need not send more.
long long rows_of_interest(const Statement& statement) {
    if (statement.max_rows == 0) return hs2::Cursor::all;
    return static_cast<long long>(std::min<SQLULEN>(statement.rows_left, hs2::Cursor::all));
}

/// Fetches rows until one is there; false at the end of the result. Cancelled, the rows that came
/// nevertheless wait for the next call.
bool have_row(Statement& statement) {
    if (statement.batch_position < statement.rowset.batch().rows) return true;
    if (statement.at_end) return false;
    hs2::ColumnBatch& batch = statement.rowset.next_batch();
    statement.batch_position = 0;
    batch.rows = 0;
    try {
        statement.rows->next(batch, rows_of_interest(statement));
    } catch (const hs2::Error& error) {
        if (error.kind != hs2::Failure::server || !statement.cancel_requested) throw;
        throw OdbcError("HY008", "the fetch was cancelled");
    }
    if (batch.rows > 0 && batch.columns.size() != statement.ird->records.size()) {
        batch.rows = 0;
        statement.at_end = true;
        throw hs2::Error(hs2::Failure::protocol,
                         "the server sent rows that do not match their description");
    }
    statement.at_end = batch.rows == 0;
    if (statement.cancel_requested) throw OdbcError("HY008", "the fetch was cancelled");
    return !statement.at_end;
}

struct RowsetState {
    explicit RowsetState(SQLULEN size) : size(size) {}

    const SQLULEN size;
    std::vector<bool> failed;  ///< empty as long as all is well
    std::vector<bool> warned;
    bool any_warning = false;
    std::size_t failures = 0;

    void note(Outcome outcome, SQLULEN row) {
        if (outcome == Outcome::exact) return;
        any_warning = true;
        failed.resize(size);
        warned.resize(size);
        if (is_error(outcome)) {
            if (!failed[row]) ++failures;
            failed[row] = true;
        } else {
            warned[row] = true;
        }
    }
};

void deliver(Statement& statement, std::size_t from, std::size_t count, SQLULEN first_row,
             RowsetState& state) {
    const Descriptor& ard = *statement.ard;
    const std::size_t columns = std::min(ard.records.size(), statement.ird->records.size());
    for (std::size_t i = 0; i < columns; ++i) {
        const Record& record = ard.records[i];
        if (!record.bound()) continue;
        const hs2::Column& column = statement.rowset.batch().columns[i];
        const Record& described = statement.ird->records[i];
        const SQLSMALLINT c_type = record.concise_type == SQL_C_DEFAULT
                                       ? default_c_type(described.concise_type)
                                       : record.concise_type;
        if (copy_fixed(column, from, count, record, ard, c_type, first_row)) continue;
        for (std::size_t row = 0; row < count; ++row) {
            const Target target = bound_target(record, ard, c_type, first_row + row);
            const Outcome outcome =
                column.is_null(from + row)
                    ? convert_null(target)
                    : convert(cell_at(column, from + row, described.hive_type.kind), target,
                              nullptr);
            if (outcome == Outcome::exact) continue;
            state.note(outcome, first_row + row);
            report(statement, outcome, static_cast<SQLLEN>(first_row + row + 1),
                   static_cast<SQLINTEGER>(i + 1));
        }
    }
}

void tell_row_status(const Statement& statement, const RowsetState& state, SQLULEN filled,
                     SQLULEN size) {
    if (statement.ird->rows_processed != nullptr) *statement.ird->rows_processed = filled;
    SQLUSMALLINT* status = statement.ird->array_status;
    if (status == nullptr) return;
    for (SQLULEN row = 0; row < size; ++row) {
        status[row] = row >= filled        ? SQL_ROW_NOROW
                      : !state.any_warning ? SQL_ROW_SUCCESS
                      : state.failed[row]  ? SQL_ROW_ERROR
                      : state.warned[row]  ? SQL_ROW_SUCCESS_WITH_INFO
                                           : SQL_ROW_SUCCESS;
    }
}

/// Takes rows out of the batches until the rowset is full or the result is at its end.
void fill(Statement& statement, SQLULEN size, RowsetState& state) {
    Rowset& rowset = statement.rowset;
    const bool limited = statement.max_rows > 0;
    while (rowset.size() < size && (!limited || statement.rows_left > 0) && have_row(statement)) {
        SQLULEN count =
            std::min<SQLULEN>(size - rowset.size(), rowset.batch().rows - statement.batch_position);
        if (limited) count = std::min(count, statement.rows_left);
        deliver(statement, statement.batch_position, count, rowset.size(), state);
        rowset.add(statement.batch_position, count);
        statement.batch_position += count;
        if (limited) statement.rows_left -= count;
    }
}

SQLRETURN fetch(Statement& statement) {
    if (!statement.has_result) throw OdbcError("24000", "the statement has no open result");
    const SQLULEN size = std::max<SQLULEN>(statement.ard->array_size, 1);
    RowsetState state(size);
    statement.cancel_requested = false;
    statement.piece = {};
    statement.current_row = 0;
    statement.rows_before += statement.rowset.size();
    statement.rowset.clear();
    try {
        fill(statement, size, state);
    } catch (...) {
        // When a later batch of the rowset fails, the rows before it are lost with it: the error is
        // what the caller must see.
        statement.rowset.clear();
        throw;
    }
    const SQLULEN filled = statement.rowset.size();
    tell_row_status(statement, state, filled, size);
    if (filled == 0) return SQL_NO_DATA;
    if (state.failures == filled) return SQL_ERROR;
    return state.any_warning ? SQL_SUCCESS_WITH_INFO : SQL_SUCCESS;
}

SQLRETURN get_data(Statement& statement, SQLUSMALLINT number, SQLSMALLINT c_type, SQLPOINTER data,
                   SQLLEN capacity, SQLLEN* indicator) {
    if (!statement.has_result) throw OdbcError("24000", "the statement has no open result");
    if (statement.rowset.size() == 0) throw OdbcError("24000", "no row is current");
    if (number == 0) throw OdbcError("07009", "there are no bookmarks");
    if (number > statement.ird->records.size()) throw OdbcError("07009", "there is no such column");
    if (capacity < 0) throw OdbcError("HY090", "the buffer has a negative length");
    const Record& described = statement.ird->records[number - 1U];
    Target target;
    target.c_type = c_type;
    if (c_type == SQL_C_DEFAULT) target.c_type = default_c_type(described.concise_type);
    target.scale = -1;
    if (c_type == SQL_ARD_TYPE) {
        const Record& record = statement.ard->record(number);
        target.c_type = record.concise_type;
        if (record.numeric_shape_set) {
            target.scale = record.scale;
            if (record.precision > 0) target.precision = record.precision;
            target.seconds_precision = record.precision;
        }
        target.leading_precision = record.leading_precision;
    }
    target.data = data;
    target.capacity = capacity;
    target.length = target.indicator = indicator;
    if (statement.piece.column != number || statement.piece.c_type != target.c_type) {
        statement.piece = {};
        statement.piece.column = number;
        statement.piece.c_type = target.c_type;
    } else if (statement.piece.finished) {
        return SQL_NO_DATA;
    }
    const bool sized = target.c_type == SQL_C_CHAR || target.c_type == SQL_C_WCHAR ||
                       target.c_type == SQL_C_BINARY;
    if (data == nullptr && !(sized && capacity == 0))
        throw OdbcError("HY009", "no buffer was given");
    const auto [batch, row] = statement.rowset.at(statement.current_row);
    const hs2::Column& column = batch->columns[number - 1U];
    Outcome outcome = Outcome::exact;
    if (column.is_null(row)) {
        outcome = convert_null(target);
        statement.piece.finished = true;
    } else {
        const Cell cell = cell_at(column, row, described.hive_type.kind);
        outcome = convert(cell, target, &statement.piece);
    }
    if (outcome == Outcome::exact) return SQL_SUCCESS;
    report(statement, outcome, static_cast<SQLLEN>(statement.current_row + 1), number);
    return is_error(outcome) ? SQL_ERROR : SQL_SUCCESS_WITH_INFO;
}

/// Makes a row of the rowset the one SQLGetData reads.
SQLRETURN set_position(Statement& statement, SQLSETPOSIROW row, SQLUSMALLINT operation,
                       SQLUSMALLINT lock) {
    if (operation > SQL_ADD || lock > SQL_LOCK_UNLOCK)
        throw OdbcError("HY092", "unknown operation or lock");
    if (operation != SQL_POSITION)
        throw OdbcError("HYC00", "rows cannot be changed or read again through the cursor");
    if (lock != SQL_LOCK_NO_CHANGE) throw OdbcError("HYC00", "rows cannot be locked");
    if (statement.rowset.size() == 0) throw OdbcError("24000", "no rows were fetched");
    if (row == 0) throw OdbcError("HY109", "the cursor can stand on one row only");
    if (row > statement.rowset.size()) throw OdbcError("HY107", "the rowset holds fewer rows");
    statement.current_row = row - 1;
    statement.piece = {};
    return SQL_SUCCESS;
}

}  // namespace
}  // namespace hive_odbc

using namespace hive_odbc;

HIVE_ODBC_ENTRY SQLBindCol(SQLHSTMT handle, SQLUSMALLINT number, SQLSMALLINT c_type,
                           SQLPOINTER data, SQLLEN capacity, SQLLEN* indicator) {
    return enter<Statement>(handle, [&](Statement& statement) {
        if (number == 0) throw OdbcError("07009", "there are no bookmarks");
        if (capacity < 0) throw OdbcError("HY090", "the buffer has a negative length");
        Record& record = statement.ard->record(number);
        record = {};
        record.concise_type = record.type = c_type;
        record.data = data;
        record.octet_length = capacity;
        record.octet_length_ptr = record.indicator_ptr = indicator;
        while (!statement.ard->records.empty() && !statement.ard->records.back().bound()) {
            statement.ard->records.pop_back();
        }
        return SQL_SUCCESS;
    });
}

HIVE_ODBC_ENTRY SQLFetch(SQLHSTMT handle) {
    return enter<Statement>(handle, fetch);
}

HIVE_ODBC_ENTRY SQLFetchScroll(SQLHSTMT handle, SQLSMALLINT orientation, SQLLEN) {
    return enter<Statement>(handle, [&](Statement& statement) {
        if (orientation != SQL_FETCH_NEXT)
            throw OdbcError("HY106", "the cursor moves forward only");
        return fetch(statement);
    });
}

HIVE_ODBC_ENTRY SQLGetData(SQLHSTMT handle, SQLUSMALLINT number, SQLSMALLINT c_type,
                           SQLPOINTER data, SQLLEN capacity, SQLLEN* indicator) {
    return enter<Statement>(handle, [&](Statement& statement) {
        return get_data(statement, number, c_type, data, capacity, indicator);
    });
}

HIVE_ODBC_ENTRY SQLSetPos(SQLHSTMT handle, SQLSETPOSIROW row, SQLUSMALLINT operation,
                          SQLUSMALLINT lock) {
    return enter<Statement>(handle, [&](Statement& statement) {
        return set_position(statement, row, operation, lock);
    });
}

HIVE_ODBC_ENTRY SQLBulkOperations(SQLHSTMT handle, SQLSMALLINT) {
    return enter<Statement>(handle, [](Statement&) -> SQLRETURN {
        throw OdbcError("HYC00", "rows cannot be changed through the cursor");
    });
}
