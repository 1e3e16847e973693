// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <azoth/engine/insert_rows.hpp>
#include <azoth/sql/query.hpp>

#include "connection_core.hpp"
#include "insert_forms.hpp"

namespace azoth::detail {

/// Moves rows into a table by the way that is fastest for the dialect and driver: the driver's bulk
/// load, pages of VALUES with many rows, or the driver's batches.
class BulkInsert {
public:
    /// All borrowed for the length of run(). `columns` exist in the target.
    BulkInsert(ConnectionCore& core, const sql::Insert& insert,
               const std::vector<std::string>& columns, FillRows fill, void* filler,
               const ExecutionOptions& options);

    /// Rows inserted.
    [[nodiscard]] std::int64_t run();

private:
    [[nodiscard]] std::size_t rows_per_page();
    [[nodiscard]] std::size_t parameters_per_row();
    void run_pages(std::size_t page);
    void run_batches();
    void run_bulk_load(RowSink& first);
    void send(std::span<const ValueView> cells, std::size_t rows_per_statement);
    void fit(RowSink& sink);
    [[nodiscard]] std::int64_t send_completed(const InsertForm& form,
                                              std::span<const ValueView> cells);
    /// The columns of the rows are all that the statement says.
    [[nodiscard]] bool is_plain() const;

    ConnectionCore& core_;
    const sql::Insert& insert_;
    const std::vector<std::string>& columns_;
    FillRows fill_;
    void* filler_;
    ExecutionOptions options_;
    const TimeLimit limit_;                  ///< of all pages together
    const sql::NodePtr one_row_;             ///< the statement as the program has it
    std::vector<std::string> stored_names_;  ///< the columns' own, where the program has others
    std::vector<SqlType> types_;
    std::vector<std::uint32_t> kinds_;
    bool can_bulk_load_ = true;  ///< values go as they are, without SQL around them
    bool has_words_ = false;     ///< of the program, which only a statement says
    bool has_last_words_ = false;
    InsertForms forms_;
    std::int64_t inserted_ = 0;
};

}  // namespace azoth::detail
