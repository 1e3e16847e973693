// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <azoth/sql/fields.hpp>

#include "connection_core.hpp"

namespace azoth::detail {

/// What a Prepared handle holds: a statement of its own, outside the cache, ready on one
/// connection. When the connection goes it goes first.
class PreparedState {
public:
    PreparedState(std::shared_ptr<ConnectionCore> core, sql::NodePtr statement,
                  std::unique_ptr<CachedStatement> form, std::vector<const sql::Bind*> binds,
                  const ExecutionOptions& options);
    ~PreparedState();
    PreparedState(const PreparedState&) = delete;
    PreparedState& operator=(const PreparedState&) = delete;

    [[nodiscard]] ConnectionCore& core() const noexcept { return *core_; }
    /// Null once the connection has gone.
    [[nodiscard]] CachedStatement* form() const noexcept { return form_; }
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    [[nodiscard]] const std::vector<const sql::Bind*>& binds() const noexcept { return binds_; }
    /// All arguments go to the placeholders one to one, and no list among them.
    [[nodiscard]] bool is_direct() const noexcept { return is_direct_; }
    /// Arguments must live on, since rows are read after the call.
    [[nodiscard]] bool may_return_rows() const noexcept { return may_return_rows_; }
    [[nodiscard]] const RunOptions& asked() const noexcept { return asked_; }
    void connection_closed() noexcept;

private:
    void let_go() noexcept;

    const std::shared_ptr<ConnectionCore> core_;
    const sql::NodePtr statement_;
    CachedStatement* form_;
    const std::vector<const sql::Bind*> binds_;
    const std::vector<std::string> names_;
    bool is_direct_;
    bool may_return_rows_;
    const ExecutionOptions options_;
    const RunOptions asked_;
};

}  // namespace azoth::detail
