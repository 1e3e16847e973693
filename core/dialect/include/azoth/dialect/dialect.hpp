// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <azoth/compile/ddl_compiler.hpp>
#include <azoth/compile/sql_compiler.hpp>
#include <azoth/dialect/schema_reader.hpp>
#include <azoth/driver/connection.hpp>
#include <azoth/error/export.hpp>

namespace azoth {

/// What one connected server told: enough for a dialect to answer the ledger.
struct ServerFacts {
    Version version{};
    std::string default_schema{};
    bool exact_decimals = false;  ///< the session's extras make decimal operations exact
    bool json_functions = false;  ///< … and look inside JSON
    bool insert_ids = false;      ///< the client library tells the key that an INSERT generated
    std::string flavour{};        ///< "mariadb" behind the mysql dialect, empty elsewhere
};

/// One kind of database as the library sees it: its SQL, its types, its catalogue. Made by a
/// plugin's factory once per process and shared by all engines; immutable, used from many threads.
/// It links no client library: what it needs from a server it asks through a driver's connection.
class AZOTH_EXPORT Dialect : public compile::CompilerSource {
public:
    ~Dialect() override;

    /// "sqlite", "postgresql".
    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    /// The driver of a URL that names none, such as "libpq".
    [[nodiscard]] virtual std::string_view default_driver() const noexcept = 0;
    /// What is assumed where no server is asked: the newest version the dialect knows.
    [[nodiscard]] virtual ServerFacts assumed_facts() const = 0;
    /// What a program says of a server that is not asked: its version as text, empty for the newest
    /// known, and the scheme by which the program called the dialect, since that may tell which of
    /// several servers is meant ("mariadb"). Throws `ArgumentError` (`bad_version`).
    [[nodiscard]] virtual ServerFacts described_facts(std::string_view version,
                                                      std::string_view scheme) const;
    /// Asks a fresh connection, once per engine.
    [[nodiscard]] virtual ServerFacts probe(driver::Connection& connection) const;

    /// The answers for such a server.
    [[nodiscard]] virtual compile::Ledger ledger(const ServerFacts& facts) const = 0;
    [[nodiscard]] virtual const compile::IdentifierPreparer& identifiers() const = 0;
    [[nodiscard]] virtual const compile::TypeCompiler& types() const = 0;
    [[nodiscard]] virtual compile::PlaceholderStyle placeholders() const noexcept = 0;

    // make_sql_compiler() and literals() come from CompilerSource.
    [[nodiscard]] virtual std::unique_ptr<compile::DdlCompiler> make_ddl_compiler(
        const compile::CompilerContext& context) const;
    [[nodiscard]] virtual std::unique_ptr<SchemaReader> make_schema_reader(
        driver::Connection& connection) const = 0;

    /// Placeholders one statement may have.
    [[nodiscard]] virtual std::size_t max_parameters() const noexcept = 0;
    /// Rows per statement where a bulk insert is fastest as multi-row VALUES; 1: the driver's batch
    /// is faster.
    [[nodiscard]] virtual std::size_t multi_row_page() const noexcept = 0;

    /// A context over this dialect's parts; `ledger` must outlive it.
    [[nodiscard]] compile::CompilerContext context(const compile::Ledger& ledger) const;
};

}  // namespace azoth
