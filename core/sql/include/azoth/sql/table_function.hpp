// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/subquery.hpp>
#include <azoth/sql/values.hpp>

namespace azoth {

struct TableFunctionOptions {
    /// One more column, `ordinality`, with the number of the row.
    bool with_ordinality = false;
};

/// A function that returns rows, in FROM: `table_function("json_each", {doc}, "item", {"key",
/// "value"})`. The columns are named here where the database lets them be, else the function's own.
/// The name, an identifier (else `ArgumentError`, `bad_function_name`), goes to the database as it
/// stands, as in func::call(); explode() is the same on all databases that have arrays.
[[nodiscard]] AZOTH_EXPORT Subquery table_function(ParamName function,
                                                   std::initializer_list<detail::Operand> arguments,
                                                   ParamName alias,
                                                   std::initializer_list<ValuesColumn> columns,
                                                   const TableFunctionOptions& options = {});

/// How TABLESAMPLE chooses: single rows, or whole pages of them.
enum class Sampling : std::uint8_t { bernoulli, system };

struct SampleOptions {
    Sampling sampling = Sampling::bernoulli;
    std::optional<std::int64_t> seed{};  ///< the same rows again for the same seed
};

/// About so many percent of a table's rows: `tablesample(track, 10, "some")`.
[[nodiscard]] AZOTH_EXPORT Subquery tablesample(const FromItem& table, double percent,
                                                ParamName alias, const SampleOptions& options = {});

}  // namespace azoth
