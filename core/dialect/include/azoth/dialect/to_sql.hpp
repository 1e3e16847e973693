// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/error/export.hpp>

namespace azoth {

class Dialect;
class Statement;
class Table;

namespace compile {
struct Compiled;
class Ledger;
}  // namespace compile

/// For which server a statement is printed.
struct ToSqlOptions {
    std::string version{};  ///< "8.0.20"; empty: the newest the dialect knows
    /// Which server, where the dialect serves several: the scheme that URLs say. Empty: its own.
    std::string scheme{};
};

/// The SQL of a statement for a dialect, without a connection. Throws `CompileError` where that
/// version cannot run it. The overload that takes a dialect's name is in
/// <azoth/plugins/load_dialect.hpp>.
[[nodiscard]] AZOTH_EXPORT std::string to_sql(const Statement& statement, const Dialect& dialect,
                                              const ToSqlOptions& options = {});
/// CREATE TABLE and what follows it.
[[nodiscard]] AZOTH_EXPORT std::vector<std::string> to_sql(const Table& table,
                                                           const Dialect& dialect,
                                                           const ToSqlOptions& options = {});
/// Renders any statement; what to_sql and the engine's cache miss share.
[[nodiscard]] AZOTH_EXPORT compile::Compiled compile_statement(const Statement& statement,
                                                               const Dialect& dialect,
                                                               const compile::Ledger& ledger);

}  // namespace azoth
