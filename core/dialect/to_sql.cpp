// SPDX-License-Identifier: MIT
#include <azoth/dialect/to_sql.hpp>

#include <azoth/dialect/dialect.hpp>
#include <azoth/sql/statement.hpp>

namespace azoth {

namespace {

compile::Ledger ledger_for(const Dialect& dialect, const ToSqlOptions& options) {
    return dialect.ledger(dialect.described_facts(options.version, options.scheme));
}

}  // namespace

compile::Compiled compile_statement(const Statement& statement, const Dialect& dialect,
                                    const compile::Ledger& ledger) {
    return dialect.make_sql_compiler(dialect.context(ledger))->compile(statement.node());
}

std::string to_sql(const Statement& statement, const Dialect& dialect,
                   const ToSqlOptions& options) {
    const compile::Ledger ledger = ledger_for(dialect, options);
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

}  // namespace azoth
