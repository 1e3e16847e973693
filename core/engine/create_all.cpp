// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <azoth/dialect/dialect.hpp>
#include <azoth/engine/engine.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/statement.hpp>

#include "connection_core.hpp"

/// The bodies of MetaData's verbs that need a database: what is missing is created, what is there
/// is dropped, in the order that foreign keys want.
namespace azoth {

namespace {

/// Which tables a database has, asked once per schema.
class ExistingTables {
public:
    explicit ExistingTables(Connection& connection)
        : reader_(connection.dialect().make_schema_reader(connection.driver_connection())) {}

    [[nodiscard]] bool contain(const TableData& table) {
        auto [found, is_new] = by_schema_.try_emplace(table.schema);
        if (is_new) {
            const std::vector<std::string> names = reader_->table_names(table.schema);
            found->second.insert(names.begin(), names.end());
        }
        return found->second.count(table.name) != 0;
    }

private:
    std::unique_ptr<SchemaReader> reader_;
    std::map<std::string, std::set<std::string>> by_schema_;
};

/// In a transaction where the database has them, else statement by statement.
template <class Work>
void run_on(Engine& engine, const Work& work) {
    if (engine.supports(compile::Capability::transactions)) {
        engine.begin([&](Connection& connection) { work(connection); },
                     {.lock_mode = LockMode::immediate});
    } else {
        Connection connection = engine.connect();
        work(connection);
    }
}

}  // namespace

void MetaData::create_all(Engine& engine) const {
    run_on(engine, [this](Connection& connection) { create_all(connection); });
}

void MetaData::drop_all(Engine& engine) const {
    run_on(engine, [this](Connection& connection) { drop_all(connection); });
}

void MetaData::create_all(Connection& connection) const {
    const auto& core = connection.core_;
    const Dialect& dialect = connection.dialect();
    const auto compiler = dialect.make_ddl_compiler(dialect.context(core->engine().ledger()));
    // All statements before the first is sent: a type that the database lacks changes nothing.
    std::vector<std::string> statements;
    ExistingTables existing(connection);
    for (const Table& table : sorted_tables()) {
        if (existing.contain(table.data())) continue;
        for (std::string& sql : compiler->create_table(table.data())) {
            statements.push_back(std::move(sql));
        }
    }
    for (const std::string& sql : statements) core->run_script(sql);
}

void MetaData::drop_all(Connection& connection) const {
    const auto& core = connection.core_;
    const Dialect& dialect = connection.dialect();
    const auto compiler = dialect.make_ddl_compiler(dialect.context(core->engine().ledger()));
    std::vector<Table> tables = sorted_tables();
    std::reverse(tables.begin(), tables.end());
    ExistingTables existing(connection);
    std::vector<std::string> statements;
    for (const Table& table : tables) {
        if (existing.contain(table.data())) {
            statements.push_back(compiler->drop_table(table.data()));
        }
    }
    for (const std::string& sql : statements) core->run_script(sql);
}

}  // namespace azoth
