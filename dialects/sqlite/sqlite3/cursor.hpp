// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <sqlite3.h>

#include <azoth/driver/cursor.hpp>
#include <azoth/driver/statement.hpp>

#include "binder.hpp"
#include "session.hpp"

namespace azoth::sqlite3_driver {

/// The current execution of one prepared statement; part of its Sqlite3Statement, so that nothing
/// is allocated per execution. start() makes the first step at once: a failure shows there, the
/// shape is the one SQLite really runs (it prepares anew after a schema change), and a statement
/// without rows is complete.
///
/// Cells are read as sqlite3_column_value() plus sqlite3_value_*(). SQLite calls such values
/// unprotected, because another thread could use the connection in between; here no thread can:
/// the connection was opened without mutexes and is bound to one thread. It saves a second look-up
/// of the column per cell.
class Sqlite3Cursor final : public driver::Cursor {
public:
    /// Takes the statement over. `writes_rows`: it is an INSERT, UPDATE or DELETE.
    Sqlite3Cursor(std::shared_ptr<Session> session, sqlite3_stmt* statement, bool writes_rows);
    Sqlite3Cursor(const Sqlite3Cursor&) = delete;
    Sqlite3Cursor& operator=(const Sqlite3Cursor&) = delete;
    ~Sqlite3Cursor() override;

    void start(std::span<const ValueView> parameters, const driver::ExecuteOptions& options);
    std::int64_t run_batch(const driver::ParameterBatch& batch,
                           const driver::ExecuteOptions& options);

    [[nodiscard]] std::size_t parameter_count() const noexcept { return parameter_count_; }

    [[nodiscard]] std::span<const driver::ColumnInfo> columns() override;
    [[nodiscard]] bool next() override;
    [[nodiscard]] bool read_int64(std::size_t column, std::int64_t& out) override;
    [[nodiscard]] bool read_double(std::size_t column, double& out) override;
    [[nodiscard]] bool read_text(std::size_t column, std::string_view& out) override;
    [[nodiscard]] bool read_bytes(std::size_t column, BytesView& out) override;
    [[nodiscard]] ValueView cell(std::size_t column) override;
    [[nodiscard]] std::int64_t affected_rows() const override { return affected_rows_; }
    [[nodiscard]] std::optional<std::int64_t> last_insert_id() const override {
        if (affected_rows_ <= 0 || !reports_insert_id()) return std::nullopt;
        return insert_id_;
    }
    [[nodiscard]] driver::Completion complete() override;
    void close() noexcept override;

    /// The connection closes: gives the statement back to SQLite. Idempotent.
    void finalize() noexcept;

private:
    friend class Session;  // the list of cursors runs through them

    enum class State : std::uint8_t {
        idle,
        first_row,  ///< it is there, and nobody has asked for it
        one_row,    ///< at the first of perhaps several
        last_row,   ///< at the first, and there is no other
        row,
        done
    };
    enum class InsertId : std::uint8_t { not_known, reported, none };

    [[nodiscard]] sqlite3_value* value(std::size_t column) noexcept {
        return sqlite3_column_value(statement_, static_cast<int>(column));
    }
    void check_open() const;
    void prepare_run(std::size_t parameters, const driver::ExecuteOptions& options);
    void bind_all(std::span<const ValueView> parameters);
    [[nodiscard]] int step();
    [[nodiscard]] int step_until(std::int64_t deadline_ns);
    void notice_new_shape();
    [[nodiscard]] bool next_after_first();
    [[nodiscard]] bool is_same_program() const noexcept;
    void count_single_row();
    void finish() noexcept;
    [[nodiscard]] bool reports_insert_id() const {
        if (insert_id_kind_ == InsertId::not_known) [[unlikely]]
            find_insert_id_kind();
        return insert_id_kind_ == InsertId::reported;
    }
    void find_insert_id_kind() const;
    [[noreturn]] void fail(int code, Phase phase, ErrorDetails details = {});

    [[nodiscard]] std::int64_t exact_int64(sqlite3_value* cell, int type, std::size_t column);
    [[nodiscard]] double exact_double(sqlite3_value* cell, int type, std::size_t column);
    [[noreturn]] void refuse(std::string_view code, int type, std::string_view wanted,
                             std::size_t column);

    sqlite3_stmt* statement_;
    Session* session_;
    State state_ = State::idle;
    const bool writes_rows_;
    const bool read_only_;
    /// Whether another schema can mean other columns or another key, though nobody has asked for
    /// them.
    const bool shape_varies_;
    int column_count_;
    std::size_t parameter_count_;
    std::int64_t deadline_ns_ = no_deadline;
    std::int64_t affected_rows_ = -1;
    std::int64_t insert_id_ = 0;
    int prepared_again_ = 0;
    /// Executions that gave one row, until they were enough to ask whether it is always so.
    int single_rows_ = 0;
    /// Whether the program ends with its first row, as long as it was prepared so often.
    bool ends_with_first_row_ = false;
    int asked_at_ = 0;
    bool columns_known_ = false;
    Binder binder_;
    std::vector<driver::ColumnInfo> columns_;
    mutable InsertId insert_id_kind_ = InsertId::not_known;
    std::shared_ptr<Session> session_owner_;
    Sqlite3Cursor* next_cursor_ = nullptr;
    Sqlite3Cursor* previous_cursor_ = nullptr;
};

}  // namespace azoth::sqlite3_driver
