// SPDX-License-Identifier: MIT
#include <azoth/dialect/to_sql.hpp>

#include <azoth/compile/creation_plan.hpp>
#include <azoth/dialect/dialect.hpp>
#include <azoth/schema/ddl.hpp>
#include <azoth/sql/statement.hpp>

namespace azoth {

namespace {

compile::Ledger ledger_for(const Dialect& dialect, const ToSqlOptions& options) {
    return dialect.ledger(dialect.described_facts(options.version, options.scheme));
}

/// Nothing is there; schemas are made where SQL can make them.
class EmptyDatabase final : public compile::Wanted {
public:
    explicit EmptyDatabase(const compile::Ledger& ledger) : ledger_(ledger) {}
    [[nodiscard]] bool schema(const std::string&) override {
        return ledger_.supports(compile::Capability::create_schema);
    }

private:
    const compile::Ledger& ledger_;
};

}  // namespace

compile::Compiled compile_statement(const Statement& statement, const Dialect& dialect,
                                    const compile::Ledger& ledger, bool fetches_keys) {
    compile::CompilerContext context = dialect.context(ledger);
    context.fetches_keys = fetches_keys;
    return dialect.make_sql_compiler(context)->compile(statement.node());
}

std::string to_sql(const Statement& statement, const Dialect& dialect,
                   const ToSqlOptions& options) {
    const compile::Ledger ledger = ledger_for(dialect, options);
    if (options.literal_binds) {
        return dialect.make_sql_compiler(dialect.context(ledger))
            ->render_inline(statement.node(), true);
    }
    compile::Compiled compiled = compile_statement(statement, dialect, ledger);
    // For people a list shows as one placeholder; an execution writes one per value.
    const char* mark = dialect.placeholders() == compile::PlaceholderStyle::question ? "?" : "$n";
    for (auto at = compiled.expansions.rbegin(); at != compiled.expansions.rend(); ++at) {
        compiled.sql.insert(at->offset, mark);
    }
    return std::move(compiled.sql);
}

std::vector<std::string> to_sql(const Table& table, const Dialect& dialect,
                                const ToSqlOptions& options) {
    const compile::Ledger ledger = ledger_for(dialect, options);
    return dialect.make_ddl_compiler(dialect.context(ledger))->create_table(table.data());
}

std::vector<std::string> to_sql(const DdlElement& element, const Dialect& dialect,
                                const ToSqlOptions& options) {
    const compile::Ledger ledger = ledger_for(dialect, options);
    return dialect.make_ddl_compiler(dialect.context(ledger))->render(element);
}

std::vector<std::string> to_sql(const MetaData& metadata, const Dialect& dialect,
                                const ToSqlOptions& options) {
    const compile::Ledger ledger = ledger_for(dialect, options);
    const auto compiler = dialect.make_ddl_compiler(dialect.context(ledger));
    EmptyDatabase wanted(ledger);
    std::vector<std::string> script;
    for (compile::CreationStep& step : compile::plan_creation(metadata, *compiler, wanted)) {
        for (std::string& sql : step.statements) script.push_back(std::move(sql));
    }
    return script;
}

}  // namespace azoth
