// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include <azoth/dialect/to_sql.hpp>
#include <azoth/driver/version.hpp>
#include <azoth/error/export.hpp>

namespace azoth {

class MetaData;

/// One thing that a server would not run, found without the server.
struct PortabilityFinding {
    std::string subject;    ///< the table's or sequence's name; a statement's in a Workload
    std::string code;       ///< of the error that compiling throws: "unsupported_construct"
    std::string construct;  ///< "FULL OUTER JOIN"; empty where the error names none
    std::string server;     ///< "mysql", "mariadb"
    Version version;
    std::string message;  ///< the whole sentence
    std::string hint;     ///< what to write instead, if anything
    std::string place{};  ///< "shop.cpp:42" where a Workload knows it
};

/// A server that is not at hand.
struct PortabilityTarget {
    std::string scheme;     ///< as URLs say it: "mysql", "mariadb"
    std::string version{};  ///< "5.7"; empty: the newest the dialect knows
};

/// What one server would not run of a whole program.
struct PortabilityAnswer {
    std::string server;
    Version version;
    std::vector<PortabilityFinding> findings{};
};

/// An answer for the server described, without findings yet.
[[nodiscard]] AZOTH_EXPORT PortabilityAnswer portability_answer(const Dialect& dialect,
                                                                const ToSqlOptions& options = {});

/// What several servers would not run of a whole program. `std::cout << report` prints a table of
/// what does not run everywhere, and the reasons.
struct AZOTH_EXPORT PortabilityReport {
    std::vector<PortabilityAnswer> answers;  ///< in the order of the targets
    std::vector<std::string>
        unchecked;  ///< statements with SQL of their own, see Workload::unchecked()

    [[nodiscard]] bool runs_everywhere() const noexcept;
    friend AZOTH_EXPORT std::ostream& operator<<(std::ostream& out,
                                                 const PortabilityReport& report);
};

/// Everything in a statement that the server described would not run, where compiling it throws at
/// the first: `check_portability(query, *load_dialect("mysql"), {.version = "5.7"})`. Empty: it
/// runs. The overloads that take a dialect's name, and the one for all that a program has, are in
/// <azoth/plugins/load_dialect.hpp>.
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
