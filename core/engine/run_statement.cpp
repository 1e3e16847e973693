// SPDX-License-Identifier: MIT
#include <azoth/dialect/to_sql.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/insert_shape.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/translated.hpp>

#include "binder.hpp"
#include "connection_core.hpp"
#include "expansion.hpp"
#include "named_columns.hpp"
#include "observation.hpp"
#include "own_cache.hpp"

/// The way of one statement: found or compiled, bound, prepared, run. The common case of a known
/// statement takes no lock, looks at no text and allocates nothing.
namespace azoth::detail {

namespace {

/// The statement to compile where schemas are translated. Raw text names its tables itself, and
/// schemas of procedures are part of their name.
sql::NodePtr translated(const sql::NodePtr& statement, const SchemaMap& schemas) {
    if (schemas.empty() || statement->kind() == sql::NodeKind::text_statement ||
        statement->kind() == sql::NodeKind::call) {
        return statement;
    }
    return sql::make<sql::Translated>(statement, schemas);
}

}  // namespace

CachedStatement& ConnectionCore::add_form(const Statement& statement, StatementCache& forms,
                                          compile::CompiledCache& cache, bool& cached) {
    CachedStatement& form = forms.insert(engine_->compile(statement, cache, matcher_, cached));
    // A hit of the cache compared already; a fresh form lists the binds by matching itself.
    if (!compile::serves(*form.compiled, *statement.node(), matcher_)) {
        throw CompileError("cache_mismatch", "a compiled statement does not match its statement");
    }
    return form;
}

CachedStatement& ConnectionCore::find_otherwise(const Statement& statement,
                                                const ExecutionOptions& options, bool& cached) {
    const ExecutionOptions how = merged(options, options_.execution_options);
    if (how.uncached.value_or(false)) {
        cached = false;
        auto form = make_form(statement, how);
        form->is_orphan = true;
        return *form.release();
    }
    const NodeStatement actual(translated(statement.node(), how.schema_translate_map));
    if (how.compiled_cache.empty()) return find(actual, cached);
    const std::shared_ptr<OwnCache>& cache = OwnCache::of(how.compiled_cache, *engine_);
    StatementCache& forms = session_->statements_of(cache, engine_->options.prepared_cache_size);
    if (CachedStatement* known = forms.find(*actual.node(), matcher_)) return *known;
    return add_form(actual, forms, cache->statements, cached);
}

std::unique_ptr<CachedStatement> ConnectionCore::make_form(const Statement& statement,
                                                           const ExecutionOptions& options) {
    const NodeStatement actual(translated(statement.node(), options.schema_translate_map));
    bool cached = true;
    std::shared_ptr<const compile::Compiled> compiled;
    if (options.uncached.value_or(false)) {
        compiled = std::make_shared<const compile::Compiled>(
            compile_statement(actual, *engine_->dialect, engine_->ledger(), true));
    } else if (options.compiled_cache.empty()) {
        compiled = engine_->compile(actual, engine_->cache, matcher_, cached);
    } else {
        const auto& cache = OwnCache::of(options.compiled_cache, *engine_);
        compiled = engine_->compile(actual, cache->statements, matcher_, cached);
    }
    auto form = std::make_unique<CachedStatement>(std::move(compiled));
    if (!compile::serves(*form->compiled, *actual.node(), matcher_)) {
        throw CompileError("cache_mismatch", "a compiled statement does not match its statement");
    }
    return form;
}

PreparedStatement& ConnectionCore::prepared_form(CachedStatement& form, const Gaps& gaps,
                                                 std::span<const ValueView> parameters,
                                                 const TimeLimit& limit) {
    if (PreparedStatement* idle = form.find_idle(gaps, session_->epoch)) return *idle;
    std::string expanded;
    if (!gaps.empty()) {
        expanded = expanded_sql(*form.compiled, gaps, engine_->dialect->placeholders());
    }
    const std::string_view sql = expanded.empty() ? form.compiled->sql : expanded;
    auto statement = prepare_text(sql, parameters, limit);
    return form.add({std::move(statement), std::move(expanded), gaps, session_->epoch, false});
}

std::unique_ptr<driver::Statement> ConnectionCore::prepare_text(
    std::string_view sql, std::span<const ValueView> parameters, const TimeLimit& limit) {
    const std::size_t most = engine_->dialect->max_parameters();
    if (most != 0 && parameters.size() > most) {
        throw ArgumentError("too_many_parameters",
                            "the statement has " + std::to_string(parameters.size()) +
                                " values, and the database takes " + std::to_string(most));
    }
    std::vector<ValueKind> kinds;
    kinds.reserve(parameters.size());
    for (const ValueView& value : parameters) kinds.push_back(value.kind());
    return driver_->prepare(sql, kinds, limit.left_ms());
}

[[gnu::hot]] void ConnectionCore::run_execution(Execution& execution, const RunOptions& asked,
                                                bool cached) {
    execution.streams = asked.how.stream;
    execution.yield_per = asked.yield_per;
    execution.hides_parameters = asked.hides_parameters;
    if (execution.bound.empty()) execution.bound = execution.parameters;
    if (!asked.options->cancel_token.empty()) [[unlikely]] {
        execution.cancel_scope =
            std::make_unique<CancelScope>(asked.options->cancel_token, *driver_);
    }
    if (engine_->observers.active()) [[unlikely]]
        return run_observed(execution, asked, cached);
    const TimeLimit limit(asked.how.timeout_ms);
    const bool begins_here = state_ == State::idle;
    autobegin(limit);
    catch_up();
    PreparedStatement* prepared = execution.form()->find_idle(execution.gaps, session_->epoch);
    if (prepared == nullptr) [[unlikely]]
        prepared = &prepare_execution(execution, limit);
    driver::ExecuteOptions how = asked.how;
    how.timeout_ms = limit.left_ms();
    try {
        execution.start(*prepared, how);
    } catch (...) {
        if (!begins_here || !began_again(execution, *prepared, limit)) {
            start_failed(execution, *prepared);
        }
        prepared = &prepare_execution(execution, limit);
        how.timeout_ms = limit.left_ms();
        try {
            execution.start(*prepared, how);
        } catch (...) {
            start_failed(execution, *prepared);
        }
    }
    follow_aftermath(execution.form()->aftermath);
}

PreparedStatement& ConnectionCore::prepare_execution(Execution& execution, const TimeLimit& limit) {
    try {
        return prepared_form(*execution.form(), execution.gaps, execution.bound, limit);
    } catch (...) {
        failed(execution, Phase::prepare);
    }
}

bool ConnectionCore::began_again(Execution& execution, PreparedStatement& prepared,
                                 const TimeLimit& limit) {
    try {
        throw;
    } catch (const OperationalError& error) {
        if (error.code() != "statement_outdated") return false;
    } catch (...) {
        return false;
    }
    execution.close(Execution::End::none);
    execution.form()->drop(prepared);
    rollback_transaction();
    autobegin(limit);
    return true;
}

void ConnectionCore::start_failed(Execution& execution, PreparedStatement& prepared) {
    CachedStatement& form = *execution.form();
    try {
        failed(execution, Phase::execute);
    } catch (const IntegrityError&) {
        throw;
    } catch (const DataError&) {
        throw;
    } catch (const DatabaseError&) {
        // The server may have changed its mind about the text (a plan that no longer fits).
        form.drop(prepared);
        throw;
    }
}

void ConnectionCore::keep_default_keys(Execution& execution, const CachedStatement& form) {
    if (!form.plan.has_defaults) return;
    const auto* insert = sql::as<sql::Insert>(*execution.statement);
    if (insert == nullptr) return;
    keep_generated_keys(*insert, *form.compiled, execution.parameters, execution.key_values);
}

namespace {

/// Whether the statement's own values are sent as they are, which are then the parameters.
bool takes_as_they_are(const BindPlan& plan, const std::vector<const sql::Bind*>& binds,
                       std::vector<ValueView>& parameters) {
    if (!plan.is_simple) return false;
    for (const ParameterPlan& parameter : plan.parameters) {
        const ValueView value = binds[parameter.bind]->value.view();
        if (!accepts(parameter.kinds, value.kind())) return false;
        parameters.push_back(value);
    }
    return true;
}

}  // namespace

[[gnu::hot]] StreamRef ConnectionCore::run(const Statement& statement,
                                           const ExecutionOptions& options) {
    Use use(*this);
    require_usable();
    bool cached = true;
    CachedStatement& form = find(statement, options, cached);
    StreamRef stream = take(form);
    if (!form.compiled->untold_key.empty()) [[unlikely]] {
        use.end();
        return run(NodeStatement(with_computed_key(statement, std::move(stream), options)),
                   options);
    }
    Execution& execution = static_cast<Execution&>(*stream);
    execution.statement = statement.node();
    if (!takes_as_they_are(form.plan, matcher_.binds(), execution.parameters)) [[unlikely]] {
        execution.parameters.clear();
        bind_parameters(execution, form, {.binds = matcher_.binds()}, bind_style());
        keep_default_keys(execution, form);
    }
    run_asked(execution, options, cached);
    return stream;
}

StreamRef ConnectionCore::run(const Statement& statement, const Params& params,
                              const ExecutionOptions& options) {
    if (params.empty()) return run(statement, options);
    Use use(*this);
    require_usable();
    const sql::NodePtr shaped = with_named_columns(statement.node(), params);
    const NodeStatement actual(shaped);
    bool cached = true;
    CachedStatement& form = find(actual, options, cached);
    StreamRef stream = take(form);
    if (!form.compiled->untold_key.empty()) [[unlikely]] {
        use.end();
        return run(NodeStatement(with_computed_key(actual, std::move(stream), options)), params,
                   options);
    }
    require_known_names(form.plan, params);
    Execution& execution = static_cast<Execution&>(*stream);
    execution.statement = actual.node();
    // Rows may be read after the caller's parameters are gone.
    bind_parameters(
        execution, form,
        {.binds = matcher_.binds(), .params = &params, .keeps = form.returns_rows || form.is_text},
        bind_style());
    if (shaped->kind() == sql::NodeKind::insert) {
        keep_key_values(sql::cast<sql::Insert>(*shaped), params, execution.key_values);
    }
    keep_default_keys(execution, form);
    run_asked(execution, options, cached);
    return stream;
}

}  // namespace azoth::detail
