// SPDX-License-Identifier: MIT
// A database that can next to nothing: SQLite behind a ledger whose answers are no. Every refusal
// is tested, and queries need none of what is missing: no transactions, no keys, no RETURNING.
#include <azoth/compliance/requirements.hpp>

#include <cstddef>
#include <utility>

#include <azoth/compile/ledger.hpp>
#include <azoth/dialect/dialect.hpp>
#include <azoth/driver/driver.hpp>
#include <azoth/plugins/dialect_registry.hpp>
#include <azoth/types/types.hpp>

namespace azoth::compliance {

namespace {

/// Another dialect that says no to nearly everything.
class ClosedDialect final : public Dialect {
public:
    explicit ClosedDialect(std::shared_ptr<const Dialect> open) : open_(std::move(open)) {}

    std::string_view name() const noexcept override { return "closed"; }
    std::string_view default_driver() const noexcept override { return "closed_driver"; }
    compile::Ledger ledger(const ServerFacts& facts) const override {
        compile::Ledger ledger("closed", facts.version);
        // Without it a column needs a length, which the kit's columns do not always have.
        ledger.allow(compile::Capability::string_without_length);
        return ledger;
    }

    ServerFacts assumed_facts() const override { return open_->assumed_facts(); }
    ServerFacts described_facts(std::string_view version, std::string_view scheme) const override {
        return open_->described_facts(version, scheme);
    }
    ServerFacts probe(driver::Connection& connection) const override {
        return open_->probe(connection);
    }
    const compile::IdentifierPreparer& identifiers() const override { return open_->identifiers(); }
    const compile::TypeCompiler& types() const override { return open_->types(); }
    compile::PlaceholderStyle placeholders() const noexcept override {
        return open_->placeholders();
    }
    std::unique_ptr<compile::SqlCompiler> make_sql_compiler(
        const compile::CompilerContext& context) const override {
        return open_->make_sql_compiler(context);
    }
    std::unique_ptr<compile::DdlCompiler> make_ddl_compiler(
        const compile::CompilerContext& context) const override {
        return open_->make_ddl_compiler(context);
    }
    const compile::LiteralCompiler& literals() const override { return open_->literals(); }
    std::string next_value(std::string_view name) const override { return open_->next_value(name); }
    std::unique_ptr<SchemaReader> make_schema_reader(
        driver::Connection& connection) const override {
        return open_->make_schema_reader(connection);
    }
    std::size_t max_parameters() const noexcept override { return open_->max_parameters(); }
    std::size_t multi_row_page() const noexcept override { return open_->multi_row_page(); }

private:
    std::shared_ptr<const Dialect> open_;
};

class ClosedRequirements final : public Requirements {
public:
    ClosedRequirements() {
        DialectRegistry& registry = DialectRegistry::instance();
        registry.add_dialect("closed",
                             std::make_shared<ClosedDialect>(registry.load_dialect("sqlite")));
        registry.add_driver("closed_driver", {"closed"},
                            [&registry] { return registry.make_driver("sqlite"); });
    }
    std::string_view dialect() const override { return "closed"; }
    std::vector<Target> targets() const override { return {{"memory", "closed://", {}, true}}; }
    std::vector<Badge> claims() const override { return {Badge::core_read}; }
    Answer answer(Question question) const override {
        switch (question) {
            case Question::unsigned_64_bits: return {false, "its integers are signed"};
            case Question::negative_zero: return {false, "whole reals are stored as integers"};
            case Question::like_minds_case: return {false, "LIKE folds ASCII"};
            case Question::names_differ_by_case: return {false, "it folds ASCII in names"};
            default: return {};
        }
    }
    Answer stores(const SqlType& type) const override {
        if (type.kind() == TypeKind::array) return {false, "it has no arrays"};
        if (type.kind() == TypeKind::enum_) return {false, "it has no CHECK"};
        return {};
    }
    std::vector<Isolation> isolation_levels() const override { return {}; }
};

}  // namespace

std::unique_ptr<Requirements> make_requirements() {
    return std::make_unique<ClosedRequirements>();
}

}  // namespace azoth::compliance
