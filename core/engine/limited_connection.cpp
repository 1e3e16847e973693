// SPDX-License-Identifier: MIT
#include "limited_connection.hpp"

#include <utility>

#include "cancel_scope.hpp"
#include "time_limit.hpp"

namespace azoth::detail {

namespace {

std::unique_ptr<CancelScope> scope_of(const RunOptions& asked, driver::Connection& connection) {
    const CancelToken& token = asked.options->cancel_token;
    return token.empty() ? nullptr : std::make_unique<CancelScope>(token, connection);
}

/// A statement that is over when it goes; what it needs altogether has one time-out.
class LimitedStatement final : public driver::Statement {
public:
    LimitedStatement(std::unique_ptr<driver::Statement> inner, const TimeLimit& limit,
                     std::unique_ptr<CancelScope> scope) noexcept
        : scope_(std::move(scope)), limit_(limit), inner_(std::move(inner)) {}

    std::size_t parameter_count() const override { return inner_->parameter_count(); }
    driver::Cursor& execute(std::span<const ValueView> parameters,
                            const driver::ExecuteOptions& options) override {
        return inner_->execute(parameters, limited(options));
    }
    std::int64_t execute_batch(const driver::ParameterBatch& batch,
                               const driver::ExecuteOptions& options) override {
        return inner_->execute_batch(batch, limited(options));
    }

private:
    [[nodiscard]] driver::ExecuteOptions limited(driver::ExecuteOptions options) const noexcept {
        if (options.timeout_ms == 0) options.timeout_ms = limit_.left_ms();
        return options;
    }

    std::unique_ptr<CancelScope> scope_;
    TimeLimit limit_;
    std::unique_ptr<driver::Statement> inner_;  ///< goes before its scope
};

}  // namespace

std::unique_ptr<driver::Statement> LimitedConnection::prepare(
    std::string_view sql, std::span<const ValueKind> parameter_kinds, std::int64_t timeout_ms) {
    auto scope = scope_of(asked_, inner_);
    const TimeLimit limit(timeout_ms != 0 ? timeout_ms : asked_.how.timeout_ms);
    auto statement = inner_.prepare(sql, parameter_kinds, limit.left_ms());
    return std::make_unique<LimitedStatement>(std::move(statement), limit, std::move(scope));
}

void LimitedConnection::execute_script(std::string_view text, std::int64_t timeout_ms) {
    const auto scope = scope_of(asked_, inner_);
    const TimeLimit limit(timeout_ms != 0 ? timeout_ms : asked_.how.timeout_ms);
    inner_.execute_script(text, limit.left_ms());
}

}  // namespace azoth::detail
