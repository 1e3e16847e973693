// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <azoth/error/export.hpp>
#include <azoth/value/value_view.hpp>

namespace azoth::driver {

class RowBlock;

/// One column of a result, as the driver learns it.
struct ColumnInfo {
    std::string name;
    ValueKind kind = ValueKind::null;  ///< carrier, `null` where cells decide (SQLite)
    std::string type_name;             ///< the database's word for the type, may be empty
};

/// What an execution did, once it has ended.
struct Completion {
    std::int64_t affected_rows = -1;
    std::optional<std::int64_t> last_insert_id{};
};

/// Forward-only access to one execution's rows. Owned by its `Statement`; borrowed by the caller
/// until the statement is executed again, closed or destroyed. Thread-bound.
///
/// Every text, bytes or view handed out is valid until the next call of next(), fetch_block() or
/// close(). A typed read converts what the database delivers exactly or throws `ConversionError`;
/// errors of the server are `DatabaseError`s.
class AZOTH_EXPORT Cursor {
public:
    virtual ~Cursor();

    /// The result's shape; empty for statements without rows. Stable for one execution.
    [[nodiscard]] virtual std::span<const ColumnInfo> columns() = 0;

    /// Steps to the next row; false after the last. Throws what the server reports.
    [[nodiscard]] virtual bool next() = 0;

    // One call per cell: false means NULL and leaves `out` as it was. `column` < columns().size().
    [[nodiscard]] virtual bool read_int64(std::size_t column, std::int64_t& out) = 0;
    [[nodiscard]] virtual bool read_double(std::size_t column, double& out) = 0;
    [[nodiscard]] virtual bool read_text(std::size_t column, std::string_view& out) = 0;
    [[nodiscard]] virtual bool read_bytes(std::size_t column, BytesView& out) = 0;
    /// The cell in the kind in which it arrived.
    [[nodiscard]] virtual ValueView cell(std::size_t column) = 0;

    /// Appends up to `max_rows` rows to `block` and returns how many; 0 after the last row.
    /// By default reads row by row; a driver that receives blocks overrides it.
    [[nodiscard]] virtual std::size_t fetch_block(RowBlock& block, std::size_t max_rows);

    /// Rows an INSERT, UPDATE or DELETE touched (matched, not changed, where a server tells them
    /// apart), once next() has returned false; -1 where the server does not say.
    [[nodiscard]] virtual std::int64_t affected_rows() const = 0;
    /// The key the last INSERT generated, where the client library reports it.
    [[nodiscard]] virtual std::optional<std::int64_t> last_insert_id() const;

    /// Goes on to the next result of the execution that has columns, once next() has returned
    /// false: a procedure may make several, and a script does; `columns()` and all the rest are
    /// then its. False, as by default, where there is none. Throws what the server reports.
    ///
    /// A driver skips what has no columns, such as counts between two results, and stands on the
    /// first that has some when execute() returns; without any, columns() is empty and the whole
    /// execution is done. (MySQL: mysql_stmt_next_result; ODBC: SQLMoreResults.)
    [[nodiscard]] virtual bool next_result();

    /// Runs to the end and closes; rows are discarded. By default next(), affected_rows(),
    /// last_insert_id() and close(); a driver of a library in the same process overrides it, where
    /// four calls per INSERT can be seen.
    [[nodiscard]] virtual Completion complete();

    /// Ends the execution and frees its resources on the server; further rows are discarded.
    /// Idempotent. Never throws: a failure shows at the connection's next use.
    virtual void close() noexcept = 0;
};

}  // namespace azoth::driver
