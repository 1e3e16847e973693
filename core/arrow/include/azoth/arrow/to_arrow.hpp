// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>

#include <azoth/arrow/c_data.hpp>
#include <azoth/engine/result.hpp>
#include <azoth/error/export.hpp>

/// Results as Arrow record batches, for whatever reads the Arrow C stream interface: pyarrow,
/// DuckDB, Polars, DataFrame libraries. Needs no Arrow library.
namespace azoth {

/// How a result becomes record batches.
struct ArrowOptions {
    /// Rows of a batch, all but the last; 0 takes the execution's `yield_per`, or else 65'536.
    std::size_t batch_rows = 0;
    /// A batch ends earlier once it holds so many bytes of text, bytes and array elements, so that
    /// memory stays flat where cells are large. 1 byte to 1 GiB.
    std::size_t batch_bytes = std::size_t{64} << 20U;
    /// Lives as long as the stream: the connection, where nobody else keeps it.
    std::shared_ptr<const void> keep_alive{};
};

/// Gives the rest of the rows to a consumer, who asks for them batch by batch:
///
///     ArrowArrayStream stream;
///     to_arrow(db.execute(query), stream, {.batch_rows = 10'000});
///     // import it, or call stream.get_schema, stream.get_next until the end, stream.release
///
/// `out` is overwritten; its owner releases it. The stream shares the execution with `result`,
/// which need not be kept; the connection must, see `ArrowOptions::keep_alive`. Where it is
/// returned or lost before the end, the consumer gets an error, as after the end of a transaction
/// that the result does not survive. Calls of the stream use the connection, so they belong to its
/// thread. Schemas and batches, once given, depend on nothing and may be released by any thread.
///
/// Types are those of the statement, or of the client library for raw text:
///
/// | column                  | Arrow                                                 |
/// |-------------------------|-------------------------------------------------------|
/// | Boolean                 | bool                                                  |
/// | SmallInteger, Integer   | int16, int32; computed values int64                   |
/// | BigInteger              | int64                                                 |
/// | UnsignedBigInteger      | uint64                                                |
/// | Float                   | float where the database keeps it as one, else double |
/// | Double                  | double                                                |
/// | Numeric{p, s}           | decimal128(p, s), decimal256, beyond 76 digits utf8   |
/// | text, Enum              | utf8                                                  |
/// | bytes                   | binary                                                |
/// | DateType, Time          | date32, time64[ns]                                    |
/// | DateTime                | timestamp[us], [ns] where 7 to 9 digits are declared  |
/// | DateTime{with_timezone} | the same with the zone UTC                            |
/// | IntervalType            | month_day_nano_interval                               |
/// | UuidType                | arrow.uuid, a fixed_size_binary[16]                   |
/// | Json                    | arrow.json, an utf8                                   |
/// | Array{T}                | list<T>                                               |
///
/// Where that leaves the type open (raw text of a database whose cells decide, Numeric without
/// precision, a type with a decorator) the first batch decides, which is then read with the schema:
/// integers and reals together are double, decimals get the largest scale that was seen and 38
/// digits, 76 if need be, and a column without values is null. A column that is declared NOT NULL
/// and cannot become NULL in the query is not nullable.
///
/// Values are converted where nothing is lost, see `convert`. A cell that does not fit the column's
/// type ends the stream with an error that names the column; nothing is rounded or cut. `cast()`,
/// or `text(…).columns(…)`, say the type that a column should have. Errors are EINVAL for values,
/// ETIMEDOUT, ENOMEM, else EIO; `get_last_error` has the sentence, and every later call the same
/// error. No exception leaves a call of the stream.
///
/// Throws `InvalidRequestError` (`returns_no_rows`, `result_closed`) and `ArgumentError`
/// (`bad_option_value`).
AZOTH_EXPORT void to_arrow(const Result& result, ArrowArrayStream& out,
                           const ArrowOptions& options = {});

/// The same for a result with types.
template <class... Ts>
void to_arrow(const TypedResult<Ts...>& result, ArrowArrayStream& out,
              const ArrowOptions& options = {}) {
    to_arrow(result.untyped(), out, options);
}

}  // namespace azoth
