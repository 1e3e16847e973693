// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <azoth/driver/cursor.hpp>
#include <azoth/driver/fetch_format.hpp>
#include <azoth/value/value.hpp>

#include "channel.hpp"
#include "deadline.hpp"
#include "handles.hpp"
#include "portal.hpp"
#include "wire_type.hpp"

namespace azoth::libpq {

/// The shape of a statement's result and how its cells are read.
struct ResultShape {
    std::vector<driver::ColumnInfo> columns;
    std::vector<const WireType*> types;
    std::vector<Wire> wires;  ///< of the types, close together for the hot path
    std::vector<std::uint32_t> oids;
    bool binary = true;  ///< every type has a codec

    /// Whether rows are asked for in binary form: libpq has one form for a whole result. Throws
    /// `NotSupportedError` (`no_binary_form`) where that is wanted and a column has none.
    [[nodiscard]] bool is_binary(FetchFormat format) const {
        if (format == FetchFormat::automatic) [[likely]]
            return binary;
        if (format == FetchFormat::text) return false;
        if (!binary) throw_no_binary_form();
        return true;
    }

private:
    [[noreturn]] void throw_no_binary_form() const;
};

/// By what the server says of a statement or of rows.
[[nodiscard]] ResultShape shape_of(const PGresult& description);

/// Rows of one execution: a whole result in memory, or streamed, from a cursor of the server where
/// there is a transaction, else one at a time (single-row mode).
class Cursor final : public driver::Cursor {
public:
    explicit Cursor(Channel& channel) : channel_(channel), portal_(channel) {}
    ~Cursor() override;
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;

    /// By the statement, after it has sent an execution and has its first result, in the form that
    /// was asked for. `shape` outlives the execution. Throws what the server reports.
    void open(const ResultShape& shape, bool binary, std::string_view sql, ResultPtr first,
              Deadline deadline);
    /// Instead of it, for a query that is streamed inside of a transaction; sends it, too.
    void open_portal(const ResultShape& shape, bool binary, std::string_view sql,
                     const ParameterEncoder& parameters, std::size_t batch, Deadline deadline);

    /// Instead of it, for what a script has given: results with rows, in text format.
    void hold(std::vector<ResultPtr> results);

    std::span<const driver::ColumnInfo> columns() override;
    bool next() override;
    bool next_result() override;
    bool read_int64(std::size_t column, std::int64_t& out) override;
    bool read_double(std::size_t column, double& out) override;
    bool read_text(std::size_t column, std::string_view& out) override;
    bool read_bytes(std::size_t column, BytesView& out) override;
    ValueView cell(std::size_t column) override;
    std::size_t fetch_block(driver::RowBlock& block, std::size_t max_rows) override;
    std::int64_t affected_rows() const override;
    void close() noexcept override;

private:
    void begin(const ResultShape& shape, bool binary, std::string_view sql, Deadline deadline);
    void take(ResultPtr result);
    void take_batch(ResultPtr rows);
    void end();
    [[nodiscard]] bool next_fetched();
    [[nodiscard]] bool next_streamed();
    [[nodiscard]] ValueView decode(std::size_t column);
    /// Converts a cell of another kind; false for NULL.
    template <class T>
    [[nodiscard]] bool read_other(std::size_t column, T& out);
    [[noreturn]] void throw_for_column(std::size_t column);

    Channel& channel_;
    Portal portal_;
    const ResultShape* shape_ = nullptr;
    std::string_view sql_;
    ResultPtr result_;
    int row_ = -1;
    int rows_ = 0;
    bool binary_ = true;
    bool streaming_ = false;  ///< the exchange is still open
    std::int64_t affected_ = -1;
    Deadline deadline_;
    std::vector<ResultPtr> results_;          ///< of a script, those to come, the next one last
    ResultShape script_shape_;                ///< of the current one
    std::vector<std::string> scratch_;        ///< one per column, for cells that are built
    std::vector<std::vector<Value>> arrays_;  ///< one per column, for cells that are arrays
};

}  // namespace azoth::libpq
