// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <azoth/driver/row_block.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/sql/query.hpp>

#include "connection_core.hpp"
#include "insert_forms.hpp"

namespace azoth::detail {

/// INSERT … RETURNING for many sets of parameters, in pages of VALUES.
///
/// No database promises that RETURNING gives the rows in the order of VALUES. Where the rows must
/// come back in the order of the sets, each page therefore also returns something that tells its
/// rows apart: a sentinel, the key that the program gave, or a generated key, of which two
/// witnesses must agree: it is generated in the order of the rows (`ordered_keys`), and the rows
/// come back with it ascending. What does not fit is an error and no guess: a trigger that changes
/// keys or leaves rows out, a sequence that counts down or starts again. Without anything to tell
/// rows apart they go one by one.
class ReturningInsert {
public:
    /// All borrowed for the length of run().
    ReturningInsert(ConnectionCore& core, const sql::Insert& insert, std::span<const Params> sets,
                    const ExecutionOptions& options);

    /// The rows of all pages, as the result of one statement.
    [[nodiscard]] StreamRef run();

private:
    enum class Order : std::uint8_t {
        any,           ///< as the database returns them
        by_sentinel,   ///< a column of the library's own holds the position
        by_ascending,  ///< the generated key ascends, and so do the rows that come back
        by_given_key,  ///< the program gives the key, which is looked up
        one_by_one,    ///< nothing tells the rows of one statement apart
    };

    [[nodiscard]] const CachedStatement& single() { return *plain_forms_.of(1).statement; }
    [[nodiscard]] Order choose_order();
    [[nodiscard]] bool gives_key();
    [[nodiscard]] bool is_given(const std::string& column) const;
    [[nodiscard]] bool comes_back_as_given(const SqlType& type) const;
    [[nodiscard]] std::size_t rows_per_page();
    [[nodiscard]] std::vector<ValueView> cells_of(std::size_t first, std::size_t rows);
    void run_page(const InsertForm& form, std::size_t first);
    [[nodiscard]] std::size_t shown(std::size_t width) const noexcept {
        return width - told_by_.size() - keys_.size();
    }
    void keep(const driver::RowBlock& page, std::size_t row);
    [[nodiscard]] StreamRef make_result();
    /// The position of each returned row within its page. Throws `OperationalError`
    /// (`returned_order_unknown`) rather than guess.
    [[nodiscard]] std::vector<std::size_t> positions(const Execution& page, std::size_t sent,
                                                     const driver::RowBlock& rows) const;
    void read_sentinels(const driver::RowBlock& rows, std::vector<std::size_t>& at) const;
    void require_ascending(const driver::RowBlock& rows) const;
    void look_up_keys(const Execution& page, const driver::RowBlock& rows,
                      std::vector<std::size_t>& at) const;
    [[noreturn]] void throw_order_unknown(const char* returned) const;

    ConnectionCore& core_;
    const sql::Insert& insert_;
    std::span<const Params> sets_;
    const ExecutionOptions options_;
    RunOptions asked_;
    const TimeLimit limit_;  ///< of all pages together
    std::shared_ptr<const TableData> table_;
    const std::vector<std::string> given_;  ///< columns of the sets
    const sql::NodePtr one_row_;            ///< the statement as the program has it
    const sql::Ref<sql::Insert> plain_;     ///< the same INSERT, in any order
    InsertForms plain_forms_;
    /// An upsert, or words of the program's own: rows may be missing, or be those that were there.
    const bool may_leave_rows_;
    sql::NodeList told_by_;  ///< columns that are returned besides, to tell rows
    sql::NodeList keys_;     ///< and behind them, for inserted_primary_keys()
    Order order_ = Order::any;
    std::vector<std::string> columns_;  ///< those that pages write
    std::vector<Value> numbers_;        ///< positions, as values of the sentinel
    std::vector<driver::ColumnInfo> returned_;
    std::unique_ptr<driver::RowBlock> rows_;
    std::unique_ptr<driver::RowBlock> row_keys_;
    std::int64_t inserted_ = 0;
};

}  // namespace azoth::detail
