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

namespace azoth::detail {

/// INSERT … RETURNING for many sets of parameters, in pages of VALUES. Where the rows must come
/// back in the order of the sets, each page also returns something that tells its rows apart, and
/// puts them in order; see Order.
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
        by_ascending,  ///< the generated key ascends with the position
        by_given_key,  ///< the program gives the key, which is looked up
        one_by_one,    ///< nothing tells the rows of one statement apart
    };

    [[nodiscard]] Order choose_order();
    [[nodiscard]] bool gives_key(const CachedStatement& single) const;
    [[nodiscard]] std::size_t rows_per_page(const CachedStatement& single) const;
    [[nodiscard]] sql::NodePtr page_statement(std::size_t rows) const;
    [[nodiscard]] std::vector<ValueView> cells_of(std::size_t first, std::size_t rows);
    void run_page(std::size_t first, std::size_t rows);
    /// The position of each returned row within its page.
    [[nodiscard]] std::vector<std::size_t> positions(const Execution& page,
                                                     const driver::RowBlock& rows) const;

    ConnectionCore& core_;
    const sql::Insert& insert_;
    sql::Ref<sql::Insert> plain_;  ///< the same, in any order
    std::span<const Params> sets_;
    ExecutionOptions options_;
    std::vector<std::string> columns_;  ///< those of the sets
    std::shared_ptr<const TableData> table_;
    sql::NodeList told_by_;  ///< columns that are returned besides, to tell rows
    Order order_ = Order::any;
    std::vector<Value> numbers_;  ///< positions, as values of the sentinel
    std::vector<driver::ColumnInfo> returned_;
    std::unique_ptr<driver::RowBlock> rows_;
    std::int64_t inserted_ = 0;
};

}  // namespace azoth::detail
