// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <azoth/dialect/dialect.hpp>
#include <azoth/error/error.hpp>

namespace azoth::test {

/// A catalogue that a test fills.
class FakeSchemaReader final : public SchemaReader {
public:
    FakeSchemaReader(std::vector<std::string> tables, std::atomic<int>& questions)
        : tables_(std::move(tables)), questions_(questions) {}

    std::vector<std::string> schema_names() override { return {}; }
    std::vector<std::string> table_names(std::string_view) override {
        ++questions_;
        return tables_;
    }
    std::vector<std::string> view_names(std::string_view) override { return {}; }
    /// Every table has one column, "id".
    std::vector<TableData> describe(std::string_view, std::span<const std::string> names) override {
        ++questions_;
        std::vector<TableData> found;
        for (const std::string& name : names) {
            if (std::find(tables_.begin(), tables_.end(), name) == tables_.end()) {
                throw ArgumentError("no_such_table", "there is no such table");
            }
            TableData table;
            table.name = name;
            table.columns.push_back({});
            table.columns.back().name = "id";
            table.columns.back().type = SqlType(TypeKind::integer);
            found.push_back(std::move(table));
        }
        return found;
    }
    std::string view_definition(std::string_view, std::string_view) override { return {}; }

private:
    std::vector<std::string> tables_;
    std::atomic<int>& questions_;
};

/// Standard SQL with every capability, unless a test takes one away before the first connection.
class FakeDialect final : public Dialect {
public:
    FakeDialect() : identifiers_(compile::IdentifierRules{}) {}

    std::string_view name() const noexcept override { return "fake"; }
    std::string_view default_driver() const noexcept override { return "fake"; }
    ServerFacts assumed_facts() const override { return {{1, 0, 0}, "main", true, {}}; }
    ServerFacts probe(driver::Connection& connection) const override {
        ++probes;
        if (probe_fails) throw OperationalError("cannot_probe", "the server does not answer");
        return Dialect::probe(connection);
    }
    compile::Ledger ledger(const ServerFacts& facts) const override {
        compile::Ledger ledger(name(), facts.version);
        for (std::size_t i = 0; i < static_cast<std::size_t>(compile::Capability::count_); ++i) {
            ledger.allow(static_cast<compile::Capability>(i));
        }
        for (const compile::Capability missing : lacks) ledger.allow(missing, false);
        return ledger;
    }
    const compile::IdentifierPreparer& identifiers() const override { return identifiers_; }
    const compile::TypeCompiler& types() const override { return types_; }
    compile::PlaceholderStyle placeholders() const noexcept override { return style; }
    std::unique_ptr<SchemaReader> make_schema_reader(driver::Connection&) const override {
        return std::make_unique<FakeSchemaReader>(existing_tables, questions);
    }
    std::size_t max_parameters() const noexcept override { return most_parameters; }
    std::size_t multi_row_page() const noexcept override { return page; }

    // What a test may choose.
    std::vector<compile::Capability> lacks;
    std::vector<std::string> existing_tables;
    compile::PlaceholderStyle style = compile::PlaceholderStyle::question;
    std::size_t most_parameters = 1000;
    std::size_t page = 1;
    mutable std::atomic<int> probes{0};
    mutable std::atomic<int> questions{0};  ///< asked of its schema readers
    mutable std::atomic<bool> probe_fails{false};

private:
    compile::IdentifierPreparer identifiers_;
    compile::TypeCompiler types_;
};

}  // namespace azoth::test
