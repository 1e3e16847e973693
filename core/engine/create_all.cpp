// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <azoth/compile/creation_plan.hpp>
#include <azoth/dialect/dialect.hpp>
#include <azoth/engine/connection_access.hpp>
#include <azoth/engine/engine.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/ddl.hpp>
#include <azoth/schema/metadata.hpp>

#include "connection_core.hpp"

/// The bodies of MetaData's verbs that need a database: what is missing is created, what is there
/// is dropped, in the order that foreign keys want.
namespace azoth {

namespace {

using compile::CreationStep;

/// What a database has, asked once per schema and kind.
class Existing {
public:
    explicit Existing(Connection& connection)
        : schemas_map_(connection.execution_options().schema_translate_map),
          reader_(detail::ConnectionAccess::schema_reader(connection)) {}

    [[nodiscard]] bool has(const TableData& table) {
        const bool is_table = table.kind == TableKind::table;
        const std::string schema = translated(table.schema, table.temporary);
        auto [found, is_new] = relations_.try_emplace({schema, is_table, table.temporary});
        if (is_new) {
            RelationFilter filter;
            filter.tables = is_table;
            filter.views = filter.materialized_views = !is_table;
            filter.scope = table.temporary ? RelationScope::temporary : RelationScope::permanent;
            for (Relation& relation : reader_->relations(schema, filter)) {
                found->second.insert(std::move(relation.name));
            }
        }
        return found->second.count(table.name) != 0;
    }
    [[nodiscard]] bool has(const SequenceData& sequence) {
        const std::string schema = translated(sequence.schema, false);
        auto [found, is_new] = sequences_.try_emplace(schema);
        if (is_new) {
            for (SequenceData& known : reader_->sequences(schema)) {
                found->second.insert(std::move(known.name));
            }
        }
        return found->second.count(sequence.name) != 0;
    }
    [[nodiscard]] bool has(const SqlType& type) {
        const std::string schema = translated(std::string(type.schema()), false);
        auto [found, is_new] = enums_.try_emplace(schema);
        if (is_new) {
            for (const SqlType& known : reader_->enums(schema)) {
                found->second.insert(std::string(known.name()));
            }
        }
        return found->second.count(std::string(type.name())) != 0;
    }
    [[nodiscard]] bool has_schema(const std::string& schema) {
        if (!schemas_) {
            schemas_.emplace();
            for (std::string& name : reader_->schema_names()) schemas_->insert(std::move(name));
        }
        return schemas_->count(translated(schema, false)) != 0;
    }

private:
    using Names = std::set<std::string>;

    [[nodiscard]] std::string translated(const std::string& schema, bool is_temporary) const {
        if (is_temporary && schema.empty()) return schema;
        return std::string(schemas_map_.translated(schema));
    }

    const SchemaMap schemas_map_;
    std::unique_ptr<SchemaReader> reader_;
    std::map<std::tuple<std::string, bool, bool>, Names> relations_;
    std::map<std::string, Names> sequences_;
    std::map<std::string, Names> enums_;
    std::optional<Names> schemas_;
};

/// What the options choose, and the database has (or has not).
class Chosen final : public compile::Wanted {
public:
    Chosen(const MetaData& metadata, Connection& connection, const CreateOptions& options,
           bool existing)
        : existing_(connection), options_(options), wants_existing_(existing) {
        for (const std::string& name : options.only) {
            only_.insert(metadata.table(name).shared_data().get());
        }
    }
    [[nodiscard]] bool table(const TableData& table) override {
        if (!options_.only.empty() && only_.count(&table) == 0) return false;
        return !options_.check_first || existing_.has(table) == wants_existing_;
    }
    [[nodiscard]] bool sequence(const SequenceData& sequence) override {
        if (!options_.only.empty()) return false;
        return !options_.check_first || existing_.has(sequence) == wants_existing_;
    }
    /// With the first table that has it, and gone with the last.
    [[nodiscard]] bool enum_type(const SqlType& type,
                                 const std::vector<const TableData*>& tables) override {
        const auto chosen = [&](const TableData* table) {
            return options_.only.empty() || only_.count(table) != 0;
        };
        const bool is_meant = wants_existing_ ? std::all_of(tables.begin(), tables.end(), chosen)
                                              : std::any_of(tables.begin(), tables.end(), chosen);
        return is_meant && (!options_.check_first || existing_.has(type) == wants_existing_);
    }
    [[nodiscard]] bool schema(const std::string& name) override {
        return options_.with_schemas && !existing_.has_schema(name);
    }

private:
    Existing existing_;
    const CreateOptions& options_;
    bool wants_existing_;
    std::set<const TableData*> only_;
};

using Moment = Handler<const DdlEvent&> DdlListener::*;

void tell(const MetaData& metadata, Connection& connection, Moment moment,
          const std::shared_ptr<const TableData>& data) {
    if (metadata.listeners().empty()) return;
    const std::optional<Table> table = data ? std::optional<Table>(Table(data)) : std::nullopt;
    const DdlEvent event{connection, table ? &*table : nullptr};
    for (const DdlListener& listener : metadata.listeners()) {
        if (listener.*moment) (listener.*moment)(event);
    }
}

template <class Send>
void run(const MetaData& metadata, Connection& connection, const std::vector<CreationStep>& steps,
         Moment before, Moment after, const Send& send) {
    tell(metadata, connection, before, nullptr);
    for (const CreationStep& step : steps) {
        if (step.table) tell(metadata, connection, before, step.table);
        for (const std::string& sql : step.statements) send(sql);
        if (step.table) tell(metadata, connection, after, step.table);
    }
    tell(metadata, connection, after, nullptr);
}

/// The compiler for a connection; the map of schemas that it refers to is the connection's.
std::unique_ptr<compile::DdlCompiler> make_ddl_compiler(const Connection& connection,
                                                        const compile::Ledger& ledger) {
    compile::CompilerContext context = connection.dialect().context(ledger);
    context.schemas = &connection.execution_options().schema_translate_map;
    return connection.dialect().make_ddl_compiler(context);
}

/// In a transaction where the database has them, else statement by statement.
template <class Act>
void run_on(Engine& engine, const Act& act) {
    if (engine.supports(compile::Capability::transactions)) {
        engine.begin([&](Connection& connection) { act(connection); },
                     {.lock_mode = LockMode::immediate});
    } else {
        Connection connection = engine.connect();
        act(connection);
    }
}

}  // namespace

void MetaData::create_all(Engine& engine, const CreateOptions& options) const {
    run_on(engine, [&](Connection& connection) { create_all(connection, options); });
}

void MetaData::drop_all(Engine& engine, const CreateOptions& options) const {
    run_on(engine, [&](Connection& connection) { drop_all(connection, options); });
}

void MetaData::create_all(Connection& connection, const CreateOptions& options) const {
    const auto core = connection.core_;
    const auto compiler = make_ddl_compiler(connection, core->engine().ledger());
    Chosen chosen(*this, connection, options, false);
    // All statements before the first is sent: a type that the database lacks changes nothing.
    run(*this, connection, compile::plan_creation(*this, *compiler, chosen),
        &DdlListener::before_create, &DdlListener::after_create,
        [&](const std::string& sql) { core->run_script(sql); });
}

void MetaData::drop_all(Connection& connection, const CreateOptions& options) const {
    const auto core = connection.core_;
    const auto compiler = make_ddl_compiler(connection, core->engine().ledger());
    Chosen chosen(*this, connection, options, true);
    run(*this, connection, compile::plan_dropping(*this, *compiler, chosen),
        &DdlListener::before_drop, &DdlListener::after_drop,
        [&](const std::string& sql) { core->run_script(sql); });
}

void Connection::execute(const DdlElement& element) & {
    const auto core = core_;
    const auto compiler = make_ddl_compiler(*this, core->engine().ledger());
    const std::vector<std::string> statements = compiler->render(element);
    if (!statements.empty() && compiler->commits_by_itself(element) &&
        !core->commits_each_statement()) {
        throw InvalidRequestError(
            "in_transaction", "an index cannot be made or dropped concurrently in a transaction",
            {.hint = "connect by engine.execution_options({.isolation_level = "
                     "Isolation::autocommit})"});
    }
    for (const std::string& sql : statements) core->run_script(sql);
}

}  // namespace azoth
