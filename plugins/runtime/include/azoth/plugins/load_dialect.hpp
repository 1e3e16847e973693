// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/dialect/portability.hpp>
#include <azoth/dialect/to_sql.hpp>
#include <azoth/error/export.hpp>

namespace azoth {

class Workload;

/// The dialect that URLs call `scheme`, from the process's registry; its plugin is loaded when it
/// is first asked for. It needs no driver. Shared and immutable, so any thread may use it; one for
/// all servers that it speaks to, so with it MariaDB is `{.scheme = "mariadb"}`. Throws
/// `PluginError`
/// (`dialect_not_found` and whatever else is wrong with the plugin).
[[nodiscard]] AZOTH_EXPORT std::shared_ptr<const Dialect> load_dialect(std::string_view scheme);

/// The SQL of a statement for a dialect by name: `to_sql(query, "mysql", {.version = "8.0.20"})`.
[[nodiscard]] AZOTH_EXPORT std::string to_sql(const Statement& statement, std::string_view scheme,
                                              const ToSqlOptions& options = {});
/// CREATE TABLE and what follows it.
[[nodiscard]] AZOTH_EXPORT std::vector<std::string> to_sql(const Table& table,
                                                           std::string_view scheme,
                                                           const ToSqlOptions& options = {});
/// One step, or everything that create_all() would send to an empty database.
[[nodiscard]] AZOTH_EXPORT std::vector<std::string> to_sql(const DdlElement& element,
                                                           std::string_view scheme,
                                                           const ToSqlOptions& options = {});
[[nodiscard]] AZOTH_EXPORT std::vector<std::string> to_sql(const MetaData& metadata,
                                                           std::string_view scheme,
                                                           const ToSqlOptions& options = {});

/// What a server would not run of a statement, a table, or all tables of a schema:
/// `check_portability(metadata, "mariadb", {.version = "10.4"})`.
[[nodiscard]] AZOTH_EXPORT std::vector<PortabilityFinding> check_portability(
    const Statement& statement, std::string_view scheme, const ToSqlOptions& options = {});
[[nodiscard]] AZOTH_EXPORT std::vector<PortabilityFinding> check_portability(
    const Table& table, std::string_view scheme, const ToSqlOptions& options = {});
[[nodiscard]] AZOTH_EXPORT std::vector<PortabilityFinding> check_portability(
    const MetaData& metadata, std::string_view scheme, const ToSqlOptions& options = {});

/// What each of these servers would not run of a whole program, see <azoth/engine/workload.hpp>:
/// `check_portability(workload, {{"mysql", "5.7"}, {"hive"}}).runs_everywhere()`.
[[nodiscard]] AZOTH_EXPORT PortabilityReport
check_portability(const Workload& workload, std::initializer_list<PortabilityTarget> targets);
[[nodiscard]] AZOTH_EXPORT PortabilityReport
check_portability(const Workload& workload, std::span<const PortabilityTarget> targets);

}  // namespace azoth
