// SPDX-License-Identifier: MIT
#include "prepared_state.hpp"

#include <utility>

#include <azoth/engine/prepared.hpp>
#include <azoth/sql/bind.hpp>

#include "binder.hpp"

namespace azoth::detail {

namespace {

bool goes_one_to_one(const BindPlan& plan) {
    for (std::size_t i = 0; i < plan.parameters.size(); ++i) {
        const ParameterPlan& parameter = plan.parameters[i];
        if (!parameter.named || parameter.expands || parameter.argument != i) return false;
    }
    return true;
}

}  // namespace

PreparedState::PreparedState(std::shared_ptr<ConnectionCore> core, sql::NodePtr statement,
                             std::unique_ptr<CachedStatement> form,
                             std::vector<const sql::Bind*> binds, const ExecutionOptions& options)
    : core_(std::move(core)),
      statement_(std::move(statement)),
      form_(form.release()),
      binds_(std::move(binds)),
      names_(form_->plan.names),
      is_direct_(goes_one_to_one(form_->plan)),
      may_return_rows_(form_->returns_rows || form_->is_text),
      options_(options),
      asked_(core_->run_options(options_)) {}

PreparedState::~PreparedState() {
    if (form_ != nullptr) core_->forget(*this);
    let_go();
}

void PreparedState::let_go() noexcept {
    CachedStatement* form = std::exchange(form_, nullptr);
    if (form == nullptr) return;
    if (form->users == 0) {
        delete form;
    } else {
        form->is_orphan = true;
    }
}

void PreparedState::connection_closed() noexcept {
    let_go();
}

std::shared_ptr<PreparedState> ConnectionCore::prepare(const Statement& statement,
                                                       const ExecutionOptions& options) {
    const Use use(*this);
    require_usable();
    const ExecutionOptions how = merged(options, options_.execution_options);
    std::unique_ptr<CachedStatement> form = make_form(statement, how);
    const bool has_lists = !form->compiled->expansions.empty();
    if (!has_lists) {
        // Prepared now, so that a mistake shows here and not in the loop.
        const TimeLimit limit(how.timeout_ms.value_or(0));
        autobegin(limit);
        catch_up();
        try {
            auto prepared = driver_->prepare(form->compiled->sql, {}, limit.left_ms());
            (void)form->add({std::move(prepared), {}, {}, session_->epoch, false});
        } catch (...) {
            failed_outside(form->compiled->sql, Phase::prepare);
        }
    }
    auto state = std::make_shared<PreparedState>(shared_from_this(), statement.node(),
                                                 std::move(form), matcher_.binds(), how);
    prepared_handles_.push_back(state.get());
    return state;
}

[[gnu::hot]] StreamRef ConnectionCore::run_prepared(PreparedState& prepared,
                                                    std::span<const ValueView> arguments,
                                                    bool keeps) {
    const Use use(*this);
    require_usable();
    CachedStatement& form = *prepared.form();
    if (arguments.size() != prepared.names().size()) [[unlikely]] {
        throw ArgumentError(
            arguments.size() < prepared.names().size() ? "bind_missing" : "bind_unknown",
            "the statement takes " + std::to_string(prepared.names().size()) + " values, not " +
                std::to_string(arguments.size()));
    }
    StreamRef stream = take(form);
    Execution& execution = static_cast<Execution&>(*stream);
    bool fits = prepared.is_direct() && !(keeps && prepared.may_return_rows());
    for (std::size_t i = 0; fits && i < arguments.size(); ++i) {
        fits = accepts(form.plan.parameters[i].kinds, arguments[i].kind());
    }
    if (fits) [[likely]] {
        execution.bound = arguments;
    } else {
        bind_parameters(execution, form,
                        {.binds = prepared.binds(),
                         .arguments = arguments,
                         .has_arguments = true,
                         .keeps = keeps && prepared.may_return_rows()},
                        bind_style());
    }
    run_execution(execution, prepared.asked(), true);
    return stream;
}

// ── the public handle ───────────────────────────────────────────────────────────────────────────

namespace {

PreparedState& living(const std::shared_ptr<PreparedState>& state) {
    if (state == nullptr || state->form() == nullptr) [[unlikely]] {
        throw InvalidRequestError("use_after_return",
                                  "the connection of this prepared statement was closed");
    }
    return *state;
}

}  // namespace

const std::vector<std::string>& PreparedBase::names() const noexcept {
    return state_->names();
}

[[gnu::hot]] StreamRef PreparedBase::start(std::span<const ValueView> arguments) const {
    PreparedState& state = living(state_);
    return state.core().run_prepared(state, arguments, false);
}

[[gnu::hot]] StreamRef PreparedBase::start_keeping(std::span<const ValueView> arguments) const {
    PreparedState& state = living(state_);
    return state.core().run_prepared(state, arguments, true);
}

StreamRef PreparedBase::start_named(const Params& params) const {
    PreparedState& state = living(state_);
    require_known_names(state.form()->plan, params);
    std::vector<ValueView> arguments;
    for (const std::string& name : state.names()) {
        const Value* value = params.find(name);
        if (value == nullptr) {
            ErrorDetails details;
            details.column = name;
            details.phase = Phase::bind;
            throw ArgumentError("bind_missing", "the parameter \"" + name + "\" has no value",
                                std::move(details));
        }
        arguments.push_back(value->view());
    }
    return state.core().run_prepared(state, arguments, true);
}

}  // namespace azoth::detail
