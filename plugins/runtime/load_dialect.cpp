// SPDX-License-Identifier: MIT
#include <azoth/plugins/load_dialect.hpp>

#include <azoth/engine/workload.hpp>
#include <azoth/plugins/dialect_registry.hpp>

namespace azoth {

std::shared_ptr<const Dialect> load_dialect(std::string_view scheme) {
    return DialectRegistry::instance().load_dialect(scheme);
}

namespace {

ToSqlOptions called_by(std::string_view scheme, const ToSqlOptions& options) {
    return {options.version, options.scheme.empty() ? std::string(scheme) : options.scheme,
            options.literal_binds};
}

}  // namespace

std::string to_sql(const Statement& statement, std::string_view scheme,
                   const ToSqlOptions& options) {
    return to_sql(statement, *load_dialect(scheme), called_by(scheme, options));
}

std::vector<std::string> to_sql(const Table& table, std::string_view scheme,
                                const ToSqlOptions& options) {
    return to_sql(table, *load_dialect(scheme), called_by(scheme, options));
}

std::vector<PortabilityFinding> check_portability(const Statement& statement,
                                                  std::string_view scheme,
                                                  const ToSqlOptions& options) {
    return check_portability(statement, *load_dialect(scheme), called_by(scheme, options));
}

std::vector<PortabilityFinding> check_portability(const Table& table, std::string_view scheme,
                                                  const ToSqlOptions& options) {
    return check_portability(table, *load_dialect(scheme), called_by(scheme, options));
}

std::vector<PortabilityFinding> check_portability(const MetaData& metadata, std::string_view scheme,
                                                  const ToSqlOptions& options) {
    return check_portability(metadata, *load_dialect(scheme), called_by(scheme, options));
}

std::vector<std::string> to_sql(const DdlElement& element, std::string_view scheme,
                                const ToSqlOptions& options) {
    return to_sql(element, *load_dialect(scheme), called_by(scheme, options));
}

std::vector<std::string> to_sql(const MetaData& metadata, std::string_view scheme,
                                const ToSqlOptions& options) {
    return to_sql(metadata, *load_dialect(scheme), called_by(scheme, options));
}

PortabilityReport check_portability(const Workload& workload,
                                    std::initializer_list<PortabilityTarget> targets) {
    return check_portability(workload, std::span(targets.begin(), targets.size()));
}

PortabilityReport check_portability(const Workload& workload,
                                    std::span<const PortabilityTarget> targets) {
    PortabilityReport report;
    for (const PortabilityTarget& target : targets) {
        report.answers.push_back(workload.check(*load_dialect(target.scheme),
                                                called_by(target.scheme, {target.version})));
    }
    report.unchecked = workload.unchecked();
    return report;
}

}  // namespace azoth
