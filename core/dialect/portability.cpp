// SPDX-License-Identifier: MIT
#include <azoth/dialect/portability.hpp>

#include <utility>

#include <azoth/compile/creation_plan.hpp>
#include <azoth/dialect/dialect.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/statement.hpp>

#include "described_ledger.hpp"

namespace azoth {

namespace {

using compile::Ledger;

/// Runs a compiler on a ledger that collects; what it throws all the same is a refusal too.
template <class Compile>
std::vector<PortabilityFinding> findings(const Ledger& ledger, const std::string& subject,
                                         Compile compile) {
    std::vector<compile::Refusal> refusals;
    const Ledger collecting = ledger.collecting(refusals);
    try {
        compile(collecting);
    } catch (const CompileError& error) {
        collecting.collect(error);
    }
    std::vector<PortabilityFinding> all;
    all.reserve(refusals.size());
    for (compile::Refusal& refusal : refusals) {
        all.push_back({subject, std::move(refusal.code), std::move(refusal.construct),
                       ledger.server(), ledger.version(), std::move(refusal.message),
                       std::move(refusal.hint)});
    }
    return all;
}

/// The order of creation alone.
class Nothing final : public compile::Wanted {
public:
    [[nodiscard]] bool table(const TableData&) override { return false; }
    [[nodiscard]] bool sequence(const SequenceData&) override { return false; }
    [[nodiscard]] bool enum_type(const SqlType&, const std::vector<const TableData*>&) override {
        return false;
    }
};

std::vector<PortabilityFinding> check_table(const Table& table, const Dialect& dialect,
                                            const Ledger& ledger) {
    return findings(ledger, table.data().full_name(), [&](const Ledger& collecting) {
        static_cast<void>(
            dialect.make_ddl_compiler(dialect.context(collecting))->create_table(table.data()));
    });
}

}  // namespace

PortabilityAnswer portability_answer(const Dialect& dialect, const ToSqlOptions& options) {
    const Ledger ledger = described_ledger(dialect, options);
    return {ledger.server(), ledger.version()};
}

std::vector<PortabilityFinding> check_portability(const Statement& statement,
                                                  const Dialect& dialect,
                                                  const ToSqlOptions& options) {
    return findings(described_ledger(dialect, options), {}, [&](const Ledger& collecting) {
        static_cast<void>(compile_statement(statement, dialect, collecting));
    });
}

std::vector<PortabilityFinding> check_portability(const Table& table, const Dialect& dialect,
                                                  const ToSqlOptions& options) {
    return check_table(table, dialect, described_ledger(dialect, options));
}

std::vector<PortabilityFinding> check_portability(const MetaData& metadata, const Dialect& dialect,
                                                  const ToSqlOptions& options) {
    const Ledger ledger = described_ledger(dialect, options);
    std::vector<PortabilityFinding> all;
    const auto add = [&](std::vector<PortabilityFinding> found) {
        for (PortabilityFinding& finding : found) all.push_back(std::move(finding));
    };
    for (const auto& sequence : metadata.sequences()) {
        add(findings(ledger, sequence->name, [&](const Ledger& collecting) {
            static_cast<void>(
                dialect.make_ddl_compiler(dialect.context(collecting))->create_sequence(*sequence));
        }));
    }
    for (const Table& table : metadata.tables()) add(check_table(table, dialect, ledger));
    // What concerns several tables: keys that refer to one another, enums of one name.
    add(findings(ledger, {}, [&](const Ledger& collecting) {
        Nothing wanted;
        const auto compiler = dialect.make_ddl_compiler(dialect.context(collecting));
        static_cast<void>(compile::plan_creation(metadata, *compiler, wanted));
    }));
    return all;
}

}  // namespace azoth
