// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include <azoth/error/export.hpp>

namespace azoth {

class DdlElement;
class Dialect;
class Expr;
class MetaData;
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
    /// Values as literals instead of placeholders, for people to read and paste. What the database
    /// gets from this library always has placeholders.
    bool literal_binds = false;
};

/// A statement for people, in no database's words: standard SQL where there is such, and every
/// construct prints, whether any database has it or not. Values are named, `:id` or `:param_1`, or
/// written out with `literal_binds`. What cannot be printed is said in a comment at the end;
/// nothing is thrown. For logs, tests and debuggers, never for execution. Version and scheme are of
/// no use here.
[[nodiscard]] AZOTH_EXPORT std::string to_sql(const Statement& statement,
                                              const ToSqlOptions& options = {});
[[nodiscard]] AZOTH_EXPORT std::string to_sql(const Expr& expression,
                                              const ToSqlOptions& options = {});
/// The same: `std::clog << query`.
AZOTH_EXPORT std::ostream& operator<<(std::ostream& out, const Statement& statement);

/// The SQL of a statement for a dialect, without a connection. Throws `CompileError` where that
/// version cannot run it. The overload that takes a dialect's name is in
/// <azoth/plugins/load_dialect.hpp>.
[[nodiscard]] AZOTH_EXPORT std::string to_sql(const Statement& statement, const Dialect& dialect,
                                              const ToSqlOptions& options = {});
/// CREATE TABLE and what follows it.
[[nodiscard]] AZOTH_EXPORT std::vector<std::string> to_sql(const Table& table,
                                                           const Dialect& dialect,
                                                           const ToSqlOptions& options = {});
/// One step of creating or dropping; nothing where it is not for that dialect.
[[nodiscard]] AZOTH_EXPORT std::vector<std::string> to_sql(const DdlElement& element,
                                                           const Dialect& dialect,
                                                           const ToSqlOptions& options = {});
/// All that create_all() would send to an empty database, in that order.
[[nodiscard]] AZOTH_EXPORT std::vector<std::string> to_sql(const MetaData& metadata,
                                                           const Dialect& dialect,
                                                           const ToSqlOptions& options = {});
/// Renders any statement; what to_sql and the engine's cache miss share. A `CompileError` carries
/// the statement as to_sql() without a dialect prints it.
/// `fetches_keys`: see compile::CompilerContext.
[[nodiscard]] AZOTH_EXPORT compile::Compiled compile_statement(const Statement& statement,
                                                               const Dialect& dialect,
                                                               const compile::Ledger& ledger,
                                                               bool fetches_keys = false);

}  // namespace azoth
