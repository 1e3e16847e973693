// SPDX-License-Identifier: MIT
#include <azoth/sql/translated.hpp>

#include "connection_core.hpp"
#include "expansion.hpp"
#include "observation.hpp"

/// Executions while echo or a listener is there: rewritten, told before, run, told after.
namespace azoth::detail {

namespace {

/// What a prepared handle was made of.
sql::NodePtr prepared_node(const CachedStatement& form) {
    return sql::NodePtr::share(&sql::untranslated(*form.compiled->statement));
}

}  // namespace

std::string ConnectionCore::sent_text(const Execution& execution) const {
    if (execution.gaps.empty() || (execution.outgoing && execution.outgoing->has_new_sql())) {
        return std::string(execution.sql());
    }
    return expanded_sql(*execution.form()->compiled, execution.gaps,
                        engine_->dialect->placeholders());
}

void ConnectionCore::rewrite(Execution& execution, std::span<const ValueView> parameters,
                             std::size_t sets, const ExecutionOptions& options) {
    if (!engine_->observers.rewrites()) return;
    const std::string sql = sent_text(execution);
    auto outgoing =
        std::make_unique<OutgoingStatement>(sql, parameters, sets, options, session_->number);
    engine_->observers.rewrite(*outgoing);
    if (outgoing->has_new_sql() || outgoing->parameters().data() != parameters.data()) {
        execution.outgoing = std::move(outgoing);
    }
}

PreparedStatement& ConnectionCore::outgoing_form(Execution& execution, const TimeLimit& limit) {
    CachedStatement& form = *execution.form();
    if (!execution.outgoing || !execution.outgoing->has_new_sql()) {
        return prepared_form(form, execution.gaps, execution.bound, limit);
    }
    const std::string_view sql = execution.outgoing->sql();
    if (PreparedStatement* idle = form.find_rewritten(sql, session_->epoch)) return *idle;
    auto statement = prepare_text(sql, execution.bound, limit);
    return form.add_rewritten(
        {std::move(statement), std::string(sql), execution.gaps, session_->epoch, false});
}

ExecutionEvent ConnectionCore::event_of(std::string_view sql, std::span<const ValueView> parameters,
                                        const ExecutionOptions& options) const {
    ExecutionEvent event;
    event.sql = sql;
    event.parameters_hidden = hides_parameters(options);
    if (!event.parameters_hidden) event.parameters = parameters;
    event.connection = session_->number;
    event.options = &options;
    event.returning_is_optional = returning_is_optional_;
    return event;
}

void ConnectionCore::run_observed(Execution& execution, const RunOptions& asked, bool cached) {
    const ExecutionOptions& options = *asked.options;
    rewrite(execution, execution.bound, 1, options);
    if (execution.outgoing) execution.bound = execution.outgoing->parameters();
    const TimeLimit limit(asked.how.timeout_ms);
    const bool begins_here = state_ == State::idle;
    autobegin(limit);
    catch_up();
    const std::string sql = sent_text(execution);
    ExecutionEvent event = event_of(sql, execution.bound, options);
    event.cached = cached;
    const NodeStatement statement(execution.statement ? execution.statement
                                                      : prepared_node(*execution.form()));
    event.statement = &statement;
    (void)observed(engine_->observers, event, [&] {
        start_observed(execution, limit, asked, begins_here);
        const bool has_new_sql = execution.outgoing && execution.outgoing->has_new_sql();
        follow_aftermath(has_new_sql ? aftermath_of(sql) : execution.form()->aftermath);
        return execution.rowcount;
    });
}

void ConnectionCore::start_observed(Execution& execution, const TimeLimit& limit,
                                    const RunOptions& asked, bool begins_here) {
    const Observers& observers = engine_->observers;
    PreparedStatement* prepared = nullptr;
    try {
        prepared = &outgoing_form(execution, limit);
        driver::ExecuteOptions how = asked.how;
        how.timeout_ms = limit.left_ms();
        const bool shows_rows = observers.echoes_rows() && !asked.hides_parameters;
        execution.start(*prepared, how, shows_rows ? &observers : nullptr);
    } catch (...) {
        if (prepared == nullptr) failed(execution, Phase::prepare);
        if (!begins_here || !began_again(execution, *prepared, limit)) {
            start_failed(execution, *prepared);
        }
        start_observed(execution, limit, asked, false);
    }
}

}  // namespace azoth::detail
