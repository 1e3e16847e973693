// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <sqlite3.h>

#include <azoth/value/datetime.hpp>
#include <azoth/value/value_view.hpp>

#include "error_mapper.hpp"

namespace azoth::sqlite3_driver {

/// Hands carriers to a prepared statement in SQLite's storage classes:
///
/// | carrier            | stored as                                                       |
/// |--------------------|-----------------------------------------------------------------|
/// | boolean, integers  | INTEGER; uint64 above 2^63-1 is `out_of_range`                  |
/// | real               | REAL; NaN, which SQLite would make NULL, is refused             |
/// | decimal            | TEXT, canonical                                                 |
/// | text, json         | TEXT; must be UTF-8                                             |
/// | bytes              | BLOB                                                            |
/// | date, time         | TEXT "2024-02-29", "13:05:09.25"                                |
/// | timestamp, instant | TEXT "2024-02-29 13:05:09.25", "…+00:00": sorts as time does    |
/// | interval, uuid     | TEXT "P1DT2H", 36 lower-case characters                         |
/// | array              | refused                                                         |
///
/// Text is not copied (SQLITE_STATIC): what the views borrow lives until the execution ends, and
/// what has to be written out is kept in slots of the binder's own, allocated once per statement.
class Binder {
public:
    /// Parameters are numbered from 0. Throws `ConversionError`, or `DataError` (`too_large`).
    /// Inline for what most parameters are.
    void bind(sqlite3_stmt* statement, std::size_t index, const ValueView& value) {
        const int place = static_cast<int>(index) + 1;
        int result = SQLITE_OK;
        switch (value.kind()) {
            case ValueKind::int64:
                result = sqlite3_bind_int64(statement, place, value.int64());
                break;
            case ValueKind::null: result = sqlite3_bind_null(statement, place); break;
            case ValueKind::text: return bind_text(statement, index, value.chars());
            case ValueKind::real:
                // Neither NaN nor a zero, whose sign is looked at elsewhere.
                if (!(value.real() < 0 || value.real() > 0))
                    return bind_other(statement, index, value);
                result = sqlite3_bind_double(statement, place, value.real());
                break;
            default: return bind_other(statement, index, value);
        }
        if (result != SQLITE_OK) [[unlikely]]
            throw_last_error(sqlite3_db_handle(statement), result, Phase::bind);
    }

private:
    void bind_other(sqlite3_stmt* statement, std::size_t index, const ValueView& value);
    void bind_text(sqlite3_stmt* statement, std::size_t index, std::string_view text);
    void bind_written(sqlite3_stmt* statement, std::size_t index, const ValueView& value);
    [[nodiscard]] TemporalText& slot(sqlite3_stmt* statement, std::size_t index);

    std::vector<TemporalText> slots_;  ///< one per parameter, once one is needed
};

}  // namespace azoth::sqlite3_driver
