// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/dialect/to_sql.hpp>
#include <azoth/driver/version.hpp>
#include <azoth/error/export.hpp>

namespace azoth {

class MetaData;

/// One thing that a server would not run, found without the server.
struct PortabilityFinding {
    std::string subject;    ///< the table's or sequence's name; empty for a statement
    std::string code;       ///< of the error that compiling throws: "unsupported_construct"
    std::string construct;  ///< "FULL OUTER JOIN"; empty where the error names none
    std::string server;     ///< "mysql", "mariadb"
    Version version;
    std::string message;  ///< the whole sentence
    std::string hint;     ///< what to write instead, if anything
};

/// Everything in a statement that the server described would not run, where compiling it throws at
/// the first: `check_portability(query, *load_dialect("mysql"), {.version = "5.7"})`. Empty: it
/// runs. The overloads that take a dialect's name are in <azoth/plugins/load_dialect.hpp>.
[[nodiscard]] AZOTH_EXPORT std::vector<PortabilityFinding> check_portability(
    const Statement& statement, const Dialect& dialect, const ToSqlOptions& options = {});
/// The same for CREATE TABLE and what follows it.
[[nodiscard]] AZOTH_EXPORT std::vector<PortabilityFinding> check_portability(
    const Table& table, const Dialect& dialect, const ToSqlOptions& options = {});
/// The same for all that create_all() makes: sequences, tables, views, and what stands between
/// them.
[[nodiscard]] AZOTH_EXPORT std::vector<PortabilityFinding> check_portability(
    const MetaData& metadata, const Dialect& dialect, const ToSqlOptions& options = {});

}  // namespace azoth
