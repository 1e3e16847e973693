// SPDX-License-Identifier: MIT
#include <azoth/error/error.hpp>

#include <utility>

namespace azoth {

struct Error::State {
    std::string code;
    std::string message;
    ErrorDetails details;
    std::string text;  ///< what() hands this out
};

namespace {

void append_part(std::string& text, std::string_view label, std::string_view part) {
    if (part.empty()) return;
    text.append("\n  ").append(label).append(": ").append(part);
}

std::string compose(const std::string& code, const std::string& message,
                    const ErrorDetails& details) {
    std::string text = message;
    text.append(" [").append(code).append("]");
    append_part(text, "server", details.server_message);
    append_part(text, "sqlstate", details.sqlstate);
    append_part(text, "hint", details.hint);
    append_part(text, "phase", phase_name(details.phase));
    append_part(text, "statement", details.statement);
    append_part(text, "parameters", details.parameters);
    if (details.attempts > 1) append_part(text, "attempts", std::to_string(details.attempts));
    return text;
}

}  // namespace

std::string_view phase_name(Phase phase) noexcept {
    switch (phase) {
        case Phase::none: return {};
        case Phase::connect: return "connect";
        case Phase::prepare: return "prepare";
        case Phase::bind: return "bind";
        case Phase::execute: return "execute";
        case Phase::fetch: return "fetch";
        case Phase::commit: return "commit";
        case Phase::rollback: return "rollback";
    }
    return {};
}

Error::Error(std::string_view code, std::string_view message, ErrorDetails details)
    : state_(std::make_shared<State>()) {
    state_->code = code;
    state_->message = message;
    state_->details = std::move(details);
    state_->text = compose(state_->code, state_->message, state_->details);
}

Error::~Error() = default;

const char* Error::what() const noexcept {
    return state_->text.c_str();
}
const std::string& Error::code() const noexcept {
    return state_->code;
}
const std::string& Error::message() const noexcept {
    return state_->message;
}
const ErrorDetails& Error::details() const noexcept {
    return state_->details;
}
std::string_view Error::category() const noexcept {
    return "Error";
}

void Error::attach_statement(std::string_view statement, std::string_view parameters, Phase phase) {
    ErrorDetails& details = state_->details;
    if (details.statement.empty()) {
        details.statement = statement;
        details.parameters = parameters;
    }
    if (details.phase == Phase::none) details.phase = phase;
    state_->text = compose(state_->code, state_->message, details);
}

void Error::attach_attempts(int attempts) {
    if (state_->details.attempts > 1) return;
    state_->details.attempts = attempts;
    state_->text = compose(state_->code, state_->message, state_->details);
}

#define AZOTH_DEFINE_ERROR(name)                       \
    name::~name() = default;                           \
    std::string_view name::category() const noexcept { \
        return #name;                                  \
    }

AZOTH_DEFINE_ERROR(ArgumentError)
AZOTH_DEFINE_ERROR(UrlError)
AZOTH_DEFINE_ERROR(PluginError)
AZOTH_DEFINE_ERROR(CompileError)
AZOTH_DEFINE_ERROR(InvalidRequestError)
AZOTH_DEFINE_ERROR(NoResultFound)
AZOTH_DEFINE_ERROR(MultipleResultsFound)
AZOTH_DEFINE_ERROR(ConversionError)
AZOTH_DEFINE_ERROR(TimeoutError)
AZOTH_DEFINE_ERROR(DatabaseError)
AZOTH_DEFINE_ERROR(IntegrityError)
AZOTH_DEFINE_ERROR(OperationalError)
AZOTH_DEFINE_ERROR(DisconnectError)
AZOTH_DEFINE_ERROR(TransactionRollbackError)
AZOTH_DEFINE_ERROR(CommitUnknownError)
AZOTH_DEFINE_ERROR(ProgrammingError)
AZOTH_DEFINE_ERROR(DataError)
AZOTH_DEFINE_ERROR(NotSupportedError)
AZOTH_DEFINE_ERROR(InternalError)
AZOTH_DEFINE_ERROR(OrmError)

}  // namespace azoth
