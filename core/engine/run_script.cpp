// SPDX-License-Identifier: MIT
#include <azoth/sql/query.hpp>

#include "connection_core.hpp"
#include "observation.hpp"

/// Raw text of any number of statements.
namespace azoth::detail {

namespace {

/// A form of its own for a text that is not looked into: colons in it are no binds.
std::unique_ptr<CachedStatement> form_of_script(std::string_view text) {
    auto compiled = std::make_shared<compile::Compiled>();
    compiled->sql = text;
    compiled->statement = sql::make<sql::TextStatement>(std::string(text), sql::NodeList{});
    auto form = std::make_unique<CachedStatement>(std::move(compiled));
    form->is_orphan = true;
    return form;
}

}  // namespace

template <class Send>
void ConnectionCore::send_script(std::string_view text, const ExecutionOptions& options,
                                 const Send& send) {
    const CancelScope cancel_scope(options.cancel_token, *driver_);
    OutgoingStatement outgoing(text, {}, 1, options, session_->number);
    const bool is_observed = engine_->observers.active();
    if (is_observed) engine_->observers.rewrite(outgoing);
    if (!outgoing.parameters().empty()) {
        throw ArgumentError("bind_unknown", "a script takes no parameters, not even a listener's");
    }
    const TimeLimit limit(options.timeout_ms.value_or(0));
    autobegin(limit);
    settle_results();
    const auto run = [&] {
        send(outgoing.sql(), limit);
        follow_server();
        note(Aftermath::schema);  // a script may do anything
        has_changed_session_ = true;
        return std::int64_t{-1};
    };
    if (is_observed) {
        (void)observed(engine_->observers, event_of(outgoing.sql(), {}, options), run);
    } else {
        (void)run();
    }
}

void ConnectionCore::run_script(std::string_view text, const ExecutionOptions& options) {
    const Use use(*this);
    require_usable();
    send_script(text, merged(options, options_.execution_options),
                [&](std::string_view sent, const TimeLimit& limit) {
                    try {
                        driver_->execute_script(sent, limit.left_ms());
                    } catch (...) {
                        failed_outside(sent, Phase::execute);
                    }
                });
}

StreamRef ConnectionCore::query_script(std::string_view text, const ExecutionOptions& options) {
    const Use use(*this);
    require_usable();
    const ExecutionOptions how = merged(options, options_.execution_options);
    const RunOptions asked = run_options(how);
    const Observers& observers = engine_->observers;
    const bool shows_rows = observers.echoes_rows() && !asked.hides_parameters;
    StreamRef stream;
    send_script(text, how, [&](std::string_view sent, const TimeLimit& limit) {
        auto form = form_of_script(sent);
        stream = take(*form);
        CachedStatement& script = *form.release();  // goes with the stream
        auto& execution = static_cast<Execution&>(*stream);
        execution.hides_parameters = asked.hides_parameters;
        const Observers* const echo = shows_rows ? &observers : nullptr;
        try {
            PreparedStatement& prepared =
                script.add({driver_->prepare_script(sent), {}, {}, session_->epoch, false});
            execution.start(prepared, {.timeout_ms = limit.left_ms(), .format = asked.how.format},
                            echo);
            execution.read_ahead(echo);
        } catch (...) {
            failed(execution, Phase::execute);
        }
    });
    return stream;
}

}  // namespace azoth::detail
