// SPDX-License-Identifier: MIT
#include <azoth/dialect/to_sql.hpp>

#include <ostream>

#include <azoth/compile/compiled_cache.hpp>
#include <azoth/compile/creation_plan.hpp>
#include <azoth/compile/literal.hpp>
#include <azoth/dialect/dialect.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/ddl.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/statement.hpp>

#include "described_ledger.hpp"
#include "neutral.hpp"

namespace azoth {

namespace {

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

/// For people a list shows as one placeholder; an execution writes one per value. A literal is
/// there if its value is known.
std::string with_gaps_shown(compile::Compiled compiled, const Dialect& dialect,
                            const compile::Ledger& ledger) {
    const bool numbered = dialect.placeholders() == compile::PlaceholderStyle::numbered;
    sql::Matcher matcher;
    static_cast<void>(compile::serves(compiled, *compiled.statement, matcher));
    for (auto gap = compiled.expansions.rbegin(); gap != compiled.expansions.rend(); ++gap) {
        const compile::Parameter& parameter = compiled.parameters[gap->parameter];
        std::string shown = numbered ? "$n" : "?";
        if (parameter.is_literal) {
            const Value& value = parameter.constant
                                     ? sql::cast<sql::Bind>(*parameter.constant).value
                                     : matcher.binds()[parameter.bind]->value;
            shown = parameter.name.empty()
                        ? dialect.literals().render(value.view(), parameter.type, ledger)
                        : ":" + parameter.name;
        }
        compiled.sql.insert(gap->offset, shown);
    }
    return std::move(compiled.sql);
}

}  // namespace

std::string to_sql(const Statement& statement, const ToSqlOptions& options) {
    return detail::neutral_sql(statement.node(), options.literal_binds);
}

std::string to_sql(const Expr& expression, const ToSqlOptions& options) {
    return detail::neutral_sql(expression.node(), options.literal_binds);
}

std::ostream& operator<<(std::ostream& out, const Statement& statement) {
    return out << to_sql(statement);
}

compile::Compiled compile_statement(const Statement& statement, const Dialect& dialect,
                                    const compile::Ledger& ledger, bool fetches_keys) {
    compile::CompilerContext context = dialect.context(ledger);
    context.fetches_keys = fetches_keys;
    try {
        return dialect.make_sql_compiler(context)->compile(statement.node());
    } catch (CompileError& error) {
        // Which of a program's statements it is: without the values, which may be secrets.
        error.attach_statement(to_sql(statement), {}, Phase::none);
        throw;
    }
}

std::string to_sql(const Statement& statement, const Dialect& dialect,
                   const ToSqlOptions& options) {
    const compile::Ledger ledger = described_ledger(dialect, options);
    if (options.literal_binds) {
        return dialect.make_sql_compiler(dialect.context(ledger))
            ->render_inline(statement.node(), true);
    }
    return with_gaps_shown(compile_statement(statement, dialect, ledger), dialect, ledger);
}

std::vector<std::string> to_sql(const Table& table, const Dialect& dialect,
                                const ToSqlOptions& options) {
    const compile::Ledger ledger = described_ledger(dialect, options);
    return dialect.make_ddl_compiler(dialect.context(ledger))->create_table(table.data());
}

std::vector<std::string> to_sql(const DdlElement& element, const Dialect& dialect,
                                const ToSqlOptions& options) {
    const compile::Ledger ledger = described_ledger(dialect, options);
    return dialect.make_ddl_compiler(dialect.context(ledger))->render(element);
}

std::vector<std::string> to_sql(const MetaData& metadata, const Dialect& dialect,
                                const ToSqlOptions& options) {
    const compile::Ledger ledger = described_ledger(dialect, options);
    const auto compiler = dialect.make_ddl_compiler(dialect.context(ledger));
    EmptyDatabase wanted(ledger);
    std::vector<std::string> script;
    for (compile::CreationStep& step : compile::plan_creation(metadata, *compiler, wanted)) {
        for (std::string& sql : step.statements) script.push_back(std::move(sql));
    }
    return script;
}

}  // namespace azoth
